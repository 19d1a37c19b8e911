import type { Blog } from '../support/blog.ts';
import { incoming } from '../support/incoming.ts';

/** The files of a log, as they were served, by their paths below `/-/log/`. */
export type Served = Map<string, Buffer>;

/** One file of the log, to the byte; undefined for a 404. */
export async function fileOf({ app }: Pick<Blog, 'app'>, path: string): Promise<Buffer | undefined> {
  const reply = await app.respond(incoming(`/-/log/${path}`));
  if (reply.status === 404) return undefined;
  const { body } = reply;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) throw new Error(`${path} has no body`);
  return Buffer.from(body);
}

/** Where files are read from, for either checker. */
export const reader = (files: Served) => async (path: string) => files.get(path);
