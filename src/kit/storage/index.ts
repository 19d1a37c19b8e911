export { openStorage, type StorageSettings } from './open.ts';
export { sweepSpool } from './spool.ts';
export { type Blob, type BlobStat, type Storage, StorageError, type StoredBlob } from './storage.ts';
