import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, DialectName, Transaction } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * A query that is built once and run many times. Building and compiling a query takes Kysely longer than
 * SQLite takes to answer it; on the hot path the SQL text is made once for each database. It is asked of the
 * database, or of a transaction, which may also `run` one that writes.
 *
 * ```ts
 * const byPath = statement<{ site: number; path: string }>()((db, value) =>
 *   db.selectFrom('post').select(['id', 'title']).where('site_id', '=', value('site')).where('path', '=', value('path')));
 * const row = await byPath.first(database, { site: 1, path: '/about/' });
 * ```
 */
export function statement<Args extends Record<string, string | number | null>>() {
  return <Row>(build: Build<Args, Row>) => new Statement<Args, Row>(build);
}

type Build<Args, Row> = (
  db: Kysely<Tables>,
  value: <K extends keyof Args>(name: K) => Args[K],
  dialect: DialectName,
) => Compilable<Row>;

/** The numbers of a JSON list, for `in`: one statement for a list of any length. */
export function numbersIn(list: string, dialect: DialectName): RawBuilder<number> {
  return dialect === 'sqlite'
    ? sql<number>`(select value from json_each(${list}))`
    : sql<number>`(select value::bigint from json_array_elements_text(${list}::json))`;
}

/** The texts of a JSON list, for `in`. */
export function textsIn(list: string, dialect: DialectName): RawBuilder<string> {
  return dialect === 'sqlite'
    ? sql<string>`(select value from json_each(${list}))`
    : sql<string>`(select json_array_elements_text(${list}::json))`;
}

/**
 * A number given to `limit` or `offset`. SQLite looks at the value of a bare parameter there, and therefore plans
 * the statement anew each time that one is bound, which takes longer than most questions; into a cast it does
 * not look.
 */
export function rowCount(value: number): RawBuilder<number> {
  return sql<number>`cast(${value} as bigint)`;
}

export class Statement<Args extends Record<string, string | number | null>, Row> {
  readonly #build: Build<Args, Row>;
  readonly #compiled: Partial<Record<Database['dialect'], Compiled>> = {};

  constructor(build: Build<Args, Row>) {
    this.#build = build;
  }

  async all(from: Database | Transaction, args: Args): Promise<readonly Row[]> {
    const compiled = this.#compile(from);
    return (await from.select(compiled.sql, filled(compiled, args))) as readonly Row[];
  }

  async first(from: Database | Transaction, args: Args): Promise<Row | undefined> {
    return (await this.all(from, args))[0];
  }

  /** Writes, and answers with how many rows. */
  async run(tx: Transaction, args: Args): Promise<number> {
    const compiled = this.#compile(tx);
    return tx.change(compiled.sql, filled(compiled, args));
  }

  #compile(from: Database | Transaction): Compiled {
    const known = this.#compiled[from.dialect];
    if (known) return known;
    const db = 'read' in from ? from.read : from.db;
    // The slot stands where the value will; the query builder only passes it through to the parameters.
    const value = <K extends keyof Args>(name: K) => new Slot(String(name)) as unknown as Args[K];
    const { sql, parameters } = this.#build(db, value, from.dialect).compile();
    const compiled = { sql, slots: parameters };
    this.#compiled[from.dialect] = compiled;
    return compiled;
  }
}

function filled({ slots }: Compiled, args: Readonly<Record<string, unknown>>): unknown[] {
  return slots.map((slot) => (slot instanceof Slot ? args[slot.name] : slot));
}

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Compiled = { readonly sql: string; readonly slots: readonly unknown[] };
