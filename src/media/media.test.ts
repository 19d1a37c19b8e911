import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { incoming } from '../../test/support/incoming.ts';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { fakeWeb } from '../kit/fetch/fake.ts';
import type { Reply } from '../kit/http/index.ts';
import type { World } from '../kit/world.ts';
import { fetchRemoteMedia, makeMediaVariants, sweepMedia } from './jobs.ts';
import { hrefOf, type Media, picture } from './media.ts';
import { listMedia, mediaById, mediaForAddress } from './read.ts';
import { box, sample, tellingFilm, tellingPicture, traces } from './sample.ts';
import { addRemoteMedia, deleteMedia, editMedia, fetchMedia, storeMedia, type Upload } from './save.ts';
import { serveMedia } from './web.ts';

const site = 1;

async function openSite(dialect: (typeof dialects)[number] = 'sqlite'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  const created_at = world.clock.now().toISOString();
  const row = {
    title: 'T',
    tagline: '',
    locale: 'en',
    time_zone: 'UTC',
    calendar: 'gregory',
    permalinks: '/',
    settings: '{}',
  };
  await world.db.write(async (tx) => {
    for (const id of [1, 2])
      await tx.db
        .insertInto('site')
        .values({ id, ...row, created_at })
        .execute();
  });
  return world;
}

async function stored(world: World, upload: Upload): Promise<Media> {
  const result = await storeMedia(world, site, upload);
  assert.ok(result.ok, JSON.stringify(result));
  return result.media;
}

async function refusedFor(world: World, upload: Upload): Promise<string> {
  const result = await storeMedia(world, site, upload);
  assert.ok(!result.ok, 'it was taken');
  return result.reason;
}

const inHand = (id: number) => ({ siteId: site, payload: { id }, signal: new AbortController().signal });

async function jobs(world: World): Promise<string[]> {
  const rows = await world.db.read.selectFrom('job').select(['kind', 'key']).orderBy('id').execute();
  return rows.map(({ kind, key }) => `${kind} ${key}`);
}

async function get(world: World, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const reply = await serveMedia(world, site, incoming(path, { method, headers }));
  return reply && { ...reply, headers: reply.headers as Record<string, string>, bytes: await bytesOf(reply) };
}

async function bytesOf({ body }: Reply): Promise<Buffer> {
  return body === undefined ? Buffer.alloc(0) : Buffer.concat(await (body as Readable).toArray());
}

const photo = () => sample(1000, 600).jpeg().toBuffer();

for (const dialect of dialects) {
  describe(`media on ${dialect}`, () => {
    it('An upload is cleaned, stands at its WordPress address, and gets its sizes from a job', async () => {
      await using world = await openSite(dialect);
      const file = await tellingPicture('jpeg', { width: 1700, height: 900 });
      const media = await stored(world, {
        name: 'Été.JPG',
        body: file,
        alt: 'A summer',
        at: '2016-05-21T10:00:00.000Z',
      });
      assert.equal(media.path, '/wp-content/uploads/2016/05/Été.jpg');
      assert.deepEqual(
        [media.mime, media.width, media.height, media.status],
        ['image/jpeg', 1700, 900, 'ready'],
      );
      assert.deepEqual(await jobs(world), [`media.variants 1:${media.id}`]);
      const before = picture(media)!;
      assert.deepEqual([before.src, before.srcset, before.sources], [hrefOf(media), '', []]);

      await makeMediaVariants(world, inHand(media.id));
      const shown = picture((await mediaById(world.db, site, media.id))!)!;
      assert.match(shown.src, /^\/-\/media\/1\/%C3%89t%C3%A9-1600w\.[0-9a-f]{8}\.jpg$/);
      assert.deepEqual([shown.width, shown.height, shown.alt], [1700, 900, 'A summer']);
      assert.deepEqual(shown.srcset.match(/ \d+w/g), [' 480w', ' 800w', ' 1200w', ' 1600w', ' 1700w']);
      assert.equal(shown.sources[0]?.type, 'image/avif');
      for (const address of [
        ...shown.srcset.split(', '),
        shown.sources[0]!.srcset.split(', ')[0]!,
        `${shown.src} 1600w`,
      ]) {
        const [href, width] = address.split(' ');
        const answer = await get(world, href!);
        assert.equal(answer?.status, 200, address);
        const made = await sharp(answer.bytes).metadata();
        assert.equal(`${made.width}w`, width);
        assert.deepEqual([made.exif, made.xmp], [undefined, undefined]);
        assert.match(answer.headers['cache-control']!, /immutable/);
      }
      const original = await get(world, hrefOf(media));
      for (const trace of traces) assert.equal(original!.bytes.includes(trace), false, trace);
    });

    it('A second file of a name gets a number; the same file again is the same', async () => {
      await using world = await openSite(dialect);
      const first = await stored(world, { name: 'a.jpg', body: await photo() });
      const second = await stored(world, { name: 'a.jpg', body: await sample(9, 9).jpeg().toBuffer() });
      assert.deepEqual(
        [first.path, second.path],
        ['/wp-content/uploads/2026/03/a.jpg', '/wp-content/uploads/2026/03/a-1.jpg'],
      );
      const again = await storeMedia(world, site, { name: 'b.jpg', body: await photo() });
      assert.ok(again.ok && !again.created && again.media.id === first.id);
      const other = await storeMedia(world, 2, { name: 'a.jpg', body: await photo() });
      assert.ok(other.ok && other.created, 'another site has its own');
    });

    it("An import's address and ID are kept; a taken address is refused, a taken ID replaced", async () => {
      await using world = await openSite(dialect);
      const path = '/images/My photo (1).png';
      const body = await photo();
      const media = await stored(world, { name: 'x', body, path, id: 40 });
      assert.deepEqual([media.id, media.path, media.mime], [40, path, 'image/jpeg']);
      const again = await storeMedia(world, site, { name: 'x', body, path });
      assert.ok(again.ok && !again.created);
      const other = { name: 'y', body: await sample().png().toBuffer() };
      assert.equal(await refusedFor(world, { ...other, path }), 'path-taken');
      assert.equal(await refusedFor(world, { ...other, path: '/../x.png' }), 'bad-path');
      assert.equal((await stored(world, { ...other, id: 40 })).id, 41);
      const answer = await get(world, hrefOf(media));
      assert.equal(answer?.headers['content-type'], 'image/jpeg', 'what it is, not what its name says');
    });

    it('A remote file is fetched by a job; what passes is tried again, what does not is marked', async () => {
      await using world = await openSite(dialect);
      const web = fakeWeb({
        'https://old.test/wp-content/uploads/2009/01/a.jpg': { type: 'image/jpeg', body: await photo() },
        'https://old.test/busy.jpg': { status: 503 },
        'https://old.test/gone.jpg': { status: 404, body: '<html>' },
        'https://old.test/page.jpg': '<!doctype html><p>not found',
      });
      const outside: World = { ...world, fetch: web.fetch };
      const add = (sourceUrl: string, fetch = true) =>
        world.db.write((tx) =>
          addRemoteMedia(tx, site, { sourceUrl, fetch, at: '2010-07-01T00:00:00.000Z' }),
        );
      const added = await add('https://old.test/wp-content/uploads/2009/01/a.jpg');
      assert.ok(added.ok && added.created && added.media.status === 'remote');
      assert.equal(added.media.path, '/wp-content/uploads/2009/01/a.jpg');
      assert.equal((await get(world, added.media.path))?.status, 503);
      assert.equal(picture(added.media), undefined);
      const again = await add('https://old.test/wp-content/uploads/2009/01/a.jpg');
      assert.ok(again.ok && !again.created);
      assert.deepEqual(await jobs(world), [`media.fetch 1:${added.media.id}`]);
      assert.equal(await fetchRemoteMedia(outside, inHand(added.media.id)), undefined);
      const here = await mediaById(world.db, site, added.media.id);
      assert.deepEqual([here?.status, here?.width], ['ready', 1000]);
      assert.equal((await get(world, added.media.path))?.status, 200);

      for (const [url, retry, status] of [
        ['https://old.test/busy.jpg', true, 'remote'],
        ['https://nowhere.test/a.jpg', true, 'remote'],
        ['https://old.test/gone.jpg', false, 'failed'],
        ['https://old.test/page.jpg', false, 'failed'],
      ] as const) {
        const one = await add(url, false);
        assert.ok(one.ok);
        const outcome = await fetchRemoteMedia(outside, inHand(one.media.id));
        assert.equal(outcome?.retry ?? false, retry, url);
        assert.equal((await mediaById(world.db, site, one.media.id))?.status, status, url);
      }
      await world.db.write((tx) => fetchMedia(tx, site, 2));
      assert.ok((await jobs(world)).includes('media.fetch 1:2'));
    });

    it('An edit and a deletion are told to who shows it', async () => {
      await using world = await openSite(dialect);
      const media = await stored(world, { name: 'a.jpg', body: await photo() });
      const told: string[] = [];
      world.db.changes.subscribe((changed) => {
        if (changed !== 'everything') told.push(...changed);
      });
      assert.ok(await world.db.write((tx) => editMedia(tx, site, media.id, { alt: 'New' })));
      assert.equal((await mediaById(world.db, site, media.id))?.alt, 'New');
      assert.ok(await world.db.write((tx) => deleteMedia(tx, site, media.id)));
      assert.deepEqual(told, [`1/media:${media.id}`, `1/media:${media.id}`]);
      assert.equal(await get(world, media.path), undefined);
      assert.equal(await world.db.write((tx) => deleteMedia(tx, site, media.id)), false);
      assert.equal(await world.db.write((tx) => editMedia(tx, site, media.id, { alt: 'x' })), false);
    });

    it('An address in a post finds its file: absolute, encoded, as one of the old sizes, or where it came from', async () => {
      await using world = await openSite(dialect);
      const media = await stored(world, {
        name: 'صورة.jpg',
        body: await photo(),
        at: '2016-05-21T10:00:00.000Z',
        sourceUrl: 'https://old.test/x.jpg',
      });
      const path = encodeURI('/wp-content/uploads/2016/05/صورة');
      for (const address of [
        `${path}.jpg`,
        `${path}.jpg?w=300#x`,
        `${path}-300x200.jpg`,
        `https://blog.test${path}-scaled.jpg`,
        `//blog.test${path}.jpg`,
        'https://old.test/x.jpg',
      ]) {
        assert.equal((await mediaForAddress(world.db, site, address, ['blog.test']))?.id, media.id, address);
      }
      for (const address of [`https://other.test${path}.jpg`, '/nothing.jpg', 'http://[', '%ff', '']) {
        assert.equal(await mediaForAddress(world.db, site, address, ['blog.test']), undefined, address);
      }
    });

    it('A list visits each file once, newest first', async () => {
      await using world = await openSite(dialect);
      for (let n = 0; n < 5; n++) {
        await stored(world, {
          name: `${n}.jpg`,
          body: await sample(n + 2, 2)
            .jpeg()
            .toBuffer(),
          at: `2016-0${(n % 3) + 1}-01T00:00:00.000Z`,
        });
      }
      await stored(world, { name: 'a.pdf', body: Buffer.from('%PDF-1.7\n') });
      const seen: number[] = [];
      for (let after: { createdAt: string; id: number } | undefined; ; ) {
        const page = await listMedia(world.db, site, { family: 'image', limit: 2, ...(after && { after }) });
        seen.push(...page.map(({ id }) => id));
        after = page.at(-1);
        if (page.length < 2) break;
      }
      assert.deepEqual(seen, [3, 5, 2, 4, 1]);
    });
  });
}

describe('what is not taken', () => {
  it('Refusals say why, and nothing is kept', async () => {
    await using world = await openSite();
    const bomb = await sample(10, 10).png().toBuffer();
    bomb.writeUInt32BE(70_000, 16);
    bomb.writeUInt32BE(70_000, 20);
    const cases: [string, string | Buffer, string][] = [
      ['a.jpg', '', 'empty'],
      ['a.jpg', '<!doctype html><script>alert(1)</script>', 'kind-refused'],
      ['a.jpg', 'MZ\x90\0\x03\0\0\0', 'kind-refused'],
      ['a.jpg', Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'unreadable'],
      ['a.svg', '<svg><g></svg>', 'bad-svg'],
      ['a.heic', Buffer.concat([box('ftyp', 'heic\0\0\0\0heic'), Buffer.alloc(200)]), 'kind-refused'],
    ];
    for (const [name, body, reason] of cases)
      assert.equal(await refusedFor(world, { name, body: Buffer.from(body) }), reason, name);
    assert.ok(
      ['too-many-pixels', 'unreadable'].includes(await refusedFor(world, { name: 'a.png', body: bomb })),
    );
    assert.deepEqual(await Array.fromAsync(world.storage.list()), []);
    assert.deepEqual(await listMedia(world.db, site, { limit: 10 }), []);
  });

  it('An image too long for memory is refused as it comes; a film passes, cleaned', async () => {
    await using world = await openSite();
    const long = (head: Buffer) =>
      (async function* () {
        yield head;
        for (let n = 0; n < 60; n++) yield Buffer.alloc(2 ** 20);
      })();
    assert.equal(await refusedFor(world, { name: 'a.jpg', body: long(await photo()) }), 'too-large');
    const film = tellingFilm();
    const ending = Buffer.from(film);
    ending.writeUInt32BE(0, film.length - 5008);
    const media = await stored(world, { name: 'a.mp4', body: long(ending) });
    assert.deepEqual([media.mime, media.bytes], ['video/mp4', film.length + 60 * 2 ** 20]);
    const part = await get(world, media.path, { range: `bytes=0-${film.length - 1}` });
    assert.equal(part?.status, 206);
    assert.equal(part.bytes.includes('36.8065'), false);
  });

  it('When the sender goes away, or the disk is full, nothing is kept', async () => {
    await using world = await openSite();
    const gone = new Error('the sender went away');
    async function* broken() {
      yield await photo();
      throw gone;
    }
    await assert.rejects(storeMedia(world, site, { name: 'a.jpg', body: broken() }), gone);
    const full: World = {
      ...world,
      storage: { ...world.storage, put: () => Promise.reject(new Error('full')) },
    };
    await assert.rejects(storeMedia(full, site, { name: 'a.jpg', body: await photo() }), /full/);
    assert.deepEqual(await listMedia(world.db, site, { limit: 10 }), []);
  });

  it('The pictures of the WordPress test suite are taken as they should be', async (t) => {
    const folder = '../shared/data/media';
    if (!existsSync(folder)) return t.diagnostic(`${folder} is absent: not tried with those pictures`);
    await using world = await openSite();
    const { extract } = await import('tar-stream');
    const { gunzipSync } = await import('node:zlib');
    const unpack = extract();
    unpack.end(gunzipSync(readFileSync(join(folder, 'wp-test-images.tar.gz'))));
    const outcome: Record<string, string> = {};
    for await (const entry of unpack) {
      const name = entry.header.name;
      const body = Buffer.concat(await Array.fromAsync(entry as AsyncIterable<Buffer>));
      const result = await storeMedia(world, site, { name, body });
      outcome[name] = result.ok
        ? `${result.media.mime} ${result.media.width}x${result.media.height}`
        : result.reason;
    }
    assert.ok(Object.keys(outcome).length > 20);
    assert.equal(outcome['2004-07-22-DSC_0007.jpg'], 'image/jpeg 426x640');
    assert.equal(outcome['test-image-rotated-90cw.webp'], 'image/webp 768x1024');
    assert.equal(outcome['test-image-cmyk.jpg'], 'image/jpeg 50x50');
    assert.equal(outcome['test-image-lzw.tiff'], 'image/png 50x50');
    assert.equal(outcome['avif-lossy.avif'], 'image/avif 400x400');
    assert.equal(outcome['avif-animated.avif'], 'image/avif undefinedxundefined');
    assert.equal(outcome['wordpress-gsoc-flyer.pdf'], 'application/pdf undefinedxundefined');
    for (const name of [
      'test-image.psd',
      'test-image.tga',
      'test-image.pct',
      'test-image.bmp',
      'test-image.jp2',
    ]) {
      assert.equal(outcome[name] ?? 'kind-refused', 'kind-refused', name);
    }
  });
});

describe('serving a file', () => {
  it('Answers whole, in part, by its tag and by its head', async () => {
    await using world = await openSite();
    const media = await stored(world, { name: 'a.jpg', body: await photo() });
    const whole = (await get(world, media.path))!;
    assert.equal(whole.status, 200);
    assert.deepEqual(
      [
        whole.headers['content-type'],
        whole.headers['content-length'],
        whole.headers['x-content-type-options'],
        whole.headers['accept-ranges'],
      ],
      ['image/jpeg', String(media.bytes), 'nosniff', 'bytes'],
    );
    const { etag, 'last-modified': modified } = whole.headers;
    const part = (await get(world, media.path, { range: 'bytes=10-19' }))!;
    assert.deepEqual(
      [part.status, part.headers['content-range'], part.bytes],
      [206, `bytes 10-19/${media.bytes}`, whole.bytes.subarray(10, 20)],
    );
    const beyond = (await get(world, media.path, { range: 'bytes=9999999-' }))!;
    assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, `bytes */${media.bytes}`]);
    const head = (await get(world, media.path, { range: 'bytes=0-1' }, 'HEAD'))!;
    assert.deepEqual(
      [head.status, head.headers['content-length'], head.bytes.length],
      [200, String(media.bytes), 0],
    );

    const statusFor = async (headers: Record<string, string>) =>
      (await get(world, media.path, headers))?.status;
    assert.equal(await statusFor({ 'if-none-match': etag! }), 304);
    assert.equal(await statusFor({ 'if-none-match': `"x", W/${etag}` }), 304);
    assert.equal(await statusFor({ 'if-none-match': '"x"', 'if-modified-since': modified! }), 200);
    assert.equal(await statusFor({ 'if-modified-since': modified! }), 304);
    assert.equal(await statusFor({ 'if-modified-since': 'yesterday' }), 200);
    assert.equal(await statusFor({ 'if-none-match': etag!, range: 'bytes=0-1' }), 304);
    assert.equal(await statusFor({ range: 'bytes=0-1', 'if-range': etag! }), 206);
    assert.equal(await statusFor({ range: 'bytes=0-1', 'if-range': modified! }), 206);
    assert.equal(await statusFor({ range: 'bytes=0-1', 'if-range': '"x"' }), 200);
    assert.equal(await statusFor({ range: 'bytes=0-1,4-5' }), 200);
  });

  it('A drawing or a text opened by itself may do nothing; a document is saved under its name', async () => {
    await using world = await openSite();
    const drawing = await stored(world, {
      name: 'a.svg',
      body: Buffer.from('<svg onload="x()" viewBox="0 0 4 3"><rect/></svg>'),
    });
    assert.deepEqual([drawing.width, drawing.height], [4, 3]);
    const svg = (await get(world, drawing.path))!;
    assert.match(svg.headers['content-security-policy']!, /default-src 'none'.*sandbox/);
    assert.equal(
      svg.bytes.toString(),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect></rect></svg>',
    );
    assert.deepEqual(picture(drawing)?.src, drawing.path);
    const text = await stored(world, { name: 'a.txt', body: Buffer.from('plain') });
    assert.match((await get(world, text.path))!.headers['content-security-policy']!, /sandbox/);
    const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
    const archive = await stored(world, { name: 'رزمة "1".zip', body: zip });
    const saved = (await get(world, hrefOf(archive)))!;
    assert.match(
      saved.headers['content-disposition']!,
      /^attachment; filename="____-1\.zip"; filename\*=UTF-8''%D8%B1%D8%B2%D9%85%D8%A9-1\.zip$/,
    );
  });

  it("WordPress's old sizes lead to the nearest one", async () => {
    await using world = await openSite();
    const media = await stored(world, { name: 'a.jpg', body: await photo() });
    const old = '/wp-content/uploads/2026/03/a-300x200.jpg';
    assert.deepEqual(
      [(await get(world, old))?.status, (await get(world, old))?.headers.location],
      [302, media.path],
    );
    await makeMediaVariants(world, inHand(media.id));
    assert.match((await get(world, old))!.headers.location!, /^\/-\/media\/1\/a-480w\.[0-9a-f]{8}\.webp$/);
    assert.equal(
      (await get(world, '/wp-content/uploads/2026/03/a-9999x9999.jpg'))?.headers.location,
      media.path,
    );
  });

  it("What is not there, another site's, or no path at all, is nothing", async () => {
    await using world = await openSite();
    const media = await stored(world, { name: 'a.jpg', body: await photo() });
    assert.equal(await serveMedia(world, 2, incoming(media.path)), undefined);
    for (const path of [
      '/wp-content/uploads/x.jpg',
      '/-/media/',
      '/-/media/x',
      '/-/media/1/',
      '/-/media/1/a-480w.00000000.webp',
      '/-/media/99999999999999999/a',
      '/%ff',
      '/a%00b',
      '/wp-content/uploads/..%2f..%2fetc/passwd',
    ]) {
      assert.equal(await get(world, path), undefined, path);
    }
  });

  it('A file whose bytes were lost is not there, and is logged', async () => {
    await using world = await openSite();
    const media = await stored(world, { name: 'a.jpg', body: await photo() });
    for await (const { key } of world.storage.list()) await world.storage.delete(key);
    assert.equal(await get(world, media.path), undefined);
    const outcome = await makeMediaVariants(world, inHand(media.id));
    assert.equal(outcome?.retry, false);
  });
});

describe('sizes and formats', () => {
  it('Are made again without harm, and the same', async () => {
    await using world = await openSite();
    const media = await stored(world, { name: 'a.jpg', body: await photo() });
    await makeMediaVariants(world, inHand(media.id));
    const first = await mediaById(world.db, site, media.id);
    await makeMediaVariants(world, inHand(media.id));
    assert.deepEqual(await mediaById(world.db, site, media.id), first);
    await world.db.write((tx) => deleteMedia(tx, site, media.id));
    assert.equal(await makeMediaVariants(world, inHand(media.id)), undefined);
  });

  it('A moving picture is left as it is', async () => {
    await using world = await openSite();
    const frames = await sharp([await sample().png().toBuffer(), await sample().negate().png().toBuffer()], {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    const media = await stored(world, { name: 'a.gif', body: frames });
    await makeMediaVariants(world, inHand(media.id));
    assert.deepEqual((await mediaById(world.db, site, media.id))?.variants, []);
  });

  it('A picture on its side and a transparent one look right', async () => {
    await using world = await openSite();
    const turned = await stored(world, {
      name: 'a.jpg',
      body: await tellingPicture('jpeg', { orientation: 6, width: 1000, height: 500 }),
    });
    await makeMediaVariants(world, inHand(turned.id));
    const small = (await mediaById(world.db, site, turned.id))!.variants.find(({ width }) => width === 480)!;
    assert.deepEqual([turned.width, turned.height, small.height], [500, 1000, 960]);
    const clear = await sample(2000, 100).ensureAlpha(0.5).png().toBuffer();
    const transparent = await stored(world, { name: 'b.png', body: clear });
    await makeMediaVariants(world, inHand(transparent.id));
    const made = (await mediaById(world.db, site, transparent.id))!.variants;
    assert.ok(
      made.some(({ mime }) => mime === 'image/png') && !made.some(({ mime }) => mime === 'image/jpeg'),
    );
  });
});

describe('the sweep', () => {
  it('Deletes bytes that no file has, a day after, and no others', async () => {
    await using world = await openSite();
    const kept = await stored(world, { name: 'a.jpg', body: await photo() });
    await makeMediaVariants(world, inHand(kept.id));
    const gone = await stored(world, { name: 'b.jpg', body: await sample(7, 7).jpeg().toBuffer() });
    await world.db.write((tx) => deleteMedia(tx, site, gone.id));
    await world.storage.put('elsewhere/file', Buffer.from('not media'));
    const count = async () => (await Array.fromAsync(world.storage.list())).length;
    const before = await count();
    const root = join(world.config.data, 'media');
    const age = (days: number) => {
      const at = new Date(world.clock.now().getTime() - days * 86_400_000);
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), at, at);
      }
    };
    age(0.5);
    await sweepMedia.run(world);
    assert.equal(await count(), before);
    age(2);
    await sweepMedia.run(world);
    assert.equal(await count(), before - 1);
    assert.equal((await get(world, kept.path))?.status, 200);
  });
});
