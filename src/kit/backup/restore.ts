import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  type Database,
  migrate,
  migrationState,
  migrationsFor,
  type Transaction,
} from '../database/index.ts';
import type { World } from '../world.ts';
import type { BackupOptions, BackupStep } from './backup.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { type Manifest, placeOf } from './format.ts';
import { createLoader } from './load.ts';
import { readWhole, type SealedEntry, sealedBytes, type Verified, verify } from './verify.ts';

export type RestoreOptions = BackupOptions & {
  /** Makes anew what no backup holds (the search index), when the rows are there. */
  readonly rebuild?: (world: Pick<World, 'db' | 'storage' | 'clock'>) => Promise<void>;
};

export type Restored =
  | {
      readonly ok: true;
      readonly createdAt: string;
      readonly tables: number;
      readonly rows: number;
      readonly files: number;
    }
  | {
      readonly ok: false;
      readonly reason:
        | Extract<Verified, { ok: false }>['reason']
        | 'cannot-read'
        | 'newer-backup'
        | 'not-empty'
        | 'tables-differ'
        | 'stopped';
      readonly problem: string;
      readonly mend: string;
    };

/**
 * Puts a backup into an empty install, on either database. The whole file is checked before anything is
 * changed. Files come first, then all rows in one transaction: a restore that fails takes its files away again,
 * and one that was killed can be started again. Stop the server meanwhile.
 *
 * The database may be without tables: then it gets those of the backup, and this program's newer ones after.
 */
export async function restore(
  world: Pick<World, 'db' | 'storage' | 'clock'>,
  path: string,
  options: RestoreOptions = {},
): Promise<Restored> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => error);
  if (file instanceof Error) {
    return refuse(
      'cannot-read',
      `${path} cannot be read (${file.code}).`,
      'Name a file that this user may read.',
    );
  }
  try {
    if (!(await file.stat()).isFile())
      return refuse('cannot-read', `${path} is no file.`, 'Name a backup file.');
    return await restoreFrom(world, file, path, options);
  } catch (error) {
    if (options.signal?.aborted) return refuse('stopped', 'The restore was stopped.', 'Start it again.');
    throw error;
  } finally {
    await file.close();
  }
}

async function restoreFrom(
  world: Pick<World, 'db' | 'storage' | 'clock'>,
  file: FileHandle,
  path: string,
  options: RestoreOptions,
): Promise<Restored> {
  const progress = (step: BackupStep) => {
    options.signal?.throwIfAborted();
    options.progress?.(step);
  };
  const verified = await verify(file, progress);
  if (!verified.ok) return refuse(verified.reason, `${path}: ${verified.problem}`, mendOf[verified.reason]);
  const { manifest, entries } = verified;
  const refusal = (await refuseTables(world.db, manifest)) ?? (await refuseFiles(world, entries));
  if (refusal) return refusal;

  const last = manifest.migrations.at(-1);
  const ready = await migrate(world.db, last === undefined ? {} : { upTo: last });
  if (!ready.ok) return refuseTablesHere('They are not those that this program makes.');
  const put: string[] = [];
  try {
    await putFiles(world, file, entries, put, progress);
    await world.db.write((tx) => putRows(tx, world.db, file, verified, progress));
  } catch (error) {
    for (const key of put) await world.storage.delete(key);
    throw error;
  }
  await migrate(world.db);
  await options.rebuild?.(world);
  world.db.changes.announce('everything');
  const tables = Object.values(manifest.tables);
  return {
    ok: true,
    createdAt: manifest.createdAt,
    tables: tables.length,
    rows: tables.reduce((total, { rows }) => total + rows, 0),
    files: put.length,
  };
}

/** What a fresh install has before anybody set it up, and a restore replaces. */
const replaced = new Set(['install', 'job', 'outbox']);

async function refuseTables(database: Database, manifest: Manifest): Promise<Restored | undefined> {
  const known = migrationsFor(database.dialect).map(({ name }) => name);
  const unknown = manifest.migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problem = `It was made by Verbatim ${manifest.program}, which is newer: this one does not know ${unknown.join(', ')}.`;
    return refuse('newer-backup', problem, 'Install that version or a later one, and restore with it.');
  }
  const { pending, unknown: foreign } = await migrationState(database);
  if (foreign.length > 0) {
    return refuse('not-empty', 'The database belongs to a newer version.', 'Restore into an empty one.');
  }
  const applied = known.filter((name) => !pending.includes(name));
  const ahead = applied.filter((name) => !manifest.migrations.includes(name));
  const filled = applied.length > 0 ? await filledTables(database) : [];
  if (filled.length > 0) {
    const problem = `This install is not empty: there are rows in ${filled.join(', ')}.`;
    return refuse('not-empty', problem, 'Restore into a new data folder (--data DIR) or an empty database.');
  }
  if (ahead.length > 0)
    return refuseTablesHere(`They are newer than those of the backup (${ahead.join(', ')}).`);
  return undefined;
}

function refuseTablesHere(problem: string): Restored {
  const mend = 'Restore into a new data folder or a database without tables; it gets them.';
  return refuse('tables-differ', `The tables here do not fit. ${problem}`, mend);
}

async function filledTables(database: Database): Promise<string[]> {
  const filled: string[] = [];
  for (const table of (await readCatalogue(database)).keys()) {
    if (replaced.has(table)) continue;
    const rows = await database.select(`select 1 as found from "${table}" limit 1`, []);
    if (rows.length > 0) filled.push(table);
  }
  return filled;
}

/** Files that a restore which was killed left behind are those of the backup; any other are somebody's. */
async function refuseFiles(
  { storage }: Pick<World, 'storage'>,
  entries: readonly SealedEntry[],
): Promise<Restored | undefined> {
  const ours = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  for await (const { key, bytes } of storage.list()) {
    if (ours.get(`files/${key}`) === bytes) continue;
    return refuse(
      'not-empty',
      `The media store is not empty: it holds ${key}.`,
      'Restore into an empty folder or bucket.',
    );
  }
  return undefined;
}

async function putFiles(
  { storage }: Pick<World, 'storage'>,
  file: FileHandle,
  entries: readonly SealedEntry[],
  put: string[],
  progress: (step: BackupStep) => void,
): Promise<void> {
  const files = entries.filter(({ name }) => name.startsWith('files/'));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const entry of files) {
    const key = entry.name.slice('files/'.length);
    put.push(key);
    await storage.put(key, sealedBytes(file, entry));
    done += entry.bytes;
    progress({ phase: 'files', name: key, done, total });
  }
}

async function putRows(
  tx: Transaction,
  database: Database,
  file: FileHandle,
  { manifest, entries }: Extract<Verified, { ok: true }>,
  progress: (step: BackupStep) => void,
): Promise<void> {
  const catalogue = await readCatalogue(database);
  const loader = await createLoader(tx);
  for (const table of replaced) await tx.db.deleteFrom(table as 'install').execute();
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const place = placeOf(entry.name);
    if (!place || !('table' in place)) continue;
    const { table } = place;
    const lines = await readLines(file, entry);
    await loader.insert(table, columnsOf(catalogue, manifest, table), lines);
    counts.set(table, (counts.get(table) ?? 0) + lines.length);
    const total = manifest.tables[table]?.rows;
    progress({
      phase: 'tables',
      name: table,
      done: counts.get(table) ?? 0,
      ...(total !== undefined && { total }),
    });
  }
  for (const [table, { rows }] of Object.entries(manifest.tables)) {
    if ((counts.get(table) ?? 0) !== rows)
      throw new Error(`${table} has not as many rows as its backup says`);
  }
  await loader.finish();
}

/** The columns by which rows are put in; names go into SQL only when the database itself has them. */
function columnsOf(catalogue: Catalogue, manifest: Manifest, table: string): readonly string[] {
  const here = catalogue.get(table);
  const columns = manifest.tables[table]?.columns;
  if (!here || !columns || columns.some((column) => !here.includes(column))) {
    throw new Error(`the tables are those of the same migrations, but ${table} differs`);
  }
  return columns;
}

async function readLines(file: FileHandle, entry: SealedEntry): Promise<string[]> {
  const text = await decompress(await readWhole(sealedBytes(file, entry)));
  return text.toString('utf8').split('\n').filter(Boolean);
}

const mendOf: Record<Extract<Verified, { ok: false }>['reason'], string> = {
  'not-a-backup': 'Name a file that `verbatim backup` wrote.',
  'newer-format': 'Install that version or a later one, and restore with it.',
  'cut-off': 'The file is not whole: copy it again from where it was made, or take an earlier one.',
  altered: 'The file was damaged: copy it again from where it was made, or take an earlier one.',
};

function refuse(reason: Extract<Restored, { ok: false }>['reason'], problem: string, mend: string): Restored {
  return { ok: false, reason, problem, mend };
}

const decompress = promisify(gunzip);
