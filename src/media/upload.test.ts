import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { get, inHand, openSite, photo, refusedFor, site, stored } from '../../test/support/media-site.ts';
import type { World } from '../kit/world.ts';
import { makeMediaVariants, sweepMedia } from './jobs.ts';
import { listMedia, mediaById } from './read.ts';
import { box, sample, tellingFilm, tellingPicture } from './sample.ts';
import { deleteMedia, storeMedia } from './save.ts';

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
        for (let n = 0; n < 52; n++) yield Buffer.alloc(2 ** 20);
      })();
    assert.equal(await refusedFor(world, { name: 'a.jpg', body: long(await photo()) }), 'too-large');
    const film = tellingFilm();
    const ending = Buffer.from(film);
    ending.writeUInt32BE(0, film.length - 5008);
    const media = await stored(world, { name: 'a.mp4', body: long(ending) });
    assert.deepEqual([media.mime, media.bytes], ['video/mp4', film.length + 52 * 2 ** 20]);
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
    await sweepMedia(world);
    assert.equal(await count(), before);
    age(2);
    await sweepMedia(world);
    assert.equal(await count(), before - 1);
    assert.equal((await get(world, kept.path))?.status, 200);
  });
});
