import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { get, inHand, openSite, photo, refusedFor, site, stored } from '../../test/support/media-site.ts';
import { dialects } from '../../test/support/world.ts';
import { fakeWeb } from '../kit/fetch/fake.ts';
import type { World } from '../kit/world.ts';
import { fetchRemoteMedia, makeMediaVariants } from './jobs.ts';
import { hrefOf, picture } from './media.ts';
import { listMedia, mediaById, mediaForAddress } from './read.ts';
import { sample, tellingPicture, traces } from './sample.ts';
import { addRemoteMedia, deleteMedia, editMedia, fetchMedia, storeMedia } from './save.ts';

async function jobs(world: World): Promise<string[]> {
  const rows = await world.db.read.selectFrom('job').select(['kind', 'key']).orderBy('id').execute();
  return rows.map(({ kind, key }) => `${kind} ${key}`);
}

for (const dialect of dialects) {
  describe(`media on ${dialect}`, () => {
    it('An upload is cleaned, stands at its WordPress address, and gets its sizes from a job', async () => {
      await using world = await openSite(dialect);
      const file = await tellingPicture('jpeg', { width: 1700, height: 90 });
      const media = await stored(world, {
        name: 'Été.JPG',
        body: file,
        alt: 'A summer',
        at: '2016-05-21T10:00:00.000Z',
      });
      assert.equal(media.path, '/wp-content/uploads/2016/05/Été.jpg');
      assert.deepEqual(
        [media.mime, media.width, media.height, media.status],
        ['image/jpeg', 1700, 90, 'ready'],
      );
      assert.deepEqual(await jobs(world), [`media.variants 1:${media.id}`]);
      const before = picture(media)!;
      assert.deepEqual([before.src, before.srcset, before.sources], [hrefOf(media), '', []]);

      await makeMediaVariants(world, inHand(media.id));
      const shown = picture((await mediaById(world.db, site, media.id))!)!;
      assert.match(shown.src, /^\/-\/media\/1\/%C3%89t%C3%A9-1600w\.[0-9a-f]{8}\.jpg$/);
      assert.deepEqual([shown.width, shown.height, shown.alt], [1700, 90, 'A summer']);
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
