import { type Html, html, join } from '../../src/kit/html.ts';
import type { PostCard, PostPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { authorNames } from './names.ts';
import { furnitureOf } from './tongue.ts';

const between = html` <span aria-hidden="true">·</span> `;

/** Under the title of a post: who wrote it, when, how long it takes to read, when it changed. */
export function dateline(post: PostPage, context: Context): Html {
  const { t } = context;
  const facts = [
    post.authors.length > 0 && authorNames(post.authors, context),
    time(post.publishedAt, context),
    html`<bdi>${t('post.minutes', { minutes: post.minutes })}</bdi>`,
    post.updatedAt !== undefined &&
      html`<bdi>${t.html('post.updated', { date: time(post.updatedAt, context) })}</bdi>`,
  ];
  return html`<p class="dateline"${furnitureOf(post, context.frame)}>${join(facts.filter(Boolean), between)}</p>`;
}

/** The same in a list, where each fact stands in its own place. */
export function cardDateline(card: PostCard, context: Context): Html {
  const { t } = context;
  const facts = [
    card.sticky && html`<b class="flag">${t('post.sticky')}</b>`,
    card.locked && html`<b class="flag">${t('post.locked')}</b>`,
    time(card.publishedAt, context),
    html`<bdi>${t('post.minutes', { minutes: card.minutes })}</bdi>`,
    card.replies > 0 && html`<bdi>${t('post.replies', { count: card.replies })}</bdi>`,
  ];
  const line = facts.filter(Boolean).map((fact) => html`<span>${fact}</span>`);
  return html`<p class="dateline">${join(line, ' ')}</p>`;
}

export function time(iso: string, { day }: Pick<Context, 'day'>): Html {
  return html`<time datetime="${iso}" dir="auto">${day(iso)}</time>`;
}
