export { isAddress, parseCidr } from './address.ts';
export type { FetchFailure, FetchReason } from './failure.ts';
export {
  createFetch,
  type FetchAnswer,
  type FetchOptions,
  type FetchSettings,
  type Lookup,
  type SafeFetch,
} from './fetch.ts';
