import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { likeComment } from '../../src/comment/save-like.ts';
import { reportComment } from '../../src/comment/save-report.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import { readSite } from '../../src/site/read.ts';
import { dialects, openBlog } from '../support/blog.ts';
import { visitorsOf } from '../support/visitor.ts';

for (const dialect of dialects)
  describe(`What many press at once (${dialect})`, () => {
    it('is approved once, told of once, and counted once', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const { taken, row } = await visitorsOf(blog);
      const { id } = await taken();
      const moderators = [1, 2, 3, 4, 5, 6].map((by) =>
        world.db.write((tx) => setCommentStatus(tx, site.id, id, 'live', { by })),
      );
      const approved = await Promise.all(moderators);
      assert.equal(approved.filter((one) => one.ok && one.changed).length, 1);
      const told = await world.db.read
        .selectFrom('outbox')
        .select('id')
        .where('kind', '=', 'comment.live')
        .execute();
      assert.equal(told.length, 1);
      const liked = ['a', 'b', 'a', 'b', 'a'].map((sender) =>
        world.db.write((tx) => likeComment(tx, site.id, id, { sender, liked: true })),
      );
      await Promise.all(liked);
      const now = await readSite(world.db, site.id);
      assert.ok(now);
      const reported = ['a', 'b', 'a', 'b', 'a'].map((sender) =>
        world.db.write((tx) => reportComment(tx, now, id, { sender, reason: 'spam' })),
      );
      await Promise.all(reported);
      const { likes, reports } = await row(id);
      assert.deepEqual([likes, reports], [2, 2]);
      await blog.close();
    });

    it('is one reply, whoever of two requests comes first', async () => {
      const blog = await openBlog({ dialect });
      const { taken, postId } = await visitorsOf(blog);
      const sent = await Promise.all([1, 2, 3, 4].map(() => taken({ text: 'Pressed at once.' })));
      assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
      const rows = await blog.world.db.read
        .selectFrom('comment')
        .select('id')
        .where('post_id', '=', postId)
        .execute();
      assert.equal(rows.length, 1);
      await blog.close();
    });
  });
