/** When something was said, as the text around it tells. */
export type DateCue = {
  /** The words of the text. */
  readonly text: string;
  /** The same as EDTF, where they name at least a year: `1994`, `2016-05`, `2016-05-21`. */
  readonly said?: string;
};

/** Arabic months stand in both of their series: يناير and كانون الثاني. */
const monthLocales = ['en', 'fr', 'ru', 'ar-EG', 'ar-LB'];

const months = monthNames();
const month = [...months.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(/\s/g, '\\s'))
  .join('|');
const year = '(?<year>[12]\\d{3})(?!\\d)';
const day = '(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|-?го)?';

/** Dates with a figure in them; those that name more come first. */
const numbered: readonly RegExp[] = [
  /(?<![\d-])(?<year>[12]\d{3})-(?<monthNumber>\d{2})-(?<day>\d{2})(?![\d-])/gu,
  /(?<!\d)(?<day>\d{1,2})\.(?<monthNumber>\d{1,2})\.(?<year>[12]\d{3})(?!\d)/gu,
  named(`${day}\\s(?:of\\s|de\\s)?(?<month>${month})\\.?,?\\s(?:de\\s)?${year}`),
  named(`(?<month>${month})\\s${day},?\\s${year}`),
  named(`(?<![\\p{L}\\p{M}])(?<month>${month}),?\\s(?:of\\s|de\\s)?${year}`),
  named(`(?:${['in', 'en', 'в', 'في\\sعام', 'عام', 'سنة', 'since', 'depuis'].join('|')})\\s${year}`),
  named(`${day}\\s(?<month>${month})(?![\\p{L}\\p{M}])`),
  named(`(?<![\\p{L}\\p{M}])(?<month>${month})\\s${day}(?!\\d)`),
];

/** Days that are named by a word alone. */
const worded: readonly RegExp[] = [
  named(
    "(?<![\\p{L}\\p{M}])(?:(?:on\\s|last\\s)(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|this\\smorning|hier|aujourd[’']hui|(?:ce\\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|вчера|сегодня|во?\\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|أمس|اليوم|يوم\\s(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد))(?![\\p{L}\\p{M}])",
  ),
];

/** The date that a text names, the most precise one; of several the one that stands nearest to `at`. */
export function dateCue(text: string, at = 0): DateCue | undefined {
  const plain = withLatinDigits(text);
  for (const pattern of /\d/.test(plain) ? [...numbered, ...worded] : worded) {
    const found = [...plain.matchAll(pattern)];
    const nearest = found.sort((a, b) => Math.abs(a.index - at) - Math.abs(b.index - at))[0];
    if (nearest)
      return cueOf(text.slice(nearest.index, nearest.index + nearest[0].length), nearest.groups ?? {});
  }
  return undefined;
}

function cueOf(text: string, groups: Readonly<Record<string, string | undefined>>): DateCue {
  const { year: y, day: d, monthNumber } = groups;
  const m = monthNumber ?? monthOf(groups.month);
  if (y === undefined) return { text };
  if (m === undefined) return { text, said: y };
  const padded = m.padStart(2, '0');
  if (Number(padded) < 1 || Number(padded) > 12) return { text };
  if (d === undefined) return { text, said: `${y}-${padded}` };
  const said = `${y}-${padded}-${d.padStart(2, '0')}`;
  return Number.isNaN(Date.parse(said)) ? { text } : { text, said };
}

function monthOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : months.get(name.toLowerCase().replaceAll(/\s/gu, ' '));
}

function named(source: string): RegExp {
  return new RegExp(source, 'giu');
}

function monthNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const locale of monthLocales) {
    const options = { month: 'long', timeZone: 'UTC' } as const;
    // Russian has another form of a month behind a day.
    for (const format of [options, { ...options, day: 'numeric' } as const]) {
      const parts = new Intl.DateTimeFormat(locale, format);
      for (let index = 0; index < 12; index++) {
        const found = parts.formatToParts(Date.UTC(2001, index, 1)).find(({ type }) => type === 'month');
        if (found) names.set(found.value.toLowerCase(), String(index + 1));
      }
    }
  }
  return names;
}

/** Digits of other scripts become ours, one for one, so that places in the text stay what they are. */
function withLatinDigits(text: string): string {
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}
