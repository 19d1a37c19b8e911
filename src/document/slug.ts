/**
 * The anchor made from a heading's text: lower case, letters, marks and digits of any script, the rest
 * hyphens. `section` when nothing is left.
 */
export function anchorFrom(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short =
    words.length > 80
      ? words
          .slice(0, 80)
          .replace(/-[^-]*$/, '')
          .toWellFormed()
      : words;
  return short === '' ? 'section' : /^fn(ref)?\d+$/.test(short) ? `${short}-` : short;
}
