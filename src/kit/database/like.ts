import { type RawBuilder, sql } from 'kysely';
import { foldedText } from '../words/folded-text.ts';

/** That each word of what is looked for stands somewhere in a column of folded text (`foldedText`). */
export function hasWords(column: string, wanted: string): RawBuilder<boolean> {
  const words = foldedText(wanted)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => sql`${sql.ref(column)} like ${containing(word)} escape '!'`);
  return words.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(words, sql` and `)})`;
}

/** A pattern of `like … escape '!'`: a text that stands somewhere in another. */
export function containing(text: string): string {
  return `%${literal(text)}%`;
}

/** A text within such a pattern, for nothing but itself. */
export function literal(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
