import type { Transaction } from '../kit/database/index.ts';
import type { PostWrite } from '../post/post.ts';
import type { Announcement } from './publication.ts';
import { changedFields, type RevisedField, snapshotOf } from './revision.ts';

/** A state of a post, as it stands in the database, with the version that it has there. */
export type State = { readonly write: PostWrite; readonly version: number; readonly at: string };

/** Who saves, and what they say about it. */
export type Saver = {
  readonly by?: number;
  /** For who writes here. */
  readonly note?: string;
  /** For readers: what changed in a published post, or why it is withdrawn. */
  readonly announcement?: Announcement;
};

/** Keeps the first state of a post that somebody writes. An import's is kept when another follows. */
export async function keepFirst(
  tx: Transaction,
  siteId: number,
  postId: number,
  state: State,
  saver: Saver,
): Promise<void> {
  await insert(tx, siteId, postId, state, saver, []);
}

/**
 * Keeps the state that a save made of a post, and the one before it where that was nobody's save. Nothing when
 * nothing changed.
 */
export async function keepRevision(
  tx: Transaction,
  siteId: number,
  postId: number,
  { before, after, saver }: { readonly before: State; readonly after: State; readonly saver: Saver },
): Promise<void> {
  const fields = changedFields(before.write, after.write);
  if (fields.length === 0) return;
  if (!(await hasRevision(tx, siteId, postId))) await insert(tx, siteId, postId, before, {}, []);
  await insert(tx, siteId, postId, after, saver, fields);
}

/** From the first on every change leaves one: the newest is the state before. */
async function hasRevision(tx: Transaction, siteId: number, postId: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('revision')
    .select('version')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function insert(
  tx: Transaction,
  siteId: number,
  postId: number,
  { write, version, at }: State,
  { by, note = '' }: Saver,
  fields: readonly RevisedField[],
): Promise<void> {
  await tx.db
    .insertInto('revision')
    .values({
      site_id: siteId,
      post_id: postId,
      version,
      account_id: by ?? null,
      note: note.slice(0, longestNote),
      changed: JSON.stringify(fields),
      snapshot: JSON.stringify(snapshotOf(write)),
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id', 'version']).doNothing())
    .execute();
}

const longestNote = 500;
