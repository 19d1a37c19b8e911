import {
  type MessageFormatElement,
  type PluralElement,
  parse,
  TYPE,
} from '@formatjs/icu-messageformat-parser';
import { escapeHtml, type HtmlValue, html } from '../html.ts';
import { formatNumber } from './number.ts';
import { remembering } from './remember.ts';

/**
 * An ICU message, turned once into functions: a page renders by calling them and parses nothing.
 *
 * The subset: `{name}`, `{n, number}`, `{n, plural, …}`, `{n, selectordinal, …}`, `{kind, select, …}` and `#`.
 * Dates come in already formatted, because they need the site's calendar and time zone.
 */
export type Message = {
  readonly text: (values: Values) => string;
  /** The same as HTML: the message's own words and plain values are escaped, `Html` values stand as they are. */
  readonly html: (values: Values) => string;
};

export type Values = Readonly<Record<string, HtmlValue>>;

/** The language of the words decides about plural forms, the locale about digits. */
export type Tongue = { readonly language: string; readonly locale: string };

type Render = (values: Values, count: number) => string;
type Output = { readonly words: (text: string) => string; readonly value: (value: HtmlValue) => string };

export function compileMessage(source: string, tongue: Tongue): Message {
  const elements = parseMessage(source);
  const show = (value: HtmlValue) => (typeof value === 'number' ? formatNumber(value, tongue.locale) : value);
  const asText = compileAll(elements, tongue, {
    words: (text) => text,
    value: (value) => String(show(value)),
  });
  const asHtml = compileAll(elements, tongue, {
    words: escapeHtml,
    value: (value) => html`${show(value)}`.toString(),
  });
  return { text: (values) => asText(values, 0), html: (values) => asHtml(values, 0) };
}

/** Throws a `SyntaxError` on text that is no ICU message. Markup is not part of a message. */
export function parseMessage(source: string): readonly MessageFormatElement[] {
  return parse(source, { ignoreTag: true, requiresOtherClause: true });
}

function compileAll(elements: readonly MessageFormatElement[], tongue: Tongue, output: Output): Render {
  const parts = elements.map((element) => compileOne(element, tongue, output));
  if (parts.length === 0) return () => '';
  if (parts.length === 1) return parts[0]!;
  return (values, count) => {
    let out = '';
    for (const part of parts) out += part(values, count);
    return out;
  };
}

function compileOne(element: MessageFormatElement, tongue: Tongue, output: Output): Render {
  switch (element.type) {
    case TYPE.literal: {
      const words = output.words(element.value);
      return () => words;
    }
    case TYPE.argument:
    case TYPE.number: {
      const name = element.value;
      return (values) => output.value(values[name]);
    }
    case TYPE.pound:
      return (_values, count) => output.value(count);
    case TYPE.plural:
      return compilePlural(element, tongue, output);
    case TYPE.select: {
      const options = compileOptions(element.options, tongue, output);
      const name = element.value;
      return (values, count) => (options.get(String(values[name])) ?? options.get('other')!)(values, count);
    }
    default:
      throw new SyntaxError(`A message may not hold the argument "${element.value}" of this kind`);
  }
}

function compilePlural(element: PluralElement, tongue: Tongue, output: Output): Render {
  const options = compileOptions(element.options, tongue, output);
  const rules = new Intl.PluralRules(tongue.language, { type: element.pluralType ?? 'cardinal' });
  const { value: name, offset } = element;
  const optionFor = remembering(
    (number: number) =>
      options.get(`=${number}`) ?? options.get(rules.select(number - offset)) ?? options.get('other')!,
    1_000,
  );
  return (values) => {
    const number = Number(values[name]);
    return optionFor(number)(values, number - offset);
  };
}

function compileOptions(
  options: PluralElement['options'],
  tongue: Tongue,
  output: Output,
): ReadonlyMap<string, Render> {
  return new Map(Object.entries(options).map(([key, { value }]) => [key, compileAll(value, tongue, output)]));
}
