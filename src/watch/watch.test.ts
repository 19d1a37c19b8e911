import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { openMailServer } from '../../test/support/mail.ts';
import { penOf } from '../../test/support/pen.ts';
import { linkState } from '../capture/link-state.ts';
import type { SafeFetch } from '../kit/fetch/index.ts';
import { updateSite } from '../site/save.ts';
import { ensureSource } from '../source/save.ts';

type Answer = { status?: number; body?: string; type?: string; fails?: 'dns' | 'timeout'; etag?: string };

/** A web whose pages change while the test goes on, and which writes down how it was asked. */
function changingWeb(pages: Record<string, Answer>) {
  const asked: { method: string; url: string; condition: string | undefined }[] = [];
  const fetch: SafeFetch = async (url, options) => {
    const condition = options.headers?.['if-none-match'];
    asked.push({ method: options.method ?? 'GET', url, condition });
    const page = pages[url] ?? { fails: 'dns' as const };
    if (page.fails) return { ok: false, reason: page.fails, url, detail: page.fails };
    const headers = {
      'content-type': page.type ?? 'text/html; charset=utf-8',
      ...(page.etag && { etag: page.etag }),
    };
    const status = condition !== undefined && condition === page.etag ? 304 : (page.status ?? 200);
    return {
      ok: true,
      status,
      headers,
      url,
      body: Buffer.from(options.method === 'HEAD' ? '' : (page.body ?? '')),
    };
  };
  return { fetch, asked };
}

const address = 'https://news.example/statement';

async function watchAll(blog: Blog, settings: object = {}): Promise<void> {
  await blog.world.db.write((tx) =>
    updateSite(tx, blog.site.id, { settings: { watchLinks: 'all', ...settings } }),
  );
}

async function linkOf({ world }: Blog, href = address) {
  return world.db.read.selectFrom('watched_link').selectAll().where('href', '=', href).executeTakeFirst();
}

/** Lets time go by, and does what comes due. */
async function pass(blog: Blog, days: number): Promise<void> {
  for (let i = 0; i < days; i++) {
    blog.clock.advance('1 day');
    await blog.work();
    blog.clock.advance('1 minute');
    await blog.work();
  }
}

const paragraph = (words: string) =>
  `<title>Statement</title><article><h1>Statement</h1><p>${words}</p><p>${'More of the same statement follows here. '.repeat(20)}</p></article>`;

for (const dialect of dialects) {
  describe(`watching on ${dialect}`, () => {
    it('Every link of a public post is watched, its head alone is asked, and a draft’s is not', async (t) => {
      const web = changingWeb({ [address]: {} });
      const blog = await openBlog({ dialect, fetch: web.fetch });
      t.after(blog.close);
      await watchAll(blog);
      await penOf(blog).post({
        text: `See [this](${address}?utm_source=x#part), [again](${address}), [home](${blog.site.url}about/), [mail](mailto:a@b.example).`,
      });
      await penOf(blog).post({ text: '[no](https://draft.example/)', status: 'draft' });
      await blog.work();
      await pass(blog, 1);
      const rows = await blog.world.db.read.selectFrom('watched_link').select('href').execute();
      assert.equal(rows.length, 1, 'two forms of one address are one link; the site’s own are none');
      assert.match(rows[0]?.href ?? '', /^https:\/\/news\.example\/statement/);
      const [first] = web.asked;
      assert.equal(first?.method, 'HEAD');
      assert.ok(web.asked.every(({ url }) => url.startsWith(address)));
    });

    it('A link dies after three failures over three days, the post leads with the copy, and its author is told once', async (t) => {
      const mail = await openMailServer();
      const pages: Record<string, Answer> = { [address]: {} };
      const blog = await openBlog({ dialect, fetch: changingWeb(pages).fetch, smtpUrl: mail.url });
      t.after(() => blog.close().then(() => mail.close()));
      await watchAll(blog);
      await blog.as('editor');
      await penOf(blog).post({
        title: 'About it',
        text: `Read [the statement](${address}).`,
        slug: 'about-it',
      });
      await blog.work();
      await pass(blog, 1);
      assert.equal((await linkOf(blog))?.state, 'live');
      assert.match(
        (await blog.get('/2026/05/21/about-it/')).text,
        /href="https:\/\/news\.example\/statement">the statement<\/a>\./,
      );

      await capturedAt(blog, address);
      await blog.work();
      assert.match(
        (await blog.get('/2026/05/21/about-it/')).text,
        /<a href="https:\/\/news\.example\/statement" data-originalurl="https:\/\/news\.example\/statement" data-versionurl="\/-\/captures\/1\/" data-versiondate="2026-05-22">the statement<\/a> <small class="link-note">\(<a href="\/-\/captures\/1\/">archived copy<\/a>\)<\/small>/,
      );

      pages[address] = { status: 404 };
      await pass(blog, 2);
      assert.equal((await linkOf(blog))?.state, 'live', 'not yet');
      await pass(blog, 5);
      const dead = await linkOf(blog);
      assert.equal(dead?.state, 'dead');
      assert.ok((dead?.failures ?? 0) >= 3);
      assert.match(
        (await blog.get('/2026/05/21/about-it/')).text,
        /<a href="\/-\/captures\/1\/" data-originalurl="https:\/\/news\.example\/statement"[^>]*>the statement<\/a> <small class="link-note">\(archived copy; <a href="https:\/\/news\.example\/statement">the original is gone<\/a>\)<\/small>/,
      );
      await pass(blog, 3);
      const letters = mail.messages.filter(({ text }) => text.includes(address));
      assert.equal(letters.length, 1);

      pages[address] = {};
      await pass(blog, 20);
      assert.equal((await linkOf(blog))?.state, 'live');
    });

    it('A source whose quoted words no longer stand on its page has drifted: a new copy is asked for, both are kept', async (t) => {
      const words = 'We will never negotiate about the price of bread';
      const pages: Record<string, Answer> = { [address]: { body: paragraph(words), etag: '"1"' } };
      const web = changingWeb(pages);
      const blog = await openBlog({ dialect, fetch: web.fetch });
      t.after(blog.close);
      const post = await penOf(blog).post({ title: 'Bread' });
      const sourceId = await capturedSource(blog);
      await blog.work();
      await quote(blog, post, sourceId, words);
      await pass(blog, 1);
      assert.equal((await linkOf(blog))?.state, 'live');
      assert.equal(await stateOf(blog, sourceId), 'live');
      await pass(blog, 2);
      assert.ok(
        web.asked.some(({ condition }) => condition === '"1"'),
        'asked whether it changed',
      );

      pages[address] = {
        body: '<title>Just a moment...</title><p>Checking your browser before accessing',
        etag: '"2"',
      };
      await pass(blog, 6);
      assert.equal((await linkOf(blog))?.state, 'live', 'a challenge says nothing');

      pages[address] = { body: paragraph(words.replace('never', 'gladly')), etag: '"3"' };
      await pass(blog, 9);
      assert.equal((await linkOf(blog))?.state, 'drifted');
      assert.equal(await stateOf(blog, sourceId), 'drifted');
      const captures = await blog.world.db.read
        .selectFrom('capture')
        .select(['id', 'status', 'source_id'])
        .orderBy('id')
        .execute();
      assert.ok(captures.length >= 2, 'a second copy was asked for');
      assert.ok(captures.every(({ source_id }) => source_id === sourceId));

      const id = (await linkOf(blog))?.id ?? 0;
      const editor = await blog.as('editor');
      await editor.post('/-/admin/sources/links/', { do: 'fine', id: String(id) });
      assert.equal(await stateOf(blog, sourceId), 'live');
      await pass(blog, 9);
      assert.equal((await linkOf(blog))?.state, 'live', 'what was looked at is fine until it changes again');
    });

    it('The desk stops, takes up again, checks and captures', async (t) => {
      const web = changingWeb({ [address]: {} });
      const blog = await openBlog({ dialect, fetch: web.fetch });
      t.after(blog.close);
      await watchAll(blog);
      await penOf(blog).post({ title: 'Uses <it>', text: `[x](${address})` });
      await blog.work();
      const editor = await blog.as('editor');
      const page = await editor.get('/-/admin/sources/links/');
      assert.equal(page.status, 200);
      assert.match(page.text, /news\.example\/statement/);
      assert.match(page.text, /Uses &lt;it&gt;/);
      const id = String((await linkOf(blog))?.id);
      await editor.post('/-/admin/sources/links/', { do: 'stop', id });
      const before = web.asked.length;
      await pass(blog, 3);
      assert.equal(web.asked.length, before);
      await editor.post('/-/admin/sources/links/', { do: 'again', id });
      await pass(blog, 1);
      assert.ok(web.asked.length > before);
      await editor.post('/-/admin/sources/links/captures', {});
      const capture = await blog.world.db.read.selectFrom('capture').select('address').executeTakeFirst();
      assert.equal(capture?.address, address);
    });
  });
}

async function stateOf({ world }: Blog, sourceId: number): Promise<string | undefined> {
  return (
    await world.db.read.selectFrom('source').select('state').where('id', '=', sourceId).executeTakeFirst()
  )?.state;
}

/** A copy that is done, as the capture's job leaves it. */
async function capturedAt(
  { world, site, clock }: Blog,
  href: string,
  sourceId: number | null = null,
): Promise<void> {
  const at = clock.now().toISOString();
  const { requestCapture } = await import('../capture/save.ts');
  const { emit } = await import('../kit/queue/index.ts');
  await world.db.write(async (tx) => {
    const { id } = await requestCapture(tx, site.id, {
      address: href,
      method: 'http',
      ...(sourceId !== null && { sourceId }),
    });
    await tx.db.deleteFrom('job').where('kind', '=', 'capture.run').execute();
    await tx.db
      .updateTable('capture')
      .set({ status: 'done', captured_at: at, mime: 'text/html' })
      .where('id', '=', id)
      .execute();
    await emit(tx, {
      kind: 'capture.done',
      siteId: site.id,
      payload: { captureId: id, sourceId, address: href },
    });
  });
  const states = await linkState(world.db, site.id, [href]);
  assert.equal(states.get(href)?.copy?.capturedAt, at);
}

async function capturedSource(blog: Blog): Promise<number> {
  const now = blog.clock.now().toISOString();
  const { id } = await blog.world.db.write((tx) => ensureSource(tx, blog.site.id, { address }, { now }));
  await capturedAt(blog, address, id);
  return id;
}

/** A quotation that the source's capture verified. */
async function quote({ world, site, clock }: Blog, postId: number, sourceId: number, text: string) {
  const now = clock.now().toISOString();
  await world.db.write((tx) =>
    tx.db
      .insertInto('quotation')
      .values({
        site_id: site.id,
        id: 1,
        post_id: postId,
        key: 'a',
        position: 1,
        inline: 0,
        text,
        text_hash: 'x',
        asked_hash: 'x',
        lang: 'en',
        dir: 'ltr',
        translations: '[]',
        source_id: sourceId,
        capture_id: 1,
        stream: 'dom',
        stream_sha256: 'x',
        verdict: 'exact',
        listed_at: now,
        created_at: now,
      })
      .execute(),
  );
}
