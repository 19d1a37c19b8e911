import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Database, DialectName, RawDatabase } from './database.ts';

const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const lockKey = 7_302_645;

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

export type Migrated =
  | { readonly ok: true; readonly applied: readonly string[]; readonly snapshot?: string }
  | { readonly ok: false; readonly reason: 'newer-database'; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: 'changed-migration'; readonly name: string };

/**
 * The migrations of a database, in order: every `NNNN_name.sql` of `migrations/`, and of each pair
 * `NNNN_name.sqlite.sql` / `NNNN_name.postgres.sql` the one for it.
 */
export function migrationsFor(dialect: DialectName): readonly Migration[] {
  const other = dialect === 'sqlite' ? 'postgres' : 'sqlite';
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && !file.endsWith(`.${other}.sql`))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return {
        name: file.replace(/(\.sqlite|\.postgres)?\.sql$/, ''),
        sql: forDialect(text, dialect),
        sha256: createHash('sha256').update(text).digest('hex'),
      };
    });
}

/** A line that begins with `--sqlite:` or `--postgres:` counts for that database, and is a comment for the other. */
function forDialect(text: string, dialect: DialectName): string {
  return text.replaceAll(new RegExp(`^--${dialect}:`, 'gm'), '');
}

/**
 * Brings a database to this program's version, under a lock, so that two processes started together migrate
 * once. An SQLite database that holds something is copied first. A database with migrations that this program
 * does not know is refused: an older program would read it wrongly.
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<Migrated> {
  const { raw } = database;
  return raw.dialect === 'sqlite' ? migrateSqlite(raw, options) : migratePostgres(raw, options);
}

export type MigrateOptions = {
  /** Where an SQLite database is copied to before it is changed; `snapshots` beside it. */
  readonly snapshots?: string;
  /** The last migration to run: for a backup's rows, which fit the tables of its day. */
  readonly upTo?: string;
};

/** Which migrations are still to come, which the program does not know, and which it knows otherwise; changes nothing. */
export async function migrationState(
  database: Database,
): Promise<{ pending: string[]; unknown: string[]; changed: string[] }> {
  const known = migrationsFor(database.dialect);
  const applied = await appliedMigrations(database.raw);
  return {
    pending: known.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !known.some((migration) => migration.name === name)),
    changed: known
      .filter(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256)
      .map(({ name }) => name),
  };
}

function migrateSqlite(raw: RawDatabase & { dialect: 'sqlite' }, options: MigrateOptions): Migrated {
  const { connection, path } = raw;
  const before = sqliteApplied(raw);
  const early = examine('sqlite', before, options);
  if (!early.ok || early.pending.length === 0) return finished(early, undefined);
  const snapshot =
    before.size > 0
      ? takeSnapshot(raw, options.snapshots ?? join(dirname(path), 'snapshots'), early.pending)
      : undefined;
  connection.run('BEGIN EXCLUSIVE', []);
  try {
    connection.database.exec(createTable);
    const now = examine('sqlite', sqliteApplied(raw), options);
    if (now.ok) {
      for (const migration of now.pending) {
        connection.database.exec(migration.sql);
        connection.run(insertRow('?'), [migration.name, migration.sha256, new Date().toISOString()]);
      }
    }
    connection.run('COMMIT', []);
    return finished(now, snapshot);
  } catch (error) {
    connection.run('ROLLBACK', []);
    throw error;
  }
}

async function migratePostgres(
  raw: RawDatabase & { dialect: 'postgres' },
  options: MigrateOptions,
): Promise<Migrated> {
  const client = await raw.pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await client.query(createTable);
    const state = examine('postgres', await postgresApplied(client), options);
    if (state.ok) {
      for (const migration of state.pending) {
        await client.query(migration.sql);
        await client.query(insertRow('$'), [migration.name, migration.sha256, new Date().toISOString()]);
      }
    }
    await client.query('commit');
    return finished(state, undefined);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

const createTable = `CREATE TABLE IF NOT EXISTS migration (
  name TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  applied_at TEXT NOT NULL
)`;

function insertRow(mark: '?' | '$'): string {
  const values = mark === '?' ? '?, ?, ?' : '$1, $2, $3';
  return `INSERT INTO migration (name, sha256, applied_at) VALUES (${values})`;
}

type Examined =
  | { readonly ok: true; readonly pending: readonly Migration[] }
  | Extract<Migrated, { ok: false }>;

function examine(
  dialect: DialectName,
  applied: ReadonlyMap<string, string>,
  { upTo }: MigrateOptions,
): Examined {
  const known = migrationsFor(dialect);
  const names = [...applied.keys()].filter((name) => !known.some((migration) => migration.name === name));
  if (names.length > 0) return { ok: false, reason: 'newer-database', names };
  const changed = known.find(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256);
  if (changed) return { ok: false, reason: 'changed-migration', name: changed.name };
  const wanted = known.filter(({ name }) => upTo === undefined || name <= upTo);
  return { ok: true, pending: wanted.filter(({ name }) => !applied.has(name)) };
}

function finished(examined: Examined, snapshot: string | undefined): Migrated {
  if (!examined.ok) return examined;
  const applied = examined.pending.map(({ name }) => name);
  return snapshot === undefined ? { ok: true, applied } : { ok: true, applied, snapshot };
}

function takeSnapshot(
  raw: RawDatabase & { dialect: 'sqlite' },
  snapshots: string,
  pending: readonly Migration[],
): string {
  mkdirSync(snapshots, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const file = join(snapshots, `before-${pending[0]?.name}-${stamp}.sqlite`);
  raw.connection.run('VACUUM INTO ?', [file]);
  return file;
}

async function appliedMigrations(raw: RawDatabase): Promise<ReadonlyMap<string, string>> {
  return raw.dialect === 'sqlite' ? sqliteApplied(raw) : postgresApplied(raw.pool);
}

function sqliteApplied({ connection }: RawDatabase & { dialect: 'sqlite' }): ReadonlyMap<string, string> {
  const exists = connection.run(
    "select 1 from sqlite_master where type = 'table' and name = 'migration'",
    [],
  );
  if (exists.rows.length === 0) return new Map();
  const { rows } = connection.run('select name, sha256 from migration order by name', []);
  return new Map(rows.map((row) => [String(row.name), String(row.sha256)]));
}

async function postgresApplied(client: pg.Pool | pg.PoolClient): Promise<ReadonlyMap<string, string>> {
  const exists = await client.query("select to_regclass('migration') as found");
  if (exists.rows[0]?.found === null) return new Map();
  const { rows } = await client.query('select name, sha256 from migration order by name');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}
