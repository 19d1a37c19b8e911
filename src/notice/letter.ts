import { isolated, messagesFor, type Translate } from '../kit/i18n/index.ts';
import { composed, type Message, type Part } from '../kit/mail/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { nameOf, shortened, titleOf } from '../subscription/letter.ts';
import { replyHref } from '../subscription/reply.ts';
import { type Decision, decisionToken, endToken } from './link.ts';
import type { Recipient } from './notice.ts';
import type { NoticedReply } from './read.ts';

/** How many replies a letter shows; of more it says how many there are. */
export const shownInLetter = 5;

export type Notice = {
  /** Those that are shown. */
  readonly replies: readonly NoticedReply[];
  /** How many there are, and how many of them wait. */
  readonly count: number;
  readonly held: number;
};

/** New replies, for somebody who answers for them. */
export function noticeLetter(
  world: Pick<World, 'clock' | 'secret'>,
  site: Site,
  to: Recipient,
  notice: Notice,
): Message {
  const t = messagesFor(to.locale);
  const { replies, count, held } = notice;
  const end = `${site.url}-/notices/end?token=${endToken(world, to.accountId)}`;
  const left = count - replies.length;
  return {
    to: to.email,
    fromName: site.title,
    siteId: site.id,
    subject: subjectOf(t, site, notice),
    headers: { 'List-Id': `<notices.${new URL(site.url).hostname}>` },
    unsubscribe: end,
    ...composed(t, [
      t('notice.letter.text', { count, held, site: isolated(t, site.title) }),
      ...replies.flatMap((reply) => partsOf(world, t, site, to, reply)),
      ...(left > 0 ? [t('notice.letter.more', { count: left })] : []),
      ...(held > 0
        ? [{ label: t('notice.letter.queue'), href: `${site.url}-/admin/comments/` } satisfies Part]
        : []),
      {
        small: to.verified ? t('notice.letter.why') : t('notice.letter.unverified'),
        links: [
          { label: t('notice.letter.preference'), href: `${site.url}-/notices/` },
          { label: t('subscription.end.link'), href: end },
        ],
      },
    ]),
  };
}

function subjectOf(t: Translate, site: Site, { replies, count, held }: Notice): string {
  const [first] = replies;
  if (count > 1 || !first)
    return t('notice.letter.subject-many', { site: isolated(t, site.title), count, held });
  return t('notice.letter.subject', {
    author: isolated(t, nameOf(t, first)),
    post: isolated(t, titleOf(t, first.post)),
    state: held > 0 ? 'held' : 'other',
  });
}

function partsOf(
  world: Pick<World, 'clock' | 'secret'>,
  t: Translate,
  site: Site,
  to: Recipient,
  reply: NoticedReply,
): readonly Part[] {
  const held = reply.standing === 'pending';
  const by = t('notice.letter.by', {
    author: isolated(t, nameOf(t, reply)),
    post: isolated(t, titleOf(t, reply.post)),
    state: held ? 'held' : 'other',
  });
  const decide = (decision: Decision) => ({
    label: t('notice.decision', { decision: decision === 'removed' ? 'other' : decision }),
    href: `${site.url}-/notices/decide?token=${decisionToken(world, {
      siteId: site.id,
      commentId: reply.id,
      decision,
      accountId: to.accountId,
    })}`,
  });
  const choices = [
    ...(held ? [] : [{ label: t('subscription.reply.link'), href: replyHref(site, reply.id) }]),
    ...(to.verified ? [...(held ? [decide('live')] : []), decide('spam'), decide('removed')] : []),
  ];
  return [{ by, quote: shortened(reply.text, 1500) }, ...(choices.length > 0 ? [{ choices }] : [])];
}
