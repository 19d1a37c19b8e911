import { createRouter } from '../../src/kit/http/index.ts';
import type { World } from '../../src/kit/world.ts';
import { logRoutes } from '../../src/log/web.ts';
import { incoming } from '../support/incoming.ts';

/** The files of a log, as they were served, by their paths below `/-/log/`. */
export type Served = Map<string, Buffer>;

const router = createRouter(logRoutes);

/** One file of the log, to the byte; undefined for a 404. */
export async function fileOf(
  { world }: { readonly world: World },
  path: string,
): Promise<Buffer | undefined> {
  const request = incoming(`/-/log/${path}`);
  const match = router.match('GET', request.path);
  if (typeof match !== 'object') throw new Error(`${path} has no route`);
  const { status, body } = await match.route.handle(world, request, { params: match.params, siteId: 0 });
  if (status === 404) return undefined;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) throw new Error(`${path} has no body`);
  return Buffer.from(body);
}

/** Where files are read from, for either checker. */
export const reader = (files: Served) => async (path: string) => files.get(path);
