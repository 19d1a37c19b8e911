import { gunzipSync } from 'node:zlib';
import { statement } from '../kit/database/index.ts';
import type { Storage } from '../kit/storage/index.ts';
import type { World } from '../kit/world.ts';
import { archiveKey } from './capture.ts';
import type { CapturedText, StreamName, UnreadableReason } from './stream.ts';
import type { OffsetMap } from './text/offset-map.ts';
import type { Region } from './text/region.ts';

/**
 * The texts of a capture, the one nearest to what readers saw first. Texts that were read lately are remembered, up to
 * 48 MB for an install. One whose bytes are lost is left out: the doctor tells.
 */
export async function readStreams(
  world: Pick<World, 'db' | 'storage'>,
  siteId: number,
  captureId: number,
): Promise<readonly CapturedText[]> {
  const rows = await streamRows.all(world.db, { site: siteId, capture: captureId });
  const texts = await Promise.all(rows.map((row) => readText(world.storage, siteId, row)));
  return texts
    .filter((text) => text !== undefined)
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

const order: readonly StreamName[] = ['rendered', 'dom', 'pdf', 'json-ld', 'transcript'];

const streamRows = statement<{ site: number; capture: number }>()((db, value) =>
  db
    .selectFrom('capture_stream')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('capture_id', '=', value('capture')),
);

/** The way from a text of a capture back to the bytes or, of a PDF, to its pages. */
export async function readOffsetMap(
  world: Pick<World, 'db' | 'storage'>,
  siteId: number,
  captureId: number,
  name: StreamName,
): Promise<OffsetMap | undefined> {
  const rows = await streamRows.all(world.db, { site: siteId, capture: captureId });
  const row = rows.find((found) => found.name === name);
  return row && (await readBeside(world.storage, siteId, row.map_sha256))?.map;
}

type Row = Awaited<ReturnType<typeof streamRows.all>>[number];

async function readText(storage: Storage, siteId: number, row: Row): Promise<CapturedText | undefined> {
  const content = await remembered(storage, `${siteId}/${row.sha256}/${row.map_sha256}`, async () => {
    const text = await readBlob(storage, siteId, row.sha256);
    const beside = await readBeside(storage, siteId, row.map_sha256);
    return text && beside && { text: text.toString('utf8'), regions: beside.regions };
  });
  if (content === undefined) return undefined;
  return {
    name: row.name,
    version: row.version,
    sha256: row.sha256,
    ...content,
    ...(row.lang !== null && { lang: row.lang }),
    observed: row.observed === 1,
    ...(row.unreadable !== null && { unreadable: row.unreadable as UnreadableReason }),
  };
}

type Beside = { readonly regions: readonly Region[]; readonly map: OffsetMap };

async function readBeside(storage: Storage, siteId: number, sha256: string): Promise<Beside | undefined> {
  const packed = await readBlob(storage, siteId, sha256);
  return packed && (JSON.parse(gunzipSync(packed).toString('utf8')) as Beside);
}

async function readBlob(storage: Storage, siteId: number, sha256: string): Promise<Buffer | undefined> {
  const blob = await storage.get(archiveKey(siteId, sha256));
  return blob && Buffer.concat(await blob.stream.toArray());
}

type Content = { readonly text: string; readonly regions: readonly Region[] };

const mostUnits = 24 * 2 ** 20;

/** A text never changes under its digest: what is remembered is never out of date. Per store, so that tests share nothing. */
const memories = new WeakMap<Storage, Map<string, Content>>();

async function remembered(
  storage: Storage,
  key: string,
  read: () => Promise<Content | undefined>,
): Promise<Content | undefined> {
  const memory = memories.get(storage) ?? new Map<string, Content>();
  memories.set(storage, memory);
  const content = memory.get(key) ?? (await read());
  if (content === undefined) return undefined;
  // The newest stand last: what was asked for goes to the end.
  memory.delete(key);
  memory.set(key, content);
  let units = 0;
  for (const [, { text }] of memory) units += text.length;
  for (const [oldest, { text }] of memory) {
    if (units <= mostUnits || oldest === key) break;
    memory.delete(oldest);
    units -= text.length;
  }
  return content;
}
