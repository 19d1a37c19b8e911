/**
 * HTML from tagged templates, escaped by default.
 *
 * A value in a template is text and is escaped, unless it is itself `Html`. Arrays are joined, `null`,
 * `undefined` and `false` are nothing. Attributes are always quoted in the template: `<a href="${url}">`.
 */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) out += flatten(values[i]) + strings[i + 1];
  return new Html(out);
}

/** Marks text that is already HTML: the output of the document's renderer, or of the sanitiser. */
export function trusted(text: string): Html {
  return new Html(text);
}

export const nothing = new Html('');

export function join(parts: readonly HtmlValue[], separator: HtmlValue): Html {
  const between = flatten(separator);
  return new Html(parts.map(flatten).join(between));
}

function flatten(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (value instanceof Html) return value.toString();
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  let out = '';
  for (const item of value) out += flatten(item);
  return out;
}

const special = /[&<>"']/;

/** Escapes text for element content and for quoted attribute values alike. */
export function escapeHtml(text: string): string {
  if (!special.test(text)) return text;
  let out = '';
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const replacement = replacements[text.charCodeAt(i)];
    if (replacement === undefined) continue;
    out += text.slice(last, i) + replacement;
    last = i + 1;
  }
  return out + text.slice(last);
}

const replacements: Record<number, string> = {
  38: '&amp;',
  60: '&lt;',
  62: '&gt;',
  34: '&quot;',
  39: '&#39;',
};
