export type { FetchFailure } from './failure.ts';
export { createFetch, type FetchAnswer, type SafeFetch } from './fetch.ts';
export type { BodyTap, SeenCertificate, SeenExchange } from './observe.ts';
