import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { createAccount, hashPassword } from '../../src/account/save.ts';
import { redirectTo } from '../../src/redirect/save.ts';
import { updateSite } from '../../src/site/save.ts';
import { dialects } from '../support/blog.ts';
import { openServer } from '../support/server.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The cookies that an answer sets, as a browser sends them back. */
function cookiesOf({ headers }: { readonly headers: Record<string, string | string[] | undefined> }): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
}

describe('Somebody who means ill', () => {
  it('gets no page of another reader by asking for it at the same moment', async () => {
    await using server = await openServer();
    const { ask, pen } = server;
    await pen.post({ title: 'Locked', slug: 'locked', password: 'sesame', text: 'The secret itself.' });
    const path = '/2026/05/21/locked/';
    const unlocked = await ask(path, form, 'POST', 'password=sesame');
    assert.equal(unlocked.status, 303);
    const held = Promise.withResolvers<void>();
    server.delay(held.promise);
    const asked = [
      ask(path, { cookie: cookiesOf(unlocked) }),
      ...Array.from({ length: 5 }, () => ask(path)),
      ask(path, {}, 'HEAD'),
    ];
    await new Promise((resolve) => setTimeout(resolve, 100));
    held.resolve();
    const [reader, ...strangers] = await Promise.all(asked);
    assert.match(String(reader?.body), /The secret itself/);
    for (const { body } of strangers) assert.doesNotMatch(String(body), /The secret itself/);
  });

  it('gets no account page, cookie or form of another person so either', async () => {
    await using server = await openServer();
    const { ask, blog } = server;
    const passwordHash = await hashPassword('correct horse battery');
    const now = blog.clock.now().toISOString();
    const person = { login: 'mara', email: 'mara@blog.example', name: 'Mara Lindqvist', locale: 'en' };
    await blog.world.db.write((tx) => createAccount(tx, { ...person, passwordHash, owner: false }, { now }));
    const signIn = await ask('/-/account/sign-in');
    const token = /name="token" value="([^"]+)"/.exec(signIn.body.toString())?.[1] ?? '';
    const fields = new URLSearchParams({ token, name: 'mara', password: 'correct horse battery' });
    const signedIn = await ask(
      '/-/account/sign-in',
      { ...form, cookie: cookiesOf(signIn) },
      'POST',
      fields.toString(),
    );
    assert.equal(signedIn.status, 303, signedIn.body.toString());
    const held = Promise.withResolvers<void>();
    server.delay(held.promise);
    const asked = [
      ask('/-/account/', { cookie: cookiesOf(signedIn) }),
      ask('/-/account/'),
      ask('/-/account/'),
    ];
    await new Promise((resolve) => setTimeout(resolve, 100));
    held.resolve();
    const [owner, ...strangers] = await Promise.all(asked);
    assert.match(String(owner?.body), /mara@blog\.example/);
    for (const { status, body } of strangers) {
      assert.equal(status, 303);
      assert.doesNotMatch(body.toString(), /mara/);
    }
    const forms = await Promise.all([ask('/-/account/sign-in'), ask('/-/account/sign-in')]);
    assert.notEqual(cookiesOf(forms[0]!), cookiesOf(forms[1]!), 'each browser has its own number');
  });

  it('finds no unlocked page kept for everybody, be it the one that stands in front', async () => {
    await using server = await openServer();
    const { ask, pen, blog } = server;
    const id = await pen.post({
      type: 'page',
      title: 'Front',
      slug: 'front',
      password: 'sesame',
      text: 'The secret itself.',
    });
    await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { frontPage: id } }));
    const unlocked = await ask('/', form, 'POST', 'password=sesame');
    const mine = await ask('/', { cookie: cookiesOf(unlocked) });
    assert.match(mine.body.toString(), /The secret itself/);
    assert.equal(mine.headers['cache-control'], 'private, no-store');
    assert.equal(mine.headers.etag, undefined);
    assert.doesNotMatch((await ask('/')).body.toString(), /The secret itself/);
    assert.equal(blog.app.pages.size, 0);
  });

  it('changes nothing with a password’s cookie of another post, another site or another password', async () => {
    await using server = await openServer();
    const { ask, pen } = server;
    await pen.post({ title: 'One', slug: 'one', password: 'first', text: 'Text of one.' });
    const two = await pen.post({ title: 'Two', slug: 'two', password: 'second', text: 'Text of two.' });
    const cookie = cookiesOf(await ask('/2026/05/21/one/', form, 'POST', 'password=first'));
    assert.match((await ask('/2026/05/21/one/', { cookie })).body.toString(), /Text of one/);
    const forged = cookie.replace(/verbatim_post_1_\d+/, `verbatim_post_1_${two}`);
    assert.doesNotMatch((await ask('/2026/05/21/two/', { cookie: forged })).body.toString(), /Text of two/);
    await pen.change(1, { password: 'another' });
    assert.doesNotMatch((await ask('/2026/05/21/one/', { cookie })).body.toString(), /Text of one/);
  });

  it('puts no other host into links, redirects or kept pages', async () => {
    await using server = await openServer();
    await server.pen.post({ title: 'A post', slug: 'a-post' });
    const hosts = [
      'evil.example/.localhost',
      'evil.example#.localhost',
      'evil.example?.localhost',
      'user@evil.example:80',
      'evil.example\\.localhost',
      'a"><b>.localhost',
      'blog.example/..',
      'blog.example:80:80',
    ];
    for (const host of hosts) {
      for (const path of ['/', '/feed/', '/category/x', '/2026/05/21/a-post', '/healthz']) {
        const answer = await server.raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        assert.match(answer, /^HTTP\/1\.1 400 /, `${host} ${path}`);
      }
    }
    for (const host of ['other.example', 'blog.example.', 'blog.example:81', 'blog.example.evil.example']) {
      const answer = await server.ask('/', { host });
      assert.equal(answer.status, 421, host);
    }
    assert.equal(server.blog.app.pages.size, 0);
    const two = await server.raw(
      'GET / HTTP/1.1\r\nHost: blog.example\r\nHOST: evil.example\r\nConnection: close\r\n\r\n',
    );
    assert.match(two, /^HTTP\/1\.1 400 /, 'two hosts');
  });

  it('is led to no other place by any path', async () => {
    await using server = await openServer();
    await server.pen.post({ title: 'A post', slug: 'a-post' });
    const paths = [
      '//evil.example/',
      '//evil.example/feed',
      '//evil.example/?feed=rss2',
      '/\\evil.example/feed',
      '/%5cevil.example/page/1',
      '//evil.example/page/1',
      '//evil.example/..%2f2026/05',
      '/%2f%2fevil.example/feed',
      '/%0d%0aLocation:%20http://evil.example/feed',
      '/category/..%2f..%2f/page/1',
      '/.evil.example/feed',
      '/@evil.example/feed',
      '/2026/05/21/a-post?x=%0d%0aSet-Cookie:a=b',
      '/-/account/sign-in?to=//evil.example/',
      '/-/account/?to=//evil.example/',
      '/wp-login.php?redirect_to=http://evil.example/',
    ];
    for (const path of paths) {
      const { headers } = await server.ask(path);
      const { location } = headers;
      if (location === undefined) continue;
      const url = new URL(String(location), 'http://blog.example/');
      assert.equal(url.host, 'blog.example', `${path} → ${location}`);
      assert.equal(headers['set-cookie'], undefined, path);
    }
    const absolute =
      'GET http://evil.example/2026/05/21/a-post HTTP/1.1\r\nHost: blog.example\r\nConnection: close\r\n\r\n';
    assert.doesNotMatch(await server.raw(absolute), /location: http:\/\/evil/i);
  });

  it('makes no header of what an import left as the target of a redirect', async () => {
    await using server = await openServer();
    const { world, site, clock } = server.blog;
    const targets: readonly [target: string, location: string | undefined][] = [
      ['https://مثال.example/صفحة', 'https://xn--mgbh0fb.example/%D8%B5%D9%81%D8%AD%D8%A9?a=%D8%A7'],
      ['https://far.example/x\r\nSet-Cookie: a=b', 'https://far.example/xSet-Cookie:%20a=b?a=%D8%A7'],
      ['https://far.example/?q=1#part', 'https://far.example/?q=1#part'],
      ['javascript:alert(1)', undefined],
      ['no address', undefined],
      ['//evil.example/', 'https://blog.example//evil.example/?a=%D8%A7'],
    ];
    for (const [index, [target, location]] of targets.entries()) {
      await world.db.write((tx) =>
        redirectTo(tx, site.id, `/old-${index}/`, target, clock.now().toISOString()),
      );
      const { status, headers } = await server.ask(`/old-${index}/?a=%D8%A7`, {
        'x-forwarded-proto': 'https',
      });
      assert.equal(headers.location, location, target);
      assert.equal(status, location === undefined ? 404 : 301, target);
      assert.equal(headers['set-cookie'], undefined, target);
    }
  });

  it('believes nothing of forwarding headers unless the operator does, and of several the nearest proxy’s', async () => {
    const forged = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-url': '/-/account/',
      'x-rewrite-url': '/-/account/',
      forwarded: 'host=evil.example;proto=https',
    };
    await using open = await openServer();
    const page = await open.ask('/', forged);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.body.toString(), /evil\.example/);
    assert.equal(page.headers['strict-transport-security'], undefined);
    await using behind = await openServer({ trustProxy: true });
    const appended = await behind.ask('/', {
      host: 'upstream.internal',
      'x-forwarded-host': 'evil.example, blog.example',
      'x-forwarded-proto': 'https',
    });
    assert.equal(appended.status, 200);
    assert.match(appended.body.toString(), /https:\/\/blog\.example\//);
    assert.doesNotMatch(appended.body.toString(), /evil\.example/);
  });

  it('fills the page cache with no spellings of one address', async () => {
    await using server = await openServer();
    const { ask, pen, blog } = server;
    await pen.post({ title: 'أثر', slug: 'أثر' });
    const usual = '%D8%A3%D8%AB%D8%B1';
    const spellings = [usual, usual.toLowerCase(), '%d8%A3%D8%AB%D8%B1', '%D8%A7%D9%94%D8%AB%D8%B1'];
    for (const slug of spellings) assert.equal((await ask(`/2026/05/21/${slug}/`)).status, 200, slug);
    assert.equal(blog.app.pages.size, 2, 'as browsers write it, and as WordPress does');
    for (const host of ['BLOG.example', 'Blog.Example', 'bLOG.EXAMPLE']) await ask('/', { host });
    assert.equal(blog.app.pages.size, 3);
    for (let i = 0; i < 50; i++) {
      await ask(`/nothing-${i}/`);
      await ask(`/search/word-${i}/`);
      await ask(`/?utm_source=${i}`);
      await ask(`/page/${i + 2}/`);
      await ask(`/${2027 + i}/05/`);
    }
    assert.equal(blog.app.pages.size, 3);
  });

  it('cannot hold a connection by taking nothing of an answer', { timeout: 20_000 }, async () => {
    await using server = await openServer({ silenceMs: 300 });
    await server.pen.post({ title: 'Long', slug: 'long', text: 'word '.repeat(400_000) });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    const request = 'GET /2026/05/21/long/ HTTP/1.1\r\nHost: blog.example\r\n\r\n';
    socket.write(request.repeat(20));
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await closed;
  });
});

for (const dialect of dialects) {
  describe(`Numbers and characters that no link has, on ${dialect}`, () => {
    it('are answered, and none makes an error of the server', { timeout: 60_000 }, async () => {
      await using server = await openServer({ dialect });
      const id = await server.pen.post({ title: 'A post', slug: 'a-post' });
      await server.pen.comment(id, 'A reader', 'Well said.');
      const numbers = [
        '0',
        '-1',
        '1e9',
        '1e300',
        '1e308',
        '99999999999999999999',
        '2147483648',
        '0x10',
        '1.5',
        'NaN',
        '%00',
      ];
      const paths = [
        ...numbers.flatMap((n) => [
          `/?p=${n}`,
          `/?page_id=${n}`,
          `/?attachment_id=${n}`,
          `/?cat=${n}`,
          `/?author=${n}`,
          `/?s=post&paged=${n}`,
          `/feed/?paged=${n}`,
          `/comments/feed/?paged=${n}`,
          `/?feed=rss2&p=${n}`,
          `/oembed?url=http://blog.example/2026/05/21/a-post/&maxwidth=${n}`,
          `/-/media/${n}/x.webp`,
          `/sitemap-posts-${n}.xml`,
        ]),
        '/page/999999999/',
        '/2026/05/21/a-post/comment-page-999999999/',
        '/2026/05/21/a-post/9999/',
        '/search/post/page/999999999/',
        '/0001/01/01/',
        '/9999/12/31/',
        '/2026/page/999999999/',
        ...[
          '%00',
          '%EF%BF%BF',
          '%EF%B7%90',
          '%F0%9F%98%80',
          '%C3',
          '%E2%80%AE',
          '%0d%0a',
          '%5c',
          '%3Cscript%3E',
        ].flatMap((odd) => [
          `/${odd}/`,
          `/${odd}/feed/`,
          `/category/${odd}/`,
          `/category/${odd}/feed/atom/`,
          `/tag/${odd}/page/2/`,
          `/author/${odd}/`,
          `/author/${odd}/feed/`,
          `/search/${odd}/`,
          `/?s=${odd}`,
          `/?s=post&x=${odd}`,
          `/wp-content/uploads/${odd}.jpg`,
          `/-/media/1/${odd}`,
          `/2026/05/21/${odd}/`,
          `/oembed?url=http://blog.example/${odd}/`,
          `/oembed?url=${odd}`,
          `/-/account/setup?token=${odd}`,
          `/-/account/sign-in?to=/${odd}`,
        ]),
        `/?s=${'a'.repeat(299)}%F0%9F%98%80`,
        `/search/post%20${'a'.repeat(294)}%F0%9F%98%80/`,
        `/?s=${encodeURIComponent('"'.repeat(2_000))}`,
        `/?s=${encodeURIComponent('-post *post* (post) post:post NEAR(post) "post')}`,
        '/feed/constructor/',
        '/feed/__proto__/',
      ];
      for (const path of paths) {
        const { status, body } = await server.ask(path);
        assert.ok(status < 500, `${path.slice(0, 80)} answers ${status}`);
        assert.doesNotMatch(body.toString(), /SQLITE|select |node_modules|\/src\//, path);
      }
      const signIn = await server.ask('/-/account/sign-in');
      const token = /name="token" value="([^"]+)"/.exec(signIn.body.toString())?.[1] ?? '';
      for (const name of ['%00', 'a%00b', '%00@x.example', `${'x'.repeat(9_000)}`, '%F0%9F', '%EF%BF%BF']) {
        const body = `token=${token}&name=${name}&password=%00${name}`;
        const headers = { ...form, cookie: cookiesOf(signIn) };
        const { status } = await server.ask('/-/account/sign-in', headers, 'POST', body);
        assert.ok([403, 429].includes(status), `${name.slice(0, 20)} answers ${status}`);
      }
    });
  });
}
