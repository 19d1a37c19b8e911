import { localeDirection } from './language.ts';
import type { Translate } from './translate.ts';

/** A name within a sentence of another direction, kept together (Unicode's isolates, UAX #9 § 2.4.2). */
export function isolated(t: Translate, text: string): string {
  const foreign = localeDirection(t.language) === 'rtl' || /[\u0590-\u08ff\ufb1d-\ufefc]/.test(text);
  return foreign ? `\u2068${text}\u2069` : text;
}
