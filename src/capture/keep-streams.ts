import { gzipSync } from 'node:zlib';
import type { Transaction } from '../kit/database/index.ts';
import type { Storage } from '../kit/storage/index.ts';
import { archiveKey } from './capture.ts';
import type { ReadStream } from './stream.ts';

/** A text that lies in the store, as its row says. */
export type KeptStream = Omit<ReadStream, 'text' | 'regions' | 'map'> & {
  readonly sha256: string;
  readonly mapSha256: string;
  readonly length: number;
  readonly observed: boolean;
};

/** Keeps texts, with their regions and the way back to the bytes beside them. Equal ones are kept once. */
export async function keepStreams(
  storage: Storage,
  siteId: number,
  streams: readonly ReadStream[],
  observed: boolean,
): Promise<readonly KeptStream[]> {
  const kept: KeptStream[] = [];
  const keyOf = (sha256: string) => archiveKey(siteId, sha256);
  for (const { text, regions, map, ...rest } of streams) {
    const { sha256 } = await storage.put(keyOf, Buffer.from(text));
    const beside = gzipSync(JSON.stringify({ regions, map }));
    const { sha256: mapSha256 } = await storage.put(keyOf, beside);
    kept.push({ ...rest, sha256, mapSha256, length: text.length, observed });
  }
  return kept;
}

export async function writeStreams(
  tx: Transaction,
  siteId: number,
  captureId: number,
  streams: readonly KeptStream[],
): Promise<void> {
  await tx.db
    .deleteFrom('capture_stream')
    .where('site_id', '=', siteId)
    .where('capture_id', '=', captureId)
    .execute();
  for (const { name, version, sha256, mapSha256, length, lang, observed, unreadable } of streams) {
    await tx.db
      .insertInto('capture_stream')
      .values({
        site_id: siteId,
        capture_id: captureId,
        name,
        version,
        sha256,
        map_sha256: mapSha256,
        length,
        lang: lang ?? null,
        observed: observed ? 1 : 0,
        unreadable: unreadable ?? null,
      })
      .execute();
  }
}
