import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Database, Tables } from '../kit/database/index.ts';

/**
 * The install's database as better-auth wants it: one Kysely. It opens nothing. What reads goes to the reading
 * connections; every other statement is a transaction of its own on the writer, in its turn with all others.
 */
export function authConnection(database: Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: dialectOver(database) });
}

function dialectOver(database: Database): Dialect {
  const postgres = database.dialect === 'postgres';
  return {
    createAdapter: () => (postgres ? new PostgresAdapter() : new SqliteAdapter()),
    createDriver: () => driverOver(database),
    createIntrospector: (db) => (postgres ? new PostgresIntrospector(db) : new SqliteIntrospector(db)),
    createQueryCompiler: () => (postgres ? new PostgresQueryCompiler() : new SqliteQueryCompiler()),
  };
}

function driverOver(database: Database): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
      query.query.kind === 'SelectQueryNode'
        ? database.read.executeQuery<Row>(query as CompiledQuery<Row>)
        : database.write((tx) => tx.db.executeQuery<Row>(query as CompiledQuery<Row>)),
    streamQuery: () => {
      throw new Error('better-auth does not stream.');
    },
  };
  const noTransactions = async () => {
    throw new Error('better-auth is told not to use transactions: each of its statements is one.');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    destroy: async () => {},
  };
}
