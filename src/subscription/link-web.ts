import { onwards, personalPage } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { html } from '../kit/html.ts';
import { idIn, readForm, sentFromHere } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { hrefOf } from '../post/permalink.ts';
import { titleOf } from './letter.ts';
import { type LinkPurpose, type LinkSubject, linkToken, readLink } from './link.ts';
import { findSubscriber, subscriberOfAccount, subscriptionsOf } from './read.ts';
import { confirmSubscription, endSubscription, setRhythm } from './save.ts';
import { isRhythm, type Subscription } from './subscription.ts';
import { managePage, pressPage, saidPage } from './views.ts';
import { type Asked, linkRefused } from './visit.ts';

/** `GET /-/subscriptions/confirm?token=…`: shows what it is about. Programs that open links in letters confirm nothing. */
export async function showConfirm(asked: Asked): Promise<Reply> {
  const { shell } = asked;
  const { t } = shell;
  const token = tokenOf(asked);
  const found = await findByLink(asked, 'confirm', token);
  if (!found?.subscription) return linkRefused(asked);
  return personalPage(
    200,
    pressPage(shell, {
      title: t('subscription.confirm.title'),
      text: t.html('subscription.confirm.text', { post: postOf(asked, found.subscription) }),
      action: '/-/subscriptions/confirm',
      token,
      button: t('subscription.confirm.submit'),
    }),
  );
}

/** `POST /-/subscriptions/confirm` */
export async function takeConfirm(asked: Asked): Promise<Reply> {
  const fields = await ownFields(asked);
  const found = fields && (await findByLink(asked, 'confirm', fields.get('token') ?? ''));
  if (!found?.subscription) return linkRefused(asked);
  const { subject } = found;
  await asked.world.db.write((tx) => confirmSubscription(tx, subject));
  return onwards(managePath(asked, subject, 'confirmed'));
}

/** `GET /-/subscriptions/end?token=…`: shows a button, and ends nothing (RFC 8058 § 3.1, § 6). */
export async function showEnd(asked: Asked): Promise<Reply> {
  const { shell } = asked;
  const { t } = shell;
  const token = tokenOf(asked);
  const found = await findByLink(asked, 'end', token);
  if (!found) return linkRefused(asked);
  if (!found.subscription && found.subject.subscriptionId !== 0) return endedReply(asked, found);
  return personalPage(
    200,
    pressPage(shell, {
      title: t('subscription.end.title'),
      text: found.subscription
        ? t.html('subscription.end.text', { post: postOf(asked, found.subscription) })
        : t.html('subscription.end.all-text', { site: html`<bdi>${asked.site.title}</bdi>` }),
      action: `/-/subscriptions/end?token=${token}`,
      token,
      button: t('subscription.end.submit'),
    }),
  );
}

/**
 * `POST /-/subscriptions/end?token=…`: the mail program's own button presses it, without a cookie and from
 * nowhere (RFC 8058 § 3.2), so the signed address alone is what counts. No redirect: programs follow none.
 */
export async function takeEnd(asked: Asked): Promise<Reply> {
  const found = await findByLink(asked, 'end', tokenOf(asked));
  if (!found) return linkRefused(asked);
  await asked.world.db.write((tx) => endSubscription(tx, found.subject));
  return endedReply(asked, found);
}

async function endedReply(asked: Asked, { subject }: Found): Promise<Reply> {
  const { shell, world } = asked;
  const { t } = shell;
  const others = await findSubscriber(world.db, subject.siteId, subject.subscriberId);
  return personalPage(
    200,
    saidPage(shell, {
      title: t('subscription.ended.title'),
      text: t('subscription.ended.text'),
      ...(others && {
        links: [{ href: managePath(asked, subject), label: t('subscription.manage.link') }],
      }),
    }),
  );
}

const doneStates = ['confirmed', 'changed', 'ended'] as const;

/** `GET /-/subscriptions/?token=…`, or without a token for who is signed in. */
export async function showManage(asked: Asked): Promise<Reply> {
  const { world, request, site, shell } = asked;
  const token = request.query.get('token');
  if (token === null) return showOwn(asked);
  const subject = readLink(world, 'manage', site.id, token);
  const done = doneStates.find((state) => state === request.query.get('done'));
  if (!subject) return linkRefused(asked);
  const subscriber = await findSubscriber(world.db, site.id, subject.subscriberId);
  if (!subscriber) return done === 'ended' ? endedReply(asked, { subject }) : linkRefused(asked);
  const page = managePage(shell, {
    token,
    email: subscriber.email,
    subscriptions: await subscriptionsOf(world.db, subscriber),
    hrefOf: ({ post }) => (post.path === null ? undefined : hrefOf(post.path)),
    ...(done && { done: shell.t('subscription.done', { state: done === 'ended' ? 'other' : done }) }),
  });
  return personalPage(200, page);
}

/** What an account is told of; one that is not signed in needs the link of a letter. */
async function showOwn(asked: Asked): Promise<Reply> {
  const { world, request, site, shell } = asked;
  const { t } = shell;
  const account = await accountOf(world, request);
  const subscriber = account && (await subscriberOfAccount(world.db, site.id, account.id));
  if (subscriber)
    return onwards(managePath(asked, { siteId: site.id, subscriberId: subscriber.id, subscriptionId: 0 }));
  return personalPage(
    200,
    saidPage(shell, {
      title: t('subscription.manage.title'),
      text: account ? t('subscription.manage.none') : t('subscription.manage.by-link'),
      ...(!account && {
        links: [{ href: '/-/account/sign-in?to=%2F-%2Fsubscriptions%2F', label: t('sign-in.title') }],
      }),
    }),
  );
}

/** `POST /-/subscriptions/`: changes or ends one, or ends all (0). */
export async function takeManage(asked: Asked): Promise<Reply> {
  const { world, site } = asked;
  const fields = await ownFields(asked);
  const holder = fields && readLink(world, 'manage', site.id, fields.get('token') ?? '');
  if (!fields || !holder) return linkRefused(asked);
  const subject = { ...holder, subscriptionId: idIn(fields.get('subscription')) };
  const rhythm = fields.get('rhythm');
  const ends = fields.get('do') === 'end';
  await world.db.write(async (tx) => {
    if (ends) await endSubscription(tx, subject);
    else if (isRhythm(rhythm)) await setRhythm(tx, subject, rhythm);
  });
  return onwards(managePath(asked, subject, ends ? 'ended' : 'changed'));
}

function managePath({ world }: Asked, subject: LinkSubject, done?: (typeof doneStates)[number]): string {
  const token = linkToken(world, 'manage', { ...subject, subscriptionId: 0 });
  return `/-/subscriptions/?token=${token}${done === undefined ? '' : `&done=${done}`}`;
}

type Found = { readonly subject: LinkSubject; readonly subscription?: Subscription };

/** What a link is about, with the subscription as it is now. */
async function findByLink(
  { world, site }: Asked,
  purpose: LinkPurpose,
  token: string,
): Promise<Found | undefined> {
  const subject = readLink(world, purpose, site.id, token);
  if (!subject) return undefined;
  const all = await subscriptionsOf(world.db, { siteId: site.id, id: subject.subscriberId });
  const subscription = all.find(({ id }) => id === subject.subscriptionId);
  return { subject, ...(subscription && { subscription }) };
}

/** The fields of a form of our own pages; their token is a link's, which nobody else has. */
async function ownFields({ request }: Asked): Promise<URLSearchParams | undefined> {
  if (!sentFromHere(request)) return undefined;
  const form = await readForm(request);
  return form.ok ? form.fields : undefined;
}

function tokenOf({ request }: Asked): string {
  return request.query.get('token') ?? '';
}

function postOf({ shell }: Asked, { post }: Subscription) {
  const title = html`<bdi>${titleOf(shell.t, post)}</bdi>`;
  return post.path === null ? title : html`<a href="${hrefOf(post.path)}">${title}</a>`;
}
