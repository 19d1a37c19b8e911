/** Writing HTML: the one form of it that this folder makes. */

/** Text between tags. Quotes stay as they are. */
export function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An attribute with its leading space, or nothing when it has no value. `true` writes the bare name. */
export function attr(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined || value === false) return '';
  if (value === true) return ` ${name}`;
  return ` ${name}="${typeof value === 'number' ? value : escapeAttribute(value)}"`;
}

/** The attributes of a node under the names that HTML has for them, in the order of the names. */
export function named(attrs: object | undefined, names: Readonly<Record<string, string>>): string {
  if (attrs === undefined) return '';
  let out = '';
  for (const name in names) {
    const value = (attrs as Readonly<Record<string, string | number | undefined>>)[name];
    if (value !== undefined) out += attr(names[name]!, value);
  }
  return out;
}

export function escapeAttribute(value: string): string {
  if (!/[&<>"]/.test(value)) return value;
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
