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
  if (short === '') return 'section';
  return /^fn(ref)?\d+$/.test(short) || isReplyAnchor(short) ? `${short}-` : short;
}

/** `comment-12` is where a reply stands on the page of its post. */
export function isReplyAnchor(id: string): boolean {
  return /^comment-\d+$/.test(id);
}
