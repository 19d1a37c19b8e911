import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { incoming } from '../../test/support/incoming.ts';
import { get, inHand, openSite, photo, stored } from '../../test/support/media-site.ts';
import { makeMediaVariants } from './jobs.ts';
import { hrefOf, picture } from './media.ts';
import { serveMedia } from './web.ts';

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
