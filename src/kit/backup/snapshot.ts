import { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import type { Database } from '../database/index.ts';

/** A database as it was at one moment, while others go on writing. */
export type Snapshot = {
  readonly migrations: readonly string[];
  /** The rows of a table, a few at a time; read one table after the other. */
  readonly rows: (table: string, columns: readonly string[]) => AsyncIterable<readonly unknown[]>;
  readonly close: () => Promise<void>;
};

const rowsAtOnce = 500;
const migrationNames = 'select name from migration order by name';

/** One read transaction on a connection of its own (SQLite), or a repeatable-read one (PostgreSQL). */
export function openSnapshot(database: Database): Promise<Snapshot> {
  return database.raw.dialect === 'sqlite' ? openSqlite(database.raw.path) : openPostgres(database.raw.pool);
}

async function openSqlite(path: string): Promise<Snapshot> {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  connection.exec('BEGIN');
  const migrations = connection.prepare(migrationNames).all();
  return {
    migrations: migrations.map(({ name }) => String(name)),
    rows: async function* (table, columns) {
      let rows: unknown[] = [];
      for (const row of connection.prepare(selectAll(table, columns)).iterate()) {
        rows.push(row);
        if (rows.length < rowsAtOnce) continue;
        yield rows;
        rows = [];
        // SQLite reads without a pause; others get their turn between two helpings.
        await new Promise(setImmediate);
      }
      if (rows.length > 0) yield rows;
    },
    close: async () => connection.close(),
  };
}

async function openPostgres(pool: pg.Pool): Promise<Snapshot> {
  const client = await pool.connect();
  const close = async () => {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
  };
  try {
    await client.query('begin isolation level repeatable read, read only');
    const migrations = await client.query(migrationNames);
    return {
      migrations: migrations.rows.map(({ name }) => String(name)),
      rows: async function* (table, columns) {
        await client.query(`declare rows no scroll cursor for ${selectAll(table, columns)}`);
        for (;;) {
          const { rows } = await client.query(`fetch ${rowsAtOnce} from rows`);
          if (rows.length === 0) break;
          yield rows;
        }
        await client.query('close rows');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Names come from the database's own catalogue. */
function selectAll(table: string, columns: readonly string[]): string {
  return `select ${columns.map((column) => `"${column}"`).join(', ')} from "${table}"`;
}
