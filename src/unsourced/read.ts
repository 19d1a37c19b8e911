import { type SqlBool, sql } from 'kysely';
import { type Keyset, type KeysetPage, keysetPage } from '../desk/keyset.ts';
import type { Database, PostStatus } from '../kit/database/index.ts';
import type { UnsourcedState } from '../kit/database/tables/unsourced.ts';
import { type Unsourced, unsourcedFromRow } from './unsourced.ts';

export type UnsourcedFilter = {
  readonly state: UnsourcedState;
  /** The key of the address that may be their source. */
  readonly address?: string;
  readonly postId?: number;
  /** Only those beside which some address stands. */
  readonly linked?: boolean;
  /** Besides those of posts that readers may see, only of what these authors sign. */
  readonly signedBy?: readonly number[];
};

export type ListedUnsourced = Unsourced & {
  readonly position: number;
  readonly post: { readonly title: string; readonly type: 'post' | 'page'; readonly status: PostStatus };
};

/** Those of the newest posts first, each post's in the order of its text. */
export async function listUnsourced(
  db: Pick<Database, 'read'>,
  siteId: number,
  filter: UnsourcedFilter,
  { limit, keyset = {} }: { readonly limit: number; readonly keyset?: Keyset },
): Promise<KeysetPage<ListedUnsourced>> {
  const backwards = keyset.before !== undefined;
  const [post, position] = (keyset.after ?? keyset.before ?? []).map(Number);
  const rows = await filtered(db, siteId, filter)
    .innerJoin('post', (join) =>
      join
        .onRef('post.site_id', '=', 'unsourced_quotation.site_id')
        .onRef('post.id', '=', 'unsourced_quotation.post_id'),
    )
    .selectAll('unsourced_quotation')
    .select(['post.title', 'post.type', 'post.status'])
    .where('post.status', '!=', 'trash')
    .$if(post !== undefined && Number.isSafeInteger(post) && Number.isSafeInteger(position), (query) =>
      query.where(beyond(post ?? 0, position ?? 0, backwards)),
    )
    .orderBy('unsourced_quotation.post_id', backwards ? 'asc' : 'desc')
    .orderBy('unsourced_quotation.position', backwards ? 'desc' : 'asc')
    .limit(limit + 1)
    .execute();
  const listed = rows.map(({ title, type, status, ...row }) => ({
    ...unsourcedFromRow(row),
    position: row.position,
    post: { title, type: type === 'page' ? ('page' as const) : ('post' as const), status },
  }));
  return keysetPage(listed, limit, keyset);
}

function beyond(post: number, position: number, backwards: boolean) {
  return backwards
    ? sql<SqlBool>`(unsourced_quotation.post_id > ${post} OR (unsourced_quotation.post_id = ${post} AND unsourced_quotation.position < ${position}))`
    : sql<SqlBool>`(unsourced_quotation.post_id < ${post} OR (unsourced_quotation.post_id = ${post} AND unsourced_quotation.position > ${position}))`;
}

function filtered(db: Pick<Database, 'read'>, siteId: number, filter: UnsourcedFilter) {
  const { state, address, postId, linked, signedBy } = filter;
  return db.read
    .selectFrom('unsourced_quotation')
    .where('unsourced_quotation.site_id', '=', siteId)
    .where('unsourced_quotation.state', '=', state)
    .$if(address !== undefined, (query) => query.where('address_key', '=', address ?? ''))
    .$if(postId !== undefined, (query) => query.where('unsourced_quotation.post_id', '=', postId ?? 0))
    .$if(linked === true, (query) => query.where('address_key', 'is not', null))
    .$if(signedBy !== undefined, (query) => query.where(openOrSignedBy(signedBy ?? [])));
}

function openOrSignedBy(authors: readonly number[]) {
  const own = authors.length === 0 ? sql.lit(0) : sql.join(authors);
  return sql<SqlBool>`(exists (select 1 from post where post.site_id = unsourced_quotation.site_id
    and post.id = unsourced_quotation.post_id and post.path is not null)
    or exists (select 1 from post_author where post_author.site_id = unsourced_quotation.site_id
    and post_author.post_id = unsourced_quotation.post_id and post_author.author_id in (${own})))`;
}

/** How many wait for somebody to say where they are from. */
export function countOpen(db: Pick<Database, 'read'>, siteId: number): Promise<number> {
  return countUnsourced(db, siteId, { state: 'open' });
}

export async function countUnsourced(
  db: Pick<Database, 'read'>,
  siteId: number,
  filter: UnsourcedFilter,
): Promise<number> {
  const row = await filtered(db, siteId, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirst();
  return Number(row?.total ?? 0);
}

export type CountedAddress = { readonly key: string; readonly address: string; readonly count: number };

/** The addresses beside which most quotations stand: those of one are bound at once. */
export async function countedAddresses(
  db: Pick<Database, 'read'>,
  siteId: number,
  narrowed: Pick<UnsourcedFilter, 'signedBy'> = {},
): Promise<readonly CountedAddress[]> {
  const rows = await filtered(db, siteId, { ...narrowed, state: 'open', linked: true })
    .select(({ fn }) => ['address_key', fn.countAll<number>().as('count'), fn.min('links').as('links')])
    .groupBy('address_key')
    .orderBy('count', 'desc')
    .orderBy('address_key')
    .limit(20)
    .execute();
  return rows.flatMap(({ address_key: key, count, links }) => {
    const [address] = JSON.parse(links) as readonly string[];
    return key === null || address === undefined ? [] : [{ key, address, count: Number(count) }];
  });
}

export async function readUnsourced(
  db: Pick<Database, 'read'>,
  siteId: number,
  { postId, digest }: { readonly postId: number; readonly digest: string },
): Promise<Unsourced | undefined> {
  const row = await filtered(db, siteId, { state: 'open', postId })
    .selectAll('unsourced_quotation')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row && unsourcedFromRow(row);
}
