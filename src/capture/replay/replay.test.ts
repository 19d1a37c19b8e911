import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { article, openSourceSite } from '../../../test/support/source-site.ts';
import { sample } from '../../media/sample.ts';
import { archiveKey, type Capture } from '../capture.ts';
import { readCapture } from '../read.ts';
import { requestCapture } from '../save.ts';

const words = 'We will negotiate with everybody who wants to, said the minister on Monday.';

async function opened(t: { after: (work: () => Promise<void>) => void }, dialect: (typeof dialects)[number]) {
  const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
  t.after(blog.close);
  return blog;
}

async function captured(blog: Blog, address: string): Promise<Capture> {
  const { id } = await blog.world.db.write((tx) =>
    requestCapture(tx, blog.site.id, { address, method: 'http' }),
  );
  await blog.work();
  const capture = await readCapture(blog.world.db, blog.site.id, id);
  assert.equal(capture?.status, 'done', capture?.detail ?? '');
  return capture as Capture;
}

async function statement() {
  return openSourceSite({
    '/statement': article(
      `${words}<img src="/a.png" onerror="alert(1)"><script>alert(2)</script><a href="/other">Other</a>`,
      'A statement',
      '<link rel="stylesheet" href="/style.css">',
    ),
    '/style.css': {
      type: 'text/css',
      body: 'body{background:url(b.png)} @import "https://elsewhere.example/x.css";',
    },
    '/a.png': { type: 'image/png', body: await sample().png().toBuffer() },
    '/b.png': { type: 'image/png', body: await sample().png().toBuffer() },
  });
}

for (const dialect of dialects) {
  describe(`an archived copy (${dialect})`, () => {
    it('Stands in a frame in which nothing runs and nobody else is asked, with what was kept beside it', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await statement();
      const { id, waczSha256 } = await captured(blog, source.url('/statement'));
      const page = await blog.get(`/-/captures/${id}/`);
      assert.equal(page.status, 200);
      assert.match(
        page.text,
        /<iframe class="copy-frame" src="\/-\/captures\/1\/page\/" sandbox="allow-popups allow-popups-to-escape-sandbox"/,
      );
      assert.match(page.text, new RegExp(waczSha256 ?? 'none'));
      assert.match(page.text, /<time datetime="2026-05-21T12:00:00\.000Z">/);
      assert.match(page.headers['x-robots-tag'] ?? '', /noindex/);

      const copy = await blog.get(`/-/captures/${id}/page/`);
      assert.equal(copy.status, 200);
      assert.equal(copy.headers['content-type'], 'text/html; charset=utf-8');
      assert.match(copy.text, /said the minister on Monday/);
      assert.doesNotMatch(copy.text, /<script|onerror|alert/);
      const policy = copy.headers['content-security-policy'] ?? '';
      const base = 'https://blog.example/-/captures/1/page/';
      assert.deepEqual(policy.split('; '), [
        'sandbox',
        "default-src 'none'",
        `style-src 'unsafe-inline' ${base}`,
        `img-src data: ${base}`,
        `font-src data: ${base}`,
        `media-src ${base}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
      ]);

      const [picture, sheet] = ['/a.png', '/style.css'].map(
        (path) => `/-/captures/1/page/?url=${encodeURIComponent(source.url(path))}`,
      );
      assert.ok(copy.text.includes(`src="${picture}"`) && copy.text.includes(`href="${sheet}"`));
      assert.equal((await blog.get(picture ?? '')).headers['content-type'], 'image/png');
      const css = await blog.get(sheet ?? '');
      assert.equal(css.headers['content-type'], 'text/css; charset=utf-8');
      assert.match(
        css.text,
        /background:url\("\/-\/captures\/1\/page\/\?url=http%3A%2F%2F127\.0\.0\.1%3A\d+%2Fb\.png"\)/,
      );
      assert.doesNotMatch(css.text, /https:\/\/elsewhere/);
      assert.equal(
        (await blog.get(`/-/captures/1/page/?url=${encodeURIComponent('https://elsewhere.example/x.css')}`))
          .status,
        404,
      );
    });

    it('A link of the copy leads to a notice, and no other address can be put there', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await statement();
      await captured(blog, source.url('/statement'));
      const copy = (await blog.get('/-/captures/1/page/')).text;
      const href = /<a href="([^"]+)">Other/.exec(copy)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const away = await blog.get(href);
      assert.equal(away.status, 200);
      assert.match(away.text, new RegExp(`<a href="${source.url('/other')}" target="_blank"`));
      assert.match(away.headers['content-security-policy'] ?? '', /^sandbox allow-popups/);
      assert.equal((await blog.get(href.replace('other', 'evil'))).status, 404);
    });

    it('Programs find copies by their address and time: Memento', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await statement();
      const address = source.url('/statement?a=b&c=d');
      await captured(blog, address);
      blog.clock.advance('10 day');
      await captured(blog, address);
      const copy = await blog.get('/-/captures/1/page/');
      assert.equal(copy.headers['memento-datetime'], 'Thu, 21 May 2026 12:00:00 GMT');
      assert.equal(
        copy.headers.link,
        `<${address}>; rel="original", <https://blog.example/-/captures/timegate/${address}>; rel="timegate", <https://blog.example/-/captures/timemap/link/${address}>; rel="timemap"; type="application/link-format"`,
      );
      assert.equal(
        (await blog.get('/-/captures/1/')).headers['memento-datetime'],
        copy.headers['memento-datetime'],
      );
      const map = await blog.get(`/-/captures/timemap/link/${address}`);
      assert.equal(map.headers['content-type'], 'application/link-format');
      assert.deepEqual(map.text.trim().split(',\n'), [
        `<${address}>; rel="original"`,
        `<https://blog.example/-/captures/timegate/${address}>; rel="timegate"`,
        `<https://blog.example/-/captures/timemap/link/${address}>; rel="self"; type="application/link-format"; from="Thu, 21 May 2026 12:00:00 GMT"; until="Sun, 31 May 2026 12:00:00 GMT"`,
        '<https://blog.example/-/captures/1/page/>; rel="first memento"; datetime="Thu, 21 May 2026 12:00:00 GMT"',
        '<https://blog.example/-/captures/2/page/>; rel="last memento"; datetime="Sun, 31 May 2026 12:00:00 GMT"',
      ]);
      const gate = async (time?: string) =>
        (
          await blog.get(
            `/-/captures/timegate/${address}`,
            time === undefined ? {} : { 'accept-datetime': time },
          )
        ).headers;
      assert.equal((await gate()).location, 'https://blog.example/-/captures/2/page/');
      assert.equal(
        (await gate('Fri, 22 May 2026 00:00:00 GMT')).location,
        'https://blog.example/-/captures/1/page/',
      );
      assert.equal((await gate()).vary, 'accept-datetime');
    });

    it('The archive is downloaded whole, in parts, and as WARC, by programs of any site', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await statement();
      const { waczSha256, warcSha256, waczBytes } = await captured(blog, source.url('/statement'));
      for (const [path, sha256] of [
        ['capture.wacz', waczSha256],
        ['capture.warc.gz', warcSha256],
      ] as const) {
        const reply = await blog.app.respond(requestOf(`/-/captures/1/${path}`));
        const body = await bytesOf(reply.body);
        assert.equal(createHash('sha256').update(body).digest('hex'), sha256, path);
        assert.equal(
          reply.headers['repr-digest'],
          `sha-256=:${Buffer.from(sha256 ?? '', 'hex').toString('base64')}:`,
        );
        assert.equal(reply.headers['access-control-allow-origin'], '*');
        assert.match(
          String(reply.headers['content-disposition']),
          /filename="127\.0\.0\.1-20260521T120000Z-1\.w/,
        );
        const part = await blog.app.respond(requestOf(`/-/captures/1/${path}`, { range: 'bytes=10-19' }));
        assert.equal(part.status, 206);
        assert.deepEqual(await bytesOf(part.body), body.subarray(10, 20));
      }
      const last = await blog.app.respond(requestOf('/-/captures/1/capture.wacz', { range: 'bytes=-5' }));
      assert.equal((await bytesOf(last.body)).length, 5);
      assert.equal(
        last.headers['content-range'],
        `bytes ${(waczBytes ?? 0) - 5}-${(waczBytes ?? 0) - 1}/${waczBytes}`,
      );
    });

    it('A private copy is for the desk alone; one taken down leaves a notice and its digest, and nothing else', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await statement();
      const { waczSha256 } = await captured(blog, source.url('/statement'));
      const editor = await blog.as('editor');
      const author = await blog.as('author');
      const path = '/-/admin/captures/1/visibility';
      assert.equal((await author.get(path)).status, 403);
      await editor.post(path, { state: 'private', 'asked-by': '', ground: '' });
      for (const part of ['', 'page/', 'capture.wacz'])
        assert.equal((await blog.get(`/-/captures/1/${part}`)).status, 403, part);
      assert.equal((await blog.get(`/-/captures/timemap/link/${source.url('/statement')}`)).status, 404);
      const seen = await author.get('/-/captures/1/page/');
      assert.equal(seen.status, 200);
      const picture = /<img src="([^"]+)"/.exec(seen.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      assert.equal((await blog.get(picture)).status, 200, 'the frame brings no cookie, but a key');
      assert.equal((await blog.get(picture.replace(/key=\w+/, 'key=0'))).status, 403);

      assert.equal((await editor.post(path, { state: 'removed', ground: ' ' })).status, 422);
      await editor.post(path, { state: 'removed', 'asked-by': 'The <Publisher>', ground: 'Article 17' });
      await blog.work();
      const notice = await blog.get('/-/captures/1/');
      assert.equal(notice.status, 410);
      assert.match(notice.text, /The &lt;Publisher&gt;/);
      assert.match(notice.text, /Article 17/);
      assert.match(notice.text, new RegExp(waczSha256 ?? 'none'));
      for (const part of ['page/', 'capture.wacz'])
        assert.equal((await editor.get(`/-/captures/1/${part}`)).status, 410);
      assert.equal(await blog.world.storage.stat(archiveKey(blog.site.id, waczSha256 ?? '')), undefined);
      const events = await blog.world.db.read
        .selectFrom('log_event')
        .select(['kind', 'subject'])
        .where('kind', '=', 'redact')
        .execute();
      assert.deepEqual(
        events.map((event) => ({ ...event })),
        [{ kind: 'redact', subject: 'capture:1' }],
      );
      await editor.post(path, { state: 'public', ground: '' });
      assert.equal((await blog.get('/-/captures/1/')).status, 410, 'for good');
    });

    it('A picture, a text and what cannot be shown have a page of their own', async (t) => {
      const blog = await opened(t, dialect);
      await using source = await openSourceSite({
        '/photo.png': { type: 'image/png', body: await sample().png().toBuffer() },
        '/notes.txt': {
          type: 'text/plain; charset=windows-1251',
          body: Buffer.from([
            0xcf,
            0xf0,
            0xe8,
            0xe2,
            0xe5,
            0xf2,
            ...Buffer.from(' <script>alert(1)</script> '.repeat(20)),
          ]),
        },
      });
      for (const [path, part] of [
        ['/photo.png', /<img src="\/-\/captures\/\d+\/page\/\?url=/],
        ['/notes.txt', /Привет &lt;script&gt;/],
      ] as const) {
        const { id } = await blog.world.db.write((tx) =>
          requestCapture(tx, blog.site.id, { address: source.url(path), method: 'http' }),
        );
        await blog.work();
        const capture = await readCapture(blog.world.db, blog.site.id, id);
        if (capture?.status === 'done') assert.match((await blog.get(`/-/captures/${id}/page/`)).text, part);
        else assert.equal((await blog.get(`/-/captures/${id}/page/`)).status, 404, 'not taken, not shown');
      }
    });
  });
}

function requestOf(path: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    method: 'GET',
    scheme: 'https' as const,
    host: 'blog.example',
    path,
    query: new URLSearchParams(),
    header: (name: string) => headers[name.toLowerCase()],
    body: async () => Buffer.alloc(0),
    remoteAddress: '192.0.2.1',
  };
}

async function bytesOf(body: unknown): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
