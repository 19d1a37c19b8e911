import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readListing, type S3Listing } from './listing.ts';
import { createS3Client, type S3Address } from './s3-client.ts';
import { BodyError, spool, sweepSpool } from './spool.ts';
import { type BlobStat, checkKey, checkPrefix, probe, type Storage, StorageError } from './storage.ts';

/**
 * Blobs in a bucket of S3, or of a server that speaks its language (MinIO, Garage, R2, Ceph). Uses PutObject,
 * GetObject, HeadObject, DeleteObject and ListObjectsV2; a blob has up to 5 GB.
 */
export function openS3(address: S3Address, now: () => Date = () => new Date()): Storage {
  const { send, close } = createS3Client(address, now);
  const spoolFolder = join(tmpdir(), 'verbatim-spool');
  const nameOf = (key: string) => address.prefix + checkKey(key);

  const storage: Omit<Storage, 'check' | 'sweep' | 'close'> = {
    async put(key, body) {
      const spooled = await spool(spoolFolder, body).catch(explainSpool);
      try {
        const { sha256, bytes, path } = spooled;
        const name = typeof key === 'string' ? key : key(sha256);
        const content = { sha256, bytes, open: () => createReadStream(path) };
        await done(await send({ method: 'PUT', name: nameOf(name), content }));
        return { key: name, bytes, sha256 };
      } finally {
        await spooled.discard();
      }
    },

    async get(key, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const answer = await send({ method: 'GET', name: nameOf(key), headers });
      if (await isMissing(answer)) return undefined;
      return { ...statOf(answer), stream: answer };
    },

    async stat(key) {
      const answer = await send({ method: 'HEAD', name: nameOf(key) });
      if (await isMissing(answer)) return undefined;
      answer.resume();
      return statOf(answer);
    },

    async delete(key) {
      const answer = await send({ method: 'DELETE', name: nameOf(key) });
      if (!(await isMissing(answer))) await done(answer);
    },

    async *list(prefix = '') {
      let page: S3Listing | undefined;
      do {
        const query: Record<string, string> = {
          'list-type': '2',
          prefix: address.prefix + checkPrefix(prefix),
        };
        if (page?.next !== undefined) query['continuation-token'] = page.next;
        page = readListing(await done(await send({ method: 'GET', name: '', query })));
        for (const { key, bytes } of page.blobs) yield { key: key.slice(address.prefix.length), bytes };
      } while (page.next !== undefined);
    },
  };

  return {
    ...storage,
    check: () => probe(storage),
    sweep: (now) => sweepSpool(spoolFolder, now),
    close: async () => close(),
  };
}

/** Reads a small answer to its end; anything but success is an error that names what the server said. */
async function done(answer: IncomingMessage): Promise<string> {
  const text = Buffer.concat(await answer.toArray()).toString();
  const status = answer.statusCode!;
  if (status >= 200 && status < 300) return text;
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text)?.[1] ?? `status ${status}`;
  if (status === 401 || status === 403) {
    throw new StorageError('denied', `The bucket refuses us (${code}). Check the key and its rights.`);
  }
  if (code === 'NoSuchBucket') throw new StorageError('broken', 'The bucket does not exist. Create it.');
  if (status === 507 || code === 'QuotaExceeded' || code === 'XMinioStorageFull') {
    throw new StorageError('full', `The bucket is full (${code}).`);
  }
  throw new StorageError('broken', `The bucket answered ${code}.`);
}

/** 404 means a missing blob, unless it says that the bucket itself is missing. */
async function isMissing(answer: IncomingMessage): Promise<boolean> {
  const status = answer.statusCode!;
  if (status < 300) return false;
  try {
    await done(answer);
  } catch (error) {
    if (status !== 404 || (error instanceof StorageError && error.message.includes('does not exist')))
      throw error;
  }
  return true;
}

function statOf({ headers }: IncomingMessage): BlobStat {
  const whole = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? headers['content-length'];
  return { bytes: Number(whole), modifiedAt: new Date(headers['last-modified'] ?? 0) };
}

function explainSpool(error: unknown): never {
  if (error instanceof BodyError) throw error.cause;
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    const message = `No space is left in ${tmpdir()}, where media wait for the bucket. Free some, then try again.`;
    throw new StorageError('full', message, { cause: error });
  }
  throw error;
}
