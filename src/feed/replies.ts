import { commentHref } from '../reading/comment-address.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { absoluteHtml } from './absolute.ts';
import type { FeedItem } from './model.ts';
import { type FeedComment, readReplies } from './read.ts';

/** Items of the replies to a post, or of a site, newest first. */
export async function replyItems(
  visit: Visit,
  postId: number | undefined,
  limit: number,
  offset: number,
): Promise<readonly FeedItem[]> {
  const rows = await readReplies(visit.reader, postId, { limit, offset });
  return Promise.all(rows.map((row) => replyItem(visit, row)));
}

async function replyItem(visit: Visit, row: FeedComment): Promise<FeedItem> {
  const postUrl = absolute(visit, row.post_path ?? '/');
  const href = await commentHref(visit, row.id);
  const url = href === undefined ? `${postUrl}#comment-${row.id}` : visit.origin + href;
  const guid = guidOf(row, row.id);
  return {
    guid,
    url,
    title: visit.t('footer.comment', { author: row.name, post: row.post_title }),
    html: absoluteHtml(row.html, url.replace(/#.*$/, '')),
    summary: '',
    direction: row.dir,
    authors: [{ name: row.name, ...(row.url !== null && { url: row.url }) }],
    categories: [],
    publishedAt: row.published_at,
    updatedAt: row.edited_at ?? row.published_at,
    enclosures: [],
    inReplyTo:
      row.parent_id === null
        ? { guid: row.post_guid, url: postUrl }
        : { guid: guidOf(row, row.parent_id), url: `${postUrl}#comment-${row.parent_id}` },
  };
}

/** As WordPress makes them, so that readers do not see moved replies as new. */
function guidOf({ post_guid }: FeedComment, id: number): string {
  return `${post_guid}#comment-${id}`;
}
