import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { createAuthor } from '../author/save.ts';
import { loadWrite } from '../post/load.ts';
import { updatePost } from '../post/save.ts';
import { vouch } from '../quotation/override.ts';
import { readQuotation } from '../quotation/read.ts';
import { digestOf } from '../revision/publication.ts';
import { erasePerson } from './erase.ts';

for (const dialect of dialects) {
  describe(`Who corrected a post and is erased, on ${dialect}`, () => {
    it('vouches for no words any more, and leaves no number where it decided', async () => {
      const blog = await openBlog({ dialect });
      try {
        const { world, site } = blog;
        const { accountId } = await blog.as('editor');
        await penOf(blog).post({
          text: 'Ann said :quote[we stay here for ever]{cite="https://a.example/" speaker=ann}. Bob said: “No.”',
        });
        await blog.work();
        const { id } = await world.db.read.selectFrom('quotation').select('id').executeTakeFirstOrThrow();
        const by = { by: 'Edith Torr', accountId, reason: 'I was there.' };
        await world.db.write(async (tx) => {
          await vouch(tx, site.id, id, by);
          await tx.db.updateTable('unsourced_quotation').set({ decided_by: accountId }).execute();
        });
        await erase(blog, accountId);
        await blog.work();
        const quotation = await readQuotation(world.db, site.id, id);
        assert.equal(quotation?.override, null);
        const left = await world.db.read.selectFrom('unsourced_quotation').select('decided_by').execute();
        assert.deepEqual(left, [{ decided_by: null }]);
        const pages = await world.db.read.selectFrom('post_html').select('html').execute();
        assert.ok(!JSON.stringify(pages).includes('Edith Torr'));
      } finally {
        await blog.close();
      }
    });

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
        await erase(blog, accountId);
        assert.ok(!(await blog.get(history)).text.includes('Edith Torr'));
        const content = await blog.get(`${history}2/content.json`);
        assert.ok((await blog.get(`${history}2/`)).text.includes(digestOf(content.text)));
      } finally {
        await blog.close();
      }
    });
  });
}

async function erase({ world }: Blog, accountId: number): Promise<void> {
  const account = await world.db.read
    .selectFrom('account')
    .selectAll()
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const person = { account: { ...account, owner: false }, email: account.email, senders: [] };
  assert.ok((await erasePerson(world, person)).ok);
}
