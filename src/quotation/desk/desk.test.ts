import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { article, openSourceSite } from '../../../test/support/source-site.ts';
import { loadWrite } from '../../post/load.ts';
import { quotationsOfPost } from '../read.ts';

const quotations = '/-/admin/quotations/';

const blank = { text: '', address: '', speaker: '', said: '', place: '', lang: '', shape: 'block', post: '' };

async function inText(blog: Blog, id: number): Promise<string | undefined> {
  const write = await loadWrite({ db: blog.world.db.read }, blog.site.id, id);
  return write?.source?.text;
}

for (const dialect of dialects) {
  describe(`Quoting a passage (${dialect})`, () => {
    it('takes words and an address, archives the page, shows what was found, and puts them into a new draft', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      await using source = await openSourceSite({
        '/s': article('<p>The board has decided to wait for the engineer’s report.</p>', 'A decision'),
      });
      const author = await blog.as('author');
      const offered = await author.get(
        `${quotations}new?text=wait+for&url=${encodeURIComponent(source.url('/s'))}`,
      );
      assert.match(offered.text, />\nwait for<\/textarea>/);
      assert.ok(offered.text.includes(`value="${source.url('/s')}"`));
      const made = await author.post(`${quotations}new`, {
        ...blank,
        text: 'decided to wait for the engineer’s report',
        address: source.url('/s'),
        speaker: 'Ines Calloway',
        said: '2026-05',
      });
      assert.equal(made.status, 303);
      const path = made.headers.location ?? '';
      const waiting = await author.get(path);
      assert.match(waiting.text, /data-waits="quotation-1"[\s\S]*being archived/);
      await blog.work();
      const found = await author.get(path);
      assert.match(found.text, /<strong>verbatim<\/strong>/);
      assert.match(found.text, /<mark>decided to wait for the engineer’s report<\/mark>/);
      assert.doesNotMatch(found.text, /data-waits/);
      const changed = await author.post(path, {
        ...blank,
        text: 'decided not to wait for the engineer’s report',
        address: source.url('/s'),
      });
      assert.equal(changed.status, 303);
      assert.match((await author.get(path)).text, /altered: see the difference/);
      const put = await author.post(path, { do: 'put', post: '' });
      assert.equal(put.status, 303);
      const id = Number(/(\d+)\/$/.exec(put.headers.location ?? '')?.[1]);
      assert.match(
        (await inText(blog, id)) ?? '',
        /^:::quotation\{.*source=1.*\}\ndecided not to wait for the engineer’s report\n:::\n$/,
      );
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.equal(row?.verdict, 'altered');
      assert.equal((await author.get(path)).status, 404);
      assert.match((await author.get(quotations)).text, /Altered[\s\S]*decided not to wait/);
      await blog.close();
    });

    it('leads from a quotation to the form of the page that it stands in', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      const editor = await blog.as('editor');
      const made = await editor.post('/-/admin/pages/new', {
        title: 'Who we are',
        text: ':::quotation{cite="https://elsewhere.example/s" said=2026}\nWe shall overcome some day\n:::\n',
        format: 'markdown',
        status: 'draft',
      });
      const id = Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.match(
        (await editor.get(`${quotations}${row?.id}/`)).text,
        new RegExp(`<a href="/-/admin/pages/${id}/">[^<]*<bdi>Who we are`),
      );
      await blog.close();
    });

    it('lets an editor vouch for words with a reason, which ends when they change, and stands beside the verdict', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      await using source = await openSourceSite({
        '/s': article('<p>Something else altogether was said here.</p>'),
      });
      const editor = await blog.as('editor');
      const text = (words: string) =>
        `:::quotation{cite="${source.url('/s')}" said=2026-05 key=mine}\n${words}\n:::\n`;
      const made = await editor.post('/-/admin/posts/new', {
        title: 'A',
        text: text('We shall overcome some day'),
        format: 'markdown',
        status: 'published',
        comments: '1',
      });
      const id = Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
      await blog.work();
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.equal(row?.verdict, 'not-found');
      const one = `${quotations}${row.id}/`;
      assert.equal((await editor.post(`${one}override`, { reason: '' })).status, 422);
      const contributor = await blog.as('contributor');
      assert.equal((await contributor.post(`${one}override`, { reason: 'Because I say so' })).status, 403);
      assert.equal(
        (await editor.post(`${one}override`, { reason: 'I was there and wrote it down' })).status,
        303,
      );
      await blog.work();
      const html = async () =>
        (
          await blog.world.db.read
            .selectFrom('post_html')
            .select('html')
            .where('post_id', '=', id)
            .executeTakeFirstOrThrow()
        ).html;
      assert.match(
        await html(),
        /verbatim, a person says[\s\S]*vouches for these words[\s\S]*I was there and wrote it down[\s\S]*The machine says: not in the source/,
      );
      await editor.post(`/-/admin/posts/${id}/`, {
        title: 'A',
        text: text('We shall overcome one day'),
        format: 'markdown',
        status: 'published',
        version: '1',
      });
      await blog.work();
      const [after] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.equal(after?.id, row.id);
      assert.equal(after?.override, null);
      assert.doesNotMatch(await html(), /vouches/);
      await blog.close();
    });
  });
}
