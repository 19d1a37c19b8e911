import { openFolder } from './folder.ts';
import { openS3 } from './s3.ts';
import type { S3Address } from './s3-client.ts';
import type { Credentials } from './signature.ts';
import { type Storage, StorageError } from './storage.ts';

export type StorageSettings = {
  /** `VERBATIM_STORAGE_URL`; absent for a folder. */
  readonly url?: string | undefined;
  /** Where blobs are kept when there is no `url`. Absolute. */
  readonly folder: string;
  /** For a bucket whose address names no key. */
  readonly credentials?: Credentials | undefined;
};

/**
 * Opens the store of an install; nothing is touched or reached until it is used.
 *
 * `s3://[KEY:SECRET@]bucket[/prefix]?endpoint=https://host[:port][&region=us-east-1][&style=path|host]`
 *
 * Throws `StorageError` when the address cannot be read.
 */
export function openStorage({ url, folder, credentials }: StorageSettings): Storage {
  if (url === undefined || url === '') return openFolder(folder);
  return openS3(parseS3Url(url, credentials));
}

export function parseS3Url(text: string, fallback?: Credentials): S3Address {
  if (!URL.canParse(text)) throw badAddress('it is no address');
  const url = new URL(text);
  if (url.protocol !== 's3:') throw badAddress('it must begin with s3://');
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(url.hostname))
    throw badAddress('the name of the bucket is missing or odd');
  const endpoint = parseEndpoint(url.searchParams.get('endpoint') ?? '');
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const style = url.searchParams.get('style') ?? 'path';
  if (style !== 'path' && style !== 'host') throw badAddress('style is path or host');
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    endpoint,
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region,
    style,
    credentials: credentialsOf(url) ?? fallback ?? missingKey(),
  };
}

function parseEndpoint(text: string): URL {
  if (!URL.canParse(text)) throw badAddress('endpoint=https://… is missing');
  const endpoint = new URL(text);
  if (endpoint.protocol !== 'https:' && endpoint.protocol !== 'http:')
    throw badAddress('the endpoint is not http(s)');
  return endpoint;
}

function credentialsOf(url: URL): Credentials | undefined {
  if (url.username === '' || url.password === '') return undefined;
  return { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) };
}

function missingKey(): never {
  throw badAddress('it names no key: s3://KEY:SECRET@bucket?…');
}

/** Says what is off without repeating the address: it may hold a secret. */
function badAddress(problem: string): StorageError {
  return new StorageError('broken', `VERBATIM_STORAGE_URL cannot be used: ${problem}.`);
}
