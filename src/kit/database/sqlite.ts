import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Turns } from '../turns.ts';

/** How long a connection waits for another process's write, in milliseconds. */
const busyTimeout = 10_000;

/** SQLITE_BUSY. */
const busy = 5;

/**
 * Opens a connection with the settings that the product stands on: write-ahead log, every commit synced
 * (`synchronous=FULL`), foreign keys enforced.
 */
export function openConnection(path: string, options: { readOnly?: boolean } = {}): SqliteConnection {
  const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: busyTimeout });
  if (!options.readOnly) database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY');
  database.exec('PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456');
  return new SqliteConnection(database);
}

/** One connection with its prepared statements, kept by their text. */
export class SqliteConnection implements DatabaseConnection {
  readonly database: DatabaseSync;
  /** Who uses it, one after the other. */
  readonly turns = new Turns();
  #synchronous: Synchronous = 'FULL';
  readonly #statements = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** Runs one statement; rows for whatever returns rows. Synchronous, as SQLite is. */
  run(sql: string, parameters: readonly unknown[]): QueryResult<Record<string, unknown>> {
    const { statement, columns } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (columns.length > 0) return { rows: statement.all(...values).map((row) => named(columns, row)) };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return Promise.resolve(this.run(query.sql, query.parameters) as QueryResult<R>);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    const { statement, columns } = this.#prepare(query.sql);
    for (const row of statement.iterate(...(query.parameters as readonly SQLInputValue[]))) {
      yield { rows: [named(columns, row) as R] };
    }
  }

  /** Whether the next commits wait until they lie on the disk. Not within a transaction. */
  setSynchronous(synchronous: Synchronous): void {
    if (synchronous === this.#synchronous) return;
    this.database.exec(`PRAGMA synchronous = ${synchronous}`);
    this.#synchronous = synchronous;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    const columns = statement.columns().map(({ name }) => name);
    if (columns.length > 0) statement.setReturnArrays(true);
    // The last row's ID is told with every statement, be it `BEGIN`. Deleting from the search leaves one past 2^53.
    else statement.setReadBigInts(true);
    const prepared = { statement, columns };
    if (this.#statements.size >= statementLimit) this.#forgetOldest();
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #forgetOldest(): void {
    const oldest = this.#statements.keys().next();
    if (!oldest.done) this.#statements.delete(oldest.value);
  }
}

type Prepared = { readonly statement: StatementSync; readonly columns: readonly string[] };

/** Node would make rows without a prototype, which V8 keeps as hash tables: slower to make and to read. */
function named(columns: readonly string[], row: unknown): Record<string, unknown> {
  const values = row as readonly unknown[];
  const object: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) object[columns[i] ?? ''] = values[i];
  return object;
}

const statementLimit = 500;

/** `NORMAL` commits are synced by the next one that is `FULL`, or when the log is written back. */
type Synchronous = 'FULL' | 'NORMAL';

/** Kysely over one connection: queries and transactions take turns on it, also those of another Kysely over it. */
export function sqliteDialect(
  connection: SqliteConnection,
  { synchronous = 'FULL' }: { readonly synchronous?: Synchronous } = {},
): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(connection, synchronous),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #synchronous: Synchronous;
  #end: ((others: boolean) => void) | undefined;
  #wrote = false;

  constructor(connection: SqliteConnection, synchronous: Synchronous) {
    this.#connection = connection;
    this.#synchronous = synchronous;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#end = await this.#connection.turns.take();
    return this.#connection;
  }

  /** After something was written, who reads is answered before the next is: a commit waits for the disk. */
  async releaseConnection(): Promise<void> {
    const wrote = this.#wrote;
    this.#wrote = false;
    this.#end?.(wrote);
  }

  /**
   * Takes the write lock at once, so that a transaction never fails half-way for want of it. While another
   * process has it, this one goes on serving: it asks again every few milliseconds, and never sleeps in SQLite.
   */
  async beginTransaction(): Promise<void> {
    const deadline = performance.now() + busyTimeout;
    for (let pause = 1; !this.#tryBegin(performance.now() > deadline); pause = Math.min(20, pause * 2)) {
      await setTimeout(pause);
    }
  }

  /** False when another process writes; when it is the last try, that is an error. */
  #tryBegin(last: boolean): boolean {
    const connection = this.#connection;
    connection.setSynchronous(this.#synchronous);
    connection.run('PRAGMA busy_timeout = 0', []);
    try {
      connection.run('BEGIN IMMEDIATE', []);
      return true;
    } catch (error) {
      if (last || (error as { errcode?: number }).errcode !== busy) throw error;
      return false;
    } finally {
      connection.run(`PRAGMA busy_timeout = ${busyTimeout}`, []);
    }
  }

  async commitTransaction(): Promise<void> {
    this.#wrote = true;
    this.#connection.run('COMMIT', []);
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#connection.database.isTransaction) this.#connection.run('ROLLBACK', []);
  }

  async destroy(): Promise<void> {}
}
