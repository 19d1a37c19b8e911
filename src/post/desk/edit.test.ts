import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { penOf } from '../../../test/support/pen.ts';
import { blank, fieldIn, idFrom, load, posts, withBlog } from '../../../test/support/post-desk.ts';
import { sample } from '../../media/sample.ts';
import { storeMedia } from '../../media/save.ts';
import { listRevisions } from '../../revision/read.ts';

describe('The form of a post', () => {
  it('writes a draft, keeps what was typed to the letter, and signs it with who wrote it', async () => {
    await withBlog(async (blog) => {
      const author = await blog.as('author');
      assert.equal((await author.get(`${posts}new`)).status, 200);
      const text = '# Head\r\n\r\nSome *words*.  ';
      const saved = await author.post(`${posts}new`, {
        ...blank,
        title: ' First ',
        text,
        do: 'save',
        excerpt: 'Brief',
        lang: 'FR-ca',
      });
      assert.equal(saved.status, 303, saved.text);
      const id = idFrom(saved.headers.location);
      const write = await load(blog, id);
      assert.equal(write?.title, 'First');
      assert.equal(write?.status, 'draft');
      assert.deepEqual(write?.source, { format: 'markdown', text: '# Head\n\nSome *words*.  ' });
      assert.equal(write?.lang, 'fr-CA');
      const page = await author.get(`${posts}${id}/`);
      assert.match(page.text, /<textarea[^>]*>\n# Head\n\nSome \*words\*\. {2}<\/textarea>/);
      assert.equal(fieldIn(page.text, 'version'), '1');
      const [signing] = write?.authors ?? [];
      const row = await blog.world.db.read
        .selectFrom('author')
        .select('account_id')
        .where('id', '=', signing ?? 0)
        .executeTakeFirst();
      assert.equal(row?.account_id, author.accountId);
    });
  });

  it('publishes, schedules, withdraws and renames; the old address leads to the new one', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const made = await editor.post(`${posts}new`, {
        ...blank,
        title: 'Tide',
        text: 'High.',
        do: 'publish',
        date: '2026-05-20T08:30',
      });
      const id = idFrom(made.headers.location);
      assert.equal((await blog.get('/2026/05/20/tide/')).status, 200);
      await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'Tide',
        text: 'High.',
        slug: 'low-tide',
        date: '2026-05-20T08:30',
      });
      const moved = await blog.get('/2026/05/20/tide/');
      assert.equal(moved.status, 301);
      assert.match(moved.headers.location ?? '', /\/2026\/05\/20\/low-tide\/$/);
      await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '2',
        status: 'draft',
        title: 'Tide',
        text: 'High.',
        slug: 'low-tide',
      });
      assert.equal((await blog.get('/2026/05/20/low-tide/')).status, 410);
      await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '3',
        status: 'published',
        title: 'Tide',
        text: 'High.',
        date: '2026-06-01T10:00',
      });
      assert.equal((await load(blog, id))?.status, 'scheduled');
    });
  });

  it('reads dates on the clock of the site', async () => {
    await withBlog(
      async (blog) => {
        const editor = await blog.as('editor');
        const made = await editor.post(`${posts}new`, {
          ...blank,
          title: 'Dawn',
          text: 'x',
          do: 'publish',
          date: '2026-05-20T01:30',
        });
        const id = idFrom(made.headers.location);
        assert.equal((await load(blog, id))?.publishedAt, '2026-05-19T22:30:00.000Z');
        assert.equal(fieldIn((await editor.get(`${posts}${id}/`)).text, 'date'), '2026-05-20T01:30');
      },
      { site: { timeZone: 'Asia/Riyadh' } },
    );
  });

  it('keeps an untouched date to the second', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({ title: 'Exact', publishedAt: '2026-05-01T08:00:37.123Z' });
      const editor = await blog.as('editor');
      await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'Exact',
        text: 'New.',
        date: '2026-05-01T08:00',
      });
      assert.equal((await load(blog, id))?.publishedAt, '2026-05-01T08:00:37.123Z');
    });
  });

  it('files under categories and tags, old ones and new ones', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const news = await pen.category('News');
      const quay = await pen.tag('Quay');
      const editor = await blog.as('editor');
      const made = await editor.post(`${posts}new`, {
        ...blank,
        title: 'Filed',
        text: 'x',
        category: [String(news)],
        'new-category': 'Harbour',
        'new-category-parent': String(news),
        tags: 'quay، Silt, ',
      });
      const id = idFrom(made.headers.location);
      const terms = await blog.world.db.read.selectFrom('term').select(['id', 'path', 'taxonomy']).execute();
      const of = (path: string) => terms.find((term) => term.path === path)?.id;
      assert.deepEqual((await load(blog, id))?.terms, [news, of('news/harbour'), quay, of('silt')]);
      const page = await editor.get(`${posts}${id}/`);
      assert.equal(fieldIn(page.text, 'tags'), 'Quay, Silt');
      assert.match(page.text, new RegExp(`name="category" value="${news}" checked`));
    });
  });

  it('says at its field what is wrong, and keeps everything that was written', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const good = { ...blank, title: 'Title', text: 'A text that took an hour.' };
      const wrong: readonly [field: string, fields: Record<string, string | string[]>, status?: number][] = [
        ['title', { title: '', text: ' ' }],
        ['title', { title: 'x'.repeat(501) }],
        ['slug', { slug: '???' }],
        ['date', { date: '2026-02-31T10:00' }],
        ['date', { date: 'tomorrow' }],
        ['lang', { lang: 'english' }],
        ['categories', { category: ['99'] }],
        ['categories', { category: ['no'] }],
        ['new-category', { 'new-category': 'New', 'new-category-parent': '99' }],
        ['password', { password: 'p'.repeat(256) }],
        ['picture', { picture: '99' }],
        ['authors', { author: ['99'] }],
        ['status', { status: 'famous' }],
        ['tags', { tags: Array.from({ length: 101 }, (_, index) => `tag${index}`).join() }],
        ['text', { format: 'html', text: '<blockquote>'.repeat(3_000) }, 413],
        ['text', { text: 'x'.repeat(5 * 1024 * 1024 + 1) }, 413],
      ];
      for (const [field, fields, status = 422] of wrong) {
        const answer = await editor.post(`${posts}new`, { ...good, ...fields });
        assert.equal(answer.status, status, `${field}: ${JSON.stringify(fields).slice(0, 80)}`);
        assert.match(answer.text, new RegExp(`id="${field}-problem"`), field);
        if (!('title' in fields)) assert.ok(answer.text.includes('value="Title"'));
        if (!('text' in fields)) assert.ok(answer.text.includes('A text that took an hour.'));
      }
      assert.equal((await blog.world.db.read.selectFrom('post').select('id').execute()).length, 0);
    });
  });

  it('converts the text to the other form, says what that cannot keep, and saves nothing', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const there = await editor.post(`${posts}new`, {
        ...blank,
        title: 'T',
        text: 'Some *words*.',
        do: 'switch',
      });
      assert.equal(there.status, 200);
      assert.match(there.text, /&lt;p&gt;Some &lt;em&gt;words&lt;\/em&gt;\.&lt;\/p&gt;/);
      assert.equal(fieldIn(there.text, 'format'), 'html');
      const given = '<p onclick="x()">Some <em>words</em>.</p><script>steal()</script>';
      const back = await editor.post(`${posts}new`, {
        ...blank,
        format: 'html',
        title: 'T',
        text: given,
        do: 'switch',
      });
      assert.match(back.text, /<textarea[^>]*>\nSome _words_\.\n<\/textarea>/);
      assert.match(back.text, /Could not be kept/);
      assert.equal((await blog.world.db.read.selectFrom('post').select('id').execute()).length, 0);
    });
  });

  it('offers the picture that is chosen, though newer ones have its number in their names', async () => {
    await withBlog(async (blog) => {
      const store = async (name: string, size: number) => {
        const body = await sample(size, size).png().toBuffer();
        const stored = await storeMedia(blog.world, blog.site.id, { name, body });
        assert.ok(stored.ok, JSON.stringify(stored));
        return stored.media.id;
      };
      const chosen = await store('quay.png', 20);
      for (let size = 21; size < 34; size++) await store(`quay-${chosen}-${size}.png`, size);
      const id = await penOf(blog).post({ pictureId: chosen });
      const page = await (await blog.as('editor')).get(`${posts}${id}/`);
      assert.match(page.text, new RegExp(`name="picture" value="${chosen}" checked`));
    });
  });

  it('finds pictures without losing what is written', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const answer = await editor.post(`${posts}new`, {
        ...blank,
        title: 'T',
        text: 'Kept words.',
        'picture-words': 'harbour',
        do: 'pictures',
      });
      assert.equal(answer.status, 200);
      assert.match(answer.text, /No picture has these words/);
      assert.ok(answer.text.includes('Kept words.'));
    });
  });

  it('of a text that its parser would read otherwise today leaves the document alone', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const made = await editor.post(`${posts}new`, { ...blank, title: 'T', text: 'Same.' });
      const id = idFrom(made.headers.location);
      await editor.post(`${posts}${id}/`, { ...blank, version: '1', title: 'Other', text: 'Same.' });
      const [change] = await listRevisions({ db: blog.world.db.read }, blog.site.id, id, { limit: 1 });
      assert.deepEqual(change?.fields, ['title', 'slug'], 'nothing of the text');
    });
  });

  it('of a post that was deleted meanwhile makes a new one when it is saved again', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const id = await penOf(blog).post({ status: 'draft', title: 'Gone' });
      await penOf(blog).delete(id);
      const late = await editor.post(`${posts}${id}/`, {
        ...blank,
        version: '1',
        title: 'Gone',
        text: 'Still wanted.',
      });
      assert.equal(late.status, 404);
      assert.ok(late.text.includes('Still wanted.'));
      assert.match(late.text, new RegExp(`action="${posts}new"`));
    });
  });
});

describe('A page’s form', () => {
  it('places it below another, and never below itself', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const make = async (title: string, parent = '') =>
        idFrom(
          (
            await editor.post('/-/admin/pages/new', {
              ...blank,
              title,
              text: 'x',
              parent,
              do: 'publish',
              order: '3',
            })
          ).headers.location,
        );
      const about = await make('About');
      const team = await make('Team', String(about));
      assert.equal((await blog.get('/about/team/')).status, 200);
      const circle = await editor.post(`/-/admin/pages/${about}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'About',
        text: 'x',
        parent: String(team),
        order: '0',
      });
      assert.equal(circle.status, 422);
      assert.match(circle.text, /id="parent-problem"/);
      await editor.post(`/-/admin/pages/${about}/`, {
        ...blank,
        version: '1',
        status: 'published',
        title: 'About',
        text: 'x',
        slug: 'us',
        order: '0',
      });
      assert.equal((await blog.get('/about/team/')).headers.location, 'https://blog.example/us/team/');
    });
  });
});
