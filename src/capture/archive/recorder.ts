import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BodyTap, FetchFailure, SeenExchange } from '../../kit/fetch/index.ts';

/** A request and its answer as they went over the wire, the body on the disk. */
export type RecordedExchange = {
  readonly seen: SeenExchange;
  readonly body: RecordedBody;
  /** Why the body is not whole. */
  readonly cutOff: FetchFailure['reason'] | undefined;
};

export type RecordedBody = {
  readonly bytes: number;
  readonly sha256: string;
  readonly read: () => AsyncIterable<Uint8Array>;
};

/**
 * Writes down what a fetch observes, bodies into files of `folder`, so that however much comes the memory does not
 * grow with it. `discard` removes them.
 */
export class Recorder {
  readonly #folder: string;
  readonly #paths: string[] = [];
  readonly exchanges: RecordedExchange[] = [];
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** How many bytes of bodies came so far. */
  get bytes(): number {
    return this.#bytes;
  }

  readonly observe = (seen: SeenExchange): BodyTap => {
    const hash = createHash('sha256');
    const path = join(this.#folder, `capture-${randomUUID()}`);
    let file: FileHandle | undefined;
    let bytes = 0;
    return {
      write: async (piece) => {
        file ??= await this.#open(path);
        hash.update(piece);
        await file.writeFile(piece);
        bytes += piece.length;
        this.#bytes += piece.length;
      },
      end: async (cutOff) => {
        await file?.close();
        const body = { bytes, sha256: hash.digest('hex'), read: () => reading(path, bytes) };
        this.exchanges.push({ seen, body, cutOff });
      },
    };
  };

  async discard(): Promise<void> {
    await Promise.all(this.#paths.map((path) => rm(path, { force: true })));
  }

  async #open(path: string): Promise<FileHandle> {
    await mkdir(this.#folder, { recursive: true });
    this.#paths.push(path);
    return open(path, 'wx', 0o600);
  }
}

/** What is in memory, as a body. */
export function bodyOfBytes(content: Uint8Array): RecordedBody {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    bytes: content.length,
    sha256,
    async *read() {
      yield content;
    },
  };
}

async function* reading(path: string, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes > 0) yield* createReadStream(path, { highWaterMark: 256 * 1024 });
}
