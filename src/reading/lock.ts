import type { Incoming, Reply } from '../kit/http/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { ReadPost } from './post.ts';
import type { Reading } from './reading.ts';
import { privately } from './rendered.ts';
import type { KnownReader } from './replying.ts';
import { passwordPage } from './show.ts';
import type { Visit } from './visit.ts';

/** The page that asks for the password, until it was given; what its form sends is taken here. */
export async function lock(
  visit: Visit,
  request: Incoming,
  reading: Reading,
  found: ReadPost,
  { path, known }: { readonly path: string; readonly known: KnownReader | undefined },
): Promise<Reply | undefined> {
  if (found.password === null) return undefined;
  const post = { siteId: visit.site.id, id: found.id, password: found.password };
  if (request.method === 'POST') {
    const result = await reading.unlock(request, post);
    if (typeof result === 'string') return refused(visit, reading, found, result);
    const headers = { 'set-cookie': result.cookie, 'cache-control': 'no-store' };
    return { status: 303, headers: { location: visit.origin + hrefOf(path), ...headers }, body: undefined };
  }
  if (await isOpenTo(visit, request, reading, found, known)) return undefined;
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

/** Whether a post has no password, or its reader gave it, or needs none. */
export async function isOpenTo(
  visit: Visit,
  request: Incoming,
  { isUnlocked }: Reading,
  { id, password }: ReadPost,
  known: KnownReader | undefined,
): Promise<boolean> {
  if (password === null || isUnlocked(request, { siteId: visit.site.id, id, password })) return true;
  return (await known?.staff?.rightsTo(id))?.sees ?? false;
}
