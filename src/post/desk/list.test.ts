import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { blank, idFrom, posts, withBlog } from '../../../test/support/post-desk.ts';

/** What a list shows, by the boxes to select. */
function listed(text: string): readonly number[] {
  return [...text.matchAll(/name="id" value="(\d+)"/g)].map((match) => Number(match[1]));
}

for (const dialect of dialects) {
  describe(`The list of posts, on ${dialect}`, () => {
    it('is narrowed by status, author, category, month and words, and pages through all of them', async () => {
      await withBlog(
        async (blog) => {
          const pen = penOf(blog);
          const [ann, ben] = [await pen.author('Ann'), await pen.author('Ben')];
          const news = await pen.category('News');
          const first = await pen.post({
            title: 'Storm on the quay',
            authors: [ann],
            terms: [news],
            publishedAt: '2026-03-05T12:00:00.000Z',
          });
          const second = await pen.post({
            title: 'Calm',
            authors: [ben],
            publishedAt: '2026-04-05T12:00:00.000Z',
          });
          const draft = await pen.post({ title: 'Storm, again', authors: [ben], status: 'draft' });
          const binned = await pen.post({ title: 'Old', status: 'trash' });
          const editor = await blog.as('editor');
          const ask = async (query: string) => listed((await editor.get(`${posts}${query}`)).text);
          assert.deepEqual(await ask(''), [draft, second, first]);
          assert.deepEqual(await ask('?status=draft'), [draft]);
          assert.deepEqual(await ask('?status=trash'), [binned]);
          assert.deepEqual(await ask(`?author=${ben}`), [draft, second]);
          assert.deepEqual(await ask(`?category=${news}`), [first]);
          assert.deepEqual(await ask('?month=2026-04'), [second]);
          assert.deepEqual(await ask('?s=STORM'), [draft, first]);
          assert.deepEqual(await ask(`?s=storm&author=${ann}&status=published`), [first]);
          assert.deepEqual(await ask('?s=nothing'), []);
          assert.deepEqual(await ask('?status=famous&author=x&month=May&after=@@'), [draft, second, first]);
          const tabs = (await editor.get(posts)).text;
          assert.match(tabs, /status=published">Published <span class="count">2</);
          assert.match(tabs, /status=trash">Bin <span class="count">1</);
          for (let index = 0; index < 60; index++)
            await pen.post({ title: `Post ${index}`, status: 'draft' });
          const seen: number[] = [];
          let path = posts;
          while (path !== '') {
            const { text } = await editor.get(path);
            seen.push(...listed(text));
            path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
          }
          assert.equal(new Set(seen).size, 63);
          assert.equal(seen.length, 63);
        },
        { dialect },
      );
    });

    it('shows an author their own, with right numbers, and an editor all', async () => {
      await withBlog(
        async (blog) => {
          const author = await blog.as('author');
          const mine = await author.post(`${posts}new`, {
            ...blank,
            title: 'Mine',
            text: 'x',
            do: 'publish',
          });
          const other = await penOf(blog).post({ title: 'Not mine' });
          const id = idFrom(mine.headers.location);
          const page = await author.get(posts);
          assert.deepEqual(listed(page.text), [id]);
          assert.match(page.text, /aria-current="page">All <span class="count">1</);
          assert.deepEqual(listed((await author.get(`${posts}?author=1&s=mine`)).text), [id]);
          const editor = await blog.as('editor');
          assert.deepEqual(new Set(listed((await editor.get(posts)).text)), new Set([id, other]));
        },
        { dialect },
      );
    });
  });
}

describe('An empty list', () => {
  it('says what to do', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      assert.match(
        (await editor.get(posts)).text,
        /Nothing is written yet[\s\S]*href="\/-\/admin\/posts\/new"/,
      );
      assert.match((await editor.get('/-/admin/pages/')).text, /There are no pages yet/);
      assert.match((await editor.get(`${posts}?status=trash`)).text, /The bin is empty/);
      assert.match((await editor.get(`${posts}?s=x`)).text, /Nothing fits all of this/);
    });
  });
});
