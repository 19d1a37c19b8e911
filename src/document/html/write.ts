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

export function escapeAttribute(value: string): string {
  if (!/[&<>"]/.test(value)) return value;
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
