import { segment } from '../comment/path.ts';
import { hrefOf } from '../post/permalink.ts';
import type { Site } from '../site/site.ts';
import type { Reader } from './reader.ts';
import { countThread, numberOf, pathAt } from './stretch.ts';
import { type Position, readPosition, type Start, type ThreadOrder } from './thread.ts';
import type { Visit } from './visit.ts';

/**
 * The address of a comment: the page of the thread that shows it, and its fragment. A comment that is not shown has
 * one for its own senders.
 */
export async function commentHref(
  { reader, site }: Visit,
  id: number,
  senders: readonly string[] = [],
): Promise<string | undefined> {
  const position = await readPosition(reader, id, senders);
  if (!position) return undefined;
  const path = pathOfPage(position.postPath, await pageAt(reader, site, position));
  return `${hrefOf(path)}#comment-${id}`;
}

/** The page of its post's replies that a comment stands on. */
export async function pageOfComment({ reader, site }: Visit, id: number): Promise<number | undefined> {
  const position = await readPosition(reader, id);
  return position && pageAt(reader, site, position);
}

async function pageAt(reader: Reader, { settings }: Site, position: Position): Promise<number> {
  const number = await placeOf(reader, position, settings.commentsOrder);
  // What waits to be shown at the very end stands on the last page, which may be full.
  const last = Math.max(0, (await countThread(reader, position.postId)) - 1);
  return Math.floor(Math.min(number, last) / settings.commentsPerPage) + 1;
}

/** The stored path of a page of a post's replies. */
export function pathOfPage(path: string, page: number): string {
  return page > 1 ? `${withSlash(path)}comment-page-${page}/` : path;
}

export function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** How many entries are shown before a comment. */
async function placeOf(
  reader: Reader,
  { postId, root_id, path }: Position,
  order: ThreadOrder,
): Promise<number> {
  const before = await numberOf(reader, postId, path);
  if (order === 'oldest') return before;
  const root = segment(root_id);
  const younger = (await countThread(reader, postId)) - (await numberOf(reader, postId, afterAll(root)));
  return younger + before - (await numberOf(reader, postId, root));
}

/** With which entry a page begins, by how many stand before it. */
export async function startAt(
  reader: Reader,
  postId: number,
  number: number,
  order: ThreadOrder,
): Promise<Start> {
  if (number === 0) return undefined;
  if (order === 'oldest') return startOf(await pathAt(reader, postId, number));
  // Counted from the other end, the same number falls into the same root's answers.
  const total = await countThread(reader, postId);
  const mirrored = await pathAt(reader, postId, total - 1 - number);
  if (mirrored === undefined) return undefined;
  const root = segment(rootOf(mirrored));
  const younger = total - (await numberOf(reader, postId, afterAll(root)));
  return startOf(await pathAt(reader, postId, (await numberOf(reader, postId, root)) + number - younger));
}

function startOf(path: string | undefined): Start {
  return path === undefined ? undefined : { root: rootOf(path), path };
}

function rootOf(path: string): number {
  return Number.parseInt(path.slice(0, segment(0).length), 36);
}

/** A path after every one that begins so. */
function afterAll(path: string): string {
  return `${path}~`;
}
