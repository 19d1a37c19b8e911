export { type BackedUp, type BackupOptions, type BackupStep, backup } from './backup.ts';
export { type Restored, type RestoreOptions, restore } from './restore.ts';
