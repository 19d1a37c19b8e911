/**
 * The front matter that most files have: a name and a text, number or yes/no a line, quoted or not, and lists
 * of such, in lines of their own or between brackets. Undefined for anything else, and whenever there is a
 * doubt: then the whole YAML parser reads it. What is answered is what that would answer.
 */
export function simpleYaml(text: string): Record<string, unknown> | undefined {
  const lines = text.split('\n');
  const fields: Record<string, unknown> = {};
  let list: unknown[] | undefined;
  let indent = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trimEnd();
    if (line === '' || line[0] === '#') continue;
    const item = /^( *)- +(\S.*)$/.exec(line);
    if (item) {
      if (list === undefined || (indent >= 0 && item[1]!.length !== indent)) return undefined;
      indent = item[1]!.length;
      const value = scalar(item[2]!);
      if (value === undefined) return undefined;
      list.push(value);
      continue;
    }
    const field = /^([A-Za-z_][\w-]*):(?: +(\S.*))?$/.exec(line);
    if (!field || Object.hasOwn(fields, field[1]!) || field[1] === '__proto__') return undefined;
    if (list !== undefined && list.length === 0) return undefined;
    list = undefined;
    indent = -1;
    if (field[2] === undefined) {
      list = [];
      fields[field[1]!] = list;
      // A name without a value is null, unless a list follows.
      if (!/^ *- /.test(nextLine(lines, i))) {
        if (/^\s/.test(nextLine(lines, i))) return undefined;
        fields[field[1]!] = null;
        list = undefined;
      }
      continue;
    }
    const value = scalar(field[2]) ?? flow(field[2]);
    if (value === undefined || /^\s/.test(lines[i + 1] ?? '')) return undefined;
    fields[field[1]!] = value;
  }
  return list !== undefined && list.length === 0 ? undefined : fields;
}

function nextLine(lines: readonly string[], from: number): string {
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() !== '' && !line.startsWith('#')) return line;
  }
  return '';
}

/** One value on its line; undefined where it may be anything but a plain one. */
function scalar(text: string): string | number | boolean | undefined {
  const single = /^'((?:[^']|'')*)'$/.exec(text);
  if (single) return single[1]!.replaceAll("''", "'");
  const double = /^"([^"\\]*)"$/.exec(text);
  if (double) return double[1];
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  return /^[\p{L}\d/(][^:#\t]*$/u.test(text) && !reserved.test(text) && !/\s$/.test(text) ? text : date(text);
}

/** Words that are no text in YAML, and numbers in their other forms. */
const reserved = /^(?:null|Null|NULL|True|TRUE|False|FALSE|\d[\d.eExXoO+_-]*|0o[0-7]+|0x[\da-fA-F]+)$/;

function date(text: string): string | undefined {
  return /^\d{4}-\d\d?-\d\d?(?:[T ]+\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)? *(?:Z|[+-]\d\d?:?(?:\d\d)?)?$/.test(text)
    ? text
    : undefined;
}

/** `[a, "b"]` */
function flow(text: string): unknown[] | undefined {
  const inner = /^\[([^[\]{}]*)\]$/.exec(text)?.[1];
  if (inner === undefined || /[&*!|>%@`]/.test(inner)) return undefined;
  if (inner.trim() === '') return [];
  if (/["'].*,.*["']/.test(inner) && !/^\s*(?:(?:"[^",\\]*"|'[^',]*')\s*(?:,\s*|$))+$/.test(inner))
    return undefined;
  const values = inner.split(',').map((each) => scalar(each.trim()));
  return values.every((each) => each !== undefined) ? values : undefined;
}
