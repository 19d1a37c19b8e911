import { authorOfAccount } from '../../author/save.ts';
import type { Asked } from '../../desk/index.ts';
import { databaseFault, type Transaction } from '../../kit/database/index.ts';
import { dropAutosave } from '../../revision/autosave.ts';
import type { Saver } from '../../revision/save.ts';
import { ensureTerm } from '../../term/save.ts';
import { createPost, type Saved, type SaveRefused, updatePost } from '../save.ts';
import type { Wanted } from './check.ts';
import { begunBefore } from './once.ts';

/** Something that the form named was deleted between the check and the save. */
type Vanished = { readonly ok: false; readonly reason: 'vanished' };

/** Writes what a form asks for, and what it names that is new, in one transaction. */
export async function saveWanted(
  asked: Asked,
  wanted: Wanted,
  {
    id,
    version,
    note,
    announcement,
  }: Pick<Saver, 'note' | 'announcement'> & { readonly id?: number; readonly version?: number },
): Promise<Saved | SaveRefused | Vanished> {
  const { world, site, account } = asked;
  const options = {
    now: world.clock.now().toISOString(),
    by: account.id,
    ...(note !== undefined && { note: note.trim() }),
    ...(announcement && { announcement }),
  };
  try {
    return await world.db.write(async (tx) => {
      const authors =
        wanted.write.authors.length > 0 || id !== undefined
          ? wanted.write.authors
          : await ownAuthor(tx, asked);
      const write = { ...wanted.write, authors, terms: await termsOf(tx, site.id, wanted) };
      if (id === undefined) {
        const begun = await begunBefore(tx, site.id, account.id, write);
        return begun === undefined
          ? createPost(tx, site, write, options)
          : updatePost(tx, site, begun, write, options);
      }
      const saved = await updatePost(tx, site, id, write, {
        ...options,
        ...(version !== undefined && { version }),
      });
      if (saved.ok) await dropAutosave(tx, site.id, id, account.id);
      return saved;
    });
  } catch (error) {
    if (databaseFault(error) === 'foreign-key') return { ok: false, reason: 'vanished' };
    throw error;
  }
}

/** Who begins a post signs it. */
async function ownAuthor(tx: Transaction, { site, account }: Asked): Promise<readonly number[]> {
  const author = await authorOfAccount(tx, site.id, account);
  return author.ok ? [author.id] : [];
}

async function termsOf(
  tx: Transaction,
  siteId: number,
  { categories, newCategory, tags }: Pick<Wanted, 'categories' | 'newCategory' | 'tags'>,
): Promise<readonly number[]> {
  const terms = [...categories];
  if (newCategory) terms.push((await ensureTerm(tx, siteId, { taxonomy: 'category', ...newCategory })).id);
  for (const name of tags) terms.push((await ensureTerm(tx, siteId, { taxonomy: 'tag', name })).id);
  return [...new Set(terms)];
}
