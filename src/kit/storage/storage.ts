import type { Readable } from 'node:stream';

/**
 * Where blobs are kept: files by key, written whole or not at all.
 *
 * A key is one or more segments of letters, digits, `.`, `_` and `-`, joined by `/`, none beginning with a dot.
 * What is missing is `undefined`; a store that cannot be used throws `StorageError`.
 */
export type Storage = {
  /**
   * Keeps the bytes under the key. A key may be worked out from the content's SHA-256 (64 hex digits), so that
   * equal content is kept once; what stands there already is left or replaced by the same. When `body` throws,
   * nothing is kept and the error passes through.
   */
  readonly put: (
    key: string | ((sha256: string) => string),
    body: Uint8Array | AsyncIterable<Uint8Array>,
  ) => Promise<StoredBlob>;
  /** The whole blob, or the bytes from `start` to `end`, both inclusive and inside it. Destroy the stream or read it to its end. */
  readonly get: (key: string, range?: ByteRange) => Promise<Blob | undefined>;
  readonly stat: (key: string) => Promise<BlobStat | undefined>;
  /** Deleting what is not there is no error. */
  readonly delete: (key: string) => Promise<void>;
  /** Every blob whose key begins with `prefix`, in no certain order. */
  readonly list: (prefix?: string) => AsyncIterable<{ readonly key: string; readonly bytes: number }>;
  /** Writes, reads and deletes a small blob: throws `StorageError` when the store is not usable. */
  readonly check: () => Promise<void>;
  /** Removes what writes that were cut off left behind, an hour after; answers how many files. */
  readonly sweep: (now: Date) => Promise<number>;
  readonly close: () => Promise<void>;
};

export type ByteRange = { readonly start: number; readonly end: number };
export type StoredBlob = { readonly key: string; readonly bytes: number; readonly sha256: string };
export type BlobStat = { /** Size of the whole blob. */ readonly bytes: number; readonly modifiedAt: Date };
export type Blob = BlobStat & { readonly stream: Readable };

/** The store cannot be used: lost infrastructure, not the caller's fault. `message` says what to do. */
export class StorageError extends Error {
  readonly reason: 'full' | 'denied' | 'unreachable' | 'broken';

  constructor(reason: StorageError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.reason = reason;
  }
}

const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Throws `RangeError` on a key that is none: keys are made by the program, so this is a bug and never bad input. */
export function checkKey(key: string): string {
  const fine = key.length <= 512 && key.split('/').every((part) => part.length <= 200 && segment.test(part));
  if (!fine) throw new RangeError(`not a storage key: ${JSON.stringify(key.slice(0, 100))}`);
  return key;
}

/** The same for the beginning of a key, which may end inside a segment or after a slash. */
export function checkPrefix(prefix: string): string {
  if (prefix !== '') checkKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
  return prefix;
}

/** A small write, read and delete: what `check` does everywhere. */
export async function probe(storage: Omit<Storage, 'check' | 'sweep' | 'close'>): Promise<void> {
  const key = `check/${process.pid}-${Math.random().toString(36).slice(2)}`;
  await storage.put(key, Buffer.from('ok'));
  const blob = await storage.get(key);
  const text = blob === undefined ? '' : Buffer.concat(await blob.stream.toArray()).toString();
  await storage.delete(key);
  if (text !== 'ok')
    throw new StorageError('broken', 'The media store does not give back what it was given.');
}
