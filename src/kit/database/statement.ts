import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database, DialectName } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * A query that is built once and run many times. Building and compiling a query takes Kysely longer than
 * SQLite takes to answer it; on the hot path the SQL text is made once for each database.
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

  async all(database: Database, args: Args): Promise<readonly Row[]> {
    const { sql, slots } = this.#compile(database);
    const parameters = slots.map((slot) => (slot instanceof Slot ? args[slot.name] : slot));
    return (await database.select(sql, parameters)) as readonly Row[];
  }

  async first(database: Database, args: Args): Promise<Row | undefined> {
    return (await this.all(database, args))[0];
  }

  #compile(database: Database): Compiled {
    const known = this.#compiled[database.dialect];
    if (known) return known;
    // The slot stands where the value will; the query builder only passes it through to the parameters.
    const value = <K extends keyof Args>(name: K) => new Slot(String(name)) as unknown as Args[K];
    const { sql, parameters } = this.#build(database.read, value, database.dialect).compile();
    const compiled = { sql, slots: parameters };
    this.#compiled[database.dialect] = compiled;
    return compiled;
  }
}

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Compiled = { readonly sql: string; readonly slots: readonly unknown[] };
