import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import program from '../../../package.json' with { type: 'json' };
import type { World } from '../world.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import {
  formatVersion,
  type Head,
  headName,
  type Manifest,
  manifestName,
  sealName,
  tablePart,
} from './format.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

export type BackupOptions = {
  readonly progress?: (step: BackupStep) => void;
  /** Stops the backup; nothing is left of it. */
  readonly signal?: AbortSignal;
};

/** How far a backup or a restore is: which phase, in which table or file, and the bytes or rows of it so far. */
export type BackupStep = {
  readonly phase: 'check' | 'tables' | 'files';
  readonly name: string;
  readonly done: number;
  readonly total?: number;
};

export type BackedUp =
  | {
      readonly ok: true;
      readonly file: string;
      readonly bytes: number;
      readonly tables: number;
      readonly rows: number;
      readonly files: number;
      /** Keys of files that were deleted while the backup was made. */
      readonly vanished: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: 'occupied' | 'cannot-write' | 'disk-full' | 'stopped';
      readonly problem: string;
      readonly mend: string;
    };

/**
 * Writes the database and every file of the storage, as they are at this moment, into one file, while the
 * install goes on serving. The file appears when it is whole and on the disk, readable for its owner alone; a
 * backup that fails leaves nothing. An older backup of the same name is replaced; anything else is not.
 *
 * Not in it: the install's secret, sessions, and what can be made anew (the search index).
 */
export async function backup(
  world: Pick<World, 'db' | 'storage' | 'clock'>,
  file: string,
  options: BackupOptions = {},
): Promise<BackedUp> {
  if (!(await mayReplace(file))) {
    return refuse('occupied', `${file} exists, and is no backup.`, 'Name another file.');
  }
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  const made: Made = { entries: [], tables: {}, vanished: [] };
  const snapshot = await openSnapshot(world.db);
  try {
    const target = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(archive(world, snapshot, made, options), target, { signal: options.signal });
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    return explain(error, file, draft);
  } finally {
    await snapshot.close();
  }
  return { ok: true, file, bytes: (await stat(file)).size, ...summary(made) };
}

type Made = {
  readonly entries: Manifest['entries'];
  readonly tables: Manifest['tables'];
  readonly vanished: string[];
};

const partRows = 1000;
const partLength = 1024 * 1024;

async function* archive(
  world: Pick<World, 'db' | 'storage' | 'clock'>,
  snapshot: Snapshot,
  made: Made,
  { progress = () => {} }: BackupOptions,
): AsyncGenerator<Buffer> {
  const at = world.clock.now();
  const head: Head = {
    format: 'verbatim-backup',
    version: formatVersion,
    program: program.version,
    createdAt: at.toISOString(),
    dialect: world.db.dialect,
    migrations: [...snapshot.migrations],
  };
  const entry = (name: string, bytes: Buffer) => wholeEntry(made, at, name, bytes);
  yield entry(headName, jsonBytes(head));
  yield* tableEntries(await readCatalogue(world.db), snapshot, made, entry, progress);
  yield* fileEntries(world, made, at, progress);
  const manifest = jsonBytes({ ...head, tables: made.tables, entries: made.entries } satisfies Manifest);
  yield entry(manifestName, manifest);
  yield entry(sealName, Buffer.from(`${sha256(manifest)}\n`));
  yield tarEnd;
}

async function* tableEntries(
  catalogue: Catalogue,
  snapshot: Snapshot,
  made: Made,
  entry: (name: string, bytes: Buffer) => Buffer,
  progress: (step: BackupStep) => void,
): AsyncGenerator<Buffer> {
  for (const [table, columns] of catalogue) {
    let rows = 0;
    let part = 0;
    for await (const lines of parts(snapshot.rows(table, columns))) {
      part += 1;
      rows += lines.length;
      yield entry(tablePart(table, part), await compress(Buffer.from(`${lines.join('\n')}\n`)));
      progress({ phase: 'tables', name: table, done: rows });
    }
    made.tables[table] = { columns: [...columns], rows };
  }
}

/** Rows as JSON lines, as many together as make about a megabyte. */
async function* parts(helpings: AsyncIterable<readonly unknown[]>): AsyncGenerator<string[]> {
  let lines: string[] = [];
  let length = 0;
  for await (const rows of helpings) {
    for (const row of rows) {
      const line = JSON.stringify(row);
      lines.push(line);
      length += line.length;
      if (lines.length < partRows && length < partLength) continue;
      yield lines;
      lines = [];
      length = 0;
    }
  }
  if (lines.length > 0) yield lines;
}

async function* fileEntries(
  { storage }: Pick<World, 'storage'>,
  made: Made,
  at: Date,
  progress: (step: BackupStep) => void,
): AsyncGenerator<Buffer> {
  let done = 0;
  for await (const { key } of storage.list()) {
    const blob = await storage.get(key);
    if (!blob) {
      made.vanished.push(key);
      continue;
    }
    const name = `files/${key}`;
    yield tarHeader({ name, bytes: blob.bytes, at });
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of blob.stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    if (bytes !== blob.bytes) throw new Error(`${key} has ${bytes} bytes, not ${blob.bytes}`);
    yield tarPadding(bytes);
    made.entries.push({ name, bytes, sha256: hash.digest('hex') });
    done += bytes;
    progress({ phase: 'files', name: key, done });
  }
}

function wholeEntry(made: Made, at: Date, name: string, bytes: Buffer): Buffer {
  if (name !== manifestName) made.entries.push({ name, bytes: bytes.length, sha256: sha256(bytes) });
  return Buffer.concat([tarHeader({ name, bytes: bytes.length, at }), bytes, tarPadding(bytes.length)]);
}

function summary({ tables, entries, vanished }: Made) {
  const counted = Object.values(tables);
  return {
    tables: counted.length,
    rows: counted.reduce((total, { rows }) => total + rows, 0),
    files: entries.filter(({ name }) => name.startsWith('files/')).length,
    vanished,
  };
}

/** Nothing stands there, or an older backup does. */
async function mayReplace(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return true;
  if (!found.isFile()) return false;
  const handle = await open(file);
  try {
    const start = Buffer.alloc(headName.length);
    await handle.read(start, 0, start.length, 0);
    return start.toString('latin1') === headName;
  } finally {
    await handle.close();
  }
}

/** The new name is on the disk once the folder is; some systems cannot sync a folder, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().catch(() => {});
  await handle.close();
}

/** What is the file system's or the caller's; everything else is no expected failure. */
function explain(error: unknown, file: string, draft: string): BackedUp {
  const { code, name, path } = error as { code?: string; name?: string; path?: string };
  if (name === 'AbortError') return refuse('stopped', 'The backup was stopped.', 'Start it again.');
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return refuse(
      'disk-full',
      `There is no room for ${file}.`,
      'Free some space, or name a file on another disk.',
    );
  }
  if (path === draft) {
    return refuse(
      'cannot-write',
      `${file} cannot be written (${code}).`,
      'Make its folder, and let this user write there.',
    );
  }
  throw error;
}

function refuse(
  reason: 'occupied' | 'cannot-write' | 'disk-full' | 'stopped',
  problem: string,
  mend: string,
): BackedUp {
  return { ok: false, reason, problem, mend };
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const compress = promisify(gzip);
