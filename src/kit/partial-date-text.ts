import { type Calendar, formatDate, formatDay, formatMonth, formatYear, messagesFor } from './i18n/index.ts';
import { type PartialDate, partialDateKey, precisionOf } from './partial-date.ts';

/**
 * As readers of a locale write it, to its precision: "May 2016", "about 2016", "21 May 2016, 12:00". Only a time
 * depends on the zone, by default UTC.
 */
export function formatPartialDate(
  date: PartialDate,
  locale: string,
  {
    calendar = 'gregory',
    timeZone = 'UTC',
  }: { readonly calendar?: Calendar; readonly timeZone?: string } = {},
): string {
  const plain = date.replace(/~$/, '');
  const said = plainly(plain as PartialDate, { locale, calendar, timeZone });
  return plain === date ? said : messagesFor(locale)('date.about', { date: said });
}

function plainly(
  date: PartialDate,
  setting: { readonly locale: string; readonly calendar: Calendar; readonly timeZone: string },
): string {
  switch (precisionOf(date)) {
    case 'year':
      return formatYear(Number(date), setting);
    case 'month':
      return formatMonth(date, setting);
    case 'day':
      return formatDay(date, setting);
    case 'minute':
      return formatDate(partialDateKey(date), { ...setting, style: 'moment' });
  }
}
