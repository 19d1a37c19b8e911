/** Parts of a moment in a time zone, each with leading zeros: what permalinks and date archives are made of. */
export type LocalTime = {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The local time of a UTC ISO moment, in the Gregorian calendar (addresses do not change with the site's). */
export function localDay(iso: string, timeZone: string): LocalTime {
  if (timeZone === 'UTC') return utcParts(iso);
  const parts: Record<string, string> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(new Date(iso))) parts[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return { year: year.padStart(4, '0'), month, day, hour, minute, second };
}

/** `2016-05`: the name of a month's list. */
export function localMonth(iso: string, timeZone: string): string {
  const { year, month } = localDay(iso, timeZone);
  return `${year}-${month}`;
}

/**
 * The UTC moments at which a local year, month or day begins and ends (the end is exclusive), so that date
 * archives can ask the database for a range.
 */
export function localRange(
  timeZone: string,
  year: number,
  month?: number,
  day?: number,
): { from: string; to: string } {
  const start = [year, month ?? 1, day ?? 1] as const;
  const end =
    day !== undefined
      ? ([year, month ?? 1, day + 1] as const)
      : month !== undefined
        ? ([year, month + 1, 1] as const)
        : ([year + 1, 1, 1] as const);
  return { from: startOfDay(timeZone, ...start), to: startOfDay(timeZone, ...end) };
}

function startOfDay(timeZone: string, year: number, month: number, day: number): string {
  return utcAt(timeZone, Date.UTC(year, month - 1, day));
}

/** The UTC moment of a local time, which is given as if it were UTC's: `2016-05-21T09:30:00Z`. */
export function utcOf(timeZone: string, wall: string): string {
  return utcAt(timeZone, Date.parse(wall));
}

function utcAt(timeZone: string, wall: number): string {
  // The offset at the wall time taken as UTC is right but for changes of the clock close by; the second look mends that.
  const first = wall - offsetAt(timeZone, wall);
  return new Date(wall - offsetAt(timeZone, first)).toISOString();
}

/** A moment on the clock of a zone, as `<input type="datetime-local">` has it: `2026-05-21T19:04`. */
export function wallTime(iso: string, timeZone: string): string {
  const { year, month, day, hour, minute } = localDay(iso, timeZone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The UTC moment of such a time; undefined when it is none (31 February, 25 o'clock). */
export function momentOf(wall: string, timeZone: string): string | undefined {
  const [, minutes, seconds = ':00'] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?$/.exec(wall) ?? [];
  const text = `${minutes}${seconds}`;
  const time = Date.parse(`${text}Z`);
  // A date that there is not is taken for one in the month after.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== text) return undefined;
  return text < '0001' ? undefined : utcOf(timeZone, `${text}Z`);
}

/** Milliseconds by which the zone's clock is ahead of UTC. */
function offsetAt(timeZone: string, time: number): number {
  const at = localDay(new Date(time).toISOString(), timeZone);
  const wall = Date.UTC(+at.year, +at.month - 1, +at.day, +at.hour, +at.minute, +at.second);
  return wall - Math.floor(time / 1000) * 1000;
}

function utcParts(iso: string): LocalTime {
  return {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    hour: iso.slice(11, 13),
    minute: iso.slice(14, 16),
    second: iso.slice(17, 19),
  };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
