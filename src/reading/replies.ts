import { trusted } from '../kit/html.ts';
import { hrefOf } from '../post/permalink.ts';
import type { PostAuthor } from './belonging.ts';
import { commentHref, withSlash } from './block.ts';
import type { Thread, ThreadComment } from './page.ts';
import type { ReadPost } from './post.ts';
import { countThread, readCommentNames, readThread, type ThreadRow } from './thread.ts';
import type { Visit } from './visit.ts';

/** One page of the replies under a post; nothing where there are none and none may come; `missing` past the end. */
export async function threadOf(
  visit: Visit,
  post: ReadPost,
  authors: readonly PostAuthor[],
  page: number,
): Promise<Thread | undefined | 'missing'> {
  const { reader, site } = visit;
  const { commentsPerPage } = site.settings;
  if (page < 1) return 'missing';
  const rows = await readThread(reader, post.id, {
    limit: commentsPerPage,
    offset: (page - 1) * commentsPerPage,
  });
  // Most threads are one page, which says itself how long it is.
  const whole = page === 1 && rows.length < commentsPerPage;
  const total = whole ? rows.length : await countThread(reader, post.id);
  const pages = Math.max(1, Math.ceil(total / commentsPerPage));
  if (page > pages) return 'missing';
  const open = post.comments_open === 1;
  if (total === 0 && !open) return undefined;
  const path = post.path ?? '/';
  return {
    total: post.comment_count,
    open,
    comments: await commentsOf(visit, rows, { path: pathOfPage(path, page), authors }),
    page,
    pages,
    feed: hrefOf(`${withSlash(path)}feed/`),
    ...(page > 1 && { older: hrefOf(pathOfPage(path, page - 1)) }),
    ...(page < pages && { newer: hrefOf(pathOfPage(path, page + 1)) }),
  };
}

function pathOfPage(path: string, page: number): string {
  return page > 1 ? `${withSlash(path)}comment-page-${page}/` : path;
}

async function commentsOf(
  visit: Visit,
  rows: readonly ThreadRow[],
  here: { readonly path: string; readonly authors: readonly PostAuthor[] },
): Promise<readonly ThreadComment[]> {
  const depth = visit.site.settings.commentsDepth;
  const shown = new Set(rows.map(({ id }) => id));
  // A reply that stands deeper than the page nests, or on another page than what it answers, says whom it answers.
  const apart = rows.filter(
    (row) => row.parent_id !== null && (row.depth >= depth || !shown.has(row.parent_id)),
  );
  const names = await readCommentNames(visit.reader, [
    ...new Set(apart.map(({ parent_id }) => parent_id ?? 0)),
  ]);
  const answered = new Map(
    await Promise.all(
      apart.map(async ({ id, parent_id }) => {
        const href = shown.has(parent_id ?? 0)
          ? `#comment-${parent_id}`
          : await commentHref(visit, parent_id ?? 0);
        return [id, { label: names.get(parent_id ?? 0), href }] as const;
      }),
    ),
  );
  return rows.map((row) => commentOf(row, here, answered.get(row.id)));
}

function commentOf(
  row: ThreadRow,
  here: { readonly path: string; readonly authors: readonly PostAuthor[] },
  answered: { readonly label: string | undefined; readonly href: string | undefined } | undefined,
): ThreadComment {
  const removed = row.status !== 'live';
  const badge =
    row.author_id === null
      ? undefined
      : here.authors.some(({ id }) => id === row.author_id)
        ? 'author'
        : 'staff';
  const inReplyTo =
    answered?.label !== undefined && answered.href !== undefined
      ? { label: answered.label, href: answered.href }
      : undefined;
  return {
    id: row.id,
    depth: row.depth,
    author: removed ? '' : row.name,
    origin: row.kind,
    publishedAt: row.published_at,
    href: `${hrefOf(here.path)}#comment-${row.id}`,
    body: trusted(removed ? '' : row.html),
    dir: row.dir,
    removed,
    ...(!removed && row.url !== null && { authorUrl: row.url }),
    ...(badge && !removed && { badge }),
    ...(inReplyTo && { inReplyTo }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
  };
}
