import { type Html, html } from '../../src/kit/html.ts';
import type { AuthorProfile } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { picture } from './picture.ts';
import { furnitureOf, tongueOf } from './tongue.ts';

/** The boxes under a post that say who wrote it. */
export function profiles(authors: readonly AuthorProfile[], context: Context): Html | false {
  if (authors.length === 0) return false;
  const label = context.t('post.about-authors', { count: authors.length });
  return html`<section class="profiles" aria-label="${label}">${authors.map((author) => profile(author, context))}</section>`;
}

function profile(author: AuthorProfile, context: Context): Html {
  const all = context.say(context.t.html('author.all-posts', { name: html`<bdi>${author.name}</bdi>` }));
  return html`<div class="profile"${tongueOf(author, context.frame)}>${portrait(author, '4.5rem')}
<div><h2><a href="${author.href}" rel="author"><bdi>${author.name}</bdi></a></h2>
<div class="biography">${author.biography}</div>${links(author, context)}
<p class="all"${furnitureOf(author, context.frame)}><a href="${author.href}"><bdi dir="${context.frame.direction}">${all}</bdi></a></p></div></div>`;
}

/** A face, or the first letter of the name where there is none. */
export function portrait({ name, picture: image }: AuthorProfile, size: string): Html {
  return image === undefined
    ? html`<span class="portrait letter" aria-hidden="true">${[...name.trim()][0] ?? ''}</span>`
    : html`<span class="portrait">${picture({ ...image, alt: '' }, { sizes: size })}</span>`;
}

/** Where else an author can be found; `rel="me"` lets the other place recognise this one. */
export function links(author: AuthorProfile, { t }: Context): Html | false {
  if (author.links.length === 0) return false;
  const items = author.links.map(
    ({ label, href }) => html`<li><a href="${href}" rel="me"><bdi>${label}</bdi></a></li>`,
  );
  return html`<ul class="elsewhere" aria-label="${t('author.links')}">${items}</ul>`;
}
