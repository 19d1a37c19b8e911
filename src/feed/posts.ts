import { hrefOf } from '../post/permalink.ts';
import { readTermsOf } from '../reading/belonging.ts';
import { cardsOf } from '../reading/card.ts';
import { withSlash } from '../reading/comment-address.ts';
import { type ListedPost, readList } from '../reading/list.ts';
import type { PostCard } from '../reading/page.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { absoluteHtml, recordingsIn } from './absolute.ts';
import { feedPath } from './address.ts';
import type { FeedList } from './lists.ts';
import type { Enclosure, FeedItem } from './model.ts';
import { type FeedPost, type RecordingRow, readContents, readRecordings, readSourcesOf } from './read.ts';

/** Items of a list's posts by their dates; sticky ones stand where they would without it. */
export async function postItems(
  visit: Visit,
  list: FeedList,
  limit: number,
  offset: number,
): Promise<readonly FeedItem[]> {
  const posts = await readList(visit.reader, list.query, limit, offset);
  const ids = posts.map(({ id }) => id);
  const contents = await readContents(visit.reader, ids);
  const terms = await readTermsOf(visit.reader, ids);
  const sources = await readSourcesOf(visit.reader, ids);
  const cards = await cardsOf(visit.reader, posts);
  const written = posts.map((post) => htmlOf(visit, post, contents.get(post.id)));
  const recordings = await readRecordings(
    visit.reader,
    written.flatMap(({ html }) => pathsOf(visit, recordingsIn(html))),
  );
  return cards.map((card, index) => {
    const post = written[index];
    const source = card.locked ? undefined : sources.get(card.id);
    const categories = (terms.get(card.id) ?? []).map(({ name, taxonomy }) => ({
      name,
      scheme: `${visit.origin}/${taxonomy}/`,
    }));
    return {
      ...itemOf(visit, card, post?.row, post?.html ?? ''),
      categories,
      ...(source && { source }),
      enclosures: recordingsIn(post?.html ?? '').map((url) => enclosureOf(visit, url, recordings)),
    };
  });
}

type Content = FeedPost & { readonly html: string };

/** The text of a post behind a password stays behind it; a copy of another's is told of by its summary. */
function htmlOf(visit: Visit, post: ListedPost, row: Content | undefined) {
  const html = row === undefined || post.locked === 1 || Number(row.copied) > 0 ? '' : row.html;
  return { row, html: absoluteHtml(html, absolute(visit, post.path ?? '/')) };
}

function itemOf(visit: Visit, card: PostCard, row: FeedPost | undefined, html: string) {
  const url = visit.origin + card.href;
  const base = withSlash(url);
  return {
    guid: row?.guid ?? url,
    url,
    title: card.title,
    html,
    summary: card.summary,
    authors: card.authors.map((author) => ({
      name: author.name,
      url: visit.origin + author.href,
      ...(author.picture && { picture: visit.origin + author.picture.src }),
    })),
    direction: card.dir,
    publishedAt: card.publishedAt,
    updatedAt: later(row?.updated_at ?? card.publishedAt, card.publishedAt),
    ...(card.lang !== undefined && { lang: card.lang }),
    ...(card.picture && { picture: visit.origin + card.picture.src }),
    ...((row?.comments_open === 1 || card.replies > 0) &&
      !card.locked && {
        replies: {
          count: card.replies,
          url: `${url}#replies`,
          rssUrl: feedPath(base, 'rss'),
          atomUrl: feedPath(base, 'atom'),
        },
      }),
  };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Stored paths of the addresses that are the site's own. */
function pathsOf({ origin }: Visit, urls: readonly string[]): readonly string[] {
  return urls.filter((url) => url.startsWith(`${origin}/`)).map((url) => storedPathOf(url));
}

function storedPathOf(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname).normalize('NFC');
  } catch {
    return pathname;
  }
}

function enclosureOf(visit: Visit, url: string, known: ReadonlyMap<string, RecordingRow>): Enclosure {
  const row = url.startsWith(`${visit.origin}/`) ? known.get(storedPathOf(url)) : undefined;
  if (row === undefined) return { url, type: typeOf(url), bytes: 0 };
  return {
    url: visit.origin + hrefOf(row.path),
    type: row.mime,
    bytes: row.bytes,
    ...(row.duration_ms !== null && { seconds: Math.round(row.duration_ms / 1000) }),
  };
}

/** What an address elsewhere seems to be, by its name. */
function typeOf(url: string): string {
  const ending = /\.([a-z0-9]{2,4})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return types[ending] ?? 'application/octet-stream';
}

const types: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mov: 'video/quicktime',
};
