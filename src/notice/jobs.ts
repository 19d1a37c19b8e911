import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobInHand } from '../kit/feature.ts';
import { enqueueMail } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { noticeLetter, shownInLetter } from './letter.ts';
import { type News, type Recipient, wants } from './notice.ts';
import { heldSince, newsAfter, noticedReplies, recipientsOf } from './read.ts';

export const noticeJob = 'notice.send';

const minute = 60_000;
/** The first new reply is told of at once; what comes within this time after a letter waits for the next one. */
const betweenLetters = 10 * minute;
/** When more than so many wait that came within an hour, it is a flood: nobody needs to be told of it often. */
const flood = 100;
const betweenInFlood = 180 * minute;
/** What nobody was told of for so long (mail was not configured) is no news. */
const newsFor = 48 * 60 * minute;
/** How many new replies are looked at, at most. */
const mostNews = 2000;

const saved = z.object({ commentId: z.number().int() });

/** Asks for a letter about a reply that was not there before. */
export const onSaved: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const { commentId } = saved.parse(payload);
  const { last_comment_id, sent_at } = await progress(tx, siteId, commentId - 1);
  if (commentId <= last_comment_id) return;
  await enqueue(tx, {
    kind: noticeJob,
    key: String(siteId),
    siteId,
    runAt: nextLetter(tx.clock.now(), sent_at),
  });
};

/** How far a site's letters have come; from `first` on where there was none. */
async function progress(tx: Transaction, siteId: number, first: number) {
  const select = tx.db
    .selectFrom('notice')
    .select(['last_comment_id', 'sent_at'])
    .where('site_id', '=', siteId);
  const known = await select.executeTakeFirst();
  if (known) return known;
  await tx.db
    .insertInto('notice')
    .values({ site_id: siteId, last_comment_id: first, sent_at: null })
    .onConflict((conflict) => conflict.column('site_id').doNothing())
    .execute();
  return select.executeTakeFirstOrThrow();
}

/** The same for all that ask until then, so that asking again does not put it off. */
function nextLetter(now: Date, sentAt: string | null, wait = betweenLetters): Date {
  const earliest = sentAt === null ? 0 : Date.parse(sentAt) + wait;
  return new Date(Math.max(now.getTime(), earliest));
}

/** One letter to each who wants to hear of what is new. How far it came is written down with them: twice sends once. */
export async function sendNotices(world: World, { siteId }: JobInHand): Promise<void> {
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site || !world.mail.configured) return;
  const now = world.clock.now();
  const known = await world.db.write((tx) => progress(tx, site.id, 0));
  const due = nextLetter(now, known.sent_at, await waitOf(world, site));
  if (due > now) {
    await world.db.write((tx) =>
      enqueue(tx, { kind: noticeJob, key: String(site.id), siteId: site.id, runAt: due }),
    );
    return;
  }
  const news = await newsAfter(world.db, site.id, {
    after: known.last_comment_id,
    since: new Date(now.getTime() - newsFor).toISOString(),
    most: mostNews,
  });
  const last = news.at(-1);
  if (!last) return;
  const letters = await lettersOf(world, site, news);
  await world.db.write(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('notice')
      .set({ last_comment_id: last.id, ...(letters.length > 0 && { sent_at: now.toISOString() }) })
      .where('site_id', '=', site.id)
      .where('last_comment_id', '=', known.last_comment_id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    for (const letter of letters) await enqueueMail(tx, world.mail, letter);
    if (news.length === mostNews)
      await enqueue(tx, {
        kind: noticeJob,
        key: String(site.id),
        siteId: site.id,
        runAt: nextLetter(now, null),
      });
  });
}

async function waitOf(world: World, site: Site): Promise<number> {
  const hourAgo = new Date(world.clock.now().getTime() - 60 * minute).toISOString();
  return (await heldSince(world.db, site.id, hourAgo)) > flood ? betweenInFlood : betweenLetters;
}

async function lettersOf(world: World, site: Site, news: readonly News[]) {
  const recipients = await recipientsOf(world.db, site.id);
  const alone = recipients.every((one) => one.aside || one.scope === 'own');
  const letters = [];
  for (const to of recipients) {
    const wanted = news.filter((one) => wants(to, one, { alone }));
    if (wanted.length > 0) letters.push(await letterTo(world, site, to, wanted));
  }
  return letters;
}

/** Those shown are the ones least like spam. */
async function letterTo(world: World, site: Site, to: Recipient, wanted: readonly News[]) {
  const shown = [...wanted].sort((a, b) => a.rank - b.rank || a.id - b.id).slice(0, shownInLetter);
  const replies = await noticedReplies(
    world.db,
    site.id,
    shown.map(({ id }) => id),
  );
  const held = wanted.filter((one) => one.held).length;
  return noticeLetter(world, site, to, { replies, count: wanted.length, held });
}
