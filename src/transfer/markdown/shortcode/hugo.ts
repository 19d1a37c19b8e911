import { type Call, plainName, readArguments } from './call.ts';

/** A stretch of text that is a call; the rest is text. */
export type Found = { readonly start: number; readonly end: number; readonly call: Call };

/**
 * Hugo's shortcodes: `{{< name … >}}`, `{{% name … %}}`, with or without an end (`{{< /name >}}`). Calls inside a
 * call's text are found when that text is read. A call between comment signs is one shown as an example.
 */
export function findHugo(text: string): readonly Found[] {
  if (!text.includes('{{')) return [];
  const marks = [...text.matchAll(shortcode)].map(toMark);
  const ended = new Set(marks.filter(({ isEnd }) => isEnd).map(({ name }) => name));
  const found: Found[] = [];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i]!;
    const { start, end, name, words } = mark;
    if (mark.isExample) {
      found.push({
        start,
        end,
        call: { ...example, source: text.slice(start, end).replace('/*', '').replace('*/', '') },
      });
      continue;
    }
    if (mark.isEnd) {
      found.push({ start, end, call: { ...nothing, name, source: text.slice(start, end) } });
      continue;
    }
    const close = mark.isWhole || !ended.has(name) ? -1 : endOf(marks, i);
    const last = marks[close];
    const call = { name: plainName(name), source: text.slice(start, end), ...readArguments(words) };
    if (last)
      found.push({
        start,
        end: last.end,
        call: { ...call, source: text.slice(start, last.end), inner: text.slice(end, last.start) },
      });
    else found.push({ start, end, call });
    if (last) i = close;
  }
  return found;
}

const nothing = { positional: [], named: {} };
const example: Call = { ...nothing, name: '/example', source: '' };

const shortcode =
  /\{\{(?:<\s*(\/\*)?\s*(\/?)\s*([\w./-]+)((?:(?!\{\{)[\s\S])*?)>|%\s*(\/\*)?\s*(\/?)\s*([\w./-]+)((?:(?!\{\{)[\s\S])*?)%)\}\}/g;

type HugoMark = {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly words: string;
  readonly isExample: boolean;
  readonly isEnd: boolean;
  /** `{{< name />}}`: it has no end. */
  readonly isWhole: boolean;
};

function toMark(match: RegExpExecArray): HugoMark {
  const rest = (match[4] ?? match[8] ?? '').trim();
  const isWhole = /(^|[\s"`])\/$/.test(rest);
  return {
    start: match.index,
    end: match.index + match[0].length,
    name: match[3] ?? match[7] ?? '',
    words: isWhole ? rest.slice(0, -1) : rest,
    isExample: (match[1] ?? match[5]) !== undefined,
    isEnd: (match[2] ?? match[6]) === '/',
    isWhole,
  };
}

/** The place of the end that belongs to a beginning; calls of the same name may stand inside. */
function endOf(marks: readonly HugoMark[], from: number): number {
  const { name } = marks[from]!;
  let open = 1;
  let last = -1;
  for (let i = from + 1; i < marks.length; i++) {
    const mark = marks[i]!;
    if (mark.name !== name || mark.isExample || mark.isWhole) continue;
    if (!mark.isEnd) open++;
    else if (--open === 0) return i;
    else last = i;
  }
  // Some of the calls inside have no end of their own: the last one there is, is this one's.
  return last;
}
