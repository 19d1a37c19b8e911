export { type Imported, type ImportOptions, importMarkdown } from './import.ts';
export type { Progress } from './run.ts';
