import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../kit/world.ts';
import { writtenOnce } from './written.ts';

describe('pages of copies that were written anew', () => {
  const storage = () => ({}) as World['storage'];

  it('are written once for all who ask, also for those who ask at the same time', async () => {
    let times = 0;
    const [kept, write] = [storage(), async () => `page ${++times}`];
    const all = await Promise.all(Array.from({ length: 20 }, () => writtenOnce(kept, 'a', write)));
    assert.deepEqual([...new Set(all)], ['page 1']);
    assert.equal(await writtenOnce(kept, 'b', write), 'page 2');
    assert.equal(await writtenOnce(storage(), 'a', write), 'page 3');
  });

  it('are forgotten, the one asked for longest ago first, before they take much memory', async () => {
    const kept = storage();
    const page = 'x'.repeat(10 * 2 ** 20);
    for (const key of ['a', 'b', 'a', 'c']) await writtenOnce(kept, key, async () => page);
    const again = async () => 'again';
    assert.equal(await writtenOnce(kept, 'a', again), page);
    assert.equal(await writtenOnce(kept, 'b', again), 'again');
  });

  it('are tried again where there was nothing, or it failed', async () => {
    const kept = storage();
    assert.equal(await writtenOnce(kept, 'a', async () => undefined), undefined);
    const failing = async () => Promise.reject(new Error('the store is away'));
    await assert.rejects(writtenOnce(kept, 'a', failing));
    assert.equal(await writtenOnce(kept, 'a', async () => 'page'), 'page');
  });
});
