/**
 * Text as both databases can hold it: PostgreSQL's has no U+0000, for which the replacement character stands.
 * For short texts of other people (titles, names); documents are parsed, and hold none.
 */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
