import { type Html, html } from '../../src/kit/html.ts';
import type { PostPage, TermLink } from '../../src/reading/page.ts';
import { breadcrumb } from './breadcrumb.ts';
import { contents } from './contents.ts';
import type { Context } from './context.ts';
import { dateline, editLine, time } from './dateline.ts';
import { layout } from './layout.ts';
import { picture } from './picture.ts';
import { profiles } from './profile.ts';
import { sourceBlock } from './source-block.ts';
import { thread } from './thread.ts';
import { tongueOf } from './tongue.ts';

/** A post or a page, and everything that stands under it. */
export function postPage(post: PostPage, context: Context): Html {
  const article = html`<article class="post"${tongueOf(post, context.frame)}>
${heading(post, context)}${sourceBlock(post.source, context)}${leadPicture(post)}${contents(post, context)}
<div class="prose">
${post.body}
</div>
</article>`;
  const main = html`${article}${parts(post, context)}${filing(post, context)}${profiles(post.profiles, context)}${neighbours(post, context)}${related(post, context)}${
    post.thread !== undefined && thread(post.thread, context)
  }`;
  return layout(main, context, {
    shape: 'reading',
    lang: post.lang,
    home: post.front,
    namedFeed: post.thread?.feed,
    desk: post.staff?.desk,
  });
}

/** On a static front page the name of the site is the heading, and the page's own title stays unsaid. */
function heading(post: PostPage, context: Context): Html | false {
  if (post.front) return editLine(post, context);
  return html`<header class="head">${breadcrumb(post.breadcrumb, context)}<h1>${post.title}</h1>
${post.type === 'post' ? dateline(post, context) : editLine(post, context)}</header>`;
}

function leadPicture({ picture: image }: PostPage): Html | false {
  if (image === undefined) return false;
  const caption = image.caption !== undefined && html`<figcaption dir="auto">${image.caption}</figcaption>`;
  return html`<figure class="lead">${picture(image, { sizes: '(min-width: 60rem) 55rem, 100vw', eager: true })}${caption}</figure>`;
}

/** A text that its author cut into pages. */
function parts({ parts: { page, hrefs } }: PostPage, { t, say, number }: Context): Html | false {
  if (hrefs.length <= 1) return false;
  const links = hrefs.map((href, index) => {
    const current = index + 1 === page && html` aria-current="page"`;
    const label = t('pagination.page', { page: index + 1 });
    return html`<li><a href="${href}" aria-label="${label}"${current}>${number(index + 1)}</a></li>`;
  });
  const step = (to: string | undefined, rel: 'prev' | 'next', words: string) =>
    to !== undefined && html`<a class="step" rel="${rel}" href="${to}">${say(words)}</a>`;
  return html`<nav class="pagination" aria-label="${t('post.parts')}">${step(hrefs[page - 2], 'prev', t('pagination.previous'))}<ol>${links}</ol>${step(hrefs[page], 'next', t('pagination.next'))}</nav>`;
}

function filing(post: PostPage, context: Context): Html | false {
  const { t, say } = context;
  if (post.type === 'page') return false;
  return html`<footer class="filed"><dl>${terms(say(t('post.filed')), post.categories)}${terms(say(t('post.tagged')), post.tags)}</dl>
<p><a href="${post.permalink}" rel="bookmark">${say(t('post.permalink'))}</a>${
    post.history &&
    html` <span aria-hidden="true">·</span> <a href="${post.history.href}">${say(t('history.link'))}</a>`
  }${post.offer !== undefined && html` <span aria-hidden="true">·</span> <a href="${post.offer}">${say(t('republish.offer'))}</a>`}</p></footer>`;
}

function terms(name: Html | string, links: readonly TermLink[]): Html | false {
  if (links.length === 0) return false;
  const all = links.map(
    ({ label, href }) => html` <a class="term" href="${href}" rel="tag"><bdi>${label}</bdi></a>`,
  );
  return html`<div><dt>${name}</dt><dd>${all}</dd></div>`;
}

function neighbours({ newer, older }: PostPage, { t, say }: Context): Html | false {
  if (newer === undefined && older === undefined) return false;
  return html`<nav class="neighbours" aria-label="${t('post.neighbours')}">${
    older !== undefined &&
    html`<a rel="prev" href="${older.href}"><small>${say(t('post.older'))}</small> <bdi>${older.label}</bdi></a>`
  }${
    newer !== undefined &&
    html`<a rel="next" href="${newer.href}"><small>${say(t('post.newer'))}</small> <bdi>${newer.label}</bdi></a>`
  }</nav>`;
}

function related(post: PostPage, context: Context): Html | false {
  if (post.related.length === 0) return false;
  const items = post.related.map(
    (other) =>
      html`<li><a href="${other.href}"${tongueOf(other, context.frame)}>${other.title}</a> <small>${time(other.date, context)}</small></li>`,
  );
  return html`<section class="related" aria-labelledby="related-title"><h2 id="related-title">${context.say(context.t('post.related'))}</h2>
<ul>${items}</ul></section>`;
}
