import { z } from 'zod';
import { statement, type Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobInHand } from '../kit/feature.ts';
import { networkOf } from '../kit/http/network.ts';
import { enqueueMail, isMailAddress } from '../kit/mail/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { confirmationLetter, knownLetter } from './letter.ts';
import { takesLetter } from './limit.ts';
import type { LinkSubject } from './link.ts';
import { followablePost } from './read.ts';
import { addSubscription, markAsked, type Wish } from './save.ts';
import { type Rhythm, type Scope, tidyAddress } from './subscription.ts';

/** Somebody who wants to be told, as a form says it. */
export type Request = Scope & {
  readonly site: Site;
  /** As it was typed. */
  readonly email: string;
  readonly rhythm: Rhythm;
  /** Of the page that it was asked for on. */
  readonly locale: string;
  /** Address of the client; counted under a keyed hash. */
  readonly remoteAddress: string;
  /** The account whose verified address it is, where it is. */
  readonly accountId?: number;
};

export type Requested =
  | { readonly ok: true; readonly confirmed: boolean }
  | { readonly ok: false; readonly reason: 'not-configured' | 'bad-address' | 'post-missing' | 'too-many' };

/**
 * Takes the wish of somebody to be told of replies. An account's own verified address needs no more; to any other
 * goes one letter that asks. Whether the address is known, or had letters enough today, the answer does not tell.
 */
export async function requestSubscription(world: World, request: Request): Promise<Requested> {
  if (!world.mail.configured) return { ok: false, reason: 'not-configured' };
  const email = tidyAddress(request.email);
  if (!isMailAddress(email)) return { ok: false, reason: 'bad-address' };
  const post = await followablePost(world.db, request.site.id, request.postId);
  if (!post) return { ok: false, reason: 'post-missing' };
  const confirmed = request.accountId !== undefined;
  return world.db.write(async (tx) => {
    if (!confirmed && !(await takesLetter(tx, world, 'network', networkOf(request.remoteAddress))))
      return { ok: false, reason: 'too-many' };
    const wish: Wish = { ...request, email, confirmed };
    const added = await addSubscription(tx, request.site.id, wish);
    if (!confirmed)
      await ask(tx, world, { site: request.site, wish, post, subject: added, confirmed: added.confirmed });
    return { ok: true, confirmed };
  });
}

/** What `comment.saved` says of a reply whose writer wants to be told. */
const wished = z.object({
  commentId: z.number().int(),
  postId: z.number().int(),
  subscribe: z.enum(['thread', 'replies']),
});

export const wishJob = 'subscription.wish';

/** Of most replies nothing was wished. */
export const onSaved: EventHandler = async (tx, { siteId, payload }) => {
  const wish = wished.safeParse(payload);
  if (siteId === null || !wish.success) return;
  await enqueue(tx, {
    kind: wishJob,
    key: `${siteId}:${wish.data.commentId}`,
    siteId,
    payload: wish.data,
  });
};

/**
 * Writes down what the writer of a reply asked for with it. Nothing is sent to a guest's address before the reply
 * is live: who sends spam in other people's names would have us write to them.
 */
export async function takeUpWish(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const { commentId, postId, subscribe } = wished.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  const writer = site && (await writerOf(world, site.id, commentId));
  if (!site || !writer || !world.mail.configured) return;
  await world.db.write(async (tx) => {
    await addSubscription(tx, site.id, {
      postId,
      ...(subscribe === 'replies' && { commentId }),
      email: writer.email,
      ...(writer.accountId !== null && { accountId: writer.accountId }),
      locale: site.locale,
      rhythm: 'at-once',
      confirmed: writer.verified,
    });
    if (writer.live) await askWriter(tx, world, site, commentId, writer);
  });
}

/** Asks the writer of a reply that readers can see now whether the address that was typed is theirs. */
export async function askWriter(
  tx: Transaction,
  world: World,
  site: Site,
  commentId: number,
  writer: Writer,
): Promise<void> {
  const post = await followablePost(world.db, site.id, writer.postId);
  if (!post) return;
  const rows = await tx.db
    .selectFrom('subscription')
    .innerJoin('subscriber', (join) =>
      join
        .onRef('subscriber.site_id', '=', 'subscription.site_id')
        .onRef('subscriber.id', '=', 'subscription.subscriber_id'),
    )
    .select(['subscription.id', 'subscription.subscriber_id', 'subscription.rhythm'])
    .where('subscription.site_id', '=', site.id)
    .where('subscription.post_id', '=', writer.postId)
    .where('subscription.comment_id', 'in', [0, commentId])
    .where('subscriber.email', '=', writer.email)
    .where('subscription.confirmed_at', 'is', null)
    .where('subscription.asked_at', 'is', null)
    .execute();
  for (const { id, subscriber_id, rhythm } of rows) {
    const subject = { siteId: site.id, subscriberId: subscriber_id, subscriptionId: id };
    const wish = { email: writer.email, locale: site.locale, rhythm };
    await ask(tx, world, { site, wish, post, subject, confirmed: false });
  }
}

export type Writer = {
  readonly postId: number;
  readonly email: string;
  readonly accountId: number | null;
  /** Whether the address is the account's own, and was verified. */
  readonly verified: boolean;
  /** Whether readers can see the reply. */
  readonly live: boolean;
};

/** Who wrote a reply, with the address that mail to them would go to; undefined where there is none. */
export async function writerOf({ db }: World, siteId: number, id: number): Promise<Writer | undefined> {
  const row = await writerById.first(db, { site: siteId, id });
  const email = tidyAddress(row?.account_email ?? row?.email ?? '');
  if (!row || !isMailAddress(email)) return undefined;
  return {
    postId: row.post_id,
    email,
    accountId: row.account_email === null ? null : row.account_id,
    verified: row.email_verified === 1,
    live: row.status === 'live',
  };
}

const writerById = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .leftJoin('account', 'account.id', 'identity.account_id')
    .select([
      'comment.post_id',
      'comment.status',
      'identity.email',
      'identity.account_id',
      'account.email as account_email',
      'account.email_verified',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', '=', value('id')),
);

type Asking = {
  readonly site: Site;
  readonly wish: { readonly email: string; readonly locale: string; readonly rhythm: Rhythm };
  readonly post: { readonly title: string };
  readonly subject: LinkSubject;
  /** It was confirmed before: the letter says so, and where to change it. */
  readonly confirmed: boolean;
};

/** One letter to an address that proved nothing, unless it had enough of them today. */
async function ask(tx: Transaction, world: World, asking: Asking): Promise<void> {
  const { site, wish, post, subject, confirmed } = asking;
  // Whether or not it goes out: from now on the address is kept for three days.
  if (!confirmed) await markAsked(tx, subject);
  if (!(await takesLetter(tx, world, 'address', wish.email))) return;
  const subscriber = { ...wish, siteId: site.id, id: subject.subscriberId, accountId: null };
  const stationery = { world, site };
  const letter = confirmed
    ? knownLetter(stationery, { subscriber, subject, post })
    : confirmationLetter(stationery, { subscriber, subject, post, rhythm: wish.rhythm });
  await enqueueMail(tx, world.mail, letter);
}
