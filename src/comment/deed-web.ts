import { onwards } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/message.ts';
import { messagesFor, type Translate } from '../kit/i18n/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { longest } from './comment.ts';
import { readReplyToken, replyFields } from './form.ts';
import { readOwnComment } from './own.ts';
import { unreadable } from './problem.ts';
import { likeComment } from './save-like.ts';
import { editOwnComment, removeOwnComment } from './save-own.ts';
import { type ReportReason, reportComment, reportReasons } from './save-report.ts';
import { networkHash, newReaderKey, readerCookie, readerKeyOf, senderOfKey, sendersOf } from './sender.ts';
import type { DeedShown, ReplyPages } from './values.ts';

/** What a reader can do with a reply besides answering it, each at an address under that of the reply. */
export type ReaderDeed = 'like' | 'report' | 'edit' | 'delete';

type Asked = {
  readonly pages: ReplyPages;
  readonly world: World;
  readonly request: Incoming;
  readonly site: Site;
  readonly id: number;
  readonly t: Translate;
  readonly senders: readonly string[];
};

/** `GET /-/comments/12/edit` and its like: says what will be done, with the form that does it. */
export async function showDeed(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  at: { readonly siteId: number; readonly id: number; readonly deed: ReaderDeed },
): Promise<Reply> {
  const asked = await askedOf(pages, world, request, at);
  if ('status' in asked) return asked;
  if (at.deed === 'like' || at.deed === 'report') return shown(asked, 200, { deed: at.deed });
  const own = await ownOf(asked);
  if (!own) return tooLate(asked);
  return shown(asked, 200, { deed: at.deed, text: own.original ?? own.text });
}

/** `POST /-/comments/12/edit` and its like. */
export async function takeDeed(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  at: { readonly siteId: number; readonly id: number; readonly deed: ReaderDeed },
): Promise<Reply> {
  const asked = await askedOf(pages, world, request, at);
  if ('status' in asked) return asked;
  const form = await readForm(request, 512 * 1024);
  if (!form.ok) return unreadable(asked.t, form.reason);
  const { fields } = form;
  if (!isOurs(asked, fields)) {
    const notice = asked.t(sentFromHere(request) ? 'reply.problem.expired' : 'reply.problem.elsewhere');
    return shown(asked, 403, { deed: at.deed, ...written(fields), notice });
  }
  switch (at.deed) {
    case 'like':
      return like(asked);
    case 'report':
      return report(asked, fields);
    case 'edit':
      return edit(asked, fields);
    case 'delete':
      return takeBack(asked);
  }
}

async function askedOf(
  pages: ReplyPages,
  world: World,
  request: Incoming,
  { siteId, id }: { readonly siteId: number; readonly id: number },
): Promise<Asked | Reply> {
  const site = await readSite(world.db, siteId);
  if (!site || !Number.isSafeInteger(id) || id < 1) return plainText(404, 'There is no such reply.');
  const account = await accountOf(world, request);
  const senders = sendersOf(world, siteId, { accountId: account?.id, key: readerKeyOf(request) });
  return { pages, world, request, site, id, senders, t: messagesFor(site.locale) };
}

/** Whether a form is of one of our pages, and not too old: its token is that of the reply's post. */
function isOurs({ world, request, site }: Asked, fields: URLSearchParams): boolean {
  const post = Number(fields.get(replyFields.post));
  const token = fields.get(replyFields.token) ?? '';
  return sentFromHere(request) && readReplyToken(world, site.id, post, token).ok;
}

function written(fields: URLSearchParams): Pick<DeedShown, 'text' | 'reason'> {
  const reason = fields.get('reason');
  return {
    text: (fields.get(replyFields.text) ?? '').slice(0, 2 * longest.text).replaceAll('\r\n', '\n'),
    ...(reason !== null && { reason }),
  };
}

function shown(asked: Asked, status: number, deed: Omit<DeedShown, 'senders'>): Promise<Reply> {
  const { pages, world, request, site, id, senders } = asked;
  return pages.showDeed(world, request, { siteId: site.id, commentId: id, status }, { ...deed, senders });
}

function tooLate(asked: Asked): Promise<Reply> {
  return shown(asked, 403, { deed: 'late' });
}

function ownOf({ world, site, id, senders }: Asked) {
  return readOwnComment(world.db, site.id, id, { senders, now: world.clock.now() });
}

/** Back to the reply, where it stands. */
async function back(asked: Asked, cookies: readonly string[] = []): Promise<Reply> {
  const { pages, world, request, site, id, senders } = asked;
  const href = await pages.hrefOf(world, request, { site, commentId: id, senders });
  return onwards(href ?? '/', cookies);
}

/** By whom something is done that counts once: an account, else a browser, which from now on is known again. */
function doer(asked: Asked): { readonly sender: string; readonly cookies: readonly string[] } {
  const [sender] = asked.senders;
  if (sender !== undefined) return { sender, cookies: [] };
  const key = newReaderKey();
  return {
    sender: senderOfKey(asked.world, asked.site.id, key),
    cookies: [readerCookie(asked.request, key)],
  };
}

/** Likes a reply, or takes that back: the one button does both. */
async function like(asked: Asked): Promise<Reply> {
  const { world, request, site, id, senders, t } = asked;
  const { sender, cookies } = doer(asked);
  const network = networkHash(world, site.id, request.remoteAddress);
  const liked = await world.db.write(async (tx) => {
    const known = await tx.db
      .selectFrom('comment_like')
      .select('sender')
      .where('site_id', '=', site.id)
      .where('comment_id', '=', id)
      .where('sender', 'in', senders.length > 0 ? [...senders] : [sender])
      .executeTakeFirst();
    const by = known?.sender ?? sender;
    return likeComment(tx, site.id, id, { sender: by, network, liked: known === undefined });
  });
  if (liked.ok || liked.reason === 'missing') return back(asked, cookies);
  return shown(asked, 429, { deed: 'like', notice: t('reply.problem.too-many') });
}

async function report(asked: Asked, fields: URLSearchParams): Promise<Reply> {
  const { world, request, site, id, t } = asked;
  const { text = '', reason } = written(fields);
  if (!isReason(reason))
    return shown(asked, 400, { deed: 'report', text, problem: t('reply.problem.reason') });
  const { sender, cookies } = doer(asked);
  const network = networkHash(world, site.id, request.remoteAddress);
  const reported = await world.db.write((tx) =>
    reportComment(tx, site, id, { sender, network, reason, note: text }),
  );
  if (!reported.ok && reported.reason === 'too-many')
    return shown(asked, 429, { deed: 'report', text, reason, notice: t('reply.problem.too-many') });
  const done = await shown(asked, 200, { deed: 'reported' });
  return cookies.length === 0 ? done : { ...done, headers: { ...done.headers, 'set-cookie': cookies } };
}

function isReason(text: string | undefined): text is ReportReason {
  return reportReasons.some((reason) => reason === text);
}

async function edit(asked: Asked, fields: URLSearchParams): Promise<Reply> {
  const { world, site, id, senders, t } = asked;
  const { text = '' } = written(fields);
  const edited = await editOwnComment(world, { site, id, senders }, text);
  if (edited.ok) return back(asked);
  switch (edited.reason) {
    case 'empty':
      return shown(asked, 400, { deed: 'edit', text, problem: t('reply.problem.empty') });
    case 'too-long': {
      const problem = t('reply.problem.too-long', { most: edited.most });
      return shown(asked, 400, { deed: 'edit', text, problem });
    }
    case 'banned':
      return shown(asked, 403, { deed: 'edit', text, notice: t('reply.problem.banned') });
    case 'not-own':
      return tooLate(asked);
  }
}

async function takeBack(asked: Asked): Promise<Reply> {
  const { world, site, id, senders } = asked;
  const post = await back(asked);
  const removed = await removeOwnComment(world, { site, id, senders });
  if (!removed.ok) return tooLate(asked);
  const page = String(post.headers.location ?? '/').replace(/#.*$/, '');
  return onwards(`${page}#replies`);
}
