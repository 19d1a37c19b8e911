import { CompiledQuery, sql } from 'kysely';
import type { Transaction } from '../database/index.ts';

/** Puts rows into empty tables, in a transaction, in any order of the tables: keys are checked at its end. */
export type Loader = {
  /** `lines` are rows as JSON objects; `columns` are the table's own. */
  readonly insert: (table: string, columns: readonly string[], lines: readonly string[]) => Promise<void>;
  /** Checks the foreign keys, and lets the database count on from the highest ID. */
  readonly finish: () => Promise<void>;
};

export async function createLoader(tx: Transaction): Promise<Loader> {
  return tx.dialect === 'sqlite' ? sqliteLoader(tx) : postgresLoader(tx);
}

async function sqliteLoader({ db }: Transaction): Promise<Loader> {
  await sql`pragma defer_foreign_keys = on`.execute(db);
  return {
    insert: async (table, columns, lines) => {
      const insert = `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(', ')})`;
      for (const line of lines) {
        const row = JSON.parse(line) as Record<string, string | number | null>;
        const values = columns.map((column) => row[column] ?? null);
        await db.executeQuery(CompiledQuery.raw(insert, values));
      }
    },
    // The commit checks the keys, and SQLite itself counts on from the highest ID.
    finish: async () => {},
  };
}

async function postgresLoader({ db }: Transaction): Promise<Loader> {
  const run = (text: string) => db.executeQuery(CompiledQuery.raw(text));
  const keys = await foreignKeys(db);
  for (const { table, name } of keys) {
    await run(`alter table "${table}" alter constraint "${name}" deferrable initially deferred`);
  }
  return {
    insert: async (table, columns, lines) => {
      const names = quoted(columns);
      const insert = `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1)`;
      await db.executeQuery(CompiledQuery.raw(insert, [`[${lines.map(withoutNul).join(',')}]`]));
    },
    finish: async () => {
      await run('set constraints all immediate');
      for (const { table, name } of keys) {
        await run(`alter table "${table}" alter constraint "${name}" not deferrable`);
      }
      for (const { table, name } of await identities(db)) {
        await run(
          `select setval(pg_get_serial_sequence('"${table}"', '${name}'),
                         coalesce((select max("${name}") from "${table}"), 0) + 1, false)`,
        );
      }
    },
  };
}

async function foreignKeys(db: Transaction['db']) {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as "table", k.conname as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and not k.condeferrable and k.connamespace = current_schema()::regnamespace`.execute(
    db,
  );
  return rows;
}

async function identities(db: Transaction['db']) {
  const { rows } = await sql<{ table: string; name: string }>`
    select table_name as "table", column_name as name from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(db);
  return rows;
}

/** PostgreSQL's text holds every character but U+0000; the replacement character stands in for it. */
function withoutNul(line: string): string {
  if (!line.includes('\\u0000')) return line;
  return JSON.stringify(
    JSON.parse(line, (_key, value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value)),
  );
}

/** Names come from the database's own catalogue. */
function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
