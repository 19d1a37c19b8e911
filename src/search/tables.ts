import type { Kysely, Transaction } from 'kysely';
import type { DialectName, Tables } from '../kit/database/index.ts';
import { fts5 } from './fts5.ts';
import type { SearchTable } from './index-table.ts';
import { tsvector } from './tsvector.ts';

/** The columns that both databases have; `migrations/0003_search.*`. */
type SearchTables = {
  search_post: { site_id: number; post_id: number; position: number };
  search_pending: { site_id: number; post_id: number };
};

/** A database handle that knows the tables of search besides the others. */
export function searchTables(db: Kysely<Tables> | Transaction<Tables>): Kysely<Tables & SearchTables> {
  return db.withTables<SearchTables>();
}

export function searchTableOf(dialect: DialectName): SearchTable {
  return dialect === 'sqlite' ? fts5 : tsvector;
}
