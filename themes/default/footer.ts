import { type Html, html, nothing } from '../../src/kit/html.ts';
import { formatMonth } from '../../src/kit/i18n/index.ts';
import type { BlockFrame, FooterBlock, RecentPost } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { time } from './dateline.ts';
import { searchForm } from './search-form.ts';
import { tongueOf } from './tongue.ts';

/** The foot of every page: the site's blocks, and the feeds that the page has not named itself. */
export function footer(
  context: Context,
  { namedFeed, desk }: { readonly namedFeed?: string | undefined; readonly desk?: string | undefined },
): Html {
  const { t, say, frame } = context;
  const feeds = frame.feeds
    .filter(({ href }) => namedFeed === undefined || !href.endsWith(namedFeed))
    .map(({ href, title, type }) => html`<li><a href="${href}" type="${type}">${say(title)}</a></li>`);
  return html`<footer class="foot">
${frame.footer.length > 0 && html`<div class="blocks">${frame.footer}</div>`}
<div class="colophon"><p><a href="/"><bdi>${frame.site.title}</bdi></a>${desk !== undefined && html` <span aria-hidden="true">·</span> <a href="${desk}">${say(t('footer.desk'))}</a>`}</p>
<nav aria-label="${t('footer.records')}"><ul>${records(context)}</ul></nav>
${feeds.length > 0 && html`<nav aria-label="${t('feed.label')}"><ul>${feeds}</ul></nav>`}</div>
</footer>`;
}

/** Where readers see for themselves: what is quoted, when it was said, what was put right, and that nothing vanished. */
function records({ t, say }: Context): readonly Html[] {
  const links = [
    ['/-/sources/', t('record.sources')],
    ['/-/timeline/', t('record.timeline')],
    ['/-/corrections/', t('corrections.title')],
    ['/-/log/', t('log.title')],
  ] as const;
  return links.map(([href, words]) => html`<li><a href="${href}">${say(words)}</a></li>`);
}

/** One block of the foot, made apart from the pages that show it. One that has nothing to show yet is not there. */
export function footerBlock(block: FooterBlock, index: number, context: Context<BlockFrame>): Html {
  if (isEmpty(block)) return nothing;
  const title = block.title ?? defaultTitle(block, context);
  const heading = title !== '' && html`<h2>${title}</h2>`;
  return html`<section class="block-${block.kind}">${heading}${contents(block, index, context)}</section>`;
}

function isEmpty(block: FooterBlock): boolean {
  switch (block.kind) {
    case 'recent-posts':
      return block.posts.length === 0;
    case 'recent-comments':
      return block.comments.length === 0;
    case 'archives':
      return block.months.length === 0;
    case 'categories':
    case 'tag-cloud':
      return block.terms.length === 0;
    case 'blogroll':
      return block.links.length === 0;
    case 'text':
      return block.html.toString() === '';
    case 'search':
      return false;
  }
}

function defaultTitle({ kind }: FooterBlock, { t, say }: Context<BlockFrame>): Html | string {
  return kind === 'text' ? '' : say(t(`footer.${kind}`));
}

function contents(block: FooterBlock, index: number, context: Context<BlockFrame>): Html {
  const { t, say, number, frame } = context;
  switch (block.kind) {
    case 'recent-posts':
      return recentPosts(block.posts, context);
    case 'recent-comments':
      return html`<ul>${block.comments.map(
        ({ author, postTitle, href }) =>
          html`<li><a href="${href}">${say(
            t.html('footer.comment', {
              author: html`<bdi>${author}</bdi>`,
              post: html`<bdi>${postTitle}</bdi>`,
            }),
          )}</a></li>`,
      )}</ul>`;
    case 'archives':
      return html`<ul class="counted">${block.months.map(({ month, href, count }) =>
        counted(
          formatMonth(month, { locale: frame.locale, calendar: frame.site.calendar }),
          href,
          number(count),
        ),
      )}</ul>`;
    case 'categories':
      return html`<ul class="counted">${block.terms.map(({ label, href, count, depth }) =>
        counted(label, href, count !== undefined && number(count), Math.min(depth, 4)),
      )}</ul>`;
    case 'tag-cloud':
      return html`<ul class="cloud">${block.terms.map(
        ({ label, href, weight }) =>
          html`<li><a class="weight-${weight}" href="${href}"><bdi>${label}</bdi></a></li>`,
      )}</ul>`;
    case 'blogroll':
      return html`<ul>${block.links.map(
        ({ label, href, description }) =>
          html`<li><a href="${href}"><bdi>${label}</bdi></a>${description !== undefined && html` <small><bdi>${description}</bdi></small>`}</li>`,
      )}</ul>`;
    case 'text':
      return html`<div class="prose small">${block.html}</div>`;
    case 'search':
      return searchForm({ id: `find-${index}` }, context);
  }
}

/** Titles with their dates: at the foot of pages, and where a page is missing. */
export function recentPosts(posts: readonly RecentPost[], context: Context<BlockFrame>): Html {
  return html`<ul>${posts.map(
    (post) =>
      html`<li><a href="${post.href}"><bdi${tongueOf(post, context.frame)}>${post.title}</bdi></a> <small>${time(post.date, context)}</small></li>`,
  )}</ul>`;
}

function counted(label: string, href: string, count: string | false, depth = 0): Html {
  return html`<li${depth > 0 && html` class="depth-${depth}"`}><a href="${href}"><bdi>${label}</bdi></a>${count !== false && html` <small>${count}</small>`}</li>`;
}
