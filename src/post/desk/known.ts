import { authorsOfAccount } from '../../author/read.ts';
import type { Asked } from '../../desk/index.ts';
import { idIn } from '../../kit/http/form.ts';
import { loadWrite } from '../load.ts';
import type { PostWrite } from '../post.ts';
import { type Rightful, readRightful } from '../rights.ts';
import { splitTerms } from './choices.ts';
import { fieldsOf, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';

/** A post as it stands, for who changes it. */
export type KnownPost = {
  readonly id: number;
  readonly version: number;
  readonly write: PostWrite;
  readonly rightful: Rightful;
};

/** The post that the path names, of that kind. */
export async function readKnown({ world, site, params }: Asked, kind: Kind): Promise<KnownPost | undefined> {
  const id = idIn(params.id);
  const rightful = await readRightful(world.db, site.id, id);
  if (rightful?.type !== kind.type) return undefined;
  const write = await loadWrite({ db: world.db.read }, site.id, id);
  return write && { id, version: rightful.version, write, rightful };
}

/** The form of a post's state, with the names of its tags. */
export async function fieldsOfState(
  { world, site }: Asked,
  write: Omit<PostWrite, 'password'> & { readonly password?: string },
): Promise<PostFields> {
  const { categories, tags } = await splitTerms(world.db, site.id, write.terms);
  return fieldsOf(write, { timeZone: site.timeZone, categories, tagNames: tags.map(({ name }) => name) });
}

/** The form of a post that is not begun. */
export async function blankFields(asked: Asked, kind: Kind): Promise<PostFields> {
  const { world, site, account } = asked;
  const own = await authorsOfAccount(world.db, site.id, account.id);
  const blank = { type: 'doc', content: [{ type: 'paragraph' }] } as const;
  return fieldsOf(
    { type: kind.type, status: 'draft', title: '', document: blank, authors: own.slice(0, 1), terms: [] },
    { timeZone: site.timeZone, categories: [], tagNames: [] },
  );
}
