import { readOurForm } from '../account/asked.ts';
import { formToken } from '../account/form-token.ts';
import { onwards, personalPage } from '../account/reply.ts';
import { accountOf } from '../account/session.ts';
import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { hrefOf } from '../post/permalink.ts';
import { requestSubscription } from './ask.ts';
import { titleOf } from './letter.ts';
import { followablePost } from './read.ts';
import { liveReplies } from './reply.ts';
import { isRhythm } from './subscription.ts';
import { type NewForm, newPage, saidPage } from './views.ts';
import { type Asked, notOffered, verifiedAccount } from './visit.ts';

/** `GET /-/subscriptions/new?post=12`, and `&reply=34` for the answers to one reply. */
export async function showNew(asked: Asked): Promise<Reply> {
  const { query } = asked.request;
  return newReply(asked, 200, wishOf(query), {});
}

/** `POST /-/subscriptions/new` */
export async function takeNew(asked: Asked): Promise<Reply> {
  const { world, request, site, shell } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const wish = wishOf(form.fields);
  if (!form.ours) return newReply(asked, 403, wish, { problem: shell.t('form.expired') });
  const account = await verifiedAccount(asked);
  const result = await requestSubscription(world, {
    site,
    postId: wish.postId,
    ...(wish.replyId !== undefined && { commentId: wish.replyId }),
    email: account?.email ?? wish.email,
    ...(account && { accountId: account.id }),
    rhythm: wish.rhythm,
    locale: shell.t.locale,
    remoteAddress: request.remoteAddress,
  });
  if (result.ok) {
    const kind = result.confirmed ? 'confirmed' : 'asked';
    return onwards(`/-/subscriptions/done?post=${wish.postId}&state=${kind}`);
  }
  switch (result.reason) {
    case 'not-configured':
    case 'post-missing':
      return notOffered(asked);
    case 'bad-address':
      return newReply(asked, 422, wish, { emailProblem: shell.t('subscription.new.bad-email') });
    case 'too-many':
      return newReply(asked, 429, wish, { problem: shell.t('subscription.new.too-many') });
  }
}

/** `GET /-/subscriptions/done?post=12&state=asked`: the same for every address. */
export async function showDone(asked: Asked): Promise<Reply> {
  const { world, request, site, shell } = asked;
  const { t } = shell;
  const post = await followablePost(world.db, site.id, idIn(request.query.get('post')));
  if (!post || !world.mail.configured) return notOffered(asked);
  const confirmed = request.query.get('state') === 'confirmed';
  const links = [
    { href: `${hrefOf(post.path)}#replies`, label: t('subscription.back-to-thread') },
    ...(confirmed ? [{ href: '/-/subscriptions/', label: t('subscription.manage.link') }] : []),
  ];
  return personalPage(
    200,
    saidPage(shell, {
      title: confirmed ? t('subscription.confirmed.title') : t('subscription.asked.title'),
      text: confirmed
        ? t.html('subscription.confirmed.text', { post: html`<bdi>${titleOf(t, post)}</bdi>` })
        : t('subscription.asked.text'),
      links,
    }),
  );
}

type Wanted = Pick<NewForm, 'postId' | 'email' | 'rhythm'> & { readonly replyId?: number };

function wishOf(fields: URLSearchParams): Wanted {
  const replyId = idIn(fields.get('reply')) || undefined;
  const rhythm = fields.get('rhythm');
  return {
    postId: idIn(fields.get('post')),
    email: (fields.get('email') ?? '').slice(0, 300).trim(),
    rhythm: isRhythm(rhythm) ? rhythm : 'at-once',
    ...(replyId !== undefined && { replyId }),
  };
}

async function newReply(
  asked: Asked,
  status: number,
  wish: Wanted,
  problems: Pick<NewForm, 'problem' | 'emailProblem'>,
): Promise<Reply> {
  const { world, request, site, shell } = asked;
  const post = await followablePost(world.db, site.id, wish.postId);
  if (!post || !world.mail.configured) return notOffered(asked);
  const account = await verifiedAccount(asked);
  const unverified = account ? undefined : await accountOf(world, request);
  const [reply] = wish.replyId === undefined ? [] : await liveReplies(world.db, site.id, [wish.replyId]);
  const { field, cookies } = formToken(world, request);
  const page = newPage(shell, {
    ...problems,
    token: field,
    postId: post.id,
    post: { title: post.title, href: hrefOf(post.path) },
    ...(reply && { reply }),
    email: account?.email ?? (wish.email || (unverified?.email ?? '')),
    rhythm: wish.rhythm,
    known: account !== undefined,
  });
  return personalPage(status, page, { cookies });
}
