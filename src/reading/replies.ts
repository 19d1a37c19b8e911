import { ownFor } from '../comment/comment.ts';
import { replyAddress } from '../comment/form.ts';
import { takesReplies } from '../comment/open.ts';
import { trusted } from '../kit/html.ts';
import { hrefOf } from '../post/permalink.ts';
import type { PostAuthor } from './belonging.ts';
import { pathOfPage, startAt, withSlash } from './comment-address.ts';
import { faceOf } from './face.ts';
import type { Link } from './page.ts';
import type { Thread, ThreadComment } from './page-replies.ts';
import type { ReadPost } from './post.ts';
import { type Passages, passagesOf } from './quote.ts';
import { replyForm } from './reply-form.ts';
import type { KnownReader, Replying, ReplyState } from './replying.ts';
import { countThread } from './stretch.ts';
import { inOrder, readCommentNames, readLiked, readThread, readWaiting, type ThreadRow } from './thread.ts';
import type { Visit } from './visit.ts';

/** Which page of the replies, by whom it is read, and what the form under it is to say. */
export type ThreadAsked = {
  readonly page: number;
  readonly authors: readonly PostAuthor[];
  readonly replying: Replying;
  readonly state: ReplyState;
};

/** One page of the replies under a post; nothing where there are none and none may come; `missing` past the end. */
export async function threadOf(
  visit: Visit,
  post: ReadPost,
  asked: ThreadAsked,
): Promise<Thread | undefined | 'missing'> {
  const { site } = visit;
  const { page, replying, state } = asked;
  if (page < 1) return 'missing';
  const slice = await sliceOf(visit, post, page, state.known);
  if (page > slice.pages) return 'missing';
  const open = takesReplies(site.settings, post, replying.now());
  if (slice.rows.length === 0 && !open && !state.sent) return undefined;
  const path = post.path ?? '/';
  const here = pathOfPage(path, page);
  const token = replying.token(site.id, post.id);
  const { commentsOrder } = site.settings;
  const [before, after] = [page - 1, page + 1].map((number) => ({
    href: number > 0 && number <= slice.pages ? hrefOf(pathOfPage(path, number)) : undefined,
  }));
  const [older, newer] = commentsOrder === 'oldest' ? [before, after] : [after, before];
  return {
    total: post.comment_count,
    open,
    comments: await commentsOf(visit, post, slice.rows, {
      ...asked,
      path: here,
      open,
      pictures: site.settings.gravatar,
    }),
    page,
    pages: slice.pages,
    feed: hrefOf(`${withSlash(path)}feed/`),
    ...(replying.mail && post.password === null && { mail: `/-/subscriptions/new?post=${post.id}` }),
    levels: site.settings.commentsDepth,
    buttons: { token, post: post.id },
    ...((open || state.sent) && {
      form: await replyForm(visit, post, here, replying, { ...state, open, token }),
    }),
    ...(older?.href !== undefined && { older: older.href }),
    ...(newer?.href !== undefined && { newer: newer.href }),
  };
}

/** The entries of a page, what its reader has waiting among them. */
async function sliceOf(
  { reader, site }: Visit,
  post: ReadPost,
  page: number,
  known: KnownReader | undefined,
): Promise<{ readonly rows: readonly ThreadRow[]; readonly pages: number }> {
  const { commentsPerPage: most, commentsOrder: order } = site.settings;
  const total = await countThread(reader, post.id);
  const pages = Math.max(1, Math.ceil(total / most));
  if (page > pages) return { rows: [], pages };
  const start = await startAt(reader, post.id, (page - 1) * most, order);
  const read = await readThread(reader, post.id, { order, start, limit: most + 1 });
  const rows = read.slice(0, most);
  const next = read[most];
  if (!known || known.senders.length === 0) return { rows, pages };
  const [first] = rows;
  const waiting = (await readWaiting(reader, post.id, known.senders)).filter(
    (row) =>
      (page === 1 || (first !== undefined && inOrder(order, first, row) < 0)) &&
      (next === undefined || inOrder(order, row, next) < 0),
  );
  return { rows: [...rows, ...waiting].sort((one, other) => inOrder(order, one, other)), pages };
}

type Here = ThreadAsked & {
  readonly path: string;
  readonly open: boolean;
  /** Whether the site shows pictures of those who reply, where it has them. */
  readonly pictures: boolean;
};

async function commentsOf(
  visit: Visit,
  post: ReadPost,
  rows: readonly ThreadRow[],
  here: Here,
): Promise<readonly ThreadComment[]> {
  const { known } = here.state;
  const answered = await answeredBy(visit, rows);
  const passages = await passagesOf(visit.reader, post, rows);
  const liked = known
    ? await readLiked(
        visit.reader,
        rows.map(({ id }) => id),
        known.senders,
      )
    : new Set<number>();
  return rows.map((row) => {
    const inReplyTo = answered.get(row.id);
    return {
      ...commentOf(row, here, passages),
      ...(inReplyTo && { inReplyTo }),
      ...(row.status !== 'tombstone' && deedsOf(row, here)),
      liked: liked.has(row.id),
    };
  });
}

/** A reply that stands deeper than the page nests, or on another page than what it answers, says whom it answers. */
async function answeredBy(
  { reader, site }: Visit,
  rows: readonly ThreadRow[],
): Promise<ReadonlyMap<number, Link>> {
  const shown = new Set(rows.map(({ id }) => id));
  const apart = rows.flatMap(({ id, depth, parent_id: parent }) =>
    parent !== null && (depth >= site.settings.commentsDepth || !shown.has(parent)) ? [{ id, parent }] : [],
  );
  const names = await readCommentNames(reader, [...new Set(apart.map(({ parent }) => parent))]);
  return new Map(
    apart.flatMap(({ id, parent }) => {
      const label = names.get(parent);
      const href = shown.has(parent) ? `#comment-${parent}` : `${replyAddress}${parent}`;
      return label === undefined ? [] : [[id, { label, href }] as const];
    }),
  );
}

function commentOf(row: ThreadRow, { path, authors, pictures }: Here, passages: Passages): ThreadComment {
  const removed = row.status === 'tombstone';
  const badge = badgeOf(row, authors);
  const quote = passages.get(row.id);
  return {
    id: row.id,
    depth: row.depth,
    author: removed ? '' : row.name,
    face: faceOf(pictures ? row : { ...row, avatar: null }),
    origin: row.kind,
    publishedAt: row.published_at,
    href: `${hrefOf(path)}#comment-${row.id}`,
    body: trusted(removed ? '' : row.html),
    dir: row.dir,
    removed,
    waiting: row.status === 'pending' || row.status === 'spam',
    likes: removed ? 0 : row.likes,
    liked: false,
    ...(!removed && row.lang !== null && { lang: row.lang }),
    ...(!removed && row.url !== null && { authorUrl: row.url }),
    ...(badge && !removed && { badge }),
    ...(quote && !removed && { quote }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(!removed && row.edit_note !== null && { editNote: row.edit_note }),
  };
}

function badgeOf({ author_id }: ThreadRow, authors: readonly PostAuthor[]): ThreadComment['badge'] {
  if (author_id === null) return undefined;
  return authors.some(({ id }) => id === author_id) ? 'author' : 'staff';
}

/** What can be done with a reply: by everybody, and by whoever sent it. */
function deedsOf(
  { id, status, sender, published_at }: ThreadRow,
  { path, open, replying, state }: Here,
): Partial<Pick<ThreadComment, 'like' | 'reply' | 'report' | 'edit' | 'delete'>> {
  const own = sender !== null && state.known?.senders.includes(sender) === true;
  const since = replying.now().getTime() - Date.parse(published_at);
  const address = `${replyAddress}${id}`;
  return {
    ...(status === 'live' && { like: `${address}/like` }),
    ...(status === 'live' && open && { reply: `${hrefOf(path)}?reply=${id}#respond` }),
    ...(status === 'live' && !own && { report: `${address}/report` }),
    ...(own && since < ownFor && { edit: `${address}/edit`, delete: `${address}/delete` }),
  };
}
