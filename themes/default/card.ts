import { type Html, type HtmlValue, html, trusted } from '../../src/kit/html.ts';
import type { PostCard } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { cardDateline } from './dateline.ts';
import { authorNames } from './names.ts';
import { picture } from './picture.ts';
import { furnitureOf, tongueOf } from './tongue.ts';

export type CardOptions = {
  /** Level of the title's heading: one below the heading that the list stands under. */
  readonly level: 2 | 3;
  /** The first card of a page: its picture is fetched at once. */
  readonly first?: boolean;
  /** Whether it stands larger than the others. */
  readonly large?: boolean;
  /** Whether sticky posts stand first in the list, and are marked. */
  readonly pinned?: boolean;
  readonly title?: HtmlValue;
  readonly passage?: HtmlValue;
};

/** A post in a list. */
export function card(post: PostCard, options: CardOptions, context: Context): Html {
  const heading = trusted(`h${options.level}`);
  return html`<article class="card${options.large && post.picture !== undefined && ' first'}">
${cardDateline(post, options.pinned ?? false, context)}
<div class="card-text"${tongueOf(post, context.frame)}>
<${heading} class="card-title"><a href="${post.href}">${options.title ?? post.title}</a></${heading}>
${summary(options.passage ?? post.summary)}${filing(post, context)}
</div>${thumbnail(post, options)}
</article>`;
}

export function cards(
  posts: readonly PostCard[],
  {
    level,
    home = false,
  }: { readonly level: 2 | 3 /** The first page of all posts. */; readonly home?: boolean },
  context: Context,
): Html {
  return html`<div class="cards">
${posts.map((post, index) => card(post, { level, first: index === 0, large: home && index === 0, pinned: home }, context))}
</div>`;
}

function summary(passage: HtmlValue): Html | false {
  return passage !== '' && html`<p class="summary">${passage}</p>`;
}

/** Who wrote it and where it is filed, for readers who browse. */
function filing(post: PostCard, context: Context): Html | false {
  if (post.authors.length === 0 && post.categories.length === 0) return false;
  const categories = post.categories.map(
    ({ label, href }) => html` <a class="term" href="${href}"><bdi>${label}</bdi></a>`,
  );
  return html`<p class="filing"${furnitureOf(post, context.frame)}><span>${authorNames(post.authors, context)}</span>${categories}</p>`;
}

/** The picture is a second link to the same page: left out of the order of focus, and of what is read aloud. */
function thumbnail(post: PostCard, { first = false, large = false }: CardOptions): Html | false {
  if (post.picture === undefined) return false;
  const image = picture(
    { ...post.picture, alt: '' },
    { sizes: large ? '(min-width: 60rem) 31rem, 100vw' : '(min-width: 60rem) 16rem, 8rem', eager: first },
  );
  return html`<a class="thumbnail" href="${post.href}" tabindex="-1" aria-hidden="true">${image}</a>`;
}
