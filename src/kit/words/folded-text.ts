import { fold } from './fold.ts';

/** The words of a text as they are looked for: each folded, one space between them. Empty where it has none. */
export function foldedText(text: string): string {
  return text
    .split(/[^\p{L}\p{M}\p{N}\p{Cf}]+/u)
    .map(fold)
    .filter((word) => word !== '')
    .join(' ');
}
