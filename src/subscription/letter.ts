import { isolated, messagesFor, type Translate } from '../kit/i18n/index.ts';
import { composed, type Message } from '../kit/mail/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import { type LinkSubject, linkTo } from './link.ts';
import type { Addressee } from './read.ts';
import { replyHref, type ToldReply } from './reply.ts';
import type { Rhythm, Subscriber } from './subscription.ts';

/** What every letter needs: the install's key for its links, and the site in whose name it goes. */
export type Stationery = { readonly world: Pick<World, 'clock' | 'secret'>; readonly site: Site };

/** Asks whether it was really the holder of an address who wants mail. */
export function confirmationLetter(
  { world, site }: Stationery,
  {
    subscriber,
    subject,
    post,
    rhythm,
  }: {
    readonly subscriber: Subscriber;
    readonly subject: LinkSubject;
    readonly post: { readonly title: string };
    readonly rhythm: Rhythm;
  },
): Message {
  const t = messagesFor(subscriber.locale);
  const names = { post: isolated(t, titleOf(t, post)), site: isolated(t, site.title) };
  return {
    ...envelope(site, subscriber),
    subject: t('subscription.confirm.subject', names),
    ...composed(t, [
      t('subscription.confirm.ask', { ...names, rhythm: rhythmName(rhythm) }),
      { label: t('subscription.confirm.link'), href: linkTo(world, site.url, 'confirm', subject) },
      { small: t('subscription.confirm.not-you') },
    ]),
  };
}

/** Answers who asks for what they have already: nothing on the page says so, for anybody can type an address. */
export function knownLetter(
  { world, site }: Stationery,
  {
    subscriber,
    subject,
    post,
  }: {
    readonly subscriber: Subscriber;
    readonly subject: LinkSubject;
    readonly post: { readonly title: string };
  },
): Message {
  const t = messagesFor(subscriber.locale);
  const names = { post: isolated(t, titleOf(t, post)), site: isolated(t, site.title) };
  return {
    ...envelope(site, subscriber),
    subject: t('subscription.known.subject', names),
    ...composed(t, [
      t('subscription.known.text', names),
      { label: t('subscription.manage.link'), href: linkTo(world, site.url, 'manage', subject) },
      { small: t('subscription.known.not-you') },
    ]),
  };
}

/** One reply, to one who asked to be told at once. */
export function replyLetter({ world, site }: Stationery, reply: ToldReply, to: Addressee): Message {
  const t = messagesFor(to.locale);
  const names = {
    author: isolated(t, nameOf(t, reply)),
    post: isolated(t, titleOf(t, reply.post)),
    site: isolated(t, site.title),
  };
  const subject = { siteId: site.id, subscriberId: to.id, subscriptionId: to.subscriptionId };
  const end = linkTo(world, site.url, 'end', subject);
  return {
    ...envelope(site, to),
    subject: t('subscription.reply.subject', { post: titleOf(t, reply.post) }),
    messageId: messageId(site, `comment-${reply.id}`),
    headers: { ...threadHeaders(site, reply), ...listHeaders(site, reply.postId) },
    unsubscribe: end,
    ...composed(t, [
      t('subscription.reply.text', { ...names, kind: to.ofAnswers ? 'answer' : 'other' }),
      { quote: shortened(reply.text) },
      { label: t('subscription.reply.link'), href: replyHref(site, reply.id) },
      {
        small: t('subscription.reply.why', { ...names, kind: to.ofAnswers ? 'answer' : 'other' }),
        links: [
          { label: t('subscription.end.link'), href: end },
          { label: t('subscription.manage.link'), href: linkTo(world, site.url, 'manage', subject) },
        ],
      },
    ]),
  };
}

/** How many replies of a post a digest shows whole; of the others it says how many there are. */
const shownOfPost = 10;

/** A day's replies, post by post. */
export function digestLetter(
  { world, site }: Stationery,
  replies: readonly ToldReply[],
  to: Subscriber,
): Message {
  const t = messagesFor(to.locale);
  const subject = { siteId: site.id, subscriberId: to.id, subscriptionId: 0 };
  const end = linkTo(world, site.url, 'end', subject);
  const posts = [...Map.groupBy(replies, ({ postId }) => postId).values()];
  return {
    ...envelope(site, to),
    subject: t('subscription.digest.subject', { count: replies.length, site: isolated(t, site.title) }),
    headers: { 'List-Id': `<replies.${hostOf(site)}>` },
    unsubscribe: end,
    ...composed(t, [
      t('subscription.digest.text', { count: replies.length, site: isolated(t, site.title) }),
      ...posts.flatMap((ofPost) => sectionOf(t, site, ofPost)),
      {
        small: t('subscription.digest.why', { site: isolated(t, site.title) }),
        links: [
          { label: t('subscription.end.all-link'), href: end },
          { label: t('subscription.manage.link'), href: linkTo(world, site.url, 'manage', subject) },
        ],
      },
    ]),
  };
}

function sectionOf(t: Translate, site: Site, replies: readonly ToldReply[]) {
  const [first] = replies;
  if (!first) return [];
  const left = replies.length - shownOfPost;
  return [
    { heading: titleOf(t, first.post) },
    ...replies.slice(0, shownOfPost).flatMap((reply) => [
      { by: nameOf(t, reply), quote: shortened(reply.text, 600) },
      { label: t('subscription.reply.link'), href: replyHref(site, reply.id) },
    ]),
    ...(left > 0 ? [t('subscription.digest.more', { count: left })] : []),
  ];
}

function envelope(site: Site, { email }: Pick<Subscriber, 'email'>) {
  return { to: email, fromName: site.title, siteId: site.id };
}

/** By these, mail programs put a thread's letters together as the page does (RFC 5322 § 3.6.4). */
export function threadHeaders(site: Site, reply: ToldReply): Readonly<Record<string, string>> {
  const post = messageId(site, `post-${reply.postId}`);
  const above = reply.line.slice(0, -1).map((id) => messageId(site, `comment-${id}`));
  // The line of a deep reply would be too long for a header: its beginning and its end are what programs need.
  const references = [post, ...(above.length > 20 ? [above[0] ?? post, ...above.slice(-19)] : above)];
  return { 'In-Reply-To': references.at(-1) ?? post, References: references.join(' ') };
}

/** RFC 2919. */
function listHeaders(site: Site, postId: number): Readonly<Record<string, string>> {
  return { 'List-Id': `<post-${postId}.replies.${hostOf(site)}>` };
}

function messageId(site: Site, what: string): string {
  return `<${what}.${site.id}@${hostOf(site)}>`;
}

function hostOf(site: Site): string {
  return new URL(site.url).hostname.replaceAll(/[^a-z0-9.-]/gi, '');
}

export function titleOf(t: Translate, { title }: { readonly title: string }): string {
  return title.trim() === '' ? t('subscription.untitled') : title;
}

export function nameOf(t: Translate, { author }: { readonly author: string }): string {
  return author.trim() === '' ? t('subscription.nameless') : author;
}

/** For the choice within messages. */
export function rhythmName(rhythm: Rhythm): 'daily' | 'other' {
  return rhythm === 'daily' ? 'daily' : 'other';
}

/** The beginning of a long text, to the end of a word. */
export function shortened(text: string, most = 4000): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 40)).toWellFormed()}…`;
}
