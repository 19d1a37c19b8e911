import { remembering } from './remember.ts';

/** The calendars that a site can count its days in. */
export type Calendar = 'gregory' | 'persian' | 'islamic-umalqura';

/** Where and how a site reads the clock. `timeZone` is an IANA name. */
export type DateSetting = { readonly locale: string; readonly timeZone: string; readonly calendar: Calendar };

/**
 * `day` 21 May 2016 · `short` 21/05/2016 · `month` May 2016 · `year` 2016 · `time` 19:04 · `moment` 21 May 2016, 19:04
 */
export type DateStyle = 'day' | 'short' | 'month' | 'year' | 'time' | 'moment';

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: 'long' },
  short: { dateStyle: 'short' },
  month: { year: 'numeric', month: 'long' },
  year: { year: 'numeric' },
  time: { timeStyle: 'short' },
  moment: { dateStyle: 'long', timeStyle: 'short' },
};

/** A moment (UTC ISO text) as the site's readers write it. Throws a `RangeError` on a date that is none. */
export function formatDate(iso: string, setting: DateSetting & { readonly style: DateStyle }): string {
  return formatterFor(setting, setting.style)(iso);
}

/**
 * A month of the Gregorian calendar, `2016-05`, as archives count them. In another calendar it is the
 * stretch from its first to its last day: «اردیبهشت – خرداد ۱۳۹۵».
 */
export function formatMonth(month: string, setting: Omit<DateSetting, 'timeZone'>): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return formatStretch(Date.UTC(year, number - 1, 1), Date.UTC(year, number, 0), 'month', setting);
}

/** A year of the Gregorian calendar; in another calendar the two years that it touches. */
export function formatYear(year: number, setting: Omit<DateSetting, 'timeZone'>): string {
  return formatStretch(Date.UTC(year, 0, 1), Date.UTC(year, 11, 31), 'year', setting);
}

/** A day of the Gregorian calendar, `2016-05-21`, whatever the time zone. */
export function formatDay(day: string, setting: Omit<DateSetting, 'timeZone'>): string {
  return formatterFor({ ...setting, timeZone: 'UTC' }, 'day')(day);
}

/** The twelve months of a calendar's year, from its first. */
export function monthNames(locale: string, calendar: Calendar): readonly string[] {
  const { format } = new Intl.DateTimeFormat(locale, { calendar, month: 'long', timeZone: 'UTC' });
  const number = new Intl.DateTimeFormat('en', { calendar, month: 'numeric', timeZone: 'UTC' });
  const names: string[] = [];
  for (let day = Date.UTC(2016, 0, 5); names.filter(Boolean).length < 12; day += 20 * 86_400_000) {
    names[Number(number.format(day)) - 1] = format(day);
  }
  return names;
}

const units = [
  ['year', 365.25 * 86_400_000],
  ['month', 30.44 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How far a moment lies from another, in the largest fitting unit: "3 days ago", "in 2 hours". For pages that nobody keeps. */
export function formatRelative(iso: string, now: string, locale: string): string {
  const distance = Date.parse(iso) - Date.parse(now);
  const formatter = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, milliseconds] of units) {
    if (Math.abs(distance) >= milliseconds)
      return formatter.format(Math.round(distance / milliseconds), unit);
  }
  return formatter.format(0, 'minute');
}

function formatStretch(
  from: number,
  to: number,
  style: 'month' | 'year',
  { locale, calendar }: Omit<DateSetting, 'timeZone'>,
): string {
  const setting = { locale, calendar, timeZone: 'UTC' };
  return calendar === 'gregory' ? formatterFor(setting, style)(from) : stretch(from, to, style, setting);
}

/** Intl's own ranges lose a month in some pairs of language and calendar, so the parts are put together here. */
function stretch(from: number, to: number, style: 'month' | 'year', setting: DateSetting): string {
  const formatter = newFormatter(setting, 'month');
  const first = monthAndYear(formatter, from);
  const last = monthAndYear(formatter, to);
  if (style === 'year') return first.year === last.year ? first.year : `${first.year}–${last.year}`;
  if (first.year !== last.year) return `${first.month} ${first.year} – ${last.month} ${last.year}`;
  return first.month === last.month
    ? `${last.month} ${last.year}`
    : `${first.month} – ${last.month} ${last.year}`;
}

function monthAndYear(formatter: Intl.DateTimeFormat, moment: number): { month: string; year: string } {
  const parts = formatter.formatToParts(moment);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { month: part('month'), year: part('year') || part('relatedYear') };
}

const formatters = new Map<string, (moment: string | number) => string>();

function formatterFor(setting: DateSetting, style: DateStyle): (moment: string | number) => string {
  const key = `${setting.locale} ${setting.timeZone} ${setting.calendar} ${style}`;
  let format = formatters.get(key);
  if (format === undefined) {
    const formatter = newFormatter(setting, style);
    format = remembering((moment) => formatter.format(new Date(moment)), 20_000);
    formatters.set(key, format);
  }
  return format;
}

function newFormatter({ locale, timeZone, calendar }: DateSetting, style: DateStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...styles[style], timeZone, calendar });
}
