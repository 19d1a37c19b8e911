/** A pattern of `like … escape '!'`: a text that stands somewhere in another. */
export function containing(text: string): string {
  return `%${literal(text)}%`;
}

/** A text within such a pattern, for nothing but itself. */
export function literal(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
