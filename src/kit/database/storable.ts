/** What somebody wrote, as it is stored: composed, without space around it, and no longer than that. */
export function storedText(given: string, most: number): string {
  return storable(given.normalize('NFC').trim().slice(0, most).toWellFormed());
}

/** The same in one line. */
export function storedLine(given: string, most: number): string {
  return storedText(given.replaceAll(/\s+/g, ' '), most);
}

/**
 * Text as both databases can hold it: PostgreSQL's has no U+0000, for which the replacement character stands.
 * For short texts of other people (titles, names); documents are parsed, and hold none.
 */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
