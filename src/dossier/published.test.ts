import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { createAuthor } from '../author/save.ts';
import { loadWrite } from '../post/load.ts';
import { updatePost } from '../post/save.ts';
import { digestOf } from '../revision/publication.ts';
import { erasePerson } from './erase.ts';

for (const dialect of dialects) {
  describe(`Who corrected a post and is erased, on ${dialect}`, () => {
    it('leaves the version with its digest, and no name', async () => {
      const blog = await openBlog({ dialect });
      try {
        const { world, site } = blog;
        const { accountId } = await blog.as('editor');
        const id = await penOf(blog).post({ title: 'Tide' });
        const now = blog.clock.now().toISOString();
        await world.db.write(async (tx) => {
          await createAuthor(tx, site.id, { name: 'Edith Torr', accountId });
          const known = await loadWrite(tx, site.id, id);
          assert.ok(known);
          await updatePost(tx, site, id, { ...known, title: 'Ebb' }, { now, by: accountId });
        });
        const history = `/-/posts/${id}/history/`;
        assert.match((await blog.get(history)).text, /Edith Torr/);
        const account = await world.db.read
          .selectFrom('account')
          .selectAll()
          .where('id', '=', accountId)
          .executeTakeFirstOrThrow();
        const erased = await erasePerson(world, {
          account: { ...account, owner: false },
          email: account.email,
          senders: [],
        });
        assert.ok(erased.ok);
        assert.ok(!(await blog.get(history)).text.includes('Edith Torr'));
        const content = await blog.get(`${history}2/content.json`);
        assert.ok((await blog.get(`${history}2/`)).text.includes(digestOf(content.text)));
      } finally {
        await blog.close();
      }
    });
  });
}
