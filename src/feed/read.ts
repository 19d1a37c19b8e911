import { sql } from 'kysely';
import { type Database, numbersIn, rowCount, statement, type YesNo } from '../kit/database/index.ts';
import { note, type Reader } from '../reading/reader.ts';

/** What a feed tells of a post besides what every list does. */
export type FeedPost = {
  readonly id: number;
  readonly guid: string;
  readonly updated_at: string | null;
  readonly comments_open: YesNo;
  /** How much of it is another's text, whose original is the one to keep. */
  readonly copied: number | null;
};

const postsById = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('post')
    .select(['id', 'guid', 'updated_at', 'comments_open'])
    .select((eb) =>
      eb
        .selectFrom('republication')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('republication.site_id', '=', 'post.site_id')
        .whereRef('republication.post_id', '=', 'post.id')
        .where('republication.index_policy', '<>', 'self')
        .as('copied'),
    )
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

const htmlById = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('post_html')
    .select(['post_id', 'html'])
    .where('site_id', '=', value('site'))
    .where('post_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('post_id')
    .orderBy('part'),
);

/** Posts and their HTML, all pages of it, by ID. */
export async function readContents(
  { db, siteId }: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FeedPost & { readonly html: string }>> {
  if (ids.length === 0) return new Map();
  const args = { site: siteId, ids: JSON.stringify(ids) };
  const parts = Map.groupBy(await htmlById.all(db, args), ({ post_id }) => post_id);
  const posts = await postsById.all(db, args);
  return new Map(
    posts.map((post) => [
      post.id,
      { ...post, html: (parts.get(post.id) ?? []).map(({ html }) => html).join('\n') },
    ]),
  );
}

const sourcesByPost = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('republication')
    .innerJoin('source as named', (join) =>
      join
        .onRef('named.site_id', '=', 'republication.site_id')
        .onRef('named.id', '=', 'republication.source_id'),
    )
    // One that was merged stands for the one that it became part of.
    .innerJoin('source', (join) =>
      join
        .onRef('source.site_id', '=', 'named.site_id')
        .on((eb) => eb('source.id', '=', eb.fn.coalesce('named.merged_into', 'named.id'))),
    )
    .select(['republication.post_id', 'source.id', 'source.address', 'source.title', 'source.publisher'])
    .where('republication.site_id', '=', value('site'))
    .where('republication.post_id', 'in', numbersIn(value('ids'), dialect))
    .where('source.address', 'is not', null)
    .orderBy('republication.position', 'desc')
    .orderBy('republication.key', 'desc'),
);

/** Where posts were published first, by ID: of several sources the first that has an address. */
export async function readSourcesOf(
  reader: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly url: string; readonly name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await sourcesByPost.all(reader.db, { site: reader.siteId, ids: JSON.stringify(ids) });
  note(reader, ...rows.map(({ id }) => `source:${id}`));
  return new Map(
    rows.map(({ post_id, address, title, publisher }) => [
      post_id,
      { url: address ?? '', name: publisher || title || (address ?? '') },
    ]),
  );
}

export type RecordingRow = {
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
  readonly duration_ms: number | null;
};

const recordings = statement<{ site: number; paths: string }>()((db, value, dialect) =>
  db
    .selectFrom('media')
    .select(['id', 'path', 'mime', 'bytes', 'duration_ms'])
    .where('site_id', '=', value('site'))
    .where(
      'path',
      'in',
      dialect === 'sqlite'
        ? sql<string>`(select value from json_each(${value('paths')}))`
        : sql<string>`(select value from json_array_elements_text(${value('paths')}::json))`,
    ),
);

/** Recordings and films of the site's media, by their stored paths. */
export async function readRecordings(
  reader: Reader,
  paths: readonly string[],
): Promise<ReadonlyMap<string, RecordingRow>> {
  if (paths.length === 0) return new Map();
  const rows = await recordings.all(reader.db, { site: reader.siteId, paths: JSON.stringify(paths) });
  note(reader, ...rows.map(({ id }) => `media:${id}`));
  return new Map(rows.map((row) => [row.path, row]));
}

/** A reply in a feed. */
export type FeedComment = {
  readonly id: number;
  readonly parent_id: number | null;
  readonly html: string;
  readonly dir: 'ltr' | 'rtl';
  readonly published_at: string;
  readonly edited_at: string | null;
  readonly name: string;
  readonly url: string | null;
  readonly post_id: number;
  readonly post_title: string;
  readonly post_guid: string;
  readonly post_path: string | null;
};

type Slice = { site: number; limit: number; offset: number };

const ofSite = statement<Slice>()((db, value) =>
  selectComments(db)
    .where('comment.site_id', '=', value('site'))
    .orderBy('comment.published_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

const ofPost = statement<Slice & { post: number }>()((db, value) =>
  selectComments(db)
    .where('comment.site_id', '=', value('site'))
    .where('comment.post_id', '=', value('post'))
    .orderBy('comment.published_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(rowCount(value('limit')))
    .offset(rowCount(value('offset'))),
);

function selectComments(db: Database['read']) {
  return db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.id',
      'comment.parent_id',
      'comment.html',
      'comment.dir',
      'comment.published_at',
      'comment.edited_at',
      'identity.name',
      'identity.url',
      'post.id as post_id',
      'post.title as post_title',
      'post.guid as post_guid',
      'post.path as post_path',
    ])
    .where('comment.status', '=', sql<'live'>`'live'`)
    .where(sql<boolean>`coalesce(post.path, '') <> ''`)
    .where(sql<boolean>`coalesce(post.password, '') = ''`);
}

/** Replies of a site or to a post, newest first; none of a post behind a password. */
export async function readReplies(
  reader: Reader,
  postId: number | undefined,
  slice: { readonly limit: number; readonly offset: number },
): Promise<readonly FeedComment[]> {
  const args = { site: reader.siteId, ...slice };
  const rows =
    postId === undefined
      ? await ofSite.all(reader.db, args)
      : await ofPost.all(reader.db, { ...args, post: postId });
  note(reader, postId === undefined ? 'comments' : `post:${postId}/comments`);
  for (const { post_id } of rows) note(reader, `post:${post_id}`);
  return rows;
}
