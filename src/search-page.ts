import { paginationOf } from './reading/archive.ts';
import { cardsOf } from './reading/card.ts';
import { frameOf } from './reading/frame.ts';
import { readPosts } from './reading/list.ts';
import type { SearchItem, SearchPage } from './reading/page.ts';
import type { Visit } from './reading/visit.ts';
import { type FoundPost, search } from './search/index.ts';

/** Longer questions are cut: nobody types them. */
const longestQuestion = 300;

/** What a site's search finds; the form alone before anything is asked for. Undefined past the last page. */
export async function searchPage(visit: Visit, given: string, page: number): Promise<SearchPage | undefined> {
  const query = given.trim().slice(0, longestQuestion);
  const { perPage } = visit.site.settings;
  const found =
    query === ''
      ? undefined
      : await search(visit.reader.db, visit.site.id, query, { limit: perPage, offset: (page - 1) * perPage });
  const pages = Math.max(1, Math.ceil((found?.total ?? 0) / perPage));
  if (page > pages) return undefined;
  const base = `/search/${query}/`;
  return {
    kind: 'search',
    // Found from the home page's address too, which is not where the reader is.
    frame: await frameOf(
      { ...visit, path: '/search/' },
      {
        title: query === '' ? visit.t('search.title') : visit.t('title.search', { query }),
      },
    ),
    query,
    pagination: paginationOf(base, page, pages),
    ...(found && {
      results: { total: found.total, capped: found.capped, items: await itemsOf(visit, found.items) },
    }),
  };
}

async function itemsOf({ reader }: Visit, found: readonly FoundPost[]): Promise<readonly SearchItem[]> {
  const cards = await cardsOf(
    reader,
    await readPosts(
      reader,
      found.map(({ postId }) => postId),
    ),
  );
  const byId = new Map(cards.map((card) => [card.id, card]));
  return found.flatMap(({ postId, markedTitle, passage }) => {
    const card = byId.get(postId);
    return card ? [{ ...card, markedTitle, passage }] : [];
  });
}
