import { normaliser, verdicts } from './check/check.ts';
import type { Finding } from './quotation.ts';

/** How far a verdict is from the strictest: 0 for `exact`. What compares words need not be loaded to tell. */
export function rank({ verdict }: Pick<Finding, 'verdict'>): number {
  return verdicts.indexOf(verdict);
}

/** Of what several texts of one capture say, what holds for it; undefined for none. */
export function bestOf<Told extends Pick<Finding, 'verdict' | 'reason' | 'warnings' | 'observed'>>(
  told: readonly Told[],
): Told | undefined {
  // What stands twice on the page stands twice, though one of its texts shows only one of them.
  return told.find(({ reason }) => reason === 'ambiguous') ?? told.toSorted(better)[0];
}

/** The stricter verdict first; then what a machine saw; then what asks for less care. */
function better<Told extends Pick<Finding, 'verdict' | 'warnings' | 'observed'>>(a: Told, b: Told): number {
  return (
    rank(a) - rank(b) || Number(b.observed) - Number(a.observed) || a.warnings.length - b.warnings.length
  );
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
