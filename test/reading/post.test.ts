import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BlogOptions, dialects, openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';

for (const dialect of dialects) {
  const open = async (options: BlogOptions = {}) => {
    const blog = await openBlog({ dialect, ...options });
    return { blog, pen: penOf(blog), [Symbol.asyncDispose]: () => blog.close() };
  };

  describe(`A post (${dialect})`, () => {
    it('stands at its permalink, in the site’s time zone, with all that belongs to it', async () => {
      await using place = await open({ site: { timeZone: 'Asia/Kabul' } });
      const { blog, pen } = place;
      const author = await pen.author('Mara Ellison', 'Twelve years on the *quay*.');
      const harbour = await pen.category('Harbour');
      const tag = await pen.tag('dredging');
      await pen.post({ title: 'Before', publishedAt: '2026-05-19T08:00:00.000Z', terms: [tag] });
      const id = await pen.post({
        title: 'What the board said',
        text: 'One.\n\n## First part\n\nTwo.\n\n## Second part\n\nThree.\n\n## Third part\n\nFour.',
        authors: [author],
        terms: [harbour, tag],
        publishedAt: '2026-05-20T22:30:00.000Z',
      });
      await pen.post({ title: 'After', publishedAt: '2026-05-21T08:00:00.000Z' });
      // 22:30 UTC is the next day in Kabul.
      const page = await blog.get('/2026/05/21/what-the-board-said/');
      assert.equal(page.status, 200);
      await assertValidHtml(page.text, 'post');
      assert.match(page.text, /<h1[^>]*>What the board said<\/h1>/);
      assert.match(page.text, /href="\/author\/mara-ellison\/"/);
      assert.match(page.text, /<em>quay<\/em>/);
      assert.match(page.text, /href="\/category\/harbour\/"/);
      assert.match(page.text, /href="\/tag\/dredging\/"/);
      assert.match(page.text, /href="#second-part"/, 'a table of contents');
      assert.match(page.text, /rel="prev" href="\/2026\/05\/19\/before\/"/);
      assert.match(page.text, /rel="next" href="\/2026\/05\/21\/after\/"/);
      assert.match(page.text, /"@type":"BlogPosting"/);
      assert.match(
        page.text,
        /<link rel="canonical" href="https:\/\/blog.example\/2026\/05\/21\/what-the-board-said\/">/,
      );
      assert.ok(page.reads?.has(`1/post:${id}`));
    });

    it('introduces an author in the direction of the biography', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const layla = await pen.author('Layla', 'كاتبة، تعمل في الأرشيف.\n\nShe also writes in English.');
      const mara = await pen.author('Mara', '**Writes** on ports.');
      await pen.post({ title: 'Two', authors: [layla, mara], publishedAt: '2026-05-20T08:00:00.000Z' });
      const { text } = await blog.get('/2026/05/20/two/');
      assert.match(text, /<div class="profile" dir="rtl">[\s\S]*<p>كاتبة[\s\S]*<p dir="ltr">She also/);
      assert.match(text, /<div class="profile"><span class="portrait letter"[^>]*>M</);
    });

    it('answers at the other form of its address, by its ID, and at every address that it had', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const id = await pen.post({ title: 'Old name', publishedAt: '2026-05-20T08:00:00.000Z' });
      const now = 'https://blog.example/2026/05/20/new-name/';
      await pen.change(id, { slug: 'new-name' });
      for (const path of [
        '/2026/05/20/new-name',
        `/?p=${id}`,
        '/2026/05/20/old-name/',
        '/2026/05/20/old-name',
      ]) {
        const answer = await blog.get(path);
        assert.deepEqual([answer.status, answer.headers.location], [301, now], path);
      }
      await pen.change(id, { slug: 'old-name' });
      assert.equal((await blog.get('/2026/05/20/old-name/')).status, 200);
      const back = await blog.get('/2026/05/20/new-name/');
      assert.deepEqual(
        [back.status, back.headers.location],
        [301, 'https://blog.example/2026/05/20/old-name/'],
      );
    });

    it('is gone, not missing, once it was public and was deleted or withdrawn', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const one = await pen.post({ title: 'One', publishedAt: '2026-05-20T08:00:00.000Z' });
      const two = await pen.post({ title: 'Two', publishedAt: '2026-05-20T08:00:00.000Z' });
      await pen.delete(one);
      await pen.change(two, { status: 'trash' });
      for (const path of ['/2026/05/20/one/', '/2026/05/20/two/']) {
        const answer = await blog.get(path);
        assert.equal(answer.status, 410, path);
        await assertValidHtml(answer.text, path);
      }
      await pen.change(two, { status: 'published' });
      assert.equal((await blog.get('/2026/05/20/two/')).status, 200, 'brought back from the trash');
      assert.equal((await blog.get('/2026/05/20/three/')).status, 404);
    });

    it('shows nothing of a draft, a private or a scheduled post', async () => {
      await using place = await open();
      const { blog, pen } = place;
      for (const status of ['draft', 'pending', 'private'] as const)
        await pen.post({ title: `Hidden ${status}`, status });
      await pen.post({ title: 'Hidden later', publishedAt: '2026-06-01T08:00:00.000Z' });
      for (const path of [
        '/',
        '/2026/05/21/hidden-draft/',
        '/2026/06/01/hidden-later/',
        '/?p=1',
        '/?s=hidden',
        '/2026/',
      ]) {
        assert.doesNotMatch((await blog.get(path)).text, /Hidden/, path);
      }
    });

    it('appears when its hour comes, also when the program was down then', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await pen.post({ title: 'Later', publishedAt: '2026-05-21T13:00:00.000Z' });
      await blog.work();
      assert.equal((await blog.get('/2026/05/21/later/')).status, 404);
      blog.clock.advance('59 minutes');
      await blog.work();
      assert.equal((await blog.get('/2026/05/21/later/')).status, 404, 'a minute too early');
      blog.clock.advance('3 days');
      await blog.work();
      const page = await blog.get('/2026/05/21/later/');
      assert.equal(page.status, 200);
      assert.doesNotMatch(page.text, /updated/, 'it was published, not updated');
      assert.match((await blog.get('/')).text, /Later/);
    });

    it('has pages where its text has page breaks', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await pen.post({
        title: 'Long',
        text: 'First page.\n\n<!--nextpage-->\n\nSecond page.',
        publishedAt: '2026-05-20T08:00:00.000Z',
      });
      const first = await blog.get('/2026/05/20/long/');
      assert.match(first.text, /First page/);
      assert.doesNotMatch(first.text.replace(/<head>.*<\/head>/s, ''), /Second page/);
      assert.match((await blog.get('/2026/05/20/long/2/')).text, /Second page/);
      assert.equal((await blog.get('/2026/05/20/long/3/')).status, 404);
      assert.equal(
        (await blog.get('/2026/05/20/long/1/')).headers.location,
        'https://blog.example/2026/05/20/long/',
      );
      assert.equal(
        (await blog.get('/2026/05/20/long/2')).headers.location,
        'https://blog.example/2026/05/20/long/2/',
      );
    });

    it('behind a password tells its title alone, and is kept nowhere', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const id = await pen.post({
        title: 'Locked',
        text: 'The secret words.',
        password: 'open sesame',
        publishedAt: '2026-05-20T08:00:00.000Z',
      });
      await blog.work();
      const path = '/2026/05/20/locked/';
      for (const address of [path, '/', '/2026/', '/?s=secret']) {
        assert.doesNotMatch((await blog.get(address)).text, /secret words/, address);
      }
      const asked = await blog.get(path);
      assert.equal(asked.reads, undefined);
      assert.equal(asked.headers['cache-control'], 'private, no-store');
      await assertValidHtml(asked.text, 'password');
      const wrong = await blog.post(path, { password: 'guess' });
      assert.equal(wrong.status, 403);
      assert.match(wrong.text, /aria-invalid/);
      const right = await blog.post(path, { password: 'open sesame' });
      assert.equal(right.status, 303);
      const cookie = right.headers['set-cookie']?.split(';')[0] ?? '';
      const shown = await blog.get(path, { cookie });
      assert.match(shown.text, /secret words/);
      assert.equal(shown.reads, undefined);
      await pen.change(id, { password: 'another' });
      assert.doesNotMatch(
        (await blog.get(path, { cookie })).text,
        /secret words/,
        'the old password opens nothing any more',
      );
    });

    it('lets nobody guess its password for long', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await pen.post({ title: 'Locked', password: 'right', publishedAt: '2026-05-20T08:00:00.000Z' });
      const path = '/2026/05/20/locked/';
      for (let guess = 0; guess < 20; guess++)
        assert.equal((await blog.post(path, { password: `${guess}` })).status, 403);
      const late = await blog.post(path, { password: 'right' });
      assert.deepEqual([late.status, late.headers['retry-after']], [429, '60']);
      await assertValidHtml(late.text, 'too many');
      blog.clock.advance('1 minute');
      assert.equal((await blog.post(path, { password: 'right' })).status, 303);
    });

    it('stores what PostgreSQL’s text cannot hold as a mark that something stood there', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const tag = await pen.tag('t\0g');
      const id = await pen.post({
        title: 'Nul\0l',
        terms: [tag],
        meta: { odd: '\0' },
        publishedAt: '2026-05-20T08:00:00.000Z',
      });
      await pen.comment(id, 'An\0n', 'a reply');
      const page = await blog.get(`/?p=${id}`);
      assert.match((await blog.get(new URL(page.headers.location ?? '').pathname)).text, /Nul\uFFFDl/);
    });

    it('keeps its address in every script', async () => {
      await using place = await open({ site: { locale: 'ar' } });
      const { blog, pen } = place;
      await pen.post({
        title: 'تقرير عن المرفأ',
        text: 'نصّ بالعربية.',
        publishedAt: '2026-05-20T08:00:00.000Z',
      });
      const page = await blog.get(encodeURI('/2026/05/20/تقرير-عن-المرفأ/'));
      assert.equal(page.status, 200);
      assert.match(page.text, /<html lang="ar" dir="rtl">/);
      await assertValidHtml(page.text, 'Arabic post');
      assert.equal((await blog.get('/2026/05/20/%ff/')).status, 404, 'what is no encoding is not found');
    });

    it('takes nothing that is sent to it', async () => {
      await using place = await open();
      const { blog, pen } = place;
      await pen.post({ title: 'Open', publishedAt: '2026-05-20T08:00:00.000Z' });
      assert.equal((await blog.post('/2026/05/20/open/', { a: 'b' })).status, 405);
      assert.equal((await blog.post('/', { a: 'b' })).status, 405);
    });
  });

  describe(`A page (${dialect})`, () => {
    it('stands under its parent, and moves with it', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const about = await pen.post({ type: 'page', title: 'About' });
      await pen.post({ type: 'page', title: 'People', parentId: about });
      const page = await blog.get('/about/people/');
      assert.equal(page.status, 200);
      assert.match(page.text, /href="\/about\/"/, 'the way up');
      await pen.change(about, { slug: 'who' });
      assert.equal((await blog.get('/about/people/')).headers.location, 'https://blog.example/who/people/');
      assert.equal((await blog.get('/who/people/')).status, 200);
      assert.doesNotMatch((await blog.get('/')).text, /People/, 'pages are in no list of posts');
    });
  });
}
