import { createRequire } from 'node:module';
import type pg from 'pg';

const int8 = 20;

/** The driver, loaded when a PostgreSQL is first opened: most installs have none. */
export function postgresDriver(): typeof pg {
  return createRequire(import.meta.url)('pg');
}

/** A pool of connections; `bigint` columns come back as numbers (all IDs and counts fit in 53 bits). */
export function openPool(url: string): pg.Pool {
  const { Pool, types } = postgresDriver();
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : types.getTypeParser(oid, format as 'text'),
    },
  });
  // An idle connection that the server closes is no reason to stop; the next query says what is wrong.
  pool.on('error', () => {});
  return pool;
}
