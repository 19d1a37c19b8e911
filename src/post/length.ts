/** Words a minute that people read; characters where a script has no spaces between words. */
const wordsAMinute = 230;
const charactersAMinute = 500;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** How long a text is, and how many minutes it takes to read: at least one. */
export function lengthOf(text: string): { readonly words: number; readonly minutes: number } {
  const characters = text.match(unspaced)?.length ?? 0;
  const spaced = characters === 0 ? text : text.replaceAll(unspaced, ' ');
  const words = spaced.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0;
  const minutes = words / wordsAMinute + characters / charactersAMinute;
  return { words: words + characters, minutes: Math.max(1, Math.round(minutes)) };
}
