import { CompiledQuery, Kysely, type Transaction as KyselyTransaction, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { type Clock, systemClock } from '../clock.ts';
import { Turns } from '../turns.ts';
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
  readonly write: <T>(work: (tx: Transaction) => Promise<T>, options?: WriteOptions) => Promise<T>;
  /**
   * Work that asks the database much and writes, one after the other where the database answers within the process
   * (SQLite): all at once it would be ready no sooner, and whoever only reads would wait for all of it.
   */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly changes: Changes;
  /** Called after each commit that left work for the queue, in this process; answers with how to stop that. */
  readonly onQueued: (listener: () => void) => () => void;
  /** For migrations, backups and the doctor. */
  readonly raw: RawDatabase;
  readonly close: () => Promise<void>;
};

export type WriteOptions = {
  /**
   * False for what may be undone by a power cut, since it would only be done again: a worker's taking and ending of
   * jobs. It is not waited for until it lies on the disk; what is committed after it takes it along. Default true.
   */
  readonly lasting?: boolean;
};

export type RawDatabase =
  | { readonly dialect: 'sqlite'; readonly path: string; readonly connection: SqliteConnection }
  | { readonly dialect: 'postgres'; readonly url: string; readonly pool: pg.Pool };

/** What a command writes through. */
export type Transaction = {
  readonly db: KyselyTransaction<Tables>;
  readonly dialect: DialectName;
  /** Run queries that are already SQL, without the query builder: for `statement()`. */
  readonly select: (sql: string, parameters: readonly unknown[]) => Promise<readonly unknown[]>;
  /** Answers with how many rows were written. */
  readonly change: (sql: string, parameters: readonly unknown[]) => Promise<number>;
  readonly clock: Clock;
  /** Says that this transaction leaves work for the queue: the workers of this process wake after the commit. */
  readonly queued: () => void;
  /** Names what this transaction changes (`post:12`, `term:5/posts`): pages that read it are dropped. */
  readonly changed: (siteId: number, ...names: readonly string[]) => void;
};

/** Where the database is: a file, or a PostgreSQL address. */
export type DatabaseAddress = { readonly path: string } | { readonly url: string };

/** `clock` stamps what transactions write of themselves: the times of events and jobs. */
export function openDatabase(address: DatabaseAddress, clock: Clock = systemClock): Database {
  return 'path' in address ? openSqlite(address.path, clock) : openPostgres(address.url, clock);
}

function openSqlite(path: string, clock: Clock): Database {
  const writer = openConnection(path);
  const reader = openConnection(path, { readOnly: true });
  const writing = new Kysely<Tables>({ dialect: sqliteDialect(writer) });
  const passing = new Kysely<Tables>({ dialect: sqliteDialect(writer, { synchronous: 'NORMAL' }) });
  const read = new Kysely<Tables>({ dialect: sqliteDialect(reader) });
  const raw: RawDatabase = { dialect: 'sqlite', path, connection: writer };
  const changes = new Changes(raw, reader);
  const waiting = new Set<() => void>();
  return {
    dialect: 'sqlite',
    inTurn: oneAtATime(),
    read,
    select: async (sql, parameters) => reader.run(sql, parameters).rows,
    write: (work, { lasting = true } = {}) =>
      runTransaction(
        {
          db: lasting ? writing : passing,
          run: () => onSqlite(writer),
          dialect: 'sqlite',
          changes,
          waiting,
          clock,
        },
        work,
      ),
    changes,
    onQueued: (listener) => {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
    raw,
    close: async () => {
      await changes.stop();
      await read.destroy();
      await writing.destroy();
      await passing.destroy();
      reader.close();
      writer.close();
    },
  };
}

function oneAtATime(): Database['inTurn'] {
  const turns = new Turns();
  return async (work) => {
    const end = await turns.take();
    try {
      return await work();
    } finally {
      end(true);
    }
  };
}

function openPostgres(url: string, clock: Clock): Database {
  const pool = openPool(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const raw: RawDatabase = { dialect: 'postgres', url, pool };
  const changes = new Changes(raw);
  const waiting = new Set<() => void>();
  return {
    dialect: 'postgres',
    inTurn: (work) => work(),
    read: db,
    select: async (sql, parameters) => (await pool.query(sql, [...parameters])).rows,
    write: (work, { lasting = true } = {}) =>
      runTransaction({ db, run: onPostgres, dialect: 'postgres', changes, waiting, clock }, async (tx) => {
        if (!lasting) await sql`set local synchronous_commit = off`.execute(tx.db);
        return work(tx);
      }),
    changes,
    onQueued: (listener) => {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
    raw,
    close: async () => {
      await changes.stop();
      await db.destroy();
      // Kysely ends the pool only when it ran a query of its own.
      if (!pool.ended) await pool.end();
    },
  };
}

/** The connection is the transaction's alone until it ends: no turn need be taken. */
function onSqlite(writer: SqliteConnection): Running {
  return {
    select: async (sql, parameters) => writer.run(sql, parameters).rows,
    change: async (sql, parameters) => Number(writer.run(sql, parameters).numAffectedRows ?? 0),
  };
}

function onPostgres(db: Kysely<Tables>): Running {
  const run = (sql: string, parameters: readonly unknown[]) =>
    db.executeQuery(CompiledQuery.raw(sql, [...parameters]));
  return {
    select: async (sql, parameters) => (await run(sql, parameters)).rows,
    change: async (sql, parameters) => Number((await run(sql, parameters)).numAffectedRows ?? 0),
  };
}

type Running = Pick<Transaction, 'select' | 'change'>;

type Writing = {
  readonly db: Kysely<Tables>;
  readonly run: (transaction: Kysely<Tables>) => Running;
  readonly dialect: DialectName;
  readonly changes: Changes;
  readonly waiting: ReadonlySet<() => void>;
  readonly clock: Clock;
};

async function runTransaction<T>(writing: Writing, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { db, run, dialect, changes, waiting, clock } = writing;
  const names = new Set<string>();
  let queued = false;
  const result = await db.transaction().execute(async (kysely) => {
    const tx: Transaction = {
      db: kysely,
      ...run(kysely),
      dialect,
      clock,
      queued: () => {
        queued = true;
      },
      changed: (siteId, ...changed) => {
        for (const name of changed) names.add(`${siteId}/${name}`);
      },
    };
    const value = await work(tx);
    if (names.size > 0) await changes.record(tx, names);
    return value;
  });
  if (names.size > 0) changes.announce(names);
  if (queued) for (const wake of waiting) wake();
  return result;
}
