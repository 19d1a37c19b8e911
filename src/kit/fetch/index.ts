export type { FetchFailure, FetchReason } from './failure.ts';
export { createFetch, type FetchAnswer, type FetchOptions, type SafeFetch } from './fetch.ts';
export type { BodyTap, SeenCertificate, SeenExchange } from './observe.ts';
