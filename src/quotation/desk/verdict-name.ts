import type { Translate } from '../../kit/i18n/index.ts';
import type { QuotationVerdict } from '../quotation.ts';

/** What the desk calls a verdict: each tier by its own name. */
export function verdictName(t: Translate, verdict: QuotationVerdict): string {
  switch (verdict) {
    case 'not-found':
      return t('quotation.verdict', { verdict: 'notfound' });
    case 'cannot-check':
      return t('quotation.verdict', { verdict: 'other' });
    default:
      return t('quotation.verdict', { verdict });
  }
}
