import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import {
  article,
  broken,
  challenge,
  consentWall,
  deep,
  endless,
  gigabytes,
  openSourceSite,
  redirectTo,
} from '../../test/support/source-site.ts';
import type { Capture } from './capture.ts';
import { newestCapture, readCapture } from './read.ts';
import { readOffsetMap, readStreams } from './read-streams.ts';
import { readMainResource, readResource } from './resource.ts';
import { requestCapture } from './save.ts';
import { sourceSpan } from './text/offset-map.ts';

const words =
  'We will negotiate with everybody who wants to, said the minister on Monday.\nAnd nothing is decided yet.';

/** An install that reaches the web of this machine. */
function openArchive(dialect: (typeof dialects)[number] = 'sqlite') {
  return openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
}

async function captured(blog: Blog, address: string, sourceId?: number): Promise<Capture> {
  const { id } = await blog.world.db.write((tx) =>
    requestCapture(tx, blog.site.id, { address, method: 'http', sourceId }),
  );
  await blog.work();
  const capture = await readCapture(blog.world.db, blog.site.id, id);
  assert.ok(capture);
  return capture;
}

for (const dialect of dialects) {
  describe(`a capture (${dialect})`, () => {
    it('Keeps a page with what it needs, its texts and the way there, and tells the log', async () => {
      const blog = await openArchive(dialect);
      await using source = await openSourceSite({
        '/old': redirectTo('/statement', 301),
        '/statement': article(
          `${words}<img src="/a.png"><img src="/gone.png">`,
          'A statement',
          '<link rel="stylesheet" href="/style.css">',
        ),
        '/style.css': { type: 'text/css', body: '@import "more.css"; body{background:url(b.png)}' },
        '/more.css': { type: 'text/css', body: '@font-face{src:url("f.woff2")} @import "third.css";' },
        '/a.png': { type: 'image/png', body: Buffer.from([1, 2, 3]) },
        '/b.png': { type: 'image/png', body: Buffer.from([4]) },
        '/f.woff2': { type: 'font/woff2', body: Buffer.from([5]) },
      });
      const capture = await captured(blog, source.url('/old#part'), 7);
      assert.equal(capture.status, 'done', `${capture.reason}: ${capture.detail}`);
      assert.equal(capture.address, source.url('/old'));
      assert.equal(capture.finalAddress, source.url('/statement'));
      assert.deepEqual(
        [capture.mime, capture.charset, capture.title, capture.lang],
        ['text/html', 'utf-8', 'A statement', 'en'],
      );
      assert.deepEqual(capture.facts.requisites, { kept: 5, missed: 1 });
      assert.deepEqual(capture.facts.redirects, [{ url: source.url('/old'), status: 301, to: '/statement' }]);
      assert.equal(capture.facts.address, '127.0.0.1');
      assert.equal(source.asked.filter(({ path }) => path === '/third.css').length, 0);
      assert.ok(source.asked.every(({ headers }) => headers.cookie === undefined));
      assert.equal((await newestCapture(blog.world.db, blog.site.id, 7))?.id, capture.id);

      const [dom] = await readStreams(blog.world, blog.site.id, capture.id);
      assert.match(
        dom!.text,
        /We will negotiate with everybody who wants to, said the minister on Monday\.\nAnd nothing/,
      );
      assert.deepEqual([dom!.name, dom!.lang, dom!.observed], ['dom', 'en', true]);
      const main = await readMainResource(blog.world, blog.site.id, capture.id);
      assert.equal(main?.address, source.url('/statement'));
      assert.match(String(main?.bytes), /<h1>A statement/);
      const map = await readOffsetMap(blog.world, blog.site.id, capture.id, 'dom');
      const at = dom!.text.indexOf('said the minister');
      const span = sourceSpan(map!, at, at + 17);
      assert.equal(String(main?.bytes).slice(span?.start, span?.end), 'said the minister');
      const picture = await readResource(blog.world, blog.site.id, capture.id, source.url('/a.png'));
      assert.deepEqual([picture?.mime, [...(picture?.bytes ?? [])]], ['image/png', [1, 2, 3]]);
      assert.equal(await readResource(blog.world, blog.site.id, capture.id, source.url('/x')), undefined);
      const logged = await blog.world.db.read
        .selectFrom('log_event')
        .select(['kind', 'subject', 'event'])
        .execute();
      assert.deepEqual(
        logged
          .filter(({ kind }) => kind === 'capture')
          .map(({ subject, event }) => [subject, event?.includes(capture.waczSha256 ?? '?')]),
        [[`capture:${capture.id}`, true]],
      );
      await blog.close();
    });

    it('Is asked for once while it waits, and anew when it is done', async () => {
      const blog = await openArchive(dialect);
      await using source = await openSourceSite({ '/': article(words) });
      const ask = (sourceId?: number) =>
        blog.world.db.write((tx) =>
          requestCapture(tx, blog.site.id, { address: source.url('/'), method: 'http', sourceId }),
        );
      const first = await ask();
      assert.deepEqual(await ask(3), first);
      assert.equal((await readCapture(blog.world.db, blog.site.id, first.id))?.sourceId, 3);
      await blog.work();
      source.set('/', article('Something else was said.'));
      const second = await ask(3);
      assert.notEqual(second.id, first.id);
      await blog.work();
      assert.equal((await newestCapture(blog.world.db, blog.site.id, 3))?.id, second.id);
      const [text] = await readStreams(blog.world, blog.site.id, first.id);
      assert.match(text!.text, /We will negotiate/);
      await blog.close();
    });
  });
}

describe('what is refused', () => {
  it('Says what was seen, and is not tried again', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({
      '/challenge': challenge,
      '/consent': consentWall,
      '/empty': { body: '' },
      '/shell':
        '<!doctype html><title>App</title><div id="root">Loading…</div><script src="/app.js"></script>',
      '/login':
        '<!doctype html><title>Log in</title><form><input name=u><input type=password></form>Log in to read.',
      '/members': redirectTo('/login?next=/members'),
      '/home': redirectTo('/'),
      '/': article('Welcome home. '.repeat(200), 'The home page'),
      '/missing': {
        status: 200,
        body: '<!doctype html><title>Page not found – News</title><h1>Page not found</h1><p>Sorry.',
      },
      '/forbidden': { status: 403, body: 'no' },
      '/loop': redirectTo('/loop'),
      '/inside': redirectTo('http://169.254.169.254/latest/meta-data/'),
    });
    const expected: Readonly<Record<string, [string, RegExp]>> = {
      '/challenge': ['challenge', /Cloudflare.*Just a moment/],
      '/consent': ['consent', /Privatsphäre/],
      '/empty': ['empty', /without text/],
      '/shell': ['empty', /browser may see more/],
      '/login': ['log-in', /password/],
      '/members': ['log-in', /password/],
      '/home': ['soft-404', /home page/],
      '/missing': ['soft-404', /Page not found/],
      '/nowhere': ['not-found', /404/],
      '/forbidden': ['forbidden', /403/],
      '/loop': ['too-many-redirects', /./],
      '/inside': ['address-refused', /inside/],
    };
    for (const [path, [reason, detail]] of Object.entries(expected)) {
      const capture = await captured(blog, source.url(path));
      assert.deepEqual(
        [path, capture.status, capture.reason],
        [path, 'refused', reason],
        capture.detail ?? '',
      );
      assert.match(capture.detail ?? '', detail, path);
      assert.equal(capture.waczSha256, null);
    }
    await blog.close();
  });

  it('A site that answers every address with the same page has no page', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({
      '*': article('There is much to see here, in other places.', 'News'),
    });
    const capture = await captured(blog, source.url('/2020/an-article'));
    assert.deepEqual([capture.status, capture.reason], ['refused', 'soft-404']);
    await blog.close();
  });

  it('What never ends, or is 2 GB long, is cut off by its limit, whether or not it says its size', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({
      '/endless': endless,
      '/said': gigabytes(true),
      '/unsaid': gigabytes(false),
    });
    const before = process.memoryUsage().rss;
    for (const path of ['/said', '/unsaid', '/endless']) {
      const capture = await captured(blog, source.url(path));
      assert.equal(capture.status, 'refused', path);
      assert.equal(capture.reason, 'too-large');
    }
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    assert.ok(grown < 400, `${Math.round(grown)} MB more`);
    await blog.close();
  });
});

describe('what passes', () => {
  it('A site that is dead is asked again, and captured when it lives; one that stays dead is given up', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({ '/': article(words) });
    const address = source.url('/');
    await source.die();
    const waiting = await captured(blog, address);
    assert.deepEqual([waiting.status, waiting.reason], ['queued', 'connection']);
    await source.revive();
    blog.clock.advance('1 hour');
    await blog.work();
    assert.equal((await readCapture(blog.world.db, blog.site.id, waiting.id))?.status, 'done');
    await source.die();
    const lost = await captured(blog, address);
    for (let i = 0; i < 8; i++) {
      blog.clock.advance('1 day');
      await blog.work();
    }
    const given = await readCapture(blog.world.db, blog.site.id, lost.id);
    assert.deepEqual([given?.status, given?.reason], ['failed', 'connection']);
    await blog.close();
  });

  it('A busy site is asked again; a body that ends in the middle is no page', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({ '/busy': { status: 503, body: 'later' }, '/broken': broken });
    assert.deepEqual(
      [
        (await captured(blog, source.url('/busy'))).status,
        (await captured(blog, source.url('/broken'))).status,
      ],
      ['queued', 'queued'],
    );
    await blog.close();
  });
});

describe('what a site says of a page', () => {
  it('Its encoding and its type are found out where it lies', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({
      '/charset': {
        type: 'text/html; charset=iso-8859-1',
        body: article('Это было сказано вчера на встрече.'),
      },
      '/type': { type: 'text/plain', body: article(words) },
      '/picture': { type: 'text/html', body: Buffer.from('89504e470d0a1a0a0000', 'hex') },
    });
    const charset = await captured(blog, source.url('/charset'));
    assert.deepEqual([charset.charset, charset.facts.warnings], ['utf-8', ['charset-lie']]);
    const [russian] = await readStreams(blog.world, blog.site.id, charset.id);
    assert.match(russian!.text, /Это было сказано вчера/);
    const type = await captured(blog, source.url('/type'));
    assert.deepEqual([type.mime, type.facts.warnings], ['text/html', ['type-lie']]);
    const picture = await captured(blog, source.url('/picture'));
    const [none] = await readStreams(blog.world, blog.site.id, picture.id);
    assert.deepEqual([picture.mime, none?.unreadable], ['image/png', 'scan']);
    await blog.close();
  });

  it('A page 100,000 deep is a page', async () => {
    const blog = await openArchive();
    await using source = await openSourceSite({ '/deep': deep(100_000, words) });
    const capture = await captured(blog, source.url('/deep'));
    assert.equal(capture.status, 'done', capture.detail ?? '');
    const [dom] = await readStreams(blog.world, blog.site.id, capture.id);
    assert.match(dom!.text, /We will negotiate/);
    await blog.close();
  });
});
