import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { publishLog } from '../../src/log/publish.ts';
import { openTestWorld } from '../support/world.ts';
import { checkProof } from './checker.ts';
import { logVersions } from './log-blog.ts';
import { fileOf } from './served.ts';

const leaves = 100_000;
const { signal } = new AbortController();

/** Milliseconds that the work takes. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

it('A log of 100,000 entries is published in seconds, goes on at once, and proves an entry at once', async (context) => {
  await using world = await openTestWorld();
  await world.db.write(async ({ db }) => {
    for (let from = 0; from < leaves; from += 1000) {
      const rows = Array.from({ length: 1000 }, (_, at) => {
        const entry = createHash('sha256')
          .update(String(from + at))
          .digest('hex');
        return { site_id: 1, kind: 'publish' as const, subject: `post:${from + at}/1`, entry, at: '' };
      });
      await db.insertInto('log_event').values(rows).execute();
    }
  });
  const all = await timeOf(() => publishLog(world, { signal }));
  await logVersions(world, 1, 2);
  const one = await timeOf(() => publishLog(world, { signal }));
  let proof: Buffer | undefined;
  const proving = await timeOf(async () => {
    proof = await fileOf({ world }, 'proof/1/post:12/1');
  });
  const key = String(await fileOf({ world }, 'key')).trim();
  const told = `${leaves} entries: ${all.toFixed()} ms; one more: ${one.toFixed()} ms; its proof: ${proving.toFixed()} ms`;
  context.diagnostic(told);
  assert.equal(checkProof(String(proof), [key], 'post:12/1').length, 2);
  assert.ok(all < 30_000, told);
  assert.ok(one < 1_000, told);
  assert.ok(proving < 1_000, told);
});
