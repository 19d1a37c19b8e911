import { localDay } from '../../post/local-time.ts';

/** A date of front matter, as UTC ISO text. */
export type Moment = {
  readonly iso: string;
  /** Only a day was written; the hour is the day's beginning. */
  readonly dayOnly: boolean;
};

/**
 * Reads a date as people and programs write it: ISO 8601 in all its looseness, with slashes or dots, with names of
 * months, with AM and PM, as seconds or milliseconds since 1970. A time without a zone is local to `timeZone`; a mere
 * day begins in `dayZone`, where readers see it, so that it is the same day there.
 * Undefined for what is no date, and for one that may be read in two ways (`03/04/2016`).
 */
export function readMoment(value: unknown, timeZone: string, dayZone = timeZone): Moment | undefined {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? undefined : readMoment(textOfDate(value), timeZone, dayZone);
  if (typeof value === 'number') return fromNumber(value, timeZone, dayZone);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{9,14}$/.test(text) && !/^\d{12}$|^\d{14}$/.test(text))
    return fromNumber(Number(text), timeZone, dayZone);
  const numeric = numericDate.exec(text);
  if (numeric?.groups) return fromParts(numeric.groups, timeZone, dayZone);
  return withMonthName(text, timeZone, dayZone);
}

const clock = String.raw`(?:(?:[T,]\s*|\s+|\s*at\s+)(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?)?\s*(?<half>[AaPp]\.?[Mm]\.?)?)?`;
const zone = String.raw`\s*(?<zone>Z|UTC|GMT|[A-Z]{2,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[A-Z][A-Za-z_]+/[A-Za-z_/+-]+)?`;
const numericDate = new RegExp(
  `^(?<year>\\d{4})([-/.]?)(?<month>\\d{1,2})\\2(?<day>\\d{1,2})${clock}${zone}$`,
);
const monthFirst = new RegExp(
  `^(?:\\p{L}+,?\\s+)?(?<name>\\p{L}{3,})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})${clock}${zone}$`,
  'u',
);
const dayFirst = new RegExp(
  `^(?:\\p{L}+,?\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-](?<name>\\p{L}{3,})\\.?,?[\\s-](?<year>\\d{4})${clock}${zone}$`,
  'u',
);
/** `Mon Jan 02 2006 15:04:05 GMT+0000 (…)`: what JavaScript writes. */
const javascript = new RegExp(
  `^\\p{L}{3}\\s+(?<name>\\p{L}{3})\\s+(?<day>\\d{1,2})\\s+(?<year>\\d{4})${clock}${zone}(?:\\s*\\(.*\\))?$`,
  'u',
);
/** Day and month in figures before the year: which is which is plain only when one is above twelve. */
const yearLast = new RegExp(`^(?<one>\\d{1,2})[/.-](?<two>\\d{1,2})[/.-](?<year>\\d{4})${clock}${zone}$`);

type Groups = Readonly<Record<string, string | undefined>>;

function withMonthName(text: string, timeZone: string, dayZone: string): Moment | undefined {
  const named = monthFirst.exec(text) ?? dayFirst.exec(text) ?? javascript.exec(text);
  if (named?.groups) {
    const month = months.indexOf((named.groups.name ?? '').slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? undefined : fromParts({ ...named.groups, month: String(month) }, timeZone, dayZone);
  }
  const { groups } = yearLast.exec(text) ?? {};
  if (!groups) return undefined;
  const [one, two] = [Number(groups.one), Number(groups.two)];
  if (one > 12 === two > 12 && one !== two) return undefined;
  const [month, day] = one > 12 ? [two, one] : [one, two];
  return fromParts({ ...groups, month: String(month), day: String(day) }, timeZone, dayZone);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function fromParts(parts: Groups, timeZone: string, dayZone: string): Moment | undefined {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const hour = hourOf(Number(parts.hour ?? 0), parts.half);
  const [minute, second] = [Number(parts.minute ?? 0), Number(parts.second ?? 0)];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const fine =
    month >= 1 && month <= 12 && day >= 1 && day <= lastDay && hour <= 24 && minute <= 59 && second <= 60;
  if (!fine || year < 1000) return undefined;
  const fraction = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), fraction);
  const time = toUtc(wall, parts.zone, parts.hour === undefined ? dayZone : timeZone);
  return time === undefined
    ? undefined
    : { iso: new Date(time).toISOString(), dayOnly: parts.hour === undefined };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function toUtc(wall: number, zone: string | undefined, timeZone: string): number | undefined {
  if (zone === undefined) return localToUtc(wall, timeZone);
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 14 * 60 ? undefined : wall - (offset[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const hours = abbreviations[zone];
  if (hours !== undefined) return wall - hours * 3_600_000;
  return zone.includes('/') && isTimeZone(zone) ? localToUtc(wall, zone) : undefined;
}

/** The abbreviations of RFC 5322 § 4.3, and those of Europe; others mean different things in different places. */
const abbreviations: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
};

/** The moment at which a clock in that zone shows this time. In the hour that a change of the clock skips, the later. */
export function localToUtc(wall: number, timeZone: string): number {
  const first = wall - offsetAt(wall, timeZone);
  const second = wall - offsetAt(first, timeZone);
  return second + offsetAt(second, timeZone) === wall ? second : first;
}

/** Milliseconds by which the zone's clock is ahead of UTC. */
function offsetAt(time: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const at = localDay(new Date(time).toISOString(), timeZone);
  const wall = Date.UTC(+at.year, +at.month - 1, +at.day, +at.hour, +at.minute, +at.second);
  return wall - Math.floor(time / 1000) * 1000;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function fromNumber(value: number, timeZone: string, dayZone: string): Moment | undefined {
  if (!Number.isSafeInteger(value) || value < 0) return undefined;
  const text = String(value);
  if (/^(19|20)\d{6}$/.test(text))
    return readMoment(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, timeZone, dayZone);
  if (value < 1e8) return undefined;
  return { iso: new Date(value < 1e11 ? value * 1000 : value).toISOString(), dayOnly: false };
}

/** TOML's dates (and YAML 1.1's) come as objects; one without a zone writes itself without. */
function textOfDate(value: Date): string {
  return value.toISOString();
}
