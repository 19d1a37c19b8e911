import { contentOf, type FeedAuthor, type FeedItem, type FeedModel } from './model.ts';
import { element, escapeXml, lines, textElement } from './xml.ts';

/** Atom (RFC 4287), with paging (RFC 5005) and the threading extensions (RFC 4685). */
export function renderAtom(feed: FeedModel): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${escapeXml(feed.locale)}">
${lines(
  '  ',
  textElement('id', feed.id),
  textElement('title', feed.title),
  feed.description !== '' && textElement('subtitle', feed.description),
  element('link', { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl }),
  element('link', { rel: 'alternate', type: 'text/html', href: feed.htmlUrl }),
  feed.nextUrl !== undefined &&
    element('link', { rel: 'next', type: 'application/atom+xml', href: feed.nextUrl }),
  feed.previousUrl !== undefined &&
    element('link', { rel: 'previous', type: 'application/atom+xml', href: feed.previousUrl }),
  textElement('updated', feed.updated),
  textElement('generator', 'Verbatim'),
  feed.icon !== undefined && textElement('icon', feed.icon),
  // Section 4.1.1: a feed has an author unless every entry has one.
  feed.items.some(({ authors }) => authors.length === 0) &&
    author('author', { name: feed.title, url: feed.htmlUrl }),
)}${feed.items.map(entry).join('')}</feed>
`;
}

function entry(item: FeedItem): string {
  const { replies, inReplyTo } = item;
  return `  ${item.lang === undefined ? '<entry>' : `<entry xml:lang="${escapeXml(item.lang)}">`}
${lines(
  '    ',
  textElement('id', iri(item.guid, item.url)),
  textElement('title', item.title),
  element('link', { rel: 'alternate', type: 'text/html', href: item.url }),
  textElement('published', item.publishedAt),
  textElement('updated', item.updatedAt),
  item.authors.map((one) => author('author', one)),
  item.categories.map(({ name, scheme }) => element('category', { term: name, scheme })),
  item.summary !== '' && textElement('summary', item.summary),
  item.html !== '' && textElement('content', contentOf(item), { type: 'html' }),
  item.enclosures.map(({ url, type, bytes }) =>
    element('link', { rel: 'enclosure', href: url, type, length: bytes > 0 ? bytes : undefined }),
  ),
  item.source && element('link', { rel: 'via', type: 'text/html', href: item.source.url }),
  item.source &&
    // Section 4.2.11: of the feed that an entry was copied from, as much as is known.
    element(
      'source',
      {},
      textElement('id', item.source.url) +
        textElement('title', item.source.name) +
        element('link', { rel: 'alternate', type: 'text/html', href: item.source.url }),
    ),
  inReplyTo &&
    element('thr:in-reply-to', {
      ref: iri(inReplyTo.guid, inReplyTo.url),
      href: inReplyTo.url,
      type: 'text/html',
    }),
  replies &&
    element('link', { rel: 'replies', type: 'text/html', href: replies.url, 'thr:count': replies.count }),
  replies &&
    element('link', {
      rel: 'replies',
      type: 'application/atom+xml',
      href: replies.atomUrl,
      'thr:count': replies.count,
    }),
)}  </entry>
`;
}

/** Section 4.2.6: an `id` is an IRI. A GUID that an import brought may be any text. */
function iri(guid: string, url: string): string {
  const isIri = URL.canParse(guid) && !/[\s<>"{}|\\^`]/.test(guid);
  return isIri ? guid : `${url}#${encodeURIComponent(guid.toWellFormed())}`;
}

function author(name: string, { name: text, url }: FeedAuthor): string {
  return element(name, {}, textElement('name', text) + (url === undefined ? '' : textElement('uri', url)));
}
