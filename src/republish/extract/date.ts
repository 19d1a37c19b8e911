import { type PartialDate, parsePartialDate } from '../../kit/partial-date.ts';

const monthNames: Readonly<Record<string, number>> = Object.fromEntries(
  'january february march april may june july august september october november december'
    .split(' ')
    .flatMap((name, index) => [
      [name, index + 1],
      [name.slice(0, 3), index + 1],
    ]),
);

/**
 * A date as pages write it for machines (ISO 8601 and its kin, RFC 5322), or in English words, with the precision
 * that it has: a day does not become a midnight. Undefined for what is no date.
 */
export function readDate(written: string | undefined): PartialDate | undefined {
  if (written === undefined || written.length > 100) return undefined;
  const text = written.trim();
  const found = isoDate(text) ?? compactDate(text) ?? wordDate(text);
  return found === undefined ? undefined : parsePartialDate(found);
}

function isoDate(text: string): string | undefined {
  const [, year, month, day, time] =
    /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]+(\d{1,2}:\d{2}.*))?)?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-');
  const moment = time === undefined ? undefined : momentOf(date, time);
  return moment ?? date;
}

function compactDate(text: string): string | undefined {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2}:?\d{2}.*))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month}-${day}`;
  const spread = time?.replace(/^(\d{2}):?(\d{2}):?(\d{2})?/, (_, h, m, s) => `${h}:${m}:${s ?? '00'}`);
  return (spread && momentOf(date, spread)) ?? date;
}

/** A time of day is worth keeping only where it says its zone. */
function momentOf(date: string, time: string): string | undefined {
  const [, hours, minutes, zone] =
    /^(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})$/i.exec(
      time.trim(),
    ) ?? [];
  if (hours === undefined || zone === undefined) return undefined;
  const offset = /^[zug]/i.test(zone)
    ? 'Z'
    : zone.length === 3
      ? `${zone}:00`
      : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
  const moment = new Date(`${date}T${hours.padStart(2, '0')}:${minutes}:00${offset}`);
  return Number.isNaN(moment.getTime()) ? undefined : `${moment.toISOString().slice(0, 16)}Z`;
}

/** `21 May 2016`, `May 21, 2016`, `Sat, 21 May 2016 10:00:00 +0200`. */
function wordDate(text: string): string | undefined {
  const plain = text.replace(/^[a-z]+day,?\s+|^[a-z]{3},\s+/i, '');
  const [, day, name, year, rest] =
    /^(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})(?:,?\s+(\d{1,2}:\d{2}.*))?$/i.exec(
      plain,
    ) ??
    swapped(plain) ??
    [];
  const month = name === undefined ? undefined : monthNames[name.toLowerCase()];
  if (month === undefined || day === undefined) return undefined;
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return (rest && momentOf(date, rest)) ?? date;
}

function swapped(text: string): readonly (string | undefined)[] | undefined {
  const found =
    /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?(\d{1,2}:\d{2}.*))?$/i.exec(text);
  return found === null ? undefined : [text, found[2], found[1], found[3], found[4]];
}
