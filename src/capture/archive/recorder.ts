import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kit/clock.ts';
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
  readonly #clock: Clock;
  readonly #paths: string[] = [];
  readonly exchanges: RecordedExchange[] = [];
  #bytes = 0;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** How many bytes of bodies came so far. */
  get bytes(): number {
    return this.#bytes;
  }

  readonly observe = (observed: SeenExchange): BodyTap => {
    const seen = this.#dated(observed);
    const hash = createHash('sha256');
    const path = join(this.#folder, `capture-${randomUUID()}`);
    let file: FileHandle | undefined;
    let bytes = 0;
    // A fetch that is stopped says that it ended while a piece is still being written.
    let written: Promise<void> = Promise.resolve();
    const append = async (piece: Uint8Array) => {
      file ??= await this.#open(path);
      await file.writeFile(piece);
    };
    return {
      write: (piece) => {
        hash.update(piece);
        bytes += piece.length;
        this.#bytes += piece.length;
        written = written.then(() => append(piece));
        return written;
      },
      end: async (cutOff) => {
        await written.finally(() => file?.close());
        const body = { bytes, sha256: hash.digest('hex'), read: () => reading(path, bytes) };
        this.exchanges.push({ seen, body, cutOff });
      },
    };
  };

  async discard(): Promise<void> {
    await Promise.all(this.#paths.map((path) => rm(path, { force: true })));
  }

  /** By the clock of the install, which is the one that its other records go by. */
  #dated(seen: SeenExchange): SeenExchange {
    const answeredAt = this.#clock.now();
    const took = seen.answeredAt.getTime() - seen.askedAt.getTime();
    return { ...seen, answeredAt, askedAt: new Date(answeredAt.getTime() - took) };
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
