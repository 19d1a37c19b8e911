import { readOurForm } from '../account/asked.ts';
import { formToken } from '../account/form-token.ts';
import { may } from '../account/may.ts';
import { accountById, actorOf } from '../account/read.ts';
import { onwards, personalPage } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { writersOf } from '../author/read.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import { statement } from '../kit/database/index.ts';
import { html } from '../kit/html.ts';
import { readForm, sentFromHere } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { formatDate } from '../kit/i18n/index.ts';
import { pressPage, saidPage } from '../subscription/views.ts';
import { type Asked, linkRefused } from '../subscription/visit.ts';
import { type DecisionLink, readDecisionToken, readEndToken } from './link.ts';
import { isPreference } from './notice.ts';
import { lastDecision, type NoticedReply, noticedReplies, preferenceOf } from './read.ts';
import { clearPreference, setPreference } from './save.ts';
import { decidePage, preferencePage } from './views.ts';

const signIn = '/-/account/sign-in?to=%2F-%2Fnotices%2F';

/** `GET /-/notices/decide?token=…`: shows the reply and a button, and what was done already. */
export async function showDecide(asked: Asked): Promise<Reply> {
  const token = asked.request.query.get('token') ?? '';
  const found = await findDecision(asked, token);
  if (!found) return linkRefused(asked);
  const { link, reply } = found;
  const done = link.decision === reply.standing ? await doneBy(asked, link) : undefined;
  const page = { reply, decision: link.decision, token, queue: '/-/admin/comments/', ...(done && { done }) };
  return personalPage(200, decidePage(asked.shell, page));
}

/** `POST /-/notices/decide`: in the name of the account that the letter went to, if it still may. */
export async function takeDecide(asked: Asked): Promise<Reply> {
  const { world, request, site } = asked;
  const form = sentFromHere(request) ? await readForm(request) : undefined;
  const token = form?.ok ? (form.fields.get('token') ?? '') : '';
  const found = await findDecision(asked, token);
  if (!found) return linkRefused(asked);
  const { link } = found;
  await world.db.write((tx) =>
    setCommentStatus(tx, site.id, link.commentId, link.decision, { by: link.accountId }),
  );
  return onwards(`/-/notices/decide?token=${token}`);
}

type Found = { readonly link: DecisionLink; readonly reply: NoticedReply };

/** What a link is about: nothing when the reply is gone, or the account may no longer decide about it. */
async function findDecision({ world, site }: Asked, token: string): Promise<Found | undefined> {
  const link = readDecisionToken(world, site.id, token);
  if (!link) return undefined;
  const [reply] = await noticedReplies(world.db, site.id, [link.commentId]);
  if (!reply) return undefined;
  const actor = await actorOf(world.db, await accountById(world.db, link.accountId));
  const writtenBy = await writersOf(world.db, site.id, reply.post.id);
  return may(actor, 'moderate-comments', { siteId: site.id, writtenBy }) ? { link, reply } : undefined;
}

/** Says who did it, and when, as far as that was written down. */
async function doneBy({ world, site, shell }: Asked, link: DecisionLink): Promise<string> {
  const { t } = shell;
  const decision = link.decision === 'removed' ? 'other' : link.decision;
  const last = await lastDecision(world.db, site.id, link.commentId);
  if (!last) return t('notice.done', { decision });
  const { calendar, timeZone } = site;
  const at = formatDate(last.at, { locale: t.locale, calendar, timeZone, style: 'moment' });
  return last.accountId === link.accountId
    ? t('notice.done.by-you', { decision, at })
    : t('notice.done.by', { decision, at, name: last.name ?? '—' });
}

/** `GET /-/notices/`: what one wants to hear of replies. */
export async function showPreference(asked: Asked): Promise<Reply> {
  return preferenceReply(asked, 200, asked.request.query.get('done') === 'saved');
}

/** `POST /-/notices/` */
export async function takePreference(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const account = await accountOf(world, request);
  if (!account) return onwards(signIn);
  if (!form.ours) return preferenceReply(asked, 403, false);
  const replies = form.fields.get('replies');
  await world.db.write((tx) =>
    isPreference(replies) ? setPreference(tx, account.id, replies) : clearPreference(tx, account.id),
  );
  return onwards('/-/notices/?done=saved');
}

async function preferenceReply(asked: Asked, status: number, done: boolean): Promise<Reply> {
  const { world, request, shell } = asked;
  const account = await accountOf(world, request);
  if (!account) return onwards(signIn);
  const { field, cookies } = formToken(world, request);
  const chosen = await preferenceOf(world.db, account.id);
  const verified = (await verifiedById.first(world.db, { id: account.id }))?.email_verified === 1;
  const facts = { token: field, email: account.email, verified, done, ...(chosen && { chosen }) };
  return personalPage(status, preferencePage(shell, facts), { cookies });
}

const verifiedById = statement<{ id: number }>()((db, value) =>
  db.selectFrom('account').select('email_verified').where('id', '=', value('id')),
);

/** `GET /-/notices/end?token=…`: shows a button. */
export async function showEnd(asked: Asked): Promise<Reply> {
  const token = asked.request.query.get('token') ?? '';
  if (readEndToken(asked.world, token) === undefined) return linkRefused(asked);
  const { t } = asked.shell;
  return personalPage(
    200,
    pressPage(asked.shell, {
      title: t('notice.end.title'),
      text: html`${t('notice.end.text')}`,
      action: `/-/notices/end?token=${token}`,
      token,
      button: t('subscription.end.submit'),
    }),
  );
}

/** `POST /-/notices/end?token=…`: the mail program's one press (RFC 8058), so no cookie and no redirect. */
export async function takeEnd(asked: Asked): Promise<Reply> {
  const { world, shell } = asked;
  const accountId = readEndToken(world, asked.request.query.get('token') ?? '');
  if (accountId === undefined) return linkRefused(asked);
  await world.db.write((tx) => setPreference(tx, accountId, 'never'));
  const { t } = shell;
  return personalPage(
    200,
    saidPage(shell, {
      title: t('subscription.ended.title'),
      text: t('notice.ended'),
      links: [{ href: '/-/notices/', label: t('notice.letter.preference') }],
    }),
  );
}
