import { type Html, html, nothing } from '../../src/kit/html.ts';
import type { AuthorLink } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/** The authors of a text, linked, each name isolated from the direction of its neighbours: "A, B and C". */
export function authorNames(authors: readonly AuthorLink[], { t }: Context): Html {
  const links = authors.map(({ name, href }) => html`<a href="${href}" rel="author"><bdi>${name}</bdi></a>`);
  return links.reduce((first, second, index) => {
    if (index === 0) return second;
    return index === links.length - 1
      ? t.html('list.and', { first, second })
      : t.html('list.comma', { first, second });
  }, nothing);
}
