import type { Check } from '../quotation/check/index.ts';

/** The keys in the order that is documented. */
export function asJson({
  verdict,
  reason,
  spans,
  unique,
  diff,
  marks,
  warnings,
  normaliser,
  enclosing,
}: Check) {
  return {
    verdict,
    ...(reason !== undefined && { reason }),
    spans,
    unique,
    diff,
    marks,
    warnings,
    normaliser,
    ...(enclosing && { enclosing }),
  };
}
