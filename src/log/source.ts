import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SafeFetch } from '../kit/fetch/index.ts';
import type { Storage } from '../kit/storage/index.ts';

/**
 * Where files of a log are read from: by their path below its prefix (`checkpoint`, `tile/0/000`). Undefined for what
 * is not there; throws `SourceError` where nothing can be had.
 */
export type LogSource = (path: string) => Promise<Buffer | undefined>;

/** The log cannot be read from there; the message says why. */
export class SourceError extends Error {}

export function storageSource(storage: Storage, prefix: string): LogSource {
  return async (path) => {
    const blob = await storage.get(`${prefix}/${path}`);
    return blob && Buffer.concat(await blob.stream.toArray());
  };
}

export function folderSource(folder: string): LogSource {
  return async (path) => {
    try {
      return await readFile(join(folder, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new SourceError(`${join(folder, path)} cannot be read (${code}).`);
    }
  };
}

/** A full bundle of the longest entries that there may be, and some room. */
const maxBytes = 256 * 65_537 + 4096;

/** `base` is the prefix of the log, `https://blog.example/-/log`. */
export function webSource(fetch: SafeFetch, base: string): LogSource {
  return async (path) => {
    const answer = await fetch(`${base}/${path}`, { maxBytes, timeoutMs: 30_000 });
    if (!answer.ok) throw new SourceError(`${base}/${path} cannot be read: ${answer.detail}.`);
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status !== 200) throw new SourceError(`${base}/${path} answered ${answer.status}.`);
    return answer.body;
  };
}
