import type { RenderedQuotation } from '../document/index.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { QuotationVerdict } from './quotation.ts';

type Told = {
  readonly verdict: QuotationVerdict;
  readonly reason: string | null;
  readonly override?: object | null;
  /** Whether this site saw the text itself, or an author brought it. */
  readonly checked?: { readonly observed: boolean } | null;
};

/** The small word that stands beside quoted words. */
export function markWord(t: Translate, { verdict, reason, override = null, checked = null }: Told): string {
  return t('quotation.mark', { verdict: nameOf({ verdict, reason, override, checked }) });
}

/** What the machine alone says. */
export function verdictWord(t: Translate, verdict: QuotationVerdict, reason: string | null = null): string {
  return markWord(t, { verdict, reason });
}

function nameOf({ verdict, reason, override, checked }: Required<Told>) {
  if (override !== null) return 'vouched';
  if (isSupplied({ verdict, checked })) return 'supplied';
  if (reason === 'translation') return 'translation';
  if (verdict === 'not-found') return 'notfound';
  return verdict === 'cannot-check' ? 'other' : verdict;
}

/** Never by the colour alone: the word says the same. */
export function toneOf({ verdict, override = null, checked = null }: Told): RenderedQuotation['tone'] {
  if (override !== null || isSupplied({ verdict, checked })) return 'edited';
  switch (verdict) {
    case 'exact':
    case 'typographic':
    case 'orthographic':
      return 'ok';
    case 'edited':
      return 'edited';
    case 'altered':
    case 'not-found':
      return 'bad';
    default:
      return 'none';
  }
}

/** Words of a file that somebody brought are theirs to answer for: nobody else saw that the source has them. */
function isSupplied({ verdict, checked }: Pick<Required<Told>, 'verdict' | 'checked'>): boolean {
  return isVerbatim(verdict) && checked?.observed === false;
}

/** A verdict in which the words are the source's own, but for what was marked. */
export function isVerbatim(verdict: QuotationVerdict): boolean {
  return (
    verdict === 'exact' || verdict === 'typographic' || verdict === 'edited' || verdict === 'orthographic'
  );
}
