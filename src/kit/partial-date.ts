/**
 * A date as far as it is known, in a part of EDTF (ISO 8601-2:2019): `2016`, `2016-05`, `2016-05-21`,
 * `2016-05-21T10:00Z`; each may end in `~`: about then. Counted by the Gregorian calendar, a time in UTC.
 */
export type PartialDate = string & { readonly __brand: 'PartialDate' };

type Precision = 'year' | 'month' | 'day' | 'minute';

const form =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?)?)?(~?)$/;

/** Reads what somebody wrote, in digits of any script; undefined where there is no such day. A time comes in UTC. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const found = form.exec(asciiDigits(text.trim()).toUpperCase());
  if (!found) return undefined;
  const [, year = '', month, day, hour, minute, zone, about = ''] = found;
  // Before the year 100 JavaScript reads two digits as a year of the last century.
  if (Number(year) < 100) return undefined;
  if (month === undefined) return `${year}${about}` as PartialDate;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (day === undefined) return `${year}-${month}${about}` as PartialDate;
  if (Number(day) < 1 || Number(day) > daysOf(Number(year), Number(month))) return undefined;
  if (hour === undefined || minute === undefined) return `${year}-${month}-${day}${about}` as PartialDate;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}${zoneOf(zone ?? 'Z')}`);
  if (Number.isNaN(moment.getTime()) || Number(hour) > 23) return undefined;
  return `${moment.toISOString().slice(0, 16)}Z${about}` as PartialDate;
}

/** Its earliest moment, by which dates of every precision are put in order: UTC ISO text. */
export function partialDateKey(date: PartialDate): string {
  const plain = date.replace(/[Z~]+$/, '');
  return `${plain}${'0000-01-01T00:00'.slice(plain.length)}:00.000Z`;
}

export function precisionOf(date: PartialDate): Precision {
  switch (date.replace(/[Z~]+$/, '').length) {
    case 4:
      return 'year';
    case 7:
      return 'month';
    case 10:
      return 'day';
    default:
      return 'minute';
  }
}

/** What a `<time>` may carry of it (HTML Standard, "valid date string" and its like). */
export function partialDateTime(date: PartialDate): string {
  return date.replace(/~$/, '');
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function zoneOf(zone: string): string {
  return zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** Arabic-Indic and Persian digits, as people type dates in those scripts. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
