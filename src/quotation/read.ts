import { sql } from 'kysely';
import {
  type Database,
  type QuotationTable,
  rowCount,
  statement,
  type Transaction,
} from '../kit/database/index.ts';
import { type Quotation, type QuotationVerdict, quotationFromRow } from './quotation.ts';
import { readRows } from './rows.ts';

type Reads = Database | Transaction;

/** The quotations of a post's current version, in the order of its text. */
export async function quotationsOfPost(
  db: Reads,
  siteId: number,
  postId: number,
): Promise<readonly Quotation[]> {
  return (await readRows(db, siteId, postId)).map(quotationFromRow);
}

export async function readQuotation(db: Reads, siteId: number, id: number): Promise<Quotation | undefined> {
  const row = await byId.first(db, { site: siteId, id });
  return row && quotationFromRow(row);
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db.selectFrom('quotation').selectAll().where('site_id', '=', value('site')).where('id', '=', value('id')),
);

/** A quotation with the post that it stands in. `path` is null while that has no public address. */
export type ListedQuotation = Quotation & {
  readonly post: { readonly title: string; readonly path: string | null };
};

/** Where a list goes on: behind this one. `key` is what it is sorted by, as `keyOf` gives it. */
export type After = { readonly key: string; readonly id: number };

export type QuotationFilter = {
  readonly speaker?: number;
  readonly source?: number;
  readonly post?: number;
  readonly lang?: string;
  /** `overridden`: those that a person vouches for. */
  readonly verdict?: QuotationVerdict | 'overridden';
  /** Besides what everybody may read, only what these authors sign. */
  readonly signedBy?: readonly number[];
};

export type QuotationPage = {
  /** Only what everybody may read. */
  readonly public: boolean;
  readonly after?: After;
  /** Those before this one instead, against the order. */
  readonly before?: After;
  readonly count: number;
};

/** The newest first. */
export async function quotationsOfSource(
  db: Reads,
  siteId: number,
  sourceId: number,
  page: QuotationPage,
): Promise<readonly ListedQuotation[]> {
  return listQuotations(db, siteId, { source: sourceId }, page);
}

/** By the date said, the last first; those without a date after all others. */
export async function quotationsOfSpeaker(
  db: Reads,
  siteId: number,
  speakerId: number,
  page: QuotationPage,
): Promise<readonly ListedQuotation[]> {
  return query(db, siteId, { speaker: speakerId }, page, 'said');
}

/** What everybody may read and has a date, the last said first. */
export async function timeline(
  db: Reads,
  siteId: number,
  { after, count, ...filter }: QuotationFilter & Pick<QuotationPage, 'after' | 'count'>,
): Promise<readonly ListedQuotation[]> {
  return query(db, siteId, filter, { public: true, count, ...(after && { after }) }, 'timeline');
}

/** All that fit, the newest first. */
export async function listQuotations(
  db: Reads,
  siteId: number,
  filter: QuotationFilter,
  page: QuotationPage,
): Promise<readonly ListedQuotation[]> {
  return query(db, siteId, filter, page, 'id');
}

/** Where the list goes on behind a quotation. */
export function keyOf({ saidKey, id }: Quotation): After {
  return { key: saidKey ?? '', id };
}

type Order = 'id' | 'said' | 'timeline';

async function query(
  db: Reads,
  siteId: number,
  filter: QuotationFilter,
  { public: listed, after, before, count }: QuotationPage,
  order: Order,
): Promise<readonly ListedQuotation[]> {
  const reads = 'read' in db ? db.read : db.db;
  const key =
    order === 'timeline' ? sql<string>`quotation.said_key` : sql<string>`coalesce(quotation.said_key, '')`;
  let rows = reads
    .selectFrom('quotation')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'quotation.site_id').onRef('post.id', '=', 'quotation.post_id'),
    )
    .selectAll('quotation')
    .select(['post.title as post_title', 'post.path as post_path'])
    .where('quotation.site_id', '=', siteId)
    .limit(rowCount(count));
  if (listed) rows = rows.where('quotation.listed_at', 'is not', null);
  if (order === 'timeline') rows = rows.where('quotation.said_key', 'is not', null);
  if (filter.signedBy !== undefined) rows = rows.where(openOrSignedBy(filter.signedBy));
  if (filter.speaker !== undefined) rows = rows.where('quotation.speaker_id', '=', filter.speaker);
  if (filter.source !== undefined) rows = rows.where('quotation.source_id', '=', filter.source);
  if (filter.post !== undefined) rows = rows.where('quotation.post_id', '=', filter.post);
  if (filter.lang !== undefined) rows = rows.where('quotation.lang', '=', filter.lang);
  if (filter.verdict === 'overridden') rows = rows.where('quotation.override', 'is not', null);
  else if (filter.verdict !== undefined) rows = rows.where('quotation.verdict', '=', filter.verdict);
  if (order !== 'id') rows = rows.orderBy(key, 'desc');
  if (before !== undefined) rows = rows.where('quotation.id', '>', before.id);
  rows = rows.orderBy('quotation.id', before === undefined ? 'desc' : 'asc');
  if (after !== undefined) {
    const { id } = after;
    rows = rows.where((eb) =>
      order === 'id'
        ? eb('quotation.id', '<', id)
        : eb.or([eb(key, '<', after.key), eb.and([eb(key, '=', after.key), eb('quotation.id', '<', id)])]),
    );
  }
  return (await rows.execute()).map(listedFromRow);
}

function openOrSignedBy(authors: readonly number[]) {
  const signed =
    authors.length === 0
      ? sql<boolean>`1 = 0`
      : sql<boolean>`exists (select 1 from post_author where post_author.site_id = quotation.site_id
          and post_author.post_id = quotation.post_id and post_author.author_id in (${sql.join(authors)}))`;
  return sql<boolean>`(quotation.listed_at is not null or ${signed})`;
}

function listedFromRow({
  post_title: title,
  post_path: path,
  ...row
}: QuotationTable & { readonly post_title: string; readonly post_path: string | null }): ListedQuotation {
  return { ...quotationFromRow(row), post: { title, path } };
}

/** How many quotations of a site, of a post or of a source have each verdict. */
export async function countVerdicts(
  db: Reads,
  siteId: number,
  filter: Pick<QuotationFilter, 'post' | 'source' | 'speaker' | 'signedBy'> & { readonly public: boolean },
): Promise<ReadonlyMap<QuotationVerdict, number>> {
  const reads = 'read' in db ? db.read : db.db;
  let rows = reads
    .selectFrom('quotation')
    .select((eb) => ['verdict', eb.fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .groupBy('verdict');
  if (filter.public) rows = rows.where('listed_at', 'is not', null);
  if (filter.signedBy !== undefined) rows = rows.where(openOrSignedBy(filter.signedBy));
  if (filter.post !== undefined) rows = rows.where('post_id', '=', filter.post);
  if (filter.source !== undefined) rows = rows.where('source_id', '=', filter.source);
  if (filter.speaker !== undefined) rows = rows.where('speaker_id', '=', filter.speaker);
  return new Map((await rows.execute()).map(({ verdict, count }) => [verdict, Number(count)]));
}
