import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { article, challenge, openSourceSite } from '../../test/support/source-site.ts';
import { requestCapture } from '../capture/save.ts';
import { quotationsOfPost } from '../quotation/read.ts';
import { ensureSource } from '../source/save.ts';

const said = 'We will never negotiate about the price of bread, said the minister.';
const rest = 'The speech went on for a while, and everybody listened to the end of it. '.repeat(8);

for (const dialect of dialects) {
  describe(`a page that is edited in silence (${dialect})`, () => {
    it('Has drifted: the quotation keeps its verdict and its copy, and the new words are captured beside it', async (t) => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      t.after(blog.close);
      const { world, site, clock } = blog;
      await using source = await openSourceSite({ '/speech': article(`${said} ${rest}`) });
      const address = source.url('/speech');
      const { id } = await world.db.write((tx) =>
        ensureSource(tx, site.id, { address, title: 'The speech' }, { now: clock.now().toISOString() }),
      );
      await world.db.write((tx) => requestCapture(tx, site.id, { address, sourceId: id, method: 'http' }));
      await blog.work();
      const postId = await penOf(blog).post({
        title: 'Bread',
        text: `:::quotation{source=${id} key=ab12}\nWe will never negotiate about the price of bread\n:::`,
      });
      await blog.work();
      const verdictOf = async () => (await quotationsOfPost(world.db, site.id, postId))[0]?.verdict;
      assert.equal(await verdictOf(), 'exact');

      const state = async () =>
        (await world.db.read.selectFrom('source').select('state').where('id', '=', id).executeTakeFirst())
          ?.state;
      await days(2);
      assert.equal(await state(), 'live');

      source.set('/speech', challenge);
      await days(5);
      assert.equal(await state(), 'live', 'a challenge is no edit');

      source.set('/speech', article(`${said.replace('never', 'gladly')} ${rest}`));
      await days(8);
      assert.equal(await state(), 'drifted');
      const copies = await world.db.read
        .selectFrom('capture')
        .select(['id', 'status'])
        .where('source_id', '=', id)
        .orderBy('id')
        .execute();
      assert.deepEqual(
        copies.map(({ status }) => status),
        ['done', 'done'],
        'both versions are kept',
      );
      for (const [copy, words] of [
        [copies[0]?.id, 'never'],
        [copies[1]?.id, 'gladly'],
      ] as const)
        assert.match(
          (await blog.get(`/-/captures/${copy}/page/`)).text,
          new RegExp(`We will ${words} negotiate`),
        );
      const page = await blog.get(`/-/captures/${copies[0]?.id}/`);
      assert.match(page.text, /The original no longer says what was quoted from it/);
      assert.match(page.text, new RegExp(`href="/-/captures/${copies[1]?.id}/"`), 'each leads to the other');
      const known = await blog.get(`/-/sources/${id}/`);
      for (const { id: copy } of copies) assert.match(known.text, new RegExp(`/-/captures/${copy}/`));
      assert.equal(await verdictOf(), 'exact', 'what was checked stands, with its copy');
      await days(2, '20 day');
      assert.equal(await state(), 'drifted', 'until somebody looks, or the words are back');
      source.set('/speech', article(`${said} ${rest}`));
      await days(2, '31 day');
      assert.equal(await state(), 'live');

      async function days(count: number, each = '1 day'): Promise<void> {
        for (let i = 0; i < count; i++) {
          clock.advance(each);
          await blog.work();
          clock.advance('1 minute');
          await blog.work();
        }
      }
    });
  });
}
