import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { updateSite } from '../../src/site/save.ts';
import { dialects, openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';

for (const dialect of dialects) {
  const open = async () => {
    const blog = await openBlog({ dialect });
    await blog.world.db.write((tx) =>
      updateSite(tx, blog.site.id, { settings: { commentsPerPage: 5, commentsDepth: 3 } }),
    );
    return { blog, pen: penOf(blog), [Symbol.asyncDispose]: () => blog.close() };
  };
  const path = '/2026/05/20/talk/';
  const talk = { title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' };

  describe(`A thread of replies (${dialect})`, () => {
    it('puts each reply after what it answers, once over all its pages', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const post = await pen.post(talk);
      const roots = [];
      for (let i = 0; i < 6; i++) roots.push(await pen.comment(post, `Root ${i}`, `root ${i}`));
      const child = await pen.comment(post, 'Child', 'an answer to the first', { parentId: roots[0] ?? 0 });
      await pen.comment(post, 'Grandchild', 'an answer to the answer', { parentId: child });
      const texts = [path, `${path}comment-page-2/`].map((page) => blog.get(page));
      const shown = (await Promise.all(texts)).flatMap(({ text }) =>
        [...text.matchAll(/id="comment-(\d+)"/g)].map(([, id]) => Number(id)),
      );
      assert.deepEqual(shown, [1, 7, 8, 2, 3, 4, 5, 6]);
      assert.equal((await blog.get(`${path}comment-page-3/`)).status, 404);
      assert.equal(
        (await blog.get(`${path}comment-page-1/`)).headers.location,
        `https://blog.example${path}`,
      );
      await assertValidHtml((await blog.get(path)).text, 'thread');
    });

    it('says whom a reply answers that stands deeper than the page nests, or on another page', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const post = await pen.post(talk);
      let parent = await pen.comment(post, 'Name0', 'depth 0');
      for (let depth = 1; depth < 7; depth++)
        parent = await pen.comment(post, `Name${depth}`, `depth ${depth}`, { parentId: parent });
      const first = (await blog.get(path)).text;
      const second = (await blog.get(`${path}comment-page-2/`)).text;
      assert.doesNotMatch(first, /in reply to[^.]*Name1/);
      assert.match(first, /href="#comment-3"[^>]*>(<[^>]*>)*(in reply to )?(<[^>]*>)*Name2/);
      assert.match(
        second,
        new RegExp(`href="${path}#comment-5"[^>]*>(<[^>]*>)*(in reply to )?(<[^>]*>)*Name4`),
      );
      await assertValidHtml(second, 'deep thread');
    });

    it('shows live replies alone, and keeps the place of a removed one that was answered', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const post = await pen.post(talk);
      await pen.comment(post, 'Waiting', 'pending words', { status: 'pending' });
      await pen.comment(post, 'Seller', 'spam words', { status: 'spam' });
      const gone = await pen.comment(post, 'Removed', 'removed words', { status: 'tombstone' });
      await pen.comment(post, 'Answer', 'still here', { parentId: gone });
      const { text } = await blog.get(path);
      assert.doesNotMatch(text, /pending words|spam words|removed words|Waiting|Seller|>Removed</);
      assert.match(text, /still here/);
      assert.match(text, /This reply was removed/);
      assert.match((await blog.get('/')).text, /1 reply/);
    });

    it('marks the author of the post', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const mara = await pen.author('Mara');
      const ben = await pen.author('Ben');
      const post = await pen.post({ ...talk, authors: [mara] });
      for (const [name, authorId] of [
        ['Mara', mara],
        ['Ben', ben],
      ] as const) {
        await pen.comment(post, name, 'hello', { identity: { kind: 'account', name, authorId } });
      }
      await pen.comment(post, 'Mara', 'I only say that I am');
      const badges = [...(await blog.get(path)).text.matchAll(/class="badge[^"]*">([^<]*)</g)].map(
        ([, word]) => word,
      );
      assert.deepEqual(badges, ['author', 'staff']);
    });

    it('holds answers deeper than anybody can follow, and those to what is not there', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const post = await pen.post(talk);
      let parent = 424242;
      for (let depth = 0; depth < 210; depth++)
        parent = await pen.comment(post, 'N', `depth ${depth}`, { parentId: parent });
      const pages = [];
      for (let page = 1; page <= 42; page++)
        pages.push((await blog.get(page === 1 ? path : `${path}comment-page-${page}/`)).text);
      const shown = pages.flatMap((text) =>
        [...text.matchAll(/id="comment-(\d+)"/g)].map(([, id]) => Number(id)),
      );
      assert.deepEqual(
        shown,
        Array.from({ length: 210 }, (_, index) => index + 1),
      );
    });
  });
}
