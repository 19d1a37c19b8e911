import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SaxesParser } from 'saxes';
import { type Blog, dialects, type Got, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';

async function json(blog: Blog, path: string) {
  const got = await blog.get(path);
  assert.equal(got.status, 200, path);
  return JSON.parse(got.text);
}

const titles = (feed: { items: readonly { title: string }[] }) => feed.items.map(({ title }) => title);

function wellFormed({ text }: Got): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}

for (const dialect of dialects) {
  describe(`Feeds on ${dialect}`, () => {
    it('tell of the site, its categories, tags, authors and dates, newest first, sticky posts in their place', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const ann = await pen.author('Ann');
      const parent = await pen.category('Letters');
      const child = await pen.category('Lost', parent);
      const tag = await pen.tag('قصص');
      const at = (day: string) => ({ publishedAt: `${day}T08:00:00.000Z` });
      await pen.post({ title: 'Oldest', sticky: true, authors: [ann], ...at('2015-03-01') });
      await pen.post({ title: 'Middle', terms: [child, tag], ...at('2016-05-20') });
      await pen.post({ title: 'Newest', authors: [ann], terms: [parent], ...at('2016-05-21') });
      await pen.post({ title: 'Draft', status: 'draft' });
      await pen.post({ title: 'A page', type: 'page' });
      assert.deepEqual(titles(await json(blog, '/feed/json/')), ['Newest', 'Middle', 'Oldest']);
      assert.deepEqual(titles(await json(blog, '/category/letters/lost/feed/json/')), ['Middle']);
      assert.deepEqual(titles(await json(blog, '/tag/%D9%82%D8%B5%D8%B5/feed/json/')), ['Middle']);
      assert.deepEqual(titles(await json(blog, '/author/ann/feed/json/')), ['Newest', 'Oldest']);
      assert.deepEqual(titles(await json(blog, '/2016/feed/json/')), ['Newest', 'Middle']);
      assert.deepEqual(titles(await json(blog, '/2016/05/feed/json/')), ['Newest', 'Middle']);
      assert.deepEqual(titles(await json(blog, '/2016/05/20/feed/json/')), ['Middle']);
      for (const path of ['/1999/feed/', '/category/none/feed/', '/author/none/feed/', '/none/feed/']) {
        assert.equal((await blog.get(path)).status, 404, path);
      }
      await blog.close();
    });

    it('have the whole text, its addresses absolute, and everything that is said of it', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const ann = await pen.author('Ann');
      const id = await pen.post({
        title: 'One & two',
        text: 'See [about](/about/).\n\n<!--more-->\n\nAll of it.',
        authors: [ann],
        terms: [await pen.tag('notes')],
        guid: 'https://old.example/?p=7',
        publishedAt: '2026-05-20T08:00:00.000Z',
      });
      await pen.change(id, { text: 'See [about](/about/).\n\n<!--more-->\n\nAll of it, and more.' });
      const { items } = await json(blog, '/feed/json/');
      const [item] = items;
      assert.equal(item.id, 'https://old.example/?p=7');
      assert.match(item.content_html, /href="https:\/\/blog\.example\/about\/"/);
      assert.match(item.content_html, /All of it, and more\./);
      assert.equal(item.date_published, '2026-05-20T08:00:00.000Z');
      assert.equal(item.date_modified, '2026-05-21T12:00:00.000Z');
      assert.deepEqual(item.authors, [{ name: 'Ann', url: 'https://blog.example/author/ann/' }]);
      assert.deepEqual(item.tags, ['notes']);
      const rss = await blog.get('/feed/');
      wellFormed(rss);
      assert.equal(rss.headers['content-type'], 'application/rss+xml; charset=utf-8');
      assert.equal(rss.headers['last-modified'], 'Thu, 21 May 2026 12:00:00 GMT');
      assert.match(rss.text, /<title>One &amp; two<\/title>/);
      const atom = await blog.get('/feed/atom/');
      wellFormed(atom);
      assert.equal(atom.headers['content-type'], 'application/atom+xml; charset=utf-8');
      await blog.close();
    });

    it('enclose the recordings of a post, with what the media library knows of them', async () => {
      const blog = await openBlog({ dialect });
      const at = '2026-01-01T00:00:00.000Z';
      await blog.world.db.write((tx) =>
        tx.db
          .insertInto('media')
          .values({
            site_id: blog.site.id,
            id: 99,
            path: '/wp-content/uploads/2026/été 1.mp3',
            status: 'ready',
            sha256: null,
            mime: 'audio/mpeg',
            bytes: 4_242,
            width: null,
            height: null,
            duration_ms: 61_500,
            title: '',
            alt: '',
            caption: '',
            source_url: null,
            variants: '[]',
            author_id: null,
            post_id: null,
            created_at: at,
            changed_at: at,
          })
          .execute(),
      );
      const own = '<audio controls src="/wp-content/uploads/2026/%C3%A9t%C3%A9%201.mp3"></audio>';
      await penOf(blog).post({ text: `${own}\n\n<video src="https://elsewhere.example/a.webm"></video>` });
      const { items } = await json(blog, '/feed/json/');
      const url = 'https://blog.example/wp-content/uploads/2026/%C3%A9t%C3%A9%201.mp3';
      assert.deepEqual(items[0].attachments, [
        { url, mime_type: 'audio/mpeg', size_in_bytes: 4_242, duration_in_seconds: 62 },
        { url: 'https://elsewhere.example/a.webm', mime_type: 'video/webm' },
      ]);
      const rss = await blog.get('/feed/');
      assert.ok(rss.text.includes(`<enclosure url="${url}" length="4242" type="audio/mpeg"/>`));
      await blog.close();
    });

    it('withhold what stands behind a password', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const id = await pen.post({ title: 'Letters', text: 'The secret.', password: 'sesame' });
      await pen.comment(id, 'Kin', 'The secret, again.');
      for (const path of [
        '/feed/',
        '/feed/atom/',
        '/feed/json/',
        '/comments/feed/',
        `/2026/05/21/letters/feed/`,
      ]) {
        const got = await blog.get(path);
        assert.equal(got.status, 200, path);
        assert.doesNotMatch(got.text, /secret/, path);
      }
      await blog.close();
    });

    it('tell of replies, to a post or to all, newest first, and what each answers', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const id = await pen.post({ title: 'Asked' });
      const other = await pen.post({ title: 'Other' });
      const first = await pen.comment(id, 'Ada', 'Is it?');
      blog.clock.advance('1 hour');
      await pen.comment(id, 'Ben', 'It is.', { parentId: first });
      await pen.comment(id, 'Spammer', 'Buy.', { status: 'spam' });
      blog.clock.advance('1 hour');
      await pen.comment(other, 'Cleo', 'Well.');
      const all = await json(blog, '/comments/feed/json/');
      assert.deepEqual(titles(all), ['Cleo on Other', 'Ben on Asked', 'Ada on Asked']);
      const thread = await json(blog, '/2026/05/21/asked/feed/json/');
      assert.deepEqual(titles(thread), ['Ben on Asked', 'Ada on Asked']);
      assert.equal(thread.items[1].url, `https://blog.example/2026/05/21/asked/#comment-${first}`);
      assert.equal(thread.items[1].id, `https://blog.example/?p=${id}#comment-${first}`);
      const atom = await blog.get('/2026/05/21/asked/feed/atom/');
      wellFormed(atom);
      assert.ok(atom.text.includes(`<thr:in-reply-to ref="https://blog.example/?p=${id}#comment-${first}"`));
      await blog.close();
    });

    it('turn their pages until every post was told of once', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      for (let n = 0; n < 45; n++) await pen.post({ title: `Post ${n}` });
      const seen: string[] = [];
      for (let next: string | undefined = 'https://blog.example/feed/json/'; next !== undefined; ) {
        const feed: { items: { title: string }[]; next_url?: string } = await json(blog, next);
        seen.push(...titles(feed));
        next = feed.next_url;
      }
      assert.equal(seen.length, 45);
      assert.equal(new Set(seen).size, 45);
      assert.equal((await blog.get('/feed/?paged=9')).status, 404);
      await blog.close();
    });
  });

  describe(`What search engines and other sites read on ${dialect}`, () => {
    it('is a sitemap of every public page, in files that the index names', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const tag = await pen.tag('notes');
      await pen.tag('unused');
      await pen.post({ title: 'Listed & found', terms: [tag], authors: [await pen.author('Ann')] });
      await pen.post({ title: 'About', type: 'page' });
      await pen.post({ title: 'Hidden', password: 'sesame' });
      await pen.post({ title: 'Draft', status: 'draft' });
      const index = await blog.get('/sitemap.xml');
      wellFormed(index);
      const files = [...index.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => loc);
      const pages: string[] = [];
      for (const file of files) {
        const got = await blog.get(file);
        assert.equal(got.status, 200, file);
        wellFormed(got);
        pages.push(...[...got.text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = '']) => loc));
      }
      const paths = pages.map((page) => page.replace('https://blog.example', '')).sort();
      assert.deepEqual(paths, ['/', '/2026/05/21/listed-found/', '/about/', '/author/ann/', '/tag/notes/']);
      for (const page of pages) assert.equal((await blog.get(page)).status, 200, page);
      assert.equal((await blog.get('/sitemap-posts-2.xml')).status, 404);
      const old = await blog.get('/wp-sitemap.xml');
      assert.equal(old.status, 301);
      assert.equal(old.headers.location, 'https://blog.example/sitemap.xml');
      await blog.close();
    });

    it('is robots.txt, with the sitemap', async () => {
      const blog = await openBlog({ dialect });
      const robots = await blog.get('/robots.txt');
      assert.match(robots.text, /^User-agent: \*$/m);
      assert.match(robots.text, /^Sitemap: https:\/\/blog\.example\/sitemap\.xml$/m);
      await blog.close();
    });

    it('is nothing on a site that search engines may not keep', async () => {
      const blog = await openBlog({ dialect });
      await penOf(blog).post();
      await blog.world.db.write(async (tx) => {
        await tx.db.updateTable('site').set({ settings: '{"searchEngines":false}' }).execute();
        tx.changed(blog.site.id, 'site');
      });
      assert.match((await blog.get('/robots.txt')).text, /^Disallow: \/$/m);
      assert.equal((await blog.get('/sitemap.xml')).status, 404);
      assert.equal((await blog.get('/sitemap-posts-1.xml')).status, 404);
      await blog.close();
    });

    it('is a card of a post by oEmbed, in JSON and in XML', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      await pen.post({ title: 'A <card>', text: 'Its summary.', authors: [await pen.author('Ann')] });
      await pen.post({ title: 'Locked', password: 'sesame' });
      const ask = (url: string, more = '') => blog.get(`/oembed?url=${encodeURIComponent(url)}${more}`);
      const card = JSON.parse((await ask('https://blog.example/2026/05/21/a-card/')).text);
      assert.equal(card.type, 'rich');
      assert.equal(card.title, 'A <card>');
      assert.equal(card.author_name, 'Ann');
      assert.match(card.html, /A &lt;card&gt;/);
      assert.equal(
        JSON.parse((await ask('https://blog.example/2026/05/21/a-card/', '&maxwidth=300')).text).width,
        300,
      );
      wellFormed(await ask('https://blog.example/2026/05/21/a-card', '&format=xml'));
      assert.equal((await ask('https://blog.example/none/')).status, 404);
      assert.equal((await ask('https://elsewhere.example/2026/05/21/a-card/')).status, 404);
      assert.equal((await ask('not an address')).status, 404);
      assert.equal((await ask('https://blog.example/2026/05/21/locked/')).status, 401);
      assert.equal((await ask('https://blog.example/2026/05/21/a-card/', '&format=csv')).status, 501);
      assert.equal((await blog.get('/oembed')).status, 400);
      await blog.close();
    });
  });
}

describe('Addresses of feeds', () => {
  const moves: Readonly<Record<string, string>> = {
    '/feed': '/feed/',
    '/feed/rss2/': '/feed/',
    '/feed/rss/': '/feed/',
    '/feed/rdf/': '/feed/',
    '/feed/atom': '/feed/atom/',
    '/?feed=rss2': '/feed/',
    '/?feed=atom': '/feed/atom/',
    '/?feed=comments-rss2': '/comments/feed/',
    '/?feed=rss2&cat=1': '/category/notes/feed/',
    '/?feed=rss2&p=1': '/2026/05/21/a-post/feed/',
    '/category/notes/?feed=atom': '/category/notes/feed/atom/',
    '/wp-rss2.php': '/feed/',
    '/wp-atom.php': '/feed/atom/',
    '/category/notes/feed/rdf/': '/category/notes/feed/',
  };

  it('of every kind that WordPress has had lead to the one that is', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    await pen.post({ terms: [await pen.category('Notes')] });
    for (const [from, to] of Object.entries(moves)) {
      const got = await blog.get(from);
      assert.equal(got.status, 301, from);
      assert.equal(got.headers.location, `https://blog.example${to}`, from);
      assert.equal((await blog.get(to)).status, 200, to);
    }
    await blog.close();
  });

  it('move with their post, and end with it', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    const id = await pen.post({ title: 'Old name' });
    await pen.change(id, { slug: 'new-name' });
    const got = await blog.get('/2026/05/21/old-name/feed/atom/');
    assert.equal(got.headers.location, 'https://blog.example/2026/05/21/new-name/feed/atom/');
    await pen.delete(id);
    assert.notEqual((await blog.get('/2026/05/21/new-name/feed/')).status, 200);
    await blog.close();
  });

  it('stand behind a permalink without a slash too', async () => {
    const blog = await openBlog({ site: { permalinks: '/%postname%.html' } });
    await penOf(blog).post({ title: 'A post' });
    assert.equal((await blog.get('/a-post.html/feed/')).status, 200);
    await blog.close();
  });

  it('are kept by the page cache until what they tell of changes', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    const id = await pen.post({ title: 'First' });
    assert.match(await blog.visit('/feed/'), /First/);
    await pen.change(id, { title: 'Renamed' });
    assert.match(await blog.visit('/feed/'), /Renamed/);
    await pen.post({ title: 'Second' });
    assert.match(await blog.visit('/feed/'), /Second/);
    assert.doesNotMatch(await blog.visit('/comments/feed/'), /Ada/);
    await pen.comment(id, 'Ada', 'Hm.');
    assert.match(await blog.visit('/comments/feed/'), /Ada/);
    await blog.close();
  });
});
