import { actorOf } from '../account/read.ts';
import { onwards } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { statement } from '../kit/database/index.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/message.ts';
import { messagesFor } from '../kit/i18n/index.ts';
import type { World } from '../kit/world.ts';
import { isUnlocked } from '../post/unlock.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { dropDraft } from './draft.ts';
import { replyFields } from './form.ts';
import { guestCookie } from './guest-cookie.ts';
import { problemOf, unreadable } from './problem.ts';
import { receiveComment } from './receive.ts';
import { pressedWithin, readerCookie, readerKeyOf, readerKeysFor, senderOfKey, sendersOf } from './sender.ts';
import type { Received, Submission, Submitter } from './submission.ts';
import { type ReplyPages, type ReplyValues, readValues } from './values.ts';

/** The longest text that is taken, in the letters of a form: nine bytes for a letter of three. */
const largest = 512 * 1024;

/**
 * `POST /-/comments/`: takes the form under a post. Who sent it goes on to the reply, shown or waiting; one that is
 * refused comes back filled in, with what is wrong at its place.
 */
export async function takeReply(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  siteId: number,
): Promise<Reply> {
  const site = await readSite(world.db, siteId);
  if (!site) return plainText(404, 'There is no such site.');
  const form = await readForm(request, largest);
  if (!form.ok) return unreadable(messagesFor(site.locale), form.reason);
  return world.db.inTurn(() => take(pages, world, request, site, form.fields));
}

async function take(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  site: Site,
  fields: URLSearchParams,
): Promise<Reply> {
  const siteId = site.id;
  const t = messagesFor(site.locale);
  const postId = Number(fields.get(replyFields.post));
  if (!Number.isSafeInteger(postId) || postId < 1) return plainText(400, t('form.unreadable'));
  const values = readValues(fields);
  const at = { siteId, postId };
  if (!sentFromHere(request))
    return pages.showForm(
      world,
      request,
      { ...at, status: 403 },
      { values, notice: t('reply.problem.elsewhere') },
    );
  const key = readerKeyOf(request) ?? (await newKey(world, request, siteId, fields));
  const submission = await submissionOf(world, request, site, { postId, values, fields, key });
  const received = await receiveComment(world, submission);
  if (received.ok) return taken(pages, world, request, { submission, received, values, key });
  const { status, ...problem } = problemOf(t, received);
  const reply = await pages.showForm(world, request, { ...at, status }, { values, ...problem });
  if (received.reason !== 'too-many') return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(received.retryAfter) } };
}

/** Of two presses of one button the second has the number that the first got. */
async function newKey(
  world: World,
  request: Incoming,
  siteId: number,
  fields: URLSearchParams,
): Promise<string> {
  const { token, name, text } = replyFields;
  const sent = [token, name, text].map((field) => fields.get(field) ?? '');
  const [key, before] = readerKeysFor(world, request, sent);
  const since = new Date(world.clock.now().getTime() - pressedWithin).toISOString();
  const pressed = { site: siteId, sender: senderOfKey(world, siteId, before), since };
  return (await sentBy.first(world.db, pressed)) ? before : key;
}

const sentBy = statement<{ site: number; sender: string; since: string }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('sender', '=', value('sender'))
    .where('published_at', '>', value('since')),
);

async function submissionOf(
  world: World,
  request: Incoming,
  site: Site,
  sent: {
    readonly postId: number;
    readonly values: ReplyValues;
    readonly fields: URLSearchParams;
    readonly key: string;
  },
): Promise<Submission> {
  const { postId, values, fields, key } = sent;
  const { parent, text, quote, subscribe } = values;
  const userAgent = request.header('user-agent');
  const referrer = request.header('referer');
  return {
    site,
    postId,
    author: await submitterOf(world, request, values),
    text,
    format: fields.get(replyFields.format) === 'html' ? 'html' : 'markdown',
    from: {
      address: request.remoteAddress,
      readerKey: key,
      ...(userAgent !== undefined && { userAgent }),
      ...(referrer !== undefined && { referrer }),
    },
    form: { token: fields.get(replyFields.token) ?? '', trap: fields.get(replyFields.trap) ?? '' },
    unlocked: (password) => isUnlocked(world, request, { siteId: site.id, id: postId, password }),
    ...(parent !== undefined && { parentId: parent }),
    ...(quote !== '' && { quote }),
    ...(subscribe !== '' && { subscribe }),
  };
}

async function submitterOf(world: World, request: Incoming, values: ReplyValues): Promise<Submitter> {
  const account = await accountOf(world, request);
  if (!account) return { kind: 'guest', name: values.name, email: values.email, url: values.url };
  return { kind: 'account', account, actor: await actorOf(world.db, account) };
}

/** Onwards to the reply: where it is shown, or shown to its sender alone. */
async function taken(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  sent: {
    readonly submission: Submission;
    readonly received: Extract<Received, { ok: true }>;
    readonly values: ReplyValues;
    readonly key: string;
  },
): Promise<Reply> {
  const { submission, received, values, key } = sent;
  const { site, author } = submission;
  const accountId = author.kind === 'account' ? author.account.id : undefined;
  const senders = sendersOf(world, site.id, { accountId, key });
  const href = await pages.hrefOf(world, request, { site, commentId: received.id, senders });
  const guest = values.remember ? values : undefined;
  // With what is new its draft went; what is sent twice may have been begun again meanwhile.
  if (!received.created) await forgetDraft(world, request, submission);
  return onwards(href ?? '/', [
    readerCookie(request, key),
    ...(author.kind === 'guest' ? [guestCookie(world, request, guest)] : []),
  ]);
}

/** What was begun is sent now. */
async function forgetDraft(world: World, request: Incoming, { site, postId }: Submission): Promise<void> {
  const key = readerKeyOf(request);
  if (key === undefined) return;
  const draft = { siteId: site.id, postId, sender: senderOfKey(world, site.id, key) };
  await world.db.write((tx) => dropDraft(tx, draft));
}

/** `GET /-/comments/12`: the lasting address of a reply leads to where it stands now. */
export async function showComment(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  siteId: number,
  id: number,
): Promise<Reply> {
  const account = await accountOf(world, request);
  const senders = sendersOf(world, siteId, { accountId: account?.id, key: readerKeyOf(request) });
  const site = await readSite(world.db, siteId);
  const href = site && (await pages.hrefOf(world, request, { site, commentId: id, senders }));
  if (href !== undefined) return onwards(href);
  // About a reply that has no place for who asks, the page says that there is none.
  return pages.showDeed(world, request, { siteId, commentId: id }, { deed: 'late', senders });
}
