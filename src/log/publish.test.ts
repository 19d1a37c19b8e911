import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logVersions } from '../../test/log/log-blog.ts';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { newestCheckpoint } from './read.ts';

for (const dialect of dialects) {
  describe(`The public log on ${dialect}`, () => {
    it('takes what was written down into the tree within a second or two', async () => {
      const blog = await openBlog({ dialect });
      await logVersions(blog.world, 1, 4);
      assert.equal((await blog.get('/-/log/checkpoint')).status, 404);
      const ran = await blog.work();
      assert.deepEqual(ran.failures, []);
      const checkpoint = await newestCheckpoint(blog.world.db);
      assert.equal(checkpoint?.size, 4);
      await blog.close();
    });
  });
}
