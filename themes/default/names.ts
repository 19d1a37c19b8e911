import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { AuthorLink } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/**
 * The authors of a text, linked: "A, B and C". Each name is isolated from the direction of its neighbours, and
 * what joins them runs in the direction of the interface, whose words it is made of.
 */
export function authorNames(authors: readonly AuthorLink[], { t, say, foreign, frame }: Context): Html {
  const links = authors.map(({ name, href }) => html`<a href="${href}" rel="author"><bdi>${name}</bdi></a>`);
  if (links.length < 2) return links[0] ?? nothing;
  const joined = links.reduce((first, second, index) =>
    index === links.length - 1
      ? t.html('list.and', { first, second })
      : t.html('list.comma', { first, second }),
  );
  return foreign ? html`${say(joined)}` : html`<bdi dir="${frame.direction}">${joined}</bdi>`;
}
