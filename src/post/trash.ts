import { type Database, rowCount, type Transaction } from '../kit/database/index.ts';
import type { Saver } from '../revision/save.ts';
import { loadWrite } from './load.ts';
import type { PostStatus } from './post.ts';
import { deletePost, type PublishingSite, type Saved, updatePost } from './save.ts';

export type TrashRefused = { readonly ok: false; readonly reason: 'missing' | 'in-trash' | 'not-in-trash' };

type Options = Saver & { readonly now: string };

/** How long the trash keeps a post, in milliseconds: 30 days. */
export const trashKept = 30 * 86_400_000;

/** Puts a post into the trash: where it was public, 410, until it comes back. */
export async function trashPost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  options: Options,
): Promise<Saved | TrashRefused> {
  const write = await loadWrite(tx, site.id, id);
  if (!write) return { ok: false, reason: 'missing' };
  if (write.status === 'trash') return { ok: false, reason: 'in-trash' };
  return saved(await updatePost(tx, site, id, { ...write, status: 'trash' }, options));
}

/**
 * Takes a post out of the trash, as what it was before. One whose hour came while it lay there is a draft:
 * nothing is published by being found again.
 */
export async function untrashPost(
  tx: Transaction,
  site: PublishingSite,
  id: number,
  options: Options,
): Promise<Saved | TrashRefused> {
  const write = await loadWrite(tx, site.id, id);
  if (!write) return { ok: false, reason: 'missing' };
  if (write.status !== 'trash') return { ok: false, reason: 'not-in-trash' };
  const before = (await statusBefore(tx, site.id, id)) ?? 'draft';
  const missed = before === 'scheduled' && (write.publishedAt ?? options.now) <= options.now;
  const status = missed ? 'draft' : before;
  return saved(await updatePost(tx, site, id, { ...write, status }, options));
}

/** What a post in the trash was before; undefined where it came as trash, by an import. */
export async function statusBefore(
  tx: { readonly db: Database['read'] },
  siteId: number,
  id: number,
): Promise<PostStatus | undefined> {
  const row = await tx.db
    .selectFrom('post_trash')
    .select('status')
    .where('site_id', '=', siteId)
    .where('post_id', '=', id)
    .executeTakeFirst();
  return row?.status;
}

/** Deletes for good what has been in the trash for 30 days. At most `most` posts at once; how many they were. */
export async function emptyTrash(
  tx: Transaction,
  site: PublishingSite,
  { now, most }: { readonly now: string; readonly most: number },
): Promise<number> {
  const before = new Date(Date.parse(now) - trashKept).toISOString();
  const rows = await tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', site.id)
    .where('type', 'in', ['post', 'page'])
    .where('status', '=', 'trash')
    .where('changed_at', '<', before)
    .orderBy('changed_at')
    .limit(rowCount(most))
    .execute();
  for (const { id } of rows) await deletePost(tx, site, id, { now });
  return rows.length;
}

/** The version is not asked for here, so nothing is stale; the row was there a moment ago, in this transaction. */
function saved(result: Awaited<ReturnType<typeof updatePost>>): Saved | TrashRefused {
  if (result.ok) return result;
  return { ok: false, reason: 'missing' };
}
