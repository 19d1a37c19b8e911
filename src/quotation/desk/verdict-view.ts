import type { Asked } from '../../desk/index.ts';
import type { Html } from '../../kit/html.ts';
import { aboutQuotation } from '../about.ts';
import type { Cited } from '../cited.ts';

/** What readers see under the mark, as the desk shows it. */
export function aboutIn({ t, site }: Asked, cited: Cited): Html {
  const date = { locale: t.locale, calendar: site.calendar, timeZone: site.timeZone };
  return aboutQuotation({ t, date }, cited);
}
