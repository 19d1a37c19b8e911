import type { Asked } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { formatNumber, localeDirection } from '../../kit/i18n/index.ts';
import { toneOf } from '../mark.ts';
import type { QuotationVerdict } from '../quotation.ts';
import { verdictName } from './verdict-name.ts';

const [width, height] = [360, 18];

/** What is of one colour stands together. */
const order = ['ok', 'edited', 'bad', 'none'];

/** One bar, parted by verdict, and the same in words: the colours alone tell nothing. */
export function verdictChart({ t }: Asked, counts: ReadonlyMap<QuotationVerdict, number>): Html {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const place = (verdict: QuotationVerdict) => order.indexOf(toneOf({ verdict, reason: null }));
  const ordered = [...counts].toSorted(([a, m], [b, n]) => place(a) - place(b) || n - m);
  const leftToRight = localeDirection(t.language) === 'ltr';
  let at = 0;
  const parts = ordered.map(([verdict, count]) => {
    const wide = (width * count) / total;
    const x = leftToRight ? at : width - at - wide;
    at += wide;
    return html`<rect x="${x.toFixed(1)}" y="0" width="${Math.max(1, wide - 1).toFixed(1)}" height="${height}" rx="2" class="verdict-${toneOf({ verdict, reason: null })}"></rect>`;
  });
  const words = ordered.map(
    ([verdict, count]) => `${verdictName(t, verdict)} ${formatNumber(count, t.locale)}`,
  );
  return html`<figure class="chart verdicts"><figcaption>${t('quotation.by-verdict')} <span class="count">${formatNumber(total, t.locale)}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.join(t('quotation.comma'))}" preserveAspectRatio="none">${parts}</svg></figure>
`;
}
