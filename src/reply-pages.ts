import type { Account } from './account/account.ts';
import { ownHost } from './account/home.ts';
import { may } from './account/may.ts';
import { actorOf } from './account/read.ts';
import { accountOf } from './account/session.ts';
import { signInWays } from './account/ways.ts';
import { replyToken } from './comment/form.ts';
import { rememberedGuest } from './comment/guest-cookie.ts';
import { readerKeyOf, senderOfKey, sendersOf } from './comment/sender.ts';
import type { ReplyPages } from './comment/values.ts';
import { namesSomebody } from './kit/http/cookie.ts';
import { type Incoming, plainText } from './kit/http/index.ts';
import type { Memo } from './kit/memo.ts';
import type { World } from './kit/world.ts';
import { rightsOfStaff } from './post/staff.ts';
import { answerDeed, answerWithForm } from './reading/answer-reply.ts';
import { commentHref } from './reading/comment-address.ts';
import type { Reading } from './reading/reading.ts';
import type { KnownReader, Replying } from './reading/replying.ts';
import type { Staff } from './reading/staff.ts';
import { visitFor } from './reading/visit.ts';
import { readSite } from './site/read.ts';
import type { Site } from './site/site.ts';

/** What reading a thread needs of accounts and of those who take replies. */
export function replyingOf(world: World): Replying {
  return {
    token: (siteId, postId) => replyToken(world, siteId, postId),
    now: () => world.clock.now(),
    ways: async () => [
      ...signInWays(world).map(({ name, label }) => ({ way: `way:${name}`, label })),
      { way: 'account', label: ownHost(world) ?? '' },
    ],
    known: (request, site) => knownReader(world, request, site),
    mail: world.mail.configured,
  };
}

async function knownReader(
  world: World,
  request: Incoming,
  { id: siteId }: Site,
): Promise<KnownReader | undefined> {
  if (!namesSomebody(request.header('cookie'))) return undefined;
  const account = await accountOf(world, request);
  const staff = account && (await staffOf(world, account, siteId));
  const key = readerKeyOf(request);
  const guest = rememberedGuest(world, request);
  return {
    senders: sendersOf(world, siteId, { accountId: account?.id, key }),
    ...(account && { account: { id: account.id, name: account.name } }),
    ...(key !== undefined && { browser: senderOfKey(world, siteId, key) }),
    ...(guest && { guest }),
    ...(staff && { staff }),
  };
}

async function staffOf({ db }: World, account: Account, siteId: number): Promise<Staff | undefined> {
  const actor = await actorOf(db, account);
  if (!may(actor, 'enter-desk', { siteId })) return undefined;
  return { desk: '/-/admin/', rightsTo: (postId) => rightsOfStaff(db, actor, siteId, postId) };
}

/** Pages of posts, for those who take what readers send. */
export function replyPagesOf(reading: Reading, memo: Memo): ReplyPages {
  return {
    showForm: async (world, request, { siteId, postId, status = 200 }, sent) => {
      const site = await readSite(world.db, siteId);
      if (!site) return plainText(404, 'There is no such site.');
      const visit = visitFor(world.db, memo, site, request);
      return answerWithForm(visit, request, reading, postId, sent, status);
    },
    showDeed: async (world, request, { siteId, commentId, status = 200 }, deed) => {
      const site = await readSite(world.db, siteId);
      if (!site) return plainText(404, 'There is no such site.');
      const visit = visitFor(world.db, memo, site, request);
      return answerDeed(visit, request, reading, commentId, deed, status);
    },
    hrefOf: (world, request, { site, commentId, senders }) =>
      commentHref(visitFor(world.db, memo, site, request), commentId, senders),
  };
}
