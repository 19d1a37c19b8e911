import { sql } from 'kysely';
import { type Database, rowCount, statement, type Tables } from '../kit/database/index.ts';
import {
  type Publication,
  type PublicationKind,
  type PublishedContent,
  type Standing,
  standingOf,
} from './publication.ts';

/** A post, as far as its history has to do with it. */
export type HistoryOf = {
  readonly standing: Standing;
  readonly title: string;
  readonly lang: string | null;
  readonly dir: 'ltr' | 'rtl';
  /** Stored path; null while it is not public. */
  readonly path: string | null;
};

/**
 * How readers find a post at this moment; undefined where none is, or was. A title is given for what they may read
 * alone: a draft's is nobody's business.
 */
export async function readHistoryOf(
  db: Database,
  siteId: number,
  postId: number,
): Promise<HistoryOf | undefined> {
  const row = await postById.first(db, { site: siteId, post: postId });
  if (!row) return undefined;
  const standing = standingOf(row);
  const { title, lang, dir, path } = row;
  return standing === 'open' ? { standing, title, lang, dir, path } : { ...unread, standing };
}

const unread = { title: '', lang: null, dir: 'ltr', path: null } as const;

const postById = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['path', 'password', 'title', 'lang', 'dir'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('post')),
);

type OfPost = { site: number; post: number };

const columns = [
  'post_id',
  'version',
  'kind',
  'origin',
  'at',
  'by_name',
  'note',
  'title',
  'lang',
  'digest',
  'redacted_at',
  'redaction',
] as const;

const ofPost = statement<OfPost & { before: number; limit: number }>()((db, value) =>
  db
    .selectFrom('publication')
    .select(columns)
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('version', '<', value('before'))
    .orderBy('version', 'desc')
    .limit(rowCount(value('limit'))),
);

/** The publications of a post, the newest first; those before a version, where one is given. */
export async function listPublications(
  db: Database,
  siteId: number,
  postId: number,
  { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number },
): Promise<readonly Publication[]> {
  const rows = await ofPost.all(db, { site: siteId, post: postId, before, limit });
  return rows.map(publicationFrom);
}

/** The content that a digest is of, as text and as what it says; undefined once it was removed. */
export type Kept = { readonly text: string; readonly content: PublishedContent };

const byVersion = statement<OfPost & { version: number }>()((db, value) =>
  db
    .selectFrom('publication')
    .select([...columns, 'content'])
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('version', '=', value('version')),
);

export async function readPublication(
  db: Database,
  siteId: number,
  postId: number,
  version: number,
): Promise<(Publication & { readonly kept?: Kept }) | undefined> {
  const row = await byVersion.first(db, { site: siteId, post: postId, version });
  if (!row) return undefined;
  const { content: text } = row;
  return {
    ...publicationFrom(row),
    ...(text !== null && { kept: { text, content: JSON.parse(text) as PublishedContent } }),
  };
}

const nearest = (order: 'asc' | 'desc') =>
  statement<OfPost & { version: number }>()((db, value) =>
    db
      .selectFrom('publication')
      .select(['version', 'kind'])
      .where('site_id', '=', value('site'))
      .where('post_id', '=', value('post'))
      .where('version', order === 'asc' ? '>' : '<', value('version'))
      .where('kind', '!=', 'retract')
      .orderBy('version', order)
      .limit(sql.lit(1)),
  );
const [nextOf, previousOf] = [nearest('asc'), nearest('desc')];

/** The versions that readers saw before and after one, withdrawals apart. */
export async function readNeighbours(
  db: Database,
  siteId: number,
  postId: number,
  version: number,
): Promise<{ readonly previous?: number; readonly next?: number }> {
  const args = { site: siteId, post: postId, version };
  const [previous, next] = [await previousOf.first(db, args), await nextOf.first(db, args)];
  return { ...(previous && { previous: previous.version }), ...(next && { next: next.version }) };
}

/** The last of the publications of a post: what readers see, or that it was withdrawn. */
export async function newestPublication(
  db: Database,
  siteId: number,
  postId: number,
): Promise<Publication | undefined> {
  return (await listPublications(db, siteId, postId, { limit: 1 }))[0];
}

/** A correction, or a withdrawal that says why, with what stands there now. */
export type Corrected = Publication & { readonly post: HistoryOf | undefined };

const listed = statement<{ site: number; limit: number } & CorrectionKey>()((db, value) =>
  db
    .selectFrom('publication')
    .leftJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'publication.site_id').onRef('post.id', '=', 'publication.post_id'),
    )
    .select([
      'publication.post_id',
      'publication.version',
      'publication.kind',
      'publication.origin',
      'publication.at',
      'publication.by_name',
      'publication.note',
      'publication.title',
      'publication.lang',
      'publication.digest',
      'publication.redacted_at',
      'publication.redaction',
      'post.path',
      'post.password',
      'post.title as now_title',
      'post.lang as now_lang',
      'post.dir as now_dir',
    ])
    .where('publication.site_id', '=', value('site'))
    .where('publication.listed_at', 'is not', null)
    .where(
      sql<boolean>`(publication.listed_at, publication.post_id, publication.version) < (${value('at')}, ${value('postId')}, ${value('version')})`,
    )
    .orderBy('publication.listed_at', 'desc')
    .orderBy('publication.post_id', 'desc')
    .orderBy('publication.version', 'desc')
    .limit(rowCount(value('limit'))),
);

/** Where a correction stands in the order of all. */
export type CorrectionKey = { readonly at: string; readonly postId: number; readonly version: number };

const newestKey: CorrectionKey = { at: '9999', postId: 0, version: 0 };

/** What the site has corrected or withdrawn, the newest first; those before one of them. */
export async function listCorrections(
  db: Database,
  siteId: number,
  { before = newestKey, limit }: { readonly before?: CorrectionKey | undefined; readonly limit: number },
): Promise<readonly Corrected[]> {
  const { at, postId, version } = before;
  const rows = await listed.all(db, { site: siteId, limit, at, postId, version });
  return rows.map((row) => {
    const { path, password, now_title, now_lang, now_dir } = row;
    const post =
      now_title === null || now_dir === null
        ? undefined
        : { standing: standingOf({ path, password }), title: now_title, lang: now_lang, dir: now_dir, path };
    return { ...publicationFrom(row), post };
  });
}

const withdrawnAt = statement<{ site: number; path: string }>()((db, value) =>
  db
    .selectFrom('publication')
    .select(['post_id', 'version', 'at', 'note'])
    .where('site_id', '=', value('site'))
    .where('path', '=', value('path'))
    .orderBy('at', 'desc')
    .limit(sql.lit(1)),
);

/** Why nothing stands at a path any more, where a post was withdrawn from it. */
export async function readWithdrawal(
  db: Database,
  siteId: number,
  path: string,
): Promise<{ readonly postId: number; readonly at: string; readonly note: string } | undefined> {
  const row = await withdrawnAt.first(db, { site: siteId, path });
  return row && { postId: row.post_id, at: row.at, note: row.note };
}

type Row = Pick<Tables['publication'], (typeof columns)[number]> & { readonly kind: PublicationKind };

function publicationFrom(row: Row): Publication {
  return {
    postId: row.post_id,
    version: row.version,
    kind: row.kind,
    origin: row.origin,
    at: row.at,
    by: row.by_name,
    note: row.note,
    title: row.title,
    lang: row.lang,
    digest: row.digest,
    ...(row.redacted_at !== null && { redacted: { at: row.redacted_at, notice: row.redaction } }),
  };
}
