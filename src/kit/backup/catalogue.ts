import type { Database } from '../database/index.ts';

/** The tables of a database that a backup holds, and their columns, from the database's own catalogue. */
export type Catalogue = ReadonlyMap<string, readonly string[]>;

/**
 * What a backup leaves out: the names of what changed, which migrations ran (the head says it), and what lets
 * somebody in (sessions, one-time links) or holds them off for an hour.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'change',
  'invitation',
  'letter_request',
  'migration',
  'rate_limit',
  'session',
  'ticket',
  'verification',
]);

/** Indexes are made anew from what they index: everything by the name of `search`. */
function isKept(table: string): boolean {
  return !leftOut.has(table) && !/^search(_|$)/.test(table);
}

/** Throws when a column's type has no form in a backup: text and numbers do. */
export async function readCatalogue(database: Database): Promise<Catalogue> {
  const columns = await database.select(database.dialect === 'sqlite' ? sqliteColumns : postgresColumns, []);
  const tables = new Map<string, string[]>();
  for (const { table, name, type } of columns as readonly Column[]) {
    if (!isKept(table)) continue;
    if (!knownTypes.has(type.toLowerCase()))
      throw new Error(`${table}.${name}: a backup cannot hold ${type}`);
    tables.set(table, [...(tables.get(table) ?? []), name]);
  }
  return tables;
}

type Column = { readonly table: string; readonly name: string; readonly type: string };

const knownTypes = new Set(['text', 'integer', 'bigint', 'smallint', 'real', 'double precision']);

/** Virtual tables and those behind them are not of the type `table`. */
const sqliteColumns = `
  select l.name as "table", c.name, c.type
  from pragma_table_list l, pragma_table_xinfo(l.name) c
  where l.schema = 'main' and l.type = 'table' and l.name not like 'sqlite\\_%' escape '\\' and c.hidden = 0
  order by l.name, c.cid`;

const postgresColumns = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  order by c.relname, a.attnum`;
