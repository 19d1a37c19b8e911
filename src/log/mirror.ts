import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LogSource } from './source.ts';

/** A folder that a log is copied to, under the names by which it is published. */
export type Mirror = {
  /** The source, with what is read from it kept beside the mirror until it is known to be right. */
  readonly through: (source: LogSource) => LogSource;
  /** Everything was in order: takes it in, the checkpoint last. */
  readonly take: () => Promise<void>;
  /** Forgets what was read. */
  readonly drop: () => Promise<void>;
};

export function openMirror(folder: string): Mirror {
  const staging = join(folder, `.new-${process.pid}`);
  const paths: string[] = [];
  const drop = () => rm(staging, { recursive: true, force: true });
  return {
    through: (source) => async (path) => {
      const bytes = await source(path);
      if (bytes) {
        await mkdir(dirname(join(staging, path)), { recursive: true });
        await writeFile(join(staging, path), bytes);
        paths.push(path);
      }
      return bytes;
    },
    take: async () => {
      for (const path of paths.toSorted((a, b) => Number(a === 'checkpoint') - Number(b === 'checkpoint'))) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await rename(join(staging, path), join(folder, path));
      }
      await drop();
    },
    drop,
  };
}

/** The checkpoint of a folder or file that was kept; undefined where there is none yet. */
export async function keptNote(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
