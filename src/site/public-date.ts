import { type DateStyle, formatDate } from '../kit/i18n/index.ts';
import type { PublicAsked } from './public-page.ts';

/** When something was, by the site's clock and calendar, in the language of readers. */
export function publicDate(
  { locale, site }: Pick<PublicAsked, 'locale' | 'site'>,
  iso: string,
  style: DateStyle,
): string {
  const { timeZone, calendar } = site;
  return formatDate(iso, { locale, timeZone, calendar, style });
}
