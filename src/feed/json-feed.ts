import { contentOf, type FeedItem, type FeedModel } from './model.ts';

/** JSON Feed 1.1. */
export function renderJsonFeed(feed: FeedModel): string {
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.htmlUrl,
    feed_url: feed.selfUrl,
    description: feed.description || undefined,
    next_url: feed.nextUrl,
    icon: feed.icon,
    language: feed.locale,
    items: feed.items.map(item),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function item(item: FeedItem) {
  return {
    id: item.guid,
    url: item.url,
    external_url: item.source?.url,
    title: item.title || undefined,
    // An item has content, be it empty.
    content_html: contentOf(item),
    summary: item.summary || undefined,
    image: item.picture,
    date_published: item.publishedAt,
    date_modified: item.updatedAt > item.publishedAt ? item.updatedAt : undefined,
    authors:
      item.authors.length > 0
        ? item.authors.map(({ name, url, picture }) => ({ name, url, avatar: picture }))
        : undefined,
    tags: item.categories.length > 0 ? item.categories.map(({ name }) => name) : undefined,
    language: item.lang,
    attachments: item.enclosures.length > 0 ? item.enclosures.map(attachment) : undefined,
  };
}

function attachment({ url, type, bytes, seconds }: FeedItem['enclosures'][number]) {
  return {
    url,
    mime_type: type,
    size_in_bytes: bytes > 0 ? bytes : undefined,
    duration_in_seconds: seconds,
  };
}
