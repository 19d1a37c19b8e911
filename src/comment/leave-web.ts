import { changePath, signInHref } from '../account/paths.ts';
import { onwards } from '../account/reply.ts';
import { leave } from '../account/signed-in.ts';
import { signInWays } from '../account/ways.ts';
import { directionOf, renderHtml, plainText as textOf } from '../document/index.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/message.ts';
import { messagesFor } from '../kit/i18n/index.ts';
import type { Limit } from '../kit/limit.ts';
import type { World } from '../kit/world.ts';
import { hrefOf } from '../post/permalink.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { saveDraft } from './draft.ts';
import { replyFields } from './form.ts';
import { problemOf, unreadable } from './problem.ts';
import { newReaderKey, readerCookie, readerKeyOf, senderOfKey } from './sender.ts';
import { readText } from './text.ts';
import { type ReplyPages, type ReplyValues, readValues, type SentReply } from './values.ts';

/** The longest form, in bytes: as `web.ts` takes it. */
const largest = 512 * 1024;

type Sent = {
  readonly site: Site;
  readonly postId: number;
  readonly values: ReplyValues;
  readonly fields: URLSearchParams;
};

/** `POST /-/comments/preview`: the form again, with what it holds as it would be shown. Nothing is kept. */
export async function showPreview(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  siteId: number,
): Promise<Reply> {
  const sent = await sentTo(world, request, siteId);
  if ('reply' in sent) return sent.reply;
  const { values, postId, site } = sent;
  if (!sentFromHere(request)) {
    const notice = messagesFor(site.locale)('reply.problem.elsewhere');
    return pages.showForm(world, request, { siteId, postId, status: 403 }, { values, notice });
  }
  const shown = previewed(values.text, site);
  return pages.showForm(world, request, { siteId, postId }, { values, ...shown });
}

function previewed(text: string, { locale }: Site): Pick<SentReply, 'previewed' | 'problems'> {
  const read = readText(text, 'markdown');
  if (!read.ok) {
    const { problems } = problemOf(messagesFor(locale), read);
    return problems ? { problems } : {};
  }
  const html = renderHtml(read.document, { linkRel: 'nofollow ugc', topHeading: 4, idPrefix: 'preview-' });
  return { previewed: { html, dir: directionOf(textOf(read.document).text) } };
}

/**
 * `POST /-/comments/leave`: somebody goes to log in, to change accounts or to log out, with a reply half written. It
 * is kept on the server, under the browser's number, and stands in the form when they come back.
 */
export async function leaveForm(
  pages: ReplyPages,
  limit: Limit,
  world: World,
  request: Incoming,
  siteId: number,
): Promise<Reply> {
  const sent = await sentTo(world, request, siteId);
  if ('reply' in sent) return sent.reply;
  const { values, postId, fields, site } = sent;
  if (!limit.takes(request.remoteAddress, `drafts ${siteId}`)) {
    const { status, ...problem } = problemOf(messagesFor(site.locale), tooMany);
    const shown = await pages.showForm(world, request, { siteId, postId, status }, { values, ...problem });
    return { ...shown, headers: { ...shown.headers, 'retry-after': String(tooMany.retryAfter) } };
  }
  const path = await pathOf(world, siteId, postId);
  if (path === undefined) return plainText(404, messagesFor(site.locale)('thread.gone'));
  const back = `${path}${values.parent === undefined ? '' : `?reply=${values.parent}`}#respond`;
  if (!sentFromHere(request)) return onwards(back);
  const key = readerKeyOf(request) ?? newReaderKey();
  const sender = senderOfKey(world, siteId, key);
  await world.db.write((tx) => saveDraft(tx, { siteId, postId, sender }, values));
  const cookies = [readerCookie(request, key)];
  const go = fields.get('go') ?? '';
  if (go === 'log-out') return onwards(back, [...cookies, ...(await leave(world, request, 'current'))]);
  return onwards(hrefOfWay(world, go, back), cookies);
}

/** Drafts of one network in a minute; more are somebody who fills our disk. */
export const draftLimit = { most: 30, perMs: 60_000 } as const;

const tooMany = { ok: false, reason: 'too-many', retryAfter: 60 } as const;

/** Where a button leads: to the change of accounts, to a provider (`way:google`), or to where one signs in. */
function hrefOfWay(world: World, go: string, back: string): string {
  if (go === 'change') return `${changePath}?to=${encodeURIComponent(back)}`;
  const way = signInWays(world).find(({ name }) => go === `way:${name}`);
  return way ? way.href(back) : signInHref(back);
}

async function pathOf({ db }: World, siteId: number, postId: number): Promise<string | undefined> {
  const row = await db.read
    .selectFrom('post')
    .select('path')
    .where('site_id', '=', siteId)
    .where('id', '=', postId)
    .executeTakeFirst();
  return row?.path == null ? undefined : hrefOf(row.path);
}

/** The form of a request, whatever is wrong in it; only one that is no form at all is refused. */
async function sentTo(
  world: World,
  request: Incoming,
  siteId: number,
): Promise<Sent | { readonly reply: Reply }> {
  const site = await readSite(world.db, siteId);
  if (!site) return { reply: plainText(404, 'There is no such site.') };
  const t = messagesFor(site.locale);
  const form = await readForm(request, largest);
  if (!form.ok) return { reply: unreadable(t, form.reason) };
  const postId = Number(form.fields.get(replyFields.post));
  if (!Number.isSafeInteger(postId) || postId < 1) return { reply: plainText(400, t('form.unreadable')) };
  return { site, postId, values: readValues(form.fields), fields: form.fields };
}
