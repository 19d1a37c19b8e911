import { sql } from 'kysely';
import { publicNameOf } from '../author/read.ts';
import { statement, storable, type Transaction } from '../kit/database/index.ts';
import { appendEvent } from '../log/append.ts';
import type { PostWrite } from '../post/post.ts';
import {
  type Announcement,
  canonicalJson,
  contentFormat,
  digestOf,
  historyName,
  kindOf,
  type PublicationKind,
  type PublicationOrigin,
  type PublishedContent,
  type PublishedWords,
  type Standing,
  subjectOf,
} from './publication.ts';

/** How a post stands before or after a save. */
export type PublicState = {
  readonly standing: Standing;
  readonly write: Pick<PostWrite, 'title' | 'excerpt' | 'lang' | 'document'>;
  /** Where it is, or was. */
  readonly path: string | null;
  /** When what it says was last changed, as far as that is known. */
  readonly at: string;
};

export type Publishing = {
  readonly postId: number;
  readonly before: PublicState | undefined;
  readonly after: PublicState;
  readonly now: string;
  /** The account that saves; absent for an import, or when the hour of a post came. */
  readonly by?: number | undefined;
  readonly announcement?: Announcement | undefined;
};

/**
 * Keeps what a save is to readers: a new version, a correction, a withdrawal, or nothing; and tells the log, in
 * the same transaction. A post that stood there before its history was kept begins it with what stood.
 */
export async function keepPublication(
  tx: Transaction,
  siteId: number,
  { postId, before, after, now, by, announcement = silent }: Publishing,
): Promise<void> {
  const known = await lastOf(tx, siteId, postId);
  const last = known ?? (await begin(tx, siteId, postId, before));
  const words = after.standing === 'open' ? wordsOf(after.write) : undefined;
  const said = { ...announcement, note: storable(announcement.note.trim()).slice(0, longestNote) };
  const kind = kindOf(last, { standing: after.standing, words: words ? digestOfWords(words) : '' }, said);
  if (kind === undefined) return;
  const imported = before === undefined && by === undefined;
  await insert(tx, siteId, {
    postId,
    version: (last?.version ?? 0) + 1,
    kind,
    origin: imported ? 'import' : 'here',
    at: imported ? after.at : now,
    note: said.note,
    ...(by !== undefined && { by }),
    ...(words && { words }),
    // A withdrawal names what is withdrawn only where it says why.
    ...(kind === 'retract' && {
      path: before?.path ?? null,
      title: said.note === '' ? '' : (last?.title ?? ''),
    }),
  });
}

const silent: Announcement = { note: '', correction: false };
const longestNote = 2_000;

/** What stood there before anything was kept of its history, as its first version. */
async function begin(
  tx: Transaction,
  siteId: number,
  postId: number,
  before: PublicState | undefined,
): Promise<Last | undefined> {
  if (before?.standing !== 'open') return undefined;
  const words = wordsOf(before.write);
  const first = {
    postId,
    version: 1,
    kind: 'publish',
    origin: 'found',
    at: before.at,
    note: '',
    words,
  } as const;
  await insert(tx, siteId, first);
  return { version: 1, kind: 'publish', words: digestOfWords(words), title: words.title };
}

/**
 * A post is deleted for good. Its texts go from the history; that there were versions, their digests, and why it
 * was withdrawn stay.
 */
export async function endHistory(
  tx: Transaction,
  siteId: number,
  postId: number,
  { before, now, by, announcement = silent }: Omit<Publishing, 'postId' | 'after'>,
): Promise<void> {
  const gone: PublicState | undefined = before && { ...before, standing: 'hidden' };
  if (gone) await keepPublication(tx, siteId, { postId, before, after: gone, now, by, announcement });
  await redactVersions(tx, siteId, postId, { now, notice: '' });
}

/**
 * Removes the text of versions from the history, all of them where none are named; digest and date stay, with a
 * notice. How many there were that still had one.
 */
export async function redactVersions(
  tx: Transaction,
  siteId: number,
  postId: number,
  {
    versions,
    now,
    notice,
  }: { readonly versions?: readonly number[]; readonly now: string; readonly notice: string },
): Promise<number> {
  const removed = await tx.db
    .updateTable('publication')
    .set({
      content: null,
      title: '',
      redacted_at: now,
      redaction: storable(notice.trim()).slice(0, longestNote),
    })
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('kind', '!=', 'retract')
    .where('content', 'is not', null)
    .$if(versions !== undefined, (query) => query.where('version', 'in', [0, ...(versions ?? [])]))
    .returning(['version', 'digest'])
    .execute();
  for (const { version, digest } of removed.toSorted((a, b) => a.version - b.version))
    await appendEvent(tx, { kind: 'redact', siteId, subject: subjectOf({ postId, version }), digest });
  if (removed.length > 0) tx.changed(siteId, historyName(postId), 'corrections');
  return removed.length;
}

type Last = {
  readonly version: number;
  readonly kind: PublicationKind;
  readonly words: string;
  readonly title: string;
};

async function lastOf(tx: Transaction, siteId: number, postId: number): Promise<Last | undefined> {
  return newest.first(tx, { site: siteId, post: postId });
}

const newest = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('publication')
    .select(['version', 'kind', 'words', 'title'])
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .orderBy('version', 'desc')
    .limit(sql.lit(1)),
);

type NewPublication = {
  readonly postId: number;
  readonly version: number;
  readonly kind: PublicationKind;
  readonly origin: PublicationOrigin;
  readonly at: string;
  readonly note: string;
  readonly by?: number;
  readonly words?: PublishedWords;
  readonly title?: string;
  readonly path?: string | null;
};

async function insert(tx: Transaction, siteId: number, given: NewPublication): Promise<void> {
  const { postId, version, kind, origin, at, note, by, words, title, path } = given;
  const content: PublishedContent = {
    format: contentFormat,
    post: postId,
    version,
    kind,
    at,
    note,
    ...words,
  };
  const text = canonicalJson(content);
  const digest = digestOf(text);
  const listed = kind === 'correct' || (kind === 'retract' && note !== '');
  await tx.db
    .insertInto('publication')
    .values({
      site_id: siteId,
      post_id: postId,
      version,
      kind,
      origin,
      at,
      listed_at: listed ? at : null,
      account_id: by ?? null,
      by_name: by === undefined ? '' : await publicNameOf(tx, siteId, by),
      note,
      title: storable(title ?? words?.title ?? ''),
      lang: words?.lang ?? null,
      path: path ?? null,
      words: words ? digestOfWords(words) : '',
      digest,
      content: text,
      redacted_at: null,
      redaction: '',
    })
    .execute();
  await count(tx, siteId, postId, version);
  await appendEvent(tx, { kind, siteId, subject: subjectOf(given), digest });
  tx.changed(siteId, historyName(postId), ...(listed ? ['corrections'] : []));
}

/** For the page of the post, which tells how many versions there were; a post that is deleted has none. */
async function count(tx: Transaction, siteId: number, postId: number, versions: number): Promise<void> {
  await tx.db
    .insertInto('post_record')
    .values({ site_id: siteId, post_id: postId, versions })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id']).doUpdateSet({ versions }))
    .execute();
}

function wordsOf({ title, excerpt = '', lang, document }: PublicState['write']): PublishedWords {
  return { title: storable(title), excerpt: storable(excerpt), lang: lang ?? null, document };
}

function digestOfWords(words: PublishedWords): string {
  return digestOf(canonicalJson(words));
}
