import { type RawBuilder, sql } from 'kysely';
import { containing, type Database, type DialectName } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import { slugify } from './slug.ts';
import { type Taxonomy, type Term, termFromRow } from './term.ts';

/** A category or tag with how many posts its archive lists. */
export type ListedTerm = Term & {
  readonly count: number;
  /** By what the list is ordered, for keyset pages. */
  readonly key: string | number;
};

/** `tree`: each category after the one above it. */
export type TermOrder = 'tree' | 'name' | 'slug' | 'description' | 'id' | 'count';

/** Which terms; what is left out does not narrow. */
export type TermFilter = {
  readonly taxonomy: Taxonomy;
  /** Part of a name, or of a slug. */
  readonly search?: string;
  /** Directly below; null for those at the top. */
  readonly parentId?: number | null;
  readonly ids?: readonly number[];
  readonly except?: readonly number[];
  readonly slugs?: readonly string[];
  /** Those of a post, its own. */
  readonly postId?: number;
  /** Those whose archive lists something. */
  readonly used?: boolean;
};

export type TermPage = {
  readonly order: TermOrder;
  readonly descending?: boolean;
  readonly limit: number;
  /** The page that follows, or comes before, a term: its key and ID. Rows before come in the other order. */
  readonly after?: readonly string[] | undefined;
  readonly before?: readonly string[] | undefined;
  /** Of a page by number; only where the list is short. */
  readonly offset?: number;
};

export async function listTerms(
  db: Database,
  siteId: number,
  filter: TermFilter,
  page: TermPage,
): Promise<readonly ListedTerm[]> {
  const key = keyOf(page.order, db.dialect);
  const backwards = page.before !== undefined;
  const direction = Boolean(page.descending) === backwards ? 'asc' : 'desc';
  const edge = page.after ?? page.before;
  const rows = await narrowed(db, siteId, filter)
    .selectAll('term')
    .select([sql<number>`coalesce(tally.count, 0)`.as('count'), key.as('key')])
    .$if(edge !== undefined, (query) => query.where(beyond(key, page.order, edge ?? [], direction)))
    .orderBy(key, direction)
    .orderBy('term.id', direction)
    .limit(page.limit)
    .$if(page.offset !== undefined, (query) => query.offset(page.offset ?? 0))
    .execute();
  return rows.map(({ count, key: at, ...row }) => ({
    ...termFromRow(row),
    count: Number(count),
    key: at,
  }));
}

export async function readTerm(db: Database, siteId: number, id: number): Promise<ListedTerm | undefined> {
  const row = await db.read
    .selectFrom('term')
    .leftJoin('tally', (join) =>
      join.onRef('tally.site_id', '=', 'term.site_id').on('tally.list', '=', sql<string>`'term:' || term.id`),
    )
    .selectAll('term')
    .select(sql<number>`coalesce(tally.count, 0)`.as('count'))
    .where('term.site_id', '=', siteId)
    .where('term.id', '=', id)
    .executeTakeFirst();
  return row && { ...termFromRow(row), count: Number(row.count), key: row.id };
}

function narrowed(db: Database, siteId: number, filter: TermFilter) {
  const { taxonomy, search = '', parentId, ids, except, slugs, postId, used } = filter;
  return db.read
    .selectFrom('term')
    .leftJoin('tally', (join) =>
      join.onRef('tally.site_id', '=', 'term.site_id').on('tally.list', '=', sql<string>`'term:' || term.id`),
    )
    .where('term.site_id', '=', siteId)
    .where('term.taxonomy', '=', taxonomy)
    .$if(search !== '', (query) => query.where(named(search)))
    .$if(parentId !== undefined, (query) =>
      parentId === null
        ? query.where('term.parent_id', 'is', null)
        : query.where('term.parent_id', '=', parentId ?? 0),
    )
    .$if(ids !== undefined, (query) => query.where('term.id', 'in', [...(ids ?? []), 0]))
    .$if(except !== undefined, (query) => query.where('term.id', 'not in', [...(except ?? []), 0]))
    .$if(slugs !== undefined, (query) => query.where('term.slug', 'in', [...(slugs ?? []), '']))
    .$if(used === true, (query) => query.where('tally.count', '>', 0))
    .$if(postId !== undefined, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('post_term')
            .select('post_term.post_id')
            .whereRef('post_term.site_id', '=', 'term.site_id')
            .whereRef('post_term.term_id', '=', 'term.id')
            .where('post_term.post_id', '=', postId ?? 0)
            .where('post_term.position', '>=', 0),
        ),
      ),
    );
}

/** A slug is in small letters of every script, which the database does not know of names. */
function named(search: string): RawBuilder<boolean> {
  const slug = slugify(search);
  const name = sql<boolean>`lower(term.name) like ${containing(search.toLowerCase())} escape '!'`;
  if (slug === '') return name;
  return sql<boolean>`(${name} or term.slug like ${containing(slug)} escape '!')`;
}

/** In a tree, what is below `a` comes before `a-b`: the mark between the parts of a path sorts before every letter. */
function keyOf(order: TermOrder, dialect: DialectName): RawBuilder<string | number> {
  switch (order) {
    case 'tree':
      return dialect === 'postgres'
        ? sql<string>`replace(term.path, '/', chr(1)) collate "C"`
        : sql<string>`replace(term.path, '/', char(1))`;
    case 'name':
      return sql<string>`lower(term.name)`;
    case 'slug':
      return sql<string>`term.slug`;
    case 'description':
      return sql<string>`term.description`;
    case 'id':
      return sql<number>`term.id`;
    case 'count':
      return sql<number>`coalesce(tally.count, 0)`;
  }
}

function beyond(
  key: RawBuilder<string | number>,
  order: TermOrder,
  [at = '', id = '']: readonly string[],
  direction: 'asc' | 'desc',
): RawBuilder<boolean> {
  const value = order === 'id' || order === 'count' ? Number(at) || 0 : at;
  const sign = sql.raw(direction === 'asc' ? '>' : '<');
  return sql<boolean>`(${key}, term.id) ${sign} (${value}, ${idIn(id)})`;
}
