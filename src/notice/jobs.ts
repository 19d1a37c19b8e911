import { z } from 'zod';
import { statement, type Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobInHand } from '../kit/feature.ts';
import { enqueueMail } from '../kit/mail/index.ts';
import { enqueue, isAskedBefore } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { noticeLetter, shownInLetter } from './letter.ts';
import { type News, type Recipient, wants } from './notice.ts';
import { floodIn, newsAfter, noticedReplies, type Progress, progressOf, recipientsOf } from './read.ts';

export const noticeJob = 'notice.send';

const minute = 60_000;
const hour = 60 * minute;
/** The first reply that is seen is told of at once; what comes within this time after a letter waits for the next. */
const betweenLetters = 10 * minute;
/** Those that wait are gathered for so long, from the first of them on. */
const gatherFor = 10 * minute;
/** More than so many in an hour that wait are a flood: nobody is told of any before it is over. */
const flood = 100;
/** What nobody was told of for so long (mail was not configured) is no news. */
const newsFor = 48 * hour;
/** How many new replies are told of at once, at most. */
const mostNews = 20_000;

const saved = z.object({ commentId: z.number().int() });
const what = z.object({ held: z.boolean() });

/** Asks for a letter about a reply that was not there before. */
export const onSaved: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const { commentId } = saved.parse(payload);
  const reply = await standingOf.first(tx, { site: siteId, id: commentId });
  if (reply?.standing !== 'live' && reply?.standing !== 'pending') return;
  const held = reply.standing === 'pending';
  const known = (await progressOf.first(tx, { site: siteId })) ?? (await begin(tx, siteId, commentId - 1));
  if (commentId <= (held ? known.last_held_id : known.last_comment_id)) return;
  const now = tx.clock.now();
  await ask(tx, siteId, held, held ? new Date(now.getTime() + gatherFor) : nextLetter(now, known.sent_at));
};

const standingOf = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('standing')
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** A site's letters begin with its first reply after this is known of. */
async function begin(tx: Transaction, siteId: number, before: number): Promise<Progress> {
  const row = { last_comment_id: before, last_held_id: before, sent_at: null };
  await tx.db
    .insertInto('notice')
    .values({ site_id: siteId, ...row })
    .onConflict((conflict) => conflict.column('site_id').doNothing())
    .execute();
  return row;
}

/** In a burst most find that somebody asked before them. */
async function ask(tx: Transaction, siteId: number, held: boolean, runAt: Date): Promise<void> {
  const key = held ? `${siteId}:held` : String(siteId);
  if (await isAskedBefore(tx, { kind: noticeJob, key, runAt })) return;
  await enqueue(tx, { kind: noticeJob, key, siteId, payload: { held }, runAt });
}

/** The same for all that ask until then, so that asking again does not put it off. */
function nextLetter(now: Date, sentAt: string | null): Date {
  const earliest = sentAt === null ? 0 : Date.parse(sentAt) + betweenLetters;
  return new Date(Math.max(now.getTime(), earliest));
}

/**
 * One letter to each who wants to hear of what is new: of replies that are seen, or of those that wait. How far it
 * came is written down with them: twice sends once.
 */
export async function sendNotices(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  const known = site && (await progressOf.first(world.db, { site: site.id }));
  if (!site || !known) return;
  const now = world.clock.now();
  // It is looked for again no sooner than if there had been a letter.
  if (!world.mail.configured)
    return world.db.write((tx) => lookedAt.run(tx, { site: site.id, at: now.toISOString() }).then(() => {}));
  const { held } = what.parse(payload);
  const news = await newsAfter(world.db, site.id, {
    held,
    after: held ? known.last_held_id : known.last_comment_id,
    since: new Date(now.getTime() - newsFor).toISOString(),
    most: mostNews,
  });
  const [first, last] = [news[0], news.at(-1)];
  if (!first || !last) return;
  const due = held ? await whenHeld(world, site, first) : nextLetter(now, known.sent_at);
  if (due > now) return world.db.write((tx) => ask(tx, site.id, held, due));
  const letters = await lettersOf(world, site, news);
  await world.db.write(async (tx) => {
    const sent = !held && letters.length > 0 ? now.toISOString() : known.sent_at;
    if (!(await goOn(tx, site.id, known, held, { last: last.id, sent }))) return;
    for (const letter of letters) await enqueueMail(tx, world.mail, letter);
    if (news.length === mostNews) await ask(tx, site.id, held, now);
  });
}

const lookedAt = statement<{ site: number; at: string }>()((db, value) =>
  db
    .updateTable('notice')
    .set({ sent_at: value('at') })
    .where('site_id', '=', value('site')),
);

/** When those that wait are told of: gathered for some time, and not before a flood is over. */
async function whenHeld({ db, clock }: World, site: Site, first: News): Promise<Date> {
  const gathered = Date.parse(first.at) + gatherFor;
  const since = new Date(clock.now().getTime() - hour).toISOString();
  const tooMany = await floodIn(db, site.id, { since, most: flood });
  return new Date(Math.max(gathered, tooMany === undefined ? 0 : Date.parse(tooMany) + hour));
}

/** False when another one sent the same meanwhile. */
async function goOn(
  tx: Transaction,
  siteId: number,
  from: Progress,
  held: boolean,
  to: { readonly last: number; readonly sent: string | null },
): Promise<boolean> {
  const column = held ? 'last_held_id' : 'last_comment_id';
  const { numUpdatedRows } = await tx.db
    .updateTable('notice')
    .set({ [column]: to.last, sent_at: to.sent })
    .where('site_id', '=', siteId)
    .where(column, '=', from[column])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
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
