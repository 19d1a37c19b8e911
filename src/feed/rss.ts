import { contentOf, type FeedItem, type FeedModel } from './model.ts';
import { cdata, element, escapeXml, lines, textElement } from './xml.ts';

/**
 * RSS 2.0, with Atom's `self` and paging links (RFC 4287, RFC 5005), the Dublin Core's `creator`, the content
 * module's full text, Slash's and the Well-Formed Web's links to replies.
 */
export function renderRss(feed: FeedModel): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xml:lang="${escapeXml(feed.locale)}"
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/">
<channel>
${lines(
  '  ',
  textElement('title', feed.title),
  textElement('link', feed.htmlUrl),
  textElement('description', feed.description),
  link('self', feed.selfUrl),
  feed.nextUrl !== undefined && link('next', feed.nextUrl),
  feed.previousUrl !== undefined && link('previous', feed.previousUrl),
  textElement('language', feed.locale),
  textElement('lastBuildDate', rfc822(feed.updated)),
  textElement('generator', 'Verbatim'),
  textElement('docs', 'https://www.rssboard.org/rss-specification'),
  feed.icon !== undefined && image(feed, feed.icon),
)}${feed.items.map(item).join('')}</channel>
</rss>
`;
}

function link(rel: string, href: string): string {
  return element('atom:link', { rel, type: 'application/rss+xml', href });
}

function image(feed: FeedModel, url: string): string {
  return element(
    'image',
    {},
    textElement('url', url) + textElement('title', feed.title) + textElement('link', feed.htmlUrl),
  );
}

function item(item: FeedItem): string {
  // One enclosure, by the RSS Advisory Board's profile: readers differ in which of several they take.
  const [enclosure] = item.enclosures;
  return `  ${item.lang === undefined ? '<item>' : `<item xml:lang="${escapeXml(item.lang)}">`}
${lines(
  '    ',
  textElement('title', item.title),
  textElement('link', item.url),
  textElement('guid', item.guid, { isPermaLink: 'false' }),
  textElement('pubDate', rfc822(item.publishedAt)),
  item.updatedAt > item.publishedAt && textElement('atom:updated', item.updatedAt),
  item.authors.map(({ name }) => textElement('dc:creator', name)),
  item.categories.map(({ name, scheme }) => textElement('category', name, { domain: scheme })),
  item.summary !== '' && textElement('description', item.summary),
  item.html !== '' && element('content:encoded', {}, cdata(contentOf(item))),
  item.source && textElement('source', item.source.name, { url: item.source.url }),
  enclosure && element('enclosure', { url: enclosure.url, length: enclosure.bytes, type: enclosure.type }),
  item.replies && textElement('comments', item.replies.url),
  item.replies && textElement('wfw:commentRss', item.replies.rssUrl),
  item.replies && textElement('slash:comments', String(item.replies.count)),
)}  </item>
`;
}

/** RFC 822's form of a time, with four digits for the year: `Sat, 21 May 2016 12:00:00 GMT`. */
export function rfc822(iso: string): string {
  return new Date(iso).toUTCString();
}
