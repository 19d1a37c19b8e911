import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { JobInHand } from '../kit/feature.ts';
import { enqueueMail } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { localDay } from '../post/local-time.ts';
import { listSites, readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { digestLetter } from './letter.ts';
import { findSubscriber, subscriptionsOf } from './read.ts';
import { liveReplies } from './reply.ts';

export const digestJob = 'subscription.digest';

/** The hour, by a site's own clock, from which on its digest is sent. */
const digestHour = 8;
/** How many digests one job sends, and how many replies one digest holds. */
const batch = 50;
const longest = 200;

/** Asks for the digests of every site where a new day has come far enough. */
export async function askForDigests(world: World): Promise<void> {
  if (!world.mail.configured) return;
  for (const site of await listSites(world.db)) {
    const { year, month, day, hour } = localDay(world.clock.now().toISOString(), site.timeZone);
    if (Number(hour) >= digestHour)
      await world.db.write((tx) => askForDigest(tx, site, `${year}-${month}-${day}`));
  }
}

async function askForDigest(tx: Transaction, site: Site, day: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('digest')
    .values({ site_id: site.id, day })
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ day }).where('digest.day', '!=', day))
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) await askAfter(tx, site.id, 0);
}

async function askAfter(tx: Transaction, siteId: number, after: number): Promise<void> {
  await enqueue(tx, { kind: digestJob, key: `${siteId}:${after}`, siteId, payload: { after } });
}

/** Sends some of a site's digests, and asks for itself again for the others. */
export async function sendDigests(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const { after } = z.object({ after: z.number().int() }).parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site || !world.mail.configured) return;
  const waiting = await waitingAfter(world, site.id, after);
  for (const id of waiting) await sendDigest(world, site, id);
  const last = waiting.at(-1);
  if (last !== undefined && waiting.length === batch)
    await world.db.write((tx) => askAfter(tx, site.id, last));
}

async function waitingAfter({ db }: World, siteId: number, after: number): Promise<readonly number[]> {
  const rows = await db.read
    .selectFrom('delivery')
    .select('subscriber_id')
    .distinct()
    .where('site_id', '=', siteId)
    .where('state', '=', 'waiting')
    .where('subscriber_id', '>', after)
    .orderBy('subscriber_id')
    .limit(batch)
    .execute();
  return rows.map(({ subscriber_id }) => subscriber_id);
}

/** What waited is marked as sent in the transaction that sends it. */
async function sendDigest(world: World, site: Site, subscriberId: number): Promise<void> {
  const subscriber = await findSubscriber(world.db, site.id, subscriberId);
  if (!subscriber) return;
  const followed = new Set((await subscriptionsOf(world.db, subscriber)).map(({ postId }) => postId));
  await world.db.write(async (tx) => {
    const rows = await tx.db
      .updateTable('delivery')
      .set({ state: 'sent' })
      .where('site_id', '=', site.id)
      .where('subscriber_id', '=', subscriberId)
      .where('state', '=', 'waiting')
      .returning('comment_id')
      .execute();
    const ids = rows.map(({ comment_id }) => comment_id).sort((a, b) => a - b);
    const replies = await liveReplies(world.db, site.id, ids.slice(0, longest));
    // Ended or gone meanwhile: nobody is told of it.
    const told = replies.filter(({ postId }) => followed.has(postId));
    if (told.length > 0) await enqueueMail(tx, world.mail, digestLetter({ world, site }, told, subscriber));
  });
}
