import { type Html, html, join } from '../../src/kit/html.ts';
import type { BlockFrame, PostCard, PostPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { authorNames } from './names.ts';
import { furnitureOf } from './tongue.ts';

const between = html` <span aria-hidden="true">·</span> `;

/** Under the title of a post: who wrote it, when, how long it takes to read, when it changed. */
export function dateline(post: PostPage, context: Context): Html {
  const { t, say } = context;
  const facts = [
    post.authors.length > 0 && authorNames(post.authors, context),
    time(post.publishedAt, context),
    html`<bdi>${say(t('post.minutes', { minutes: post.minutes }))}</bdi>`,
    post.updatedAt !== undefined &&
      html`<bdi>${say(t.html('post.updated', { date: time(post.updatedAt, context) }))}</bdi>`,
    post.history?.changed && html`<a href="${post.history.href}">${say(t('history.see-changes'))}</a>`,
    editLink(post, context),
  ];
  return html`<p class="dateline"${furnitureOf(post, context.frame)}>${join(facts.filter(Boolean), between)}</p>`;
}

/** Under the title of a page, which has no dateline: to its form at the desk, for who may change it. */
export function editLine(post: PostPage, context: Context): Html | false {
  const link = editLink(post, context);
  return link && html`<p class="dateline"${furnitureOf(post, context.frame)}>${link}</p>`;
}

function editLink({ staff }: PostPage, { t, say }: Context): Html | false {
  return staff?.edit !== undefined && html`<a href="${staff.edit}">${say(t('post.edit'))}</a>`;
}

/** The same in a list, where each fact stands in its own place. `pinned`: whether sticky posts stand first in it. */
export function cardDateline(card: PostCard, pinned: boolean, context: Context): Html {
  const { t, say } = context;
  const facts = [
    pinned && card.sticky && html`<b class="flag">${say(t('post.sticky'))}</b>`,
    card.locked && html`<b class="flag">${say(t('post.locked'))}</b>`,
    time(card.publishedAt, context),
    html`<bdi>${say(t('post.minutes', { minutes: card.minutes }))}</bdi>`,
    card.replies > 0 && html`<bdi>${say(t('post.replies', { count: card.replies }))}</bdi>`,
  ];
  const line = facts.filter(Boolean).map((fact) => html`<span>${fact}</span>`);
  return html`<p class="dateline">${join(line, ' ')}</p>`;
}

/** A day. The date is in the site's language also where the words around it are not. */
export function time(iso: string, { day, foreign, frame }: Context<BlockFrame>): Html {
  const lang = foreign && html` lang="${frame.locale}"`;
  return html`<time datetime="${iso}"${lang} dir="auto">${day(iso)}</time>`;
}
