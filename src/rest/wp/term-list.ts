import { type Expression, type SqlBool, sql } from 'kysely';
import { type Database, numbersIn, rowCount, statement, type TermTable } from '../../kit/database/index.ts';
import type { Taxonomy } from '../../term/term.ts';
import type { Slice } from '../paging.ts';
import { holding, placeIn, when } from './condition.ts';

/** A term with how many published posts its archive has. */
export type TermRow = TermTable & { readonly count: number };

export type TermQuery = {
  readonly taxonomy: Taxonomy;
  readonly search: string | undefined;
  readonly ids: readonly number[] | undefined;
  readonly notIds: readonly number[];
  readonly slugs: readonly string[] | undefined;
  /** 0 for those without one. */
  readonly parent: number | undefined;
  /** Terms of this post. */
  readonly post: number | undefined;
  readonly hideEmpty: boolean;
  readonly by: string;
  readonly descending: boolean;
};

const kept = sql<number>`coalesce((select tally.count from tally where tally.site_id = term.site_id and tally.list = 'term:' || term.id), 0)`;

export async function listTerms(
  db: Database,
  siteId: number,
  query: TermQuery,
  { limit, offset }: Slice,
): Promise<{ readonly rows: readonly TermRow[]; readonly total: number }> {
  const found = db.read
    .selectFrom('term')
    .where('term.site_id', '=', siteId)
    .where('term.taxonomy', '=', query.taxonomy)
    .where((eb) => eb.and(conditions(db, siteId, query)));
  const counted = await found.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const direction = query.descending ? 'desc' : 'asc';
  const rows = await found
    .selectAll('term')
    .select(kept.as('count'))
    .orderBy(orderOf(db, query), direction)
    .orderBy('term.id', direction)
    .limit(rowCount(limit))
    .offset(rowCount(offset))
    .execute();
  return { rows, total: Number(counted?.count ?? 0) };
}

function conditions(db: Database, siteId: number, query: TermQuery): readonly Expression<SqlBool>[] {
  const list = (numbers: readonly number[]) => numbersIn(JSON.stringify(numbers), db.dialect);
  const { search, ids, notIds, slugs, parent, post, hideEmpty } = query;
  const words = (text: string) => {
    const like = holding(text);
    return sql<SqlBool>`(lower(term.name) like ${like} escape '!' or term.slug like ${like} escape '!')`;
  };
  return [
    ...when(search !== undefined, () => words(search ?? '')),
    ...when(ids !== undefined, () => sql`term.id in ${list(ids ?? [])}`),
    ...when(notIds.length > 0, () => sql`term.id not in ${list(notIds)}`),
    ...when(slugs !== undefined, () => sql`term.slug in (${sql.join(['', ...(slugs ?? [])])})`),
    ...when(parent !== undefined, () => sql`coalesce(term.parent_id, 0) = ${parent}`),
    ...when(
      post !== undefined,
      () =>
        sql`term.id in (select term_id from post_term where site_id = ${siteId} and post_id = ${post} and position >= 0)`,
    ),
    ...when(hideEmpty, () => sql`${kept} > 0`),
  ];
}

function orderOf(db: Database, { by, ids, slugs }: TermQuery) {
  switch (by) {
    case 'id':
    case 'term_group':
      return sql`term.id`;
    case 'slug':
      return sql`term.slug`;
    case 'description':
      return sql`term.description`;
    case 'count':
      return kept;
    case 'include':
      return placeIn(sql`term.id`, ids ?? []);
    case 'include_slugs':
      return placeIn(sql`term.slug`, slugs ?? []);
    default:
      return db.dialect === 'sqlite' ? sql`lower(term.name)` : sql`lower(term.name) collate "C"`;
  }
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('term')
    .selectAll('term')
    .select(kept.as('count'))
    .where('term.site_id', '=', value('site'))
    .where('term.id', '=', value('id')),
);

export function readTermRow(db: Database, site: number, id: number): Promise<TermRow | undefined> {
  return byId.first(db, { site, id });
}
