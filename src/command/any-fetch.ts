import { createFetch, type SafeFetch } from '../kit/fetch/index.ts';

/** For addresses that stand in the words of a command: whoever runs it chose them, and they may lead anywhere. */
export function anyFetch(): SafeFetch {
  return createFetch({ allow: ['0.0.0.0/0', '::/0'] });
}
