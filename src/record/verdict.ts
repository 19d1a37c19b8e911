import { verdicts as all } from '../quotation/check/check.ts';

/** What a timeline can be narrowed to. */
export const verdicts = [...all, 'overridden'] as const;

/** A verdict as the message of choices names it: its keys have no hyphens. */
export function choiceKey(verdict: (typeof verdicts)[number]) {
  if (verdict === 'not-found') return 'notfound';
  return verdict === 'cannot-check' ? 'other' : verdict;
}
