import { createHash } from 'node:crypto';
import type { World } from '../../src/kit/world.ts';
import { appendEvent } from '../../src/log/append.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Writes down that versions `from` to `to` (exclusive) of post 12 were published, in one transaction. */
export async function logVersions(world: World, from: number, to: number, siteId = 1): Promise<void> {
  await world.db.write(async (tx) => {
    for (let version = from; version < to; version++) {
      const digest = sha256(`version ${version}`);
      await appendEvent(tx, { kind: 'publish', siteId, subject: `post:12/${version}`, digest });
    }
  });
}
