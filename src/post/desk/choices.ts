import { sql } from 'kysely';
import { listAuthors } from '../../author/read.ts';
import type { Asked } from '../../desk/index.ts';
import { containing, type Database } from '../../kit/database/index.ts';
import { idIn } from '../../kit/http/form.ts';
import { type Media, mediaFromRow } from '../../media/media.ts';
import type { PostType } from '../post.ts';

/** What one may choose from in the form of a post. */
export type Choices = {
  readonly authors: readonly {
    readonly id: number;
    readonly name: string;
    readonly accountId: number | null;
  }[];
  /** Parents before their children; `depth` from 0. */
  readonly categories: readonly Category[];
  /** Names to complete from while writing, not all of a large site. */
  readonly tags: readonly string[];
  /** Pages that can stand above, by title. */
  readonly parents: readonly Parent[];
};

type Parent = { readonly id: number; readonly title: string; readonly parent_id: number | null };

export type Category = {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
  readonly depth: number;
};

/** More than this the form does not list; the others are found by their words. */
const mostListed = 500;

export async function readChoices({ world, site }: Asked, type: PostType, id?: number): Promise<Choices> {
  const { db } = world;
  const isPost = type === 'post';
  return {
    authors: await listAuthors(db, site.id),
    categories: isPost ? await readCategories(db, site.id) : [],
    tags: isPost ? await readTags(db, site.id) : [],
    parents: isPost ? [] : withoutBelow(await readParents(db, site.id), id),
  };
}

export async function readCategories({ read }: Database, siteId: number): Promise<readonly Category[]> {
  const rows = await read
    .selectFrom('term')
    .select(['id', 'name', 'parent_id'])
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', 'category')
    .orderBy('name')
    .orderBy('id')
    .execute();
  const children = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const below = (parent: number | null, depth: number): readonly Category[] =>
    (children.get(parent) ?? []).flatMap(({ id, name, parent_id }) => [
      { id, name, parentId: parent_id, depth },
      ...below(id, depth + 1),
    ]);
  return below(null, 0);
}

async function readTags({ read }: Database, siteId: number): Promise<readonly string[]> {
  const rows = await read
    .selectFrom('term')
    .select('name')
    .where('site_id', '=', siteId)
    .where('taxonomy', '=', 'tag')
    .orderBy('name')
    .limit(mostListed)
    .execute();
  return rows.map(({ name }) => name);
}

/** A page stands neither below itself nor below what stands below it. */
function withoutBelow(pages: readonly Parent[], id: number | undefined): readonly Parent[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const isBelow = (page: Parent | undefined, steps = 0): boolean =>
    page !== undefined && steps < 50 && (page.id === id || isBelow(byId.get(page.parent_id ?? 0), steps + 1));
  return id === undefined ? pages : pages.filter((page) => !isBelow(page));
}

async function readParents({ read }: Database, siteId: number): Promise<Choices['parents']> {
  return read
    .selectFrom('post')
    .select(['id', 'title', 'parent_id'])
    .where('site_id', '=', siteId)
    .where('type', '=', 'page')
    .where('status', '!=', 'trash')
    .orderBy('title')
    .orderBy('id')
    .limit(mostListed)
    .execute();
}

/** Pictures to choose from: the newest, or those whose name or words hold what is looked for, or of that ID. */
export async function findPictures(
  { read }: Database,
  siteId: number,
  words: string,
  limit = 12,
): Promise<readonly Media[]> {
  const wanted = words.trim();
  const like = containing(wanted.toLowerCase());
  const rows = await read
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('mime', 'like', 'image/%')
    .where('status', '=', 'ready')
    .$if(wanted !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('id', '=', idIn(wanted)),
          ...(['title', 'alt', 'path', 'caption'] as const).map(
            (column) => sql<boolean>`lower(${eb.ref(column)}) like ${like} escape '!'`,
          ),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(mediaFromRow);
}

/** What a post's terms are called, split by what they are, in the post's order. */
export async function splitTerms(
  { read }: Database,
  siteId: number,
  terms: readonly number[],
): Promise<{
  readonly categories: readonly number[];
  readonly tags: readonly { id: number; name: string }[];
}> {
  if (terms.length === 0) return { categories: [], tags: [] };
  const rows = await read
    .selectFrom('term')
    .select(['id', 'name', 'taxonomy'])
    .where('site_id', '=', siteId)
    .where('id', 'in', terms)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = terms.flatMap((id) => byId.get(id) ?? []);
  return {
    categories: known.filter(({ taxonomy }) => taxonomy === 'category').map(({ id }) => id),
    tags: known.filter(({ taxonomy }) => taxonomy === 'tag').map(({ id, name }) => ({ id, name })),
  };
}
