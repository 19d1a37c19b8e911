import type { DeedShown, SentReply } from '../comment/values.ts';
import { type Incoming, plainText, type Reply, redirect } from '../kit/http/index.ts';
import { hrefOf, storedPath } from '../post/permalink.ts';
import { archivePage, authorPage, homePage } from './archive.ts';
import { recentPosts } from './block.ts';
import { pageOfComment, withSlash } from './comment-address.ts';
import { deedPage } from './deed.ts';
import { type Redirection, readOwnId, readPathOfId, readRedirect } from './find.ts';
import { frameOf } from './frame.ts';
import type { MissingPage, Page, Theme } from './page.ts';
import { type Place, type Placed, placeOf, type Suffix, splitSuffix } from './place.ts';
import { type ReadPost, readPostAt, readPostById } from './post.ts';
import type { Replying } from './replying.ts';
import { passwordPage, postPage, type Showing } from './show.ts';
import { readPosition } from './thread.ts';
import type { Visit } from './visit.ts';

/** What reading needs of who puts the product together. */
export type Reading = {
  readonly theme: Theme;
  /** Whether the reader gave a post's password before. */
  readonly isUnlocked: (request: Incoming, post: LockedPost) => boolean;
  /** Takes a post's password from a form: a cookie that remembers it, unless it is wrong or there were too many. */
  readonly unlock: (
    request: Incoming,
    post: LockedPost,
  ) => Promise<{ readonly cookie: string } | 'wrong' | 'too-many'>;
  readonly replying: Replying;
  readonly searchPage: (visit: Visit, query: string, page: number) => Promise<Page | undefined>;
};

/** A post behind a password, which its readers share. */
export type LockedPost = { readonly siteId: number; readonly id: number; readonly password: string };

/** Answers for a path of a site: its page, the address where it is now, or that there is nothing. */
export async function answer(visit: Visit, request: Incoming, reading: Reading): Promise<Reply> {
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return notForPosting();
  const moved = await oldAddress(visit, request, reading);
  if (moved) return moved;
  const query = request.path === '/' ? request.query.get('s') : null;
  if (query !== null)
    return page(visit, reading, await reading.searchPage(visit, query, pageOf(request)), false);
  const placed = placeOf(request.path);
  if (!placed) return missing(visit, reading, 404);
  return placed.place.kind === 'content'
    ? content(visit, request, reading, placed.path)
    : archive(visit, reading, request, placed);
}

function pageOf(request: Incoming): number {
  const page = Number(request.query.get('paged') ?? 1);
  return Number.isInteger(page) && page > 0 && page < 1e6 ? page : 1;
}

/** Addresses by ID, as WordPress has them when it has no permalinks, and in every `guid`. */
async function oldAddress(visit: Visit, request: Incoming, reading: Reading): Promise<Reply | undefined> {
  if (request.path !== '/' || [...request.query.keys()].length === 0) return undefined;
  for (const [name, kind] of idParameters) {
    const id = Number(request.query.get(name) ?? Number.NaN);
    if (!isId(id)) continue;
    const path = await readPathOfId(visit.reader, kind, id);
    if (path !== undefined) return redirect(visit.origin + hrefOf(path), 301);
    const hidden = kind === 'post' && (await previewOf(visit, request, reading, id));
    if (hidden) return hidden;
  }
  return undefined;
}

/** To a post that is not public, for who may read it: its preview. */
async function previewOf(
  visit: Visit,
  request: Incoming,
  { replying }: Reading,
  given: number,
): Promise<Reply | undefined> {
  const staff = (await replying.known(request, visit.site))?.staff;
  if (!staff) return undefined;
  const rights = await staff.rightsTo(await readOwnId(visit.reader, 'post', given));
  if (!rights?.sees) return undefined;
  const headers = { location: visit.origin + rights.preview, 'cache-control': 'no-store' };
  return { status: 303, headers, body: undefined };
}

function isId(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}

const idParameters = [
  ['p', 'post'],
  ['page_id', 'post'],
  ['attachment_id', 'media'],
  ['cat', 'term'],
  ['author', 'author'],
] as const;

async function archive(visit: Visit, reading: Reading, request: Incoming, placed: Placed): Promise<Reply> {
  const { place, path } = placed;
  if (path !== storedPath(request.path)) return redirect(visit.origin + hrefOf(path) + queryOf(request), 301);
  const made = await pageOfPlace(visit, reading, place, request);
  if (made === undefined)
    return (await movedArchive(visit, place)) ?? notFound(visit, reading, request, path);
  if ('headers' in made) return made;
  if (request.method === 'POST') return notForPosting();
  return page(visit, reading, made, place.kind !== 'search');
}

/** A further page of a category or tag that has another address now: its first page has the redirect. */
async function movedArchive({ reader, origin }: Visit, place: Place): Promise<Reply | undefined> {
  if (place.kind !== 'term' || place.page === 1) return undefined;
  const found = await readRedirect(reader, `/${place.taxonomy}/${place.path}/`);
  if (found === undefined || found.status === 410 || !found.to.startsWith('/')) return undefined;
  return redirect(origin + hrefOf(`${withSlash(found.to)}page/${place.page}/`), 301);
}

async function pageOfPlace(
  visit: Visit,
  reading: Reading,
  place: Place,
  request: Incoming,
): Promise<Page | Reply | undefined> {
  switch (place.kind) {
    case 'home':
      return home(visit, reading, place.page, request);
    case 'term':
    case 'date':
      return archivePage(visit, place);
    case 'author':
      return authorPage(visit, place);
    case 'search':
      return reading.searchPage(visit, place.query, place.page);
    case 'content':
      return undefined;
  }
}

/** The newest posts, or the page that stands in front. */
async function home(
  visit: Visit,
  reading: Reading,
  page: number,
  request: Incoming,
): Promise<Page | Reply | undefined> {
  const { frontPage } = visit.site.settings;
  if (frontPage === null) return homePage(visit, page);
  const front = page === 1 ? await readPostById(visit.reader, frontPage, 1) : undefined;
  if (!front) return homePage(visit, page);
  const locked = await lock(visit, reading, request, front, '/');
  if (locked) return locked;
  if (request.method === 'POST') return notForPosting();
  return shownPost(visit, request, reading, front, { part: 1, commentPage: 1, front: true });
}

/** A post or page, one of its pages, or a page of its replies. */
async function content(visit: Visit, request: Incoming, reading: Reading, path: string): Promise<Reply> {
  const { reader } = visit;
  const exact = await readPostAt(reader, path, 1);
  if (exact) return post(visit, request, reading, exact, { part: 1, commentPage: 1 });
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const slashed = other === '' ? undefined : await readPostAt(reader, other, 1);
  if (slashed) return redirect(visit.origin + hrefOf(other) + queryOf(request), 301);
  const list = await postsPage(visit, reading, path);
  if (list) return list;
  const split = splitSuffix(path);
  if (split) {
    const part = split.suffix.kind === 'part' ? split.suffix.part : 1;
    const found =
      (await readPostAt(reader, split.base, part)) ??
      (await readPostAt(reader, split.base.slice(0, -1), part));
    if (found) return suffixed(visit, request, reading, found, split.suffix, path);
  }
  return notFound(visit, reading, request, path);
}

/** `/blog/page/2/`, where the newest posts stand at a page of their own. */
async function postsPage(visit: Visit, reading: Reading, path: string): Promise<Reply | undefined> {
  const [, base, number] = /^(.*\/)page\/(\d{1,9})\/$/.exec(path) ?? [];
  if (visit.site.settings.postsPage === null || base === undefined) return undefined;
  const found = await readPostAt(visit.reader, base, 1);
  if (found?.id !== visit.site.settings.postsPage) return undefined;
  if (Number(number) < 2) return redirect(visit.origin + hrefOf(base), 301);
  return page(visit, reading, await homePage(visit, Number(number), base), true);
}

async function suffixed(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  found: ReadPost,
  suffix: Suffix,
  path: string,
): Promise<Reply> {
  const base = found.path ?? '/';
  const own =
    suffix.kind === 'part'
      ? `${withSlash(base)}${suffix.part}/`
      : `${withSlash(base)}comment-page-${suffix.page}/`;
  const first = suffix.kind === 'part' ? suffix.part <= 1 : suffix.page <= 1;
  if (first) return redirect(visit.origin + hrefOf(base), 301);
  if (own !== path) return redirect(visit.origin + hrefOf(own), 301);
  const showing =
    suffix.kind === 'part' ? { part: suffix.part, commentPage: 1 } : { part: 1, commentPage: suffix.page };
  return post(visit, request, reading, found, showing);
}

async function post(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  found: ReadPost,
  showing: { readonly part: number; readonly commentPage: number },
): Promise<Reply> {
  if (found.id === visit.site.settings.frontPage && showing.part === 1)
    return redirect(`${visit.origin}/`, 301);
  if (found.id === visit.site.settings.postsPage) {
    const list = await homePage(visit, 1, found.path ?? '/');
    return page(visit, reading, list, true);
  }
  const locked = await lock(visit, reading, request, found, found.path ?? '/');
  if (locked) return locked;
  if (request.method === 'POST') return notForPosting();
  return shownPost(visit, request, reading, found, { ...showing, front: false });
}

/** A post with its replies: as everybody gets it, or as somebody does whom a cookie names. */
async function shownPost(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  found: ReadPost,
  showing: Showing,
): Promise<Reply> {
  const { replying } = reading;
  const known = await replying.known(request, visit.site);
  const state = { known, answering: idOf(request.query.get('reply')) };
  const shown = await postPage(visit, found, showing, { replying, state });
  if (!shown) return missing(visit, reading, 404);
  if (found.password !== null || shown.staff || (known && shown.thread)) return privately(reading, shown);
  const form = shown.thread?.form ? { keepSeconds: keptWithForm } : {};
  return { ...(await page(visit, reading, shown, true)), personal: true, ...form };
}

/** A form may lie open for two days: it is kept for half a day, in seconds, and has the rest left with a reader. */
const keptWithForm = 12 * 3600;

function idOf(text: string | null): number | undefined {
  const id = Number(text ?? Number.NaN);
  return isId(id) ? id : undefined;
}

/** A page of its own about one reply, for whoever may see that. */
export async function answerDeed(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  commentId: number,
  deed: DeedShown,
  status = 200,
): Promise<Reply> {
  const position = await readPosition(visit.reader, commentId, deed.senders);
  const found = position && (await readPostById(visit.reader, position.postId, 1));
  if (!found) return missing(visit, reading, 404);
  if (!(await isOpenTo(visit, request, reading, found)))
    return privately(reading, await passwordPage(visit, found));
  const { replying } = reading;
  const made = await deedPage(visit, { replying, postId: found.id, commentId }, deed);
  return made ? privately(reading, made, status) : missing(visit, reading, 404);
}

/** Whether a post has no password, or its reader gave it, or needs none. */
async function isOpenTo(
  visit: Visit,
  request: Incoming,
  { isUnlocked, replying }: Reading,
  { id, password }: ReadPost,
): Promise<boolean> {
  if (password === null || isUnlocked(request, { siteId: visit.site.id, id, password })) return true;
  const staff = (await replying.known(request, visit.site))?.staff;
  return (await staff?.rightsTo(id))?.sees ?? false;
}

/**
 * The page of a post with the form that somebody sent, as it was sent: nothing of it is lost. On the page of the
 * reply that it answers, where that can be found.
 */
export async function answerWithForm(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  postId: number,
  sent: SentReply,
  status = 200,
): Promise<Reply> {
  const found = await readPostById(visit.reader, postId, 1);
  if (!found) return missing(visit, reading, 404);
  const { replying } = reading;
  if (!(await isOpenTo(visit, request, reading, found)))
    return privately(reading, await passwordPage(visit, found));
  const state = { known: await replying.known(request, visit.site), sent };
  const { parent } = sent.values;
  const commentPage = parent === undefined ? 1 : ((await pageOfComment(visit, parent)) ?? 1);
  const front = found.id === visit.site.settings.frontPage;
  const shown = await postPage(visit, found, { part: 1, commentPage, front }, { replying, state });
  return shown ? privately(reading, shown, status) : missing(visit, reading, 404);
}

/** The page that asks for the password, until it was given; what its form sends is taken here. */
async function lock(
  visit: Visit,
  reading: Reading,
  request: Incoming,
  found: ReadPost,
  path: string,
): Promise<Reply | undefined> {
  if (found.password === null) return undefined;
  const post = { siteId: visit.site.id, id: found.id, password: found.password };
  if (request.method === 'POST') {
    const result = await reading.unlock(request, post);
    if (typeof result === 'string') return refused(visit, reading, found, result);
    const headers = { 'set-cookie': result.cookie, 'cache-control': 'no-store' };
    return { status: 303, headers: { location: visit.origin + hrefOf(path), ...headers }, body: undefined };
  }
  if (await isOpenTo(visit, request, reading, found)) return undefined;
  return privately(reading, await passwordPage(visit, found));
}

async function refused(
  visit: Visit,
  reading: Reading,
  found: ReadPost,
  why: 'wrong' | 'too-many',
): Promise<Reply> {
  const asked = await passwordPage(visit, found, why);
  if (why === 'wrong') return privately(reading, asked, 403);
  const reply = privately(reading, asked, 429);
  return { ...reply, headers: { ...reply.headers, 'retry-after': '60' } };
}

function notForPosting(): Reply {
  return plainText(405, 'Nothing can be sent to this address.', { allow: 'GET, HEAD' });
}

async function notFound(visit: Visit, reading: Reading, request: Incoming, path: string): Promise<Reply> {
  const found =
    (await readRedirect(visit.reader, path)) ?? (await readRedirect(visit.reader, otherSlash(path)));
  if (!found) return missing(visit, reading, 404);
  return follow(visit, reading, request, found);
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

async function follow(visit: Visit, reading: Reading, request: Incoming, found: Redirection): Promise<Reply> {
  if (found.status === 410) return missing(visit, reading, 410);
  if (found.to.startsWith('/'))
    return redirect(visit.origin + hrefOf(found.to) + queryOf(request), found.status);
  // Written as a header can have it: an import's address may hold letters of any script, or a line's end.
  const elsewhere = URL.parse(found.to);
  if (elsewhere === null || !/^https?:$/.test(elsewhere.protocol)) return missing(visit, reading, 404);
  if (elsewhere.search === '') elsewhere.search = queryOf(request);
  return redirect(elsewhere.href, found.status);
}

function queryOf(request: Incoming): string {
  const query = request.query.toString();
  return query === '' ? '' : `?${query}`;
}

/** A page for everybody, kept until something that it shows changes. */
function page(visit: Visit, reading: Reading, made: Page | undefined, keep: boolean): Reply | Promise<Reply> {
  if (!made) return missing(visit, reading, 404);
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': publicCaching,
      // By this, programs find the API from any page.
      link: `<${visit.origin}/wp-json/>; rel="https://api.w.org/"`,
    },
    body: reading.theme.render(made),
    ...(keep && { reads: visit.reader.reads }),
  };
}

/** Browsers ask again each time (an unchanged page is a 304); caches that can be purged may keep it for a day. */
const publicCaching = 'public, max-age=0, must-revalidate';

/** A page that one reader may see and another may not: kept nowhere. */
function privately(reading: Reading, made: Page, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
    body: reading.theme.render(made),
  };
}

/** The page that says that there is nothing here, or nothing any more. */
export async function missing(visit: Visit, reading: Reading, status: 404 | 410): Promise<Reply> {
  const { t } = visit;
  const made: MissingPage = {
    kind: 'missing',
    frame: await frameOf(visit, { title: t(status === 404 ? 'missing.title' : 'missing.gone-title') }),
    status,
    recent: await recentPosts(visit.reader, 5),
  };
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
    },
    body: reading.theme.render(made),
  };
}
