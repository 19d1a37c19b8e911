import type { QuotationVerdict } from '../quotation/quotation.ts';

/** What a timeline can be narrowed to. */
export const verdicts = [
  'exact',
  'typographic',
  'edited',
  'orthographic',
  'altered',
  'not-found',
  'cannot-check',
  'overridden',
] as const satisfies readonly (QuotationVerdict | 'overridden')[];

/** A verdict as the message of choices names it: its keys have no hyphens. */
export function choiceKey(verdict: (typeof verdicts)[number]) {
  if (verdict === 'not-found') return 'notfound';
  return verdict === 'cannot-check' ? 'other' : verdict;
}
