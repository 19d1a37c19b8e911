import { normaliser, verdicts } from './check/check.ts';
import type { Finding } from './quotation.ts';

/** How far a verdict is from the strictest: 0 for `exact`. What compares words need not be loaded to tell. */
export function rank({ verdict }: Pick<Finding, 'verdict'>): number {
  return verdicts.indexOf(verdict);
}

/** Of words that cannot be compared, and why. */
export function nothing(reason: string): Finding {
  return {
    verdict: 'cannot-check',
    reason,
    spans: [],
    exact: [],
    prefix: '',
    suffix: '',
    diff: [],
    marks: [],
    warnings: [],
    normaliser,
    observed: true,
  };
}
