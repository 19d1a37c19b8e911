import { localDay, utcOf } from '../post/local-time.ts';

/** A moment in the site's time, without a zone, as WordPress's `date` has it. Null stays null. */
export function siteDate<Iso extends string | null>(iso: Iso, timeZone: string): Iso {
  if (iso === null) return iso;
  const { year, month, day, hour, minute, second } = localDay(iso, timeZone);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}` as Iso;
}

/** The same in UTC, without a zone: `date_gmt`. */
export function gmtDate<Iso extends string | null>(iso: Iso): Iso {
  return (iso === null ? null : iso.slice(0, 19)) as Iso;
}

/** UTC ISO of a moment that was sent. One without a zone is in `timeZone`. */
export function momentOf(sent: string, timeZone: string): string {
  const text = sent.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const whole = /T/.test(text) ? text : `${text.slice(0, 10)}T00:00${text.slice(10)}`;
  if (/(Z|[+-]\d\d:\d\d)$/.test(whole)) return new Date(whole).toISOString();
  return utcOf(timeZone, `${whole}Z`);
}

/** Hours by which a time zone is ahead of UTC at a moment. */
export function offsetHours(timeZone: string, iso: string): number {
  const local = Date.parse(`${siteDate(iso, timeZone)}Z`);
  return Math.round(((local - Date.parse(`${iso.slice(0, 19)}Z`)) / 3_600_000) * 100) / 100;
}
