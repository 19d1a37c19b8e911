export type { FetchFailure } from './failure.ts';
export { createFetch, type SafeFetch } from './fetch.ts';
