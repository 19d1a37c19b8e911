import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type Spooled = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Removes the file; a file that was moved away is no error. */
  readonly discard: () => Promise<void>;
};

/** Writes a body to a new file of `folder`, onto the disk for good, counting and hashing it. On an error nothing stays. */
export async function spool(folder: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<Spooled> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const discard = () => rm(path, { force: true });
  const file = await open(path, 'wx', 0o644);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of body instanceof Uint8Array ? [body] : ownErrors(body)) {
      hash.update(piece);
      await file.writeFile(piece);
      bytes += piece.length;
    }
    await file.sync();
    await file.close();
    return { path, bytes, sha256: hash.digest('hex'), discard };
  } catch (error) {
    await file.close().catch(() => undefined);
    await discard().catch(() => undefined);
    throw error;
  }
}

/** An error of the body's source, so that it is not taken for one of the store. */
export class BodyError {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

async function* ownErrors(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new BodyError(error);
  }
}

const graceMs = 3_600_000;

/** Removes files of writes that were cut off: none takes an hour. Answers how many. */
export async function sweepSpool(folder: string, now: Date): Promise<number> {
  let swept = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || now.getTime() - found.mtimeMs < graceMs) continue;
    await rm(path, { force: true });
    swept++;
  }
  return swept;
}
