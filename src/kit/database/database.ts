import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import type pg from 'pg';
import { Changes } from './changes.ts';
import { openPool } from './postgres.ts';
import { openConnection, type SqliteConnection, sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type DialectName = 'sqlite' | 'postgres';

/**
 * The database of an install.
 *
 * `read` cannot write (in SQLite it is a connection of its own, opened read-only, so readers never wait for a
 * writer). `write` runs one transaction; what it says it changed is made known after the commit.
 */
export type Database = {
  readonly dialect: DialectName;
  readonly read: Kysely<Tables>;
  /** Runs a query that is already SQL, without the query builder: for `statement()`. */
  readonly select: (sql: string, parameters: readonly unknown[]) => Promise<readonly unknown[]>;
  readonly write: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  readonly changes: Changes;
  /** For migrations, backups and the doctor. */
  readonly raw: RawDatabase;
  readonly close: () => Promise<void>;
};

export type RawDatabase =
  | { readonly dialect: 'sqlite'; readonly path: string; readonly connection: SqliteConnection }
  | { readonly dialect: 'postgres'; readonly url: string; readonly pool: pg.Pool };

/** What a command writes through. */
export type Transaction = {
  readonly db: KyselyTransaction<Tables>;
  readonly dialect: DialectName;
  /** Names what this transaction changes (`post:12`, `term:5/posts`): pages that read it are dropped. */
  readonly changed: (siteId: number, ...names: readonly string[]) => void;
};

/** Where the database is: a file, or a PostgreSQL address. */
export type DatabaseAddress = { readonly path: string } | { readonly url: string };

export function openDatabase(address: DatabaseAddress): Database {
  return 'path' in address ? openSqlite(address.path) : openPostgres(address.url);
}

function openSqlite(path: string): Database {
  const writer = openConnection(path);
  const reader = openConnection(path, { readOnly: true });
  const writing = new Kysely<Tables>({ dialect: sqliteDialect(writer) });
  const read = new Kysely<Tables>({ dialect: sqliteDialect(reader) });
  const raw: RawDatabase = { dialect: 'sqlite', path, connection: writer };
  const changes = new Changes(raw, reader);
  return {
    dialect: 'sqlite',
    read,
    select: async (sql, parameters) => reader.run(sql, parameters).rows,
    write: (work) => runTransaction(writing, 'sqlite', changes, work),
    changes,
    raw,
    close: async () => {
      await changes.stop();
      await read.destroy();
      await writing.destroy();
      reader.close();
      writer.close();
    },
  };
}

function openPostgres(url: string): Database {
  const pool = openPool(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const raw: RawDatabase = { dialect: 'postgres', url, pool };
  const changes = new Changes(raw);
  return {
    dialect: 'postgres',
    read: db,
    select: async (sql, parameters) => (await pool.query(sql, [...parameters])).rows,
    write: (work) => runTransaction(db, 'postgres', changes, work),
    changes,
    raw,
    close: async () => {
      await changes.stop();
      await db.destroy();
    },
  };
}

async function runTransaction<T>(
  db: Kysely<Tables>,
  dialect: DialectName,
  changes: Changes,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const names = new Set<string>();
  const result = await db.transaction().execute(async (kysely) => {
    const tx: Transaction = {
      db: kysely,
      dialect,
      changed: (siteId, ...changed) => {
        for (const name of changed) names.add(`${siteId}/${name}`);
      },
    };
    const value = await work(tx);
    if (names.size > 0) await changes.record(kysely, names);
    return value;
  });
  if (names.size > 0) changes.announce(names);
  return result;
}
