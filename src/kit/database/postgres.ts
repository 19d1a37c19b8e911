import pg from 'pg';

const int8 = 20;

/** A pool of connections; `bigint` columns come back as numbers (all IDs and counts fit in 53 bits). */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  });
  // An idle connection that the server closes is no reason to stop; the next query says what is wrong.
  pool.on('error', () => {});
  return pool;
}
