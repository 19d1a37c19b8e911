import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Blog, openBlog } from '../../../test/support/blog.ts';
import { article, openSourceSite, redirectTo } from '../../../test/support/source-site.ts';
import {
  payloadOf,
  type ReadRecord,
  readStoredZip,
  readWarc,
  wrongDigests,
} from '../../../test/support/warc-reader.ts';
import { openFakeS3 } from '../../kit/storage/fake-s3.ts';
import { openStorage } from '../../kit/storage/index.ts';
import type { World } from '../../kit/world.ts';
import { archiveKey, type Capture } from '../capture.ts';
import { captureFile } from '../file.ts';
import { runCapture } from '../jobs.ts';
import { readCapture } from '../read.ts';
import { readStreams } from '../read-streams.ts';
import { readResource } from '../resource.ts';
import { requestCapture } from '../save.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/capture/${name}`, import.meta.url), 'utf8');
const tls = { key: fixture('loopback-key.pem'), cert: fixture('loopback-cert.pem') };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function capturedBy(world: World, blog: Blog, address: string): Promise<Capture> {
  const siteId = blog.site.id;
  const { id } = await world.db.write((tx) => requestCapture(tx, siteId, { address, method: 'http' }));
  await runCapture(world, { siteId, payload: { id }, signal: new AbortController().signal });
  const capture = await readCapture(world.db, siteId, id);
  assert.equal(capture?.status, 'done', capture?.detail ?? '');
  return capture!;
}

async function archiveOf(world: World, blog: Blog, { waczSha256 }: Capture): Promise<Buffer> {
  const blob = await world.storage.get(archiveKey(blog.site.id, waczSha256!));
  return Buffer.concat(await blob!.stream.toArray());
}

const pages = {
  '/from': redirectTo('/words'),
  '/words': {
    body: gzipSync(article('Words of a statement.<img src="/big"><img src=/pic><img src=/chunks>')),
    headers: { 'content-encoding': 'gzip', 'x-odd': 'caf\u00e9', 'X-Twice': 'one' },
  },
  '/pic': {
    type: 'image/svg+xml',
    body: brotliCompressSync('<svg/>'),
    headers: { 'content-encoding': 'br' },
  },
  '/big': { type: 'image/png', body: Buffer.alloc(11 * 2 ** 20, 'x') },
};

const ofType = (records: readonly ReadRecord[], type: string) =>
  records.filter(({ headers }) => headers.get('warc-type') === type);

describe('the archive of a capture', () => {
  it('Is read whole by a second reader, which finds every digest right and every record where the index says', async () => {
    const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'] } });
    await using source = await openSourceSite({
      ...pages,
      '/chunks': (_, response) => {
        response.writeHead(200, { 'content-type': 'image/gif' });
        response.write('a');
        response.end('b');
      },
    });
    const capture = await capturedBy(blog.world, blog, source.url('/from'));
    const wacz = await archiveOf(blog.world, blog, capture);
    assert.equal(sha256(wacz), capture.waczSha256);
    assert.equal(wacz.length, capture.waczBytes);
    const files = readStoredZip(wacz);
    const text = (name: string) => files.get(name)!.content.toString('utf8');
    const warc = files.get('archive/data.warc.gz')!;
    assert.equal(sha256(warc.content), capture.warcSha256);
    assert.deepEqual(capture.facts.warc, { offset: warc.offset, length: warc.content.length });

    const records = readWarc(warc.content);
    assert.equal(records.length, capture.facts.records);
    for (const record of records) {
      assert.equal(record.version, 'WARC/1.1');
      assert.match(record.headers.get('warc-record-id') ?? '', /^<urn:uuid:[0-9a-f-]{36}>$/);
      assert.deepEqual(wrongDigests(record), []);
    }
    assert.match(
      ofType(records, 'warcinfo')[0]!.block.toString(),
      /software: Verbatim\/\S+\r\nformat: WARC File Format 1\.1/,
    );
    const responses = ofType(records, 'response');
    assert.equal(responses.length, ofType(records, 'request').length);
    const of = (path: string) =>
      responses.find(({ headers }) => headers.get('warc-target-uri') === source.url(path))!;
    assert.match(
      of('/from').block.toString(),
      /^HTTP\/1\.1 302 Found\r\n[\s\S]*location: \/words\r\n[\s\S]*Moved/,
    );
    assert.match(
      of('/words').block.toString('latin1'),
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*x-odd: caf\xe9\r\nX-Twice: one\r\n/,
    );
    assert.deepEqual(payloadOf(of('/words').block), pages['/words'].body);
    assert.equal(of('/words').headers.get('warc-ip-address'), '127.0.0.1');
    assert.match(
      of('/chunks').block.toString(),
      /X-Archive-Orig-Transfer-Encoding: chunked[\s\S]*\r\n\r\nab$/,
    );
    assert.equal(of('/big').headers.get('warc-truncated'), 'length');
    assert.equal(payloadOf(of('/big').block).length, 10 * 2 ** 20);
    const [request] = ofType(records, 'request');
    assert.match(
      request!.block.toString(),
      /^GET \/from HTTP\/1\.1\r\n[\s\S]*user-agent: Verbatim[\s\S]*\r\n\r\n$/i,
    );
    assert.doesNotMatch(request!.block.toString(), /^cookie:/im);

    for (const line of text('indexes/index.cdx').trim().split('\n')) {
      const told = JSON.parse(line.slice(line.indexOf('{'))) as Record<string, string>;
      const record = records.find(({ offset }) => offset === Number(told.offset))!;
      assert.deepEqual(
        [record.length, record.headers.get('warc-target-uri'), record.headers.get('warc-payload-digest')],
        [Number(told.length), told.url, told.digest],
      );
    }
    const [head, page] = text('pages/pages.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(head.format, 'json-pages-1.0');
    assert.deepEqual([page.url, page.title], [source.url('/words'), 'A statement']);
    assert.match(page.text, /Words of a statement/);
    const datapackage = JSON.parse(text('datapackage.json'));
    assert.deepEqual([datapackage.profile, datapackage.wacz_version], ['data-package', '1.1.1']);
    for (const { path, hash, bytes } of datapackage.resources) {
      const { content } = files.get(path)!;
      assert.deepEqual([hash, bytes], [`sha256:${sha256(content)}`, content.length]);
    }
    const { hash } = JSON.parse(text('datapackage-digest.json'));
    assert.equal(hash, `sha256:${sha256(files.get('datapackage.json')!.content)}`);
    const picture = await readResource(blog.world, blog.site.id, capture.id, source.url('/pic'));
    assert.equal(String(picture?.bytes), '<svg/>');
    await blog.close();
  });

  it('Holds the certificates that a server showed', async () => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, tls.cert]);
    const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'] } });
    try {
      await using source = await openSourceSite(
        { '/': article('Words over TLS, which nobody read on the way.') },
        { tls },
      );
      const capture = await capturedBy(blog.world, blog, source.url('/'));
      const expected = sha256(Buffer.from(tls.cert.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64'));
      assert.deepEqual(capture.facts.certificates, [
        { subject: 'Source on loopback, Test', sha256: expected },
      ]);
      const records = readWarc(
        readStoredZip(await archiveOf(blog.world, blog, capture)).get('archive/data.warc.gz')!.content,
      );
      const [chain] = ofType(records, 'metadata');
      assert.ok(chain!.block.toString().replaceAll('\r', '').includes(tls.cert.trim()));
      assert.match(ofType(records, 'response')[0]!.headers.get('warc-protocol') ?? '', /^tls\/1\.[23]$/);
    } finally {
      setDefaultCACertificates(trusted);
      await blog.close();
    }
  });

  it('Lies in a bucket as it does in a folder', async () => {
    const s3 = await openFakeS3();
    const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'] } });
    const world: World = { ...blog.world, storage: openStorage({ url: s3.url, folder: '' }) };
    await using source = await openSourceSite({ '/': article('Words in a bucket, kept for everybody.') });
    const capture = await capturedBy(world, blog, source.url('/'));
    assert.equal(sha256(await archiveOf(world, blog, capture)), capture.waczSha256);
    assert.match((await readStreams(world, blog.site.id, capture.id))[0]!.text, /Words in a bucket/);
    const page = await readResource(world, blog.site.id, capture.id, source.url('/'));
    assert.match(String(page?.bytes), /Words in a bucket/);
    await blog.close();
    await s3.close();
  });

  it('Of a file that an author brings is one like any other, and says whose it is', async () => {
    const blog = await openBlog();
    const bytes = Buffer.from(article('What was said in the hall.'));
    const kept = await captureFile(blog.world, blog.site.id, {
      bytes,
      name: '../the hall.html',
      by: 1,
      transcript: 'What was said: nothing.',
    });
    assert.ok(kept.ok);
    assert.deepEqual(
      [kept.capture.method, kept.capture.status, kept.capture.facts.fileName],
      ['file', 'done', '../the hall.html'],
    );
    assert.equal(kept.capture.address, 'urn:verbatim:file:the%20hall.html');
    const streams = await readStreams(blog.world, blog.site.id, kept.capture.id);
    assert.deepEqual(
      streams.map(({ name, observed }) => [name, observed]),
      [
        ['dom', false],
        ['transcript', false],
      ],
    );
    const files = readStoredZip(await archiveOf(blog.world, blog, kept.capture));
    const records = readWarc(files.get('archive/data.warc.gz')!.content);
    assert.deepEqual(
      records.map(({ headers }) => headers.get('warc-type')),
      ['warcinfo', 'resource'],
    );
    assert.deepEqual(records.flatMap(wrongDigests), []);
    assert.deepEqual(records[1]!.block, bytes);
    await blog.close();
  });
});
