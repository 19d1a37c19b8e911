import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import type { Reply } from '../../src/kit/http/index.ts';
import type { World } from '../../src/kit/world.ts';
import type { Media } from '../../src/media/media.ts';
import { sample } from '../../src/media/sample.ts';
import { storeMedia, type Upload } from '../../src/media/save.ts';
import { serveMedia } from '../../src/media/web.ts';
import { incoming } from './incoming.ts';
import { type dialects, openTestWorld, type TestWorld } from './world.ts';

/** The site of these tests; there is a second one beside it. */
export const site = 1;

export async function openSite(dialect: (typeof dialects)[number] = 'sqlite'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  const created_at = world.clock.now().toISOString();
  const row = {
    title: 'T',
    tagline: '',
    locale: 'en',
    time_zone: 'UTC',
    calendar: 'gregory',
    permalinks: '/',
    settings: '{}',
  };
  await world.db.write(async (tx) => {
    for (const id of [1, 2])
      await tx.db
        .insertInto('site')
        .values({ id, ...row, created_at })
        .execute();
  });
  return world;
}

export async function stored(world: World, upload: Upload): Promise<Media> {
  const result = await storeMedia(world, site, upload);
  assert.ok(result.ok, JSON.stringify(result));
  return result.media;
}

export async function refusedFor(world: World, upload: Upload): Promise<string> {
  const result = await storeMedia(world, site, upload);
  assert.ok(!result.ok, 'it was taken');
  return result.reason;
}

export const inHand = (id: number) => ({
  siteId: site,
  payload: { id },
  signal: new AbortController().signal,
});

export async function get(world: World, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const reply = await serveMedia(world, site, incoming(path, { method, headers }));
  return reply && { ...reply, headers: reply.headers as Record<string, string>, bytes: await bytesOf(reply) };
}

async function bytesOf({ body }: Reply): Promise<Buffer> {
  return body === undefined ? Buffer.alloc(0) : Buffer.concat(await (body as Readable).toArray());
}

export const photo = () => sample(1000, 60).jpeg().toBuffer();
