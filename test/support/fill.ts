import assert from 'node:assert/strict';
import { sql, type TableMetadata } from 'kysely';
import type { Tables, Transaction } from '../../src/kit/database/index.ts';
import type { World } from '../../src/kit/world.ts';

/** What a row of any table may hold, and a copy must not lose. */
const text = 'Он сказал: «да» · قال "لا" \\u0000 \\ \' \u2028\n\t🜚 é é';

/**
 * Puts three rows into every table that a database has, whatever their columns are: numbers are the row's, so that
 * foreign keys hold; the third row leaves empty what may be.
 */
export async function fillEveryTable(world: World, except: readonly string[]): Promise<readonly string[]> {
  const tables = (await world.db.read.introspection.getTables()).filter(
    ({ name }) => !except.includes(name) && !/^search(_|$)/.test(name),
  );
  await world.db.write(async ({ db, dialect }) => {
    if (dialect === 'sqlite') await sql`pragma defer_foreign_keys = on`.execute(db);
    const left = new Set(tables);
    // Where keys are checked at once, a table waits for those it refers to: it is tried again after them.
    for (let before = Number.POSITIVE_INFINITY; left.size > 0; ) {
      assert.ok(left.size < before, `no order fills ${[...left].map(({ name }) => name)}`);
      before = left.size;
      for (const table of left) {
        const columns = dialect === 'sqlite' ? await withoutNullKeys(db, table) : table.columns;
        const rows = [1, 2, 3].map((n) =>
          Object.fromEntries(columns.map((column) => [column.name, value(table.name, column, n)])),
        );
        await sql`savepoint filling`.execute(db);
        try {
          await db
            .insertInto(table.name as keyof Tables)
            .values(rows as never)
            .execute();
          left.delete(table);
        } catch (error) {
          if ((error as { code?: string }).code !== '23503') throw error;
          await sql`rollback to savepoint filling`.execute(db);
        }
      }
    }
  });
  return tables.map(({ name }) => name).sort();
}

type Column = { readonly name: string; readonly dataType: string; readonly isNullable: boolean };

/** SQLite says that most primary keys may be null. */
async function withoutNullKeys(db: Transaction['db'], table: TableMetadata): Promise<Column[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from pragma_table_info(${table.name}) where pk > 0`.execute(db);
  return table.columns.map((column) =>
    rows.some(({ name }) => name === column.name) ? { ...column, isNullable: false } : column,
  );
}

function value(table: string, column: Column, n: number): string | number | null {
  if (column.isNullable && n === 3) return null;
  return /text/i.test(column.dataType) ? `${table}.${column.name} ${n} ${n === 2 ? text : ''}` : n;
}

/** Every row of these tables, in an order of its own. */
export async function allRows(world: World, tables: readonly string[]): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await world.db.read
      .selectFrom(table as keyof Tables)
      .selectAll()
      .execute();
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  }
  return all;
}
