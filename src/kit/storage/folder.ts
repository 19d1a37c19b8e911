import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { BodyError, spool as spoolToDisk, sweepSpool } from './spool.ts';
import { type BlobStat, checkKey, checkPrefix, probe, type Storage, StorageError } from './storage.ts';

/** Blobs as files of a folder, made when it is missing. A blob is written beside its place and moved into it. */
export function openFolder(root: string, { spool = spoolToDisk } = {}): Storage {
  const spoolFolder = join(root, '.spool');
  const fileOf = (key: string) => join(root, ...checkKey(key).split('/'));
  const guarded = guard(root);

  const storage: Omit<Storage, 'check' | 'sweep' | 'close'> = {
    put: (key, body) =>
      guarded(async () => {
        const spooled = await spool(spoolFolder, body);
        try {
          const name = typeof key === 'string' ? key : key(spooled.sha256);
          const path = fileOf(name);
          await mkdir(dirname(path), { recursive: true });
          await rename(spooled.path, path);
          await syncFolder(dirname(path));
          return { key: name, bytes: spooled.bytes, sha256: spooled.sha256 };
        } finally {
          await spooled.discard();
        }
      }),

    get: (key, range) =>
      guarded(async () => {
        const path = fileOf(key);
        const file = await open(path).catch(unlessMissing);
        if (file === undefined) return undefined;
        const { size, mtime } = await file.stat();
        const stream = createReadStream(path, { fd: file, ...range, highWaterMark: 256 * 1024 });
        return { bytes: size, modifiedAt: mtime, stream };
      }),

    stat: (key) => guarded(() => statFile(fileOf(key))),
    delete: (key) => guarded(() => rm(fileOf(key), { force: true })),

    async *list(prefix = '') {
      const folder = join(root, ...checkPrefix(prefix).split('/').slice(0, -1));
      for await (const path of guarded.each(walk(folder))) {
        const key = relative(root, path).split(sep).join('/');
        const found = key.startsWith(prefix) ? await statFile(path) : undefined;
        if (found !== undefined) yield { key, bytes: found.bytes };
      }
    },
  };

  return {
    ...storage,
    check: async () => {
      await guarded(() => readdir(root).catch(unlessMissing));
      await probe(storage);
    },
    sweep: (now) => guarded(() => sweepSpool(spoolFolder, now)),
    close: async () => undefined,
  };
}

async function statFile(path: string): Promise<BlobStat | undefined> {
  const found = await stat(path).catch(unlessMissing);
  return found?.isFile() ? { bytes: found.size, modifiedAt: found.mtime } : undefined;
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(unlessMissing);
  if (entries === undefined) return;
  for await (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}

/** A rename is durable once its folder is written; some systems cannot sync a folder, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Turns errors of the file system into `StorageError`s that say what to do about this folder. */
function guard(root: string) {
  const explain = (error: unknown): unknown => {
    if (error instanceof BodyError) return error.cause;
    const wrap = (reason: StorageError['reason'], message: string) =>
      new StorageError(reason, message, { cause: error });
    switch (codeOf(error)) {
      case 'ENOSPC':
      case 'EDQUOT':
        return wrap('full', `No space is left for media in ${root}. Free some, then try again.`);
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        return wrap('denied', `${root} cannot be read and written by this user. Mend its owner and mode.`);
      case 'ENOTDIR':
      case 'EISDIR':
      case 'EEXIST':
        return wrap(
          'broken',
          `${root} is not a folder of media: a file and a folder are in each other's place.`,
        );
      case 'EIO':
      case 'EMFILE':
      case 'ENFILE':
        return wrap('broken', `${root} cannot be used just now (${codeOf(error)}).`);
      default:
        return error;
    }
  };
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explain(error);
    }
  }
  guarded.each = async function* <T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (error) {
      throw explain(error);
    }
  };
  return guarded;
}
