import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type CachedPage, PageCache, type ReadyPage } from './page-cache.ts';

describe('The page cache', () => {
  it('keeps a page for each encoding, with a tag of its own', async () => {
    const { cache, page } = cacheOf();
    const plain = await ready(cache, '/a', 'identity', page('hello', 'post:1'));
    const brotli = await ready(cache, '/a', 'br', page('not asked again', 'post:1'));
    const zipped = await ready(cache, '/a', 'gzip', page('not asked again', 'post:1'));
    assert.equal(plain.body.toString(), 'hello');
    assert.equal(brotliDecompressSync(brotli.body).toString(), 'hello');
    assert.equal(gunzipSync(zipped.body).toString(), 'hello');
    assert.equal(new Set([plain.etag, brotli.etag, zipped.etag]).size, 3);
    assert.equal(cache.find('/a', 'br'), brotli);
  });

  it('drops the pages that read what changed, and no others', async () => {
    const { cache, page } = cacheOf();
    await ready(cache, '/a', 'identity', page('a', '1/post:1', '1/site'));
    await ready(cache, '/b', 'identity', page('b', '1/post:2', '1/site'));
    cache.drop(new Set(['1/post:1']));
    assert.equal(cache.find('/a', 'identity'), undefined);
    assert.equal(cache.find('/b', 'identity')?.body.toString(), 'b');
    cache.drop(new Set(['1/*']));
    assert.equal(cache.size, 0);
  });

  it('never keeps a page that was rendered from before a change', async () => {
    const { cache, page } = cacheOf();
    const slow = Promise.withResolvers<CachedPage>();
    const filling = cache.fill('/a', 'identity', () => slow.promise);
    cache.drop(new Set(['post:1']));
    slow.resolve(page('old', 'post:1'));
    assert.equal(
      ((await filling) as ReadyPage).body.toString(),
      'old',
      'who asked before the change may see what was',
    );
    assert.equal(cache.find('/a', 'identity'), undefined);
    const fresh = await ready(cache, '/a', 'identity', page('new', 'post:1'));
    assert.equal(fresh.body.toString(), 'new');
  });

  it('lets a request that comes after a change wait for no rendering that began before it', async () => {
    const { cache, page } = cacheOf();
    const slow = Promise.withResolvers<CachedPage>();
    const before = cache.fill('/a', 'identity', () => slow.promise);
    cache.drop(new Set(['post:1']));
    const after = await ready(cache, '/a', 'identity', page('new', 'post:1'));
    assert.equal(after.body.toString(), 'new');
    slow.resolve(page('old', 'post:1'));
    await before;
    assert.equal(cache.find('/a', 'identity')?.body.toString(), 'new');
  });

  it('renders once for simultaneous misses', async () => {
    const { cache, page } = cacheOf();
    let renderings = 0;
    const render = async () => {
      renderings++;
      await new Promise((resolve) => setImmediate(resolve));
      return page('a', 'post:1');
    };
    await Promise.all(Array.from({ length: 20 }, () => cache.fill('/a', 'identity', render)));
    assert.equal(renderings, 1);
  });

  it('hands an answer that must not be kept to the request that it was made for, and to no other', async () => {
    const { cache, page } = cacheOf();
    const answerTo = (who: string) => async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return { uncached: { who } };
    };
    const people = ['owner', 'stranger', 'third'];
    const answers = await Promise.all(people.map((who) => cache.fill('/a', 'identity', answerTo(who))));
    assert.deepEqual(
      answers,
      people.map((who) => ({ uncached: { who } })),
    );
    const slow = Promise.withResolvers<{ uncached: { who: string } }>();
    const personal = cache.fill('/b', 'identity', () => slow.promise);
    const everybody = cache.fill('/b', 'identity', async () => page('for everybody', 'post:1'));
    slow.resolve({ uncached: { who: 'owner' } });
    assert.deepEqual(await personal, { uncached: { who: 'owner' } });
    assert.equal(((await everybody) as ReadyPage).body.toString(), 'for everybody');
  });

  it('puts a page together anew when a block in it changes, without rendering it', async () => {
    const blocks = { text: 'one' };
    let renderings = 0;
    const { cache } = cacheOf(async () => ({ html: blocks.text, reads: new Set(['comments']) }));
    const render = async (): Promise<CachedPage> => {
      renderings++;
      return { status: 200, headers: {}, texts: ['<', '>'], blocks: ['1/0'], reads: new Set(['post:1']) };
    };
    const first = (await cache.fill('/a', 'identity', render)) as ReadyPage;
    blocks.text = 'two';
    cache.drop(new Set(['comments']));
    assert.equal(cache.find('/a', 'identity'), undefined);
    const second = (await cache.fill('/a', 'identity', render)) as ReadyPage;
    assert.equal(first.body.toString(), '<one>');
    assert.equal(second.body.toString(), '<two>');
    assert.notEqual(first.etag, second.etag);
    assert.equal(renderings, 1);
  });

  it('shows no block that was being made while what it reads changed', async () => {
    const blocks = { text: 'old', wait: Promise.withResolvers<void>() };
    const { cache } = cacheOf(async () => {
      const html = blocks.text;
      await blocks.wait.promise;
      return { html, reads: new Set(['comments']) };
    });
    const page: CachedPage = {
      status: 200,
      headers: {},
      texts: ['', ''],
      blocks: ['1/0'],
      reads: new Set(['post:1']),
    };
    const filling = cache.fill('/a', 'identity', async () => page);
    await new Promise((resolve) => setImmediate(resolve));
    blocks.text = 'new';
    cache.drop(new Set(['comments']));
    blocks.wait.resolve();
    await filling;
    const now = (await cache.fill('/a', 'identity', async () => page)) as ReadyPage;
    assert.equal(now.body.toString(), 'new');
  });

  it('hands back what must not be kept, and keeps nothing of it', async () => {
    const { cache } = cacheOf();
    const reply = { status: 404 };
    assert.deepEqual(await cache.fill('/x', 'identity', async () => ({ uncached: reply })), {
      uncached: reply,
    });
    assert.equal(cache.size, 0);
  });

  it('stays within its bytes, and lets go first of what nobody asks for', async () => {
    const { cache, page } = cacheOf(undefined, 100_000);
    await ready(cache, '/popular', 'identity', page('p'.repeat(2_000), 'post:0'));
    for (let i = 1; i <= 200; i++) {
      cache.find('/popular', 'identity');
      await ready(cache, `/${i}`, 'identity', page('x'.repeat(2_000), `post:${i}`));
      assert.ok(cache.bytes <= 100_000, `${cache.bytes} bytes after ${i} pages`);
    }
    assert.ok(cache.find('/popular', 'identity'), 'the page that is asked for all the time is still there');
    assert.ok(cache.size < 60);
  });

  it('forgets a rendering that failed, so that the next request tries again', async () => {
    const { cache, page } = cacheOf();
    await assert.rejects(
      cache.fill('/a', 'identity', async () => Promise.reject(new Error('gone'))),
      /gone/,
    );
    assert.equal((await ready(cache, '/a', 'identity', page('back', 'post:1'))).body.toString(), 'back');
  });

  it('sends a page with a form until its time is over, then renders it anew', async () => {
    let now = 0;
    const { cache, page } = cacheOf(undefined, undefined, () => now);
    const limited = (text: string) => ({ ...page(text, 'post:1'), keepSeconds: 60 });
    await ready(cache, '/a', 'identity', limited('old token'));
    now = 59_999;
    assert.equal(cache.find('/a', 'identity')?.body.toString(), 'old token');
    now = 60_000;
    assert.equal(cache.find('/a', 'identity'), undefined);
    const anew = await ready(cache, '/a', 'identity', limited('new token'));
    assert.equal(anew.body.toString(), 'new token');
    assert.equal(cache.find('/a', 'identity')?.body.toString(), 'new token');
    assert.equal(cache.size, 1);
  });

  it('gives nobody whom a cookie names a page that has a form of theirs, and nobody else theirs', async () => {
    const { cache, page } = cacheOf();
    const somebody = { personal: true };
    const own = { status: 200, text: 'own' };
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const everybodys = cache.fill('/a', 'identity', async () => {
      await slow;
      return { ...page('everybody’s', 'post:1'), personal: true };
    });
    const mine = await cache.fill('/a', 'identity', async () => ({ uncached: own }), somebody);
    assert.deepEqual(mine, { uncached: own }, 'waits for no page of everybody’s');
    finish();
    assert.equal(((await everybodys) as ReadyPage).body.toString(), 'everybody’s');
    assert.equal(cache.find('/a', 'identity', somebody), undefined);
    assert.deepEqual(await cache.fill('/a', 'identity', async () => ({ uncached: own }), somebody), {
      uncached: own,
    });
    assert.equal(cache.find('/a', 'identity')?.body.toString(), 'everybody’s');
    await cache.fill('/home', 'identity', async () => page('home', 'posts'), somebody);
    assert.equal(cache.find('/home', 'identity', somebody)?.body.toString(), 'home', 'other pages are kept');
  });
});

function cacheOf(
  renderBlock?: ConstructorParameters<typeof PageCache>[0]['renderBlock'],
  maxBytes = 1_000_000,
  now: () => number = Date.now,
) {
  const cache = new PageCache({
    maxBytes,
    now,
    renderBlock: renderBlock ?? (async () => ({ html: '', reads: new Set() })),
  });
  const page = (text: string, ...reads: string[]): CachedPage => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    texts: [text],
    blocks: [],
    reads: new Set(reads),
  });
  return { cache, page };
}

async function ready(
  cache: PageCache,
  key: string,
  encoding: 'identity' | 'gzip' | 'br',
  page: CachedPage,
): Promise<ReadyPage> {
  const result = await cache.fill(key, encoding, async () => page);
  assert.ok(!('uncached' in result));
  return result;
}
