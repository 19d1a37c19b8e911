import { sql } from 'kysely';
import { z } from 'zod';
import { statement, type Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobInHand } from '../kit/feature.ts';
import { enqueueMail } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { askWriter, writerOf } from './ask.ts';
import { replyLetter } from './letter.ts';
import { type Addressee, addresseesOf } from './read.ts';
import { liveReplies, type ToldReply } from './reply.ts';

export const tellJob = 'subscription.tell';

/** How many are told in one transaction. */
const batch = 100;

/** A reply that waited longer than this for its approval is no news. */
const newsFor = 30 * 86_400_000;

const payload = z.object({ commentId: z.number().int(), after: z.number().int() });

const liveReply = z.object({ commentId: z.number().int(), postId: z.number().int() });

/** Asks for the letters about a reply that readers can see from now on. */
export const onLive: EventHandler = async (tx, { siteId, payload: told }) => {
  const { commentId, postId } = liveReply.parse(told);
  if (siteId !== null && (await isFollowed(tx, siteId, postId))) await askToTell(tx, siteId, commentId, 0);
};

/** Most threads are followed by nobody: a burst of replies to one asks for no work. */
async function isFollowed(tx: Transaction, siteId: number, postId: number): Promise<boolean> {
  return (await following.first(tx, { site: siteId, post: postId })) !== undefined;
}

const following = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('subscription')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .limit(sql.lit(1)),
);

async function askToTell(tx: Transaction, siteId: number, commentId: number, after: number): Promise<void> {
  const key = `${siteId}:${commentId}:${after}`;
  await enqueue(tx, { kind: tellJob, key, siteId, payload: { commentId, after } });
}

/**
 * Tells some of those who asked, and asks for itself again for the others. What was sent is written down in the
 * transaction that sends it, so that the same job once more sends nothing.
 */
export async function tell(world: World, job: JobInHand): Promise<void> {
  const { commentId, after } = payload.parse(job.payload);
  const { siteId } = job;
  if (siteId === null || !world.mail.configured) return;
  const site = await readSite(world.db, siteId);
  const [reply] = await liveReplies(world.db, siteId, [commentId]);
  if (!site || !reply || isOld(world, reply)) return;
  const { addressees, next } = await addresseesOf(world.db, siteId, reply, { after, most: batch });
  const writer = after === 0 ? await writerOf(world, siteId, commentId) : undefined;
  await world.db.write(async (tx) => {
    if (writer) await askWriter(tx, world, site, commentId, writer);
    for (const addressee of addressees) await tellOne(tx, world, site, reply, addressee);
    if (next !== undefined) await askToTell(tx, siteId, commentId, next);
  });
}

async function tellOne(
  tx: Transaction,
  world: World,
  site: Site,
  reply: ToldReply,
  to: Addressee,
): Promise<void> {
  const state = to.rhythm === 'daily' ? 'waiting' : 'sent';
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('delivery')
    .columns(['site_id', 'comment_id', 'subscriber_id', 'state', 'at'])
    // From the subscriber's own row: who unsubscribed a moment ago has none, and is told nothing.
    .expression((db) =>
      db
        .selectFrom('subscriber')
        .select((eb) => [
          'site_id',
          eb.cast<number>(eb.val(reply.id), 'bigint').as('comment_id'),
          'id',
          eb.cast<'sent' | 'waiting'>(eb.val(state), 'text').as('state'),
          eb.cast<string>(eb.val(tx.clock.now().toISOString()), 'text').as('at'),
        ])
        .where('site_id', '=', site.id)
        .where('id', '=', to.id),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n || state === 'waiting') return;
  await enqueueMail(tx, world.mail, replyLetter({ world, site }, reply, to));
}

function isOld({ clock }: World, { writtenAt }: ToldReply): boolean {
  return clock.now().getTime() - Date.parse(writtenAt) > newsFor;
}
