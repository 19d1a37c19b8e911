import type { QuotedTranslation } from './quotation.ts';

type Words = {
  readonly text: string;
  readonly dir: 'ltr' | 'rtl';
  readonly lang?: string | null;
  readonly translations: readonly QuotedTranslation[];
};

/** How a quotation begins, in so many UTF-16 units, for a list: where only a translation stands there, how that does. */
export function beginningOf(
  quotation: Words,
  most: number,
): { readonly words: string; readonly dir: 'ltr' | 'rtl'; readonly lang: string | null } {
  const {
    text,
    dir,
    lang = null,
  } = quotation.text === '' ? (quotation.translations[0] ?? quotation) : quotation;
  return { words: text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text, dir, lang };
}
