import type { World } from '../kit/world.ts';
import { archiveKey } from './capture.ts';
import { claims } from './check.ts';

/** What a capture that is just being kept has put there already must not go. */
const graceMs = 86_400_000;

/** Deletes archives and texts that no capture has: of captures that were cut off, and of those taken down. */
export async function sweepArchive(world: Pick<World, 'db' | 'storage' | 'clock' | 'log'>): Promise<void> {
  const claimed = new Set<string>();
  for await (const { siteId, archive, texts } of claims(world)) {
    for (const sha256 of [...texts, ...(archive ? [archive.sha256] : [])])
      claimed.add(archiveKey(siteId, sha256));
  }
  const cutoff = world.clock.now().getTime() - graceMs;
  let swept = 0;
  for await (const { key } of world.storage.list('archive/')) {
    if (claimed.has(key)) continue;
    const found = await world.storage.stat(key);
    if (found === undefined || found.modifiedAt.getTime() > cutoff) continue;
    await world.storage.delete(key);
    swept++;
  }
  if (swept > 0) world.log.info('capture.swept', { swept });
}
