import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../../test/support/blog.ts';
import { article, challenge, openSourceSite } from '../../../test/support/source-site.ts';
import { readCapture } from '../read.ts';

for (const dialect of dialects) {
  describe(`the desk of captures (${dialect})`, () => {
    it('An author has an address captured, sees how it stands, and tries again what was refused', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      await using source = await openSourceSite({
        '/a/wall': challenge,
        '/a/page': article('Words that were said.'),
      });
      const author = await blog.as('author');
      const ask = async (address: string) => {
        const reply = await author.post('/-/admin/captures/', { address, method: 'http' });
        assert.equal(reply.status, 303, reply.text);
        return reply.headers.location!;
      };
      const path = await ask(source.url('/a/wall'));
      assert.equal(path, '/-/admin/captures/1/');
      assert.match((await author.get(path)).text, /data-waits="capture-1"/);
      await blog.work();
      const refused = await author.get(path);
      assert.match(refused.text, /A challenge stood in place of the page/);
      assert.match(refused.text, /Just a moment/);
      assert.equal((await author.post(`${path}browser`, {})).headers.location, '/-/admin/captures/2/');
      source.set('/a/wall', article('The wall is gone.'));
      assert.equal((await author.post(`${path}retry`, {})).status, 303);
      await blog.work();
      const done = await author.get(path);
      assert.match(done.text, /<a href="\/-\/captures\/1\/">/);
      assert.match(done.text, /WACZ SHA-256/);
      assert.equal((await readCapture(blog.world.db, blog.site.id, 1))?.requestedBy !== null, true);
      const listed = await author.get('/-/admin/captures/?shelf=done');
      assert.match(listed.text, /\/-\/admin\/captures\/1\//);
      assert.equal((await author.get('/-/admin/captures/99/')).status, 404);
      const bad = await author.post('/-/admin/captures/', { address: 'javascript:alert(1)' });
      assert.equal(bad.status, 422);
      await blog.close();
    });

    it('Lists captures page by page, each once', async () => {
      const blog = await openBlog({ dialect });
      const author = await blog.as('author');
      for (let i = 1; i <= 60; i++)
        await author.post('/-/admin/captures/', { address: `https://a.example/${i}`, method: 'http' });
      const first = await author.get('/-/admin/captures/');
      const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&');
      const second = await author.get(next!);
      const ids = (text: string) =>
        [...text.matchAll(/captures\/(\d+)\/"><bdi>/g)].map(([, id]) => Number(id));
      assert.deepEqual(
        [...ids(first.text), ...ids(second.text)],
        Array.from({ length: 60 }, (_, i) => 60 - i),
      );
      await blog.close();
    });
  });
}
