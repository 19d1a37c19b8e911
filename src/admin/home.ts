import type { Asked, Desk } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import { formatDate, formatNumber } from '../kit/i18n/index.ts';
import { hrefOf } from '../post/permalink.ts';
import { monthChart } from './chart.ts';
import { type HomeFacts, type HomePost, homeFacts } from './home-facts.ts';

/** `GET /-/admin/`: what waits, what was last, and how it goes. */
export async function showHome(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, world, site, actor, account } = asked;
  const facts = await homeFacts(world.db, site, actor, account, world.clock.now());
  return desk.page(asked, {
    title: t('desk.section', { section: 'home' }),
    section: 'home',
    actions: html`<a class="button" href="/-/admin/posts/new">${t('home.write')}</a>`,
    main: html`<p>${t.html('home.greeting', { name: html`<bdi>${account.name}</bdi>` })}</p>
${waiting(asked, facts.waiting)}<div class="home-columns">
${posts(asked, t('home.drafts'), facts.drafts, t('home.no-drafts'))}${posts(asked, t('home.recent'), facts.recent, t('home.no-posts'), facts.editor)}</div>
<div class="home-columns">
${monthChart(asked, t('home.posts-by-month'), facts.posts)}${monthChart(asked, t('home.replies-by-month'), facts.replies)}</div>`,
  });
}

type Kind = keyof HomeFacts['waiting'];

const places: Readonly<Record<Kind, string>> = {
  held: '/-/admin/comments/',
  pending: '/-/admin/posts/?status=pending',
  drafts: '/-/admin/posts/?status=draft',
  scheduled: '/-/admin/posts/?status=scheduled',
  failed: '/-/admin/jobs/',
};

/** Each a way to where something can be done about it. Failures are told only when there are some. */
function waiting({ t }: Asked, facts: HomeFacts['waiting']): Html {
  const kinds = (Object.keys(places) as Kind[]).filter(
    (kind) => facts[kind] !== undefined && (kind !== 'failed' || facts[kind] > 0),
  );
  return html`<ul class="waiting">
${kinds.map((kind) => {
  const count = facts[kind] ?? 0;
  const urgent = count > 0 && (kind === 'held' || kind === 'failed');
  return html`<li><a href="${places[kind]}"${urgent && html` class="urgent"`}><strong>${formatNumber(count, t.locale)}</strong> ${t('home.waiting', { kind, count })}</a></li>\n`;
})}</ul>
`;
}

/** Whoever may not edit a post is led to where it is read. */
function posts(
  asked: Asked,
  title: string,
  each: readonly HomePost[],
  none: string,
  edits: boolean = true,
): Html {
  const { t, site } = asked;
  const hrefTo = ({ id, type, path }: HomePost) =>
    edits || path === null ? `/-/admin/${type}s/${id}/` : hrefOf(path);
  const day = (at: string) =>
    formatDate(at, { locale: t.locale, timeZone: site.timeZone, calendar: site.calendar, style: 'short' });
  return html`<section class="panel"><h2>${title}</h2>
${
  each.length === 0
    ? html`<p class="soft">${none}</p>`
    : html`<ul class="home-posts">${each.map(
        (post) =>
          html`<li><a href="${hrefTo(post)}"><bdi>${post.title || t('home.untitled')}</bdi></a> <small><time datetime="${post.at}">${day(post.at)}</time></small></li>\n`,
      )}</ul>`
}</section>
`;
}
