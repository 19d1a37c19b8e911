import { type Incoming, type Reply, redirect } from '../kit/http/index.ts';
import { hrefOf, storedPath } from '../post/permalink.ts';
import { historyPath } from '../revision/publication.ts';
import { readWithdrawal } from '../revision/read-publication.ts';
import { archivePage, authorPage, homePage } from './archive.ts';
import { withSlash } from './comment-address.ts';
import { type Redirection, readOwnId, readPathOfId, readRedirect } from './find.ts';
import { lock } from './lock.ts';
import type { MissingPage, Page } from './page.ts';
import { type Place, type Placed, placeOf, type Suffix, splitSuffix } from './place.ts';
import { type ReadPost, readPostAt, readPostById } from './post.ts';
import type { Reading } from './reading.ts';
import { missing, notForPosting, page, privately } from './rendered.ts';
import type { KnownReader } from './replying.ts';
import { postPage, type Showing } from './show.ts';
import type { Visit } from './visit.ts';

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
  const known = await reading.replying.known(request, visit.site);
  const locked = await lock(visit, request, reading, front, { path: '/', known });
  if (locked) return locked;
  if (request.method === 'POST') return notForPosting();
  return shownPost(visit, request, reading, front, { part: 1, commentPage: 1, front: true, known });
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
  const known = await reading.replying.known(request, visit.site);
  const locked = await lock(visit, request, reading, found, { path: found.path ?? '/', known });
  if (locked) return locked;
  if (request.method === 'POST') return notForPosting();
  return shownPost(visit, request, reading, found, { ...showing, front: false, known });
}

/** A post with its replies: as everybody gets it, or as somebody does whom a cookie names. */
async function shownPost(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  found: ReadPost,
  { known, ...showing }: Showing & { readonly known: KnownReader | undefined },
): Promise<Reply> {
  const { replying } = reading;
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

async function notFound(visit: Visit, reading: Reading, request: Incoming, path: string): Promise<Reply> {
  const found =
    (await readRedirect(visit.reader, path)) ?? (await readRedirect(visit.reader, otherSlash(path)));
  if (!found) return missing(visit, reading, 404);
  return follow(visit, reading, request, found);
}

function otherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

/** What is on record of a post that was withdrawn from the path, so that who comes there is told why. */
async function withdrawalFrom({ reader, path }: Visit): Promise<MissingPage['withdrawn']> {
  const found =
    (await readWithdrawal(reader.db, reader.siteId, path)) ??
    (await readWithdrawal(reader.db, reader.siteId, otherSlash(path)));
  return found && { at: found.at, note: found.note, history: historyPath(found.postId) };
}

async function follow(visit: Visit, reading: Reading, request: Incoming, found: Redirection): Promise<Reply> {
  if (found.status === 410) return missing(visit, reading, 410, await withdrawalFrom(visit));
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
