import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser';
import { parseMessage } from './compile.ts';

/** The characters in a line, as biome.json says. */
const longest = 110;

/** What may stand in a placeholder: any text, a number, or one of the words of a select. */
export type Placeholder = 'text' | 'number' | readonly string[];

/** The text of `messages.ts`: each message with the types of its placeholders, from the English messages. */
export function messageTypes(english: Readonly<Record<string, string>>): string {
  const lines = Object.entries(english)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, source]) => property(key, placeholders(source)));
  return [
    '// Written by `node scripts/messages.ts` from locales/en.json.',
    '',
    '/** Each message with its placeholders; `null` where it has none. `Text` is what a text placeholder takes. */',
    'export type Messages<Text> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

/** The placeholders of a message by name. Throws a `SyntaxError` on text that is no ICU message. */
export function placeholders(source: string): ReadonlyMap<string, Placeholder> {
  const found = new Map<string, Placeholder>();
  collect(parseMessage(source), found);
  return found;
}

function collect(elements: readonly MessageFormatElement[], found: Map<string, Placeholder>): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        if (!found.has(element.value)) found.set(element.value, 'text');
        break;
      case TYPE.number:
        found.set(element.value, 'number');
        break;
      case TYPE.plural:
        found.set(element.value, 'number');
        for (const option of Object.values(element.options)) collect(option.value, found);
        break;
      case TYPE.select:
        found.set(element.value, Object.keys(element.options).sort());
        for (const option of Object.values(element.options)) collect(option.value, found);
        break;
    }
  }
}

function property(key: string, values: ReadonlyMap<string, Placeholder>): string {
  if (values.size === 0) return `  readonly '${key}': null;`;
  const fields = [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, placeholder]) => [`readonly ${name}:`, placeholderType(placeholder)] as const);
  const line = `  readonly '${key}': { ${fields.map((parts) => parts.join(' ')).join('; ')} };`;
  if (line.length <= longest) return line;
  return [`  readonly '${key}': {`, ...fields.map(([name, type]) => field(name, type)), '  };'].join('\n');
}

/** As the formatter would have it. */
function field(name: string, type: string): string {
  const line = `    ${name} ${type};`;
  if (line.length <= longest) return line;
  return `    ${name}\n      | ${type.replaceAll(' | ', '\n      | ')};`;
}

function placeholderType(placeholder: Placeholder): string {
  if (placeholder === 'text') return 'Text';
  if (placeholder === 'number') return 'number';
  return placeholder.map((word) => `'${word}'`).join(' | ');
}
