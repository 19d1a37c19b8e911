export { type Changed, Changes } from './changes.ts';
export { lockCounter, nextId, reserveId } from './counter.ts';
export {
  type Database,
  type DatabaseAddress,
  type DialectName,
  openDatabase,
  type Transaction,
  type WriteOptions,
} from './database.ts';
export { databaseFault } from './errors.ts';
export { containing, hasWords, literal } from './like.ts';
export { type Migrated, migrate, migrationState, migrationsFor } from './migrate.ts';
export { numbersIn, rowCount, statement, textsIn } from './statement.ts';
export { storable, storedLine, storedText } from './storable.ts';
export type * from './tables.ts';
