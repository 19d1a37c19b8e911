import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { article } from '../../test/support/source-site.ts';
import { archiveKey } from './capture.ts';
import { captureChecks } from './check.ts';
import { captureFile } from './file.ts';
import { capturesOfSource } from './read.ts';
import { readStreams } from './read-streams.ts';
import { moveCaptures } from './save.ts';
import { sweepArchive } from './sweep.ts';

for (const dialect of dialects) {
  describe(`what captures have in the store (${dialect})`, () => {
    it('The doctor says which copies are lost, and the sweep takes nothing that a copy has', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const keep = async (words: string) => {
        const kept = await captureFile(world, site.id, {
          bytes: Buffer.from(article(words)),
          name: 'page.html',
          sourceId: 5,
        });
        assert.ok(kept.ok);
        return kept.capture;
      };
      const [check] = captureChecks;
      const examine = async () => check!.examine(world);
      const [first, second] = [await keep('The first words.'), await keep('The second words.')];
      assert.deepEqual(await examine(), { ok: true, detail: '2 archived copies' });
      await world.storage.put(archiveKey(site.id, 'f'.repeat(64)), Buffer.from('nobody’s'));
      await sweepArchive(world);
      assert.ok(await world.storage.stat(archiveKey(site.id, 'f'.repeat(64))), 'it is too young to go');
      const later = { ...world, clock: { now: () => new Date(Date.now() + 2 * 86_400_000) } };
      await sweepArchive(later);
      assert.equal(await world.storage.stat(archiveKey(site.id, 'f'.repeat(64))), undefined);
      assert.deepEqual(await examine(), { ok: true, detail: '2 archived copies' });
      assert.match((await readStreams(world, site.id, first.id))[0]!.text, /The first words/);
      await world.storage.delete(archiveKey(site.id, second.waczSha256!));
      const found = await examine();
      assert.ok(!found.ok);
      assert.match(found.problem, new RegExp(`capture ${second.id} of site ${site.id}`));
      await world.db.write((tx) => moveCaptures(tx, site.id, { from: 5, into: 9 }));
      assert.equal((await capturesOfSource(world.db, site.id, 9)).length, 2);
      await blog.close();
    });
  });
}
