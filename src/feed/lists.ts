import { archiveAt } from '../reading/archive.ts';
import { readAuthor } from '../reading/author.ts';
import type { ListQuery } from '../reading/list.ts';
import { placeOf } from '../reading/place.ts';
import { note } from '../reading/reader.ts';
import type { Visit } from '../reading/visit.ts';

/** A list of posts that has a feed. */
export type FeedList = {
  readonly query: ListQuery;
  /** Stored path of its page. */
  readonly base: string;
  readonly title: string;
  readonly description: string;
  /** A span of time without posts has no page, and no feed. */
  readonly neverEmpty: boolean;
};

/** The list whose page stands at a path: all posts, or an archive's. Undefined where none does. */
export async function listAt(visit: Visit, path: string): Promise<FeedList | undefined> {
  const { site, reader, t } = visit;
  const place = placeOf(encodeURI(path))?.place;
  if (place === undefined || place.kind === 'content' || place.kind === 'search' || place.page !== 1)
    return undefined;
  note(reader, 'site');
  if (place.kind === 'home') {
    return {
      query: { of: 'posts' },
      base: '/',
      title: site.title,
      description: site.tagline,
      neverEmpty: false,
    };
  }
  if (place.kind === 'author') {
    const author = await readAuthor(reader, place.slug);
    if (!author) return undefined;
    const title = t('feed.of', { site: site.title, name: author.name });
    const description = t('title.author', { name: author.name });
    return {
      query: { of: 'author', id: author.id },
      base: `/author/${author.slug}/`,
      title,
      description,
      neverEmpty: false,
    };
  }
  const archive = await archiveAt(visit, place);
  if (!archive) return undefined;
  const { query, base, name, description } = archive;
  return {
    query,
    base,
    title: t('feed.of', { site: site.title, name }),
    description,
    neverEmpty: query.of === 'time',
  };
}
