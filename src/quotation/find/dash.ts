import type { Span } from './passage.ts';
import { wordsFor } from './words.ts';

/** Speech that a dash begins, without what its narrator says in between; and that, for who speaks. */
export type DashSpeech = { readonly spoken: readonly Span[]; readonly told: string };

/**
 * Speech as Russian and French set it: a paragraph that a dash begins, broken by words of the narrator.
 * `— Мы не уйдём, — сказал он. — Никогда.` `— Je pars, dit-il.` Undefined for any other paragraph.
 */
export function dashSpeech(text: string, start: number): DashSpeech | undefined {
  const lead = /^\s*[—–―]\s*(?=[\p{L}\p{N}«“…¿¡])/u.exec(text)?.[0];
  if (lead === undefined) return undefined;
  const breaks = [...text.slice(lead.length).matchAll(/[,.!?…;]\s*[—–―]\s+/gu)];
  if (breaks.length === 0) return incised(text, start, lead.length);
  const pieces: Span[] = [];
  let at = lead.length;
  for (const { index, 0: mark } of breaks) {
    pieces.push({ start: at, end: lead.length + index + 1 });
    at = lead.length + index + mark.length;
  }
  pieces.push({ start: at, end: text.length });
  const isTold = pieces.map((piece, index) => index % 2 === 1 && says(text.slice(piece.start, piece.end)));
  if (!isTold.includes(true)) return whole(text, start, lead.length);
  return {
    spoken: pieces.filter((_, index) => !isTold[index]).map((piece) => trimmed(text, start, piece)),
    told: pieces
      .filter((_, index) => isTold[index])
      .map((piece) => text.slice(piece.start, piece.end))
      .join(' '),
  };
}

/** French breaks in without a dash: `dit-il`, `répondit Paul`. */
function incised(text: string, start: number, from: number): DashSpeech | undefined {
  const { said } = wordsFor(text);
  const found = new RegExp(
    `[,!?…]\\s(?<told>(?:a\\s|ai\\s|ont\\s)?(?:${said})(?:-(?:t-)?(?:il|elle|on|ils|elles|je)|\\s\\p{Lu}[^,.;]*|\\s(?:le|la|les|un|une|l’|l')[^,.;]*)[,.]?)`,
    'u',
  ).exec(text);
  const told = found?.groups?.told;
  if (!found || told === undefined) return whole(text, start, from);
  const next = found.index + found[0].length;
  const spoken = [
    { start: from, end: found.index + 1 },
    { start: next, end: text.length },
  ]
    .map((piece) => trimmed(text, start, piece))
    .filter((piece) => piece.end > piece.start);
  return { spoken, told };
}

function whole(text: string, start: number, from: number): DashSpeech {
  return { spoken: [trimmed(text, start, { start: from, end: text.length })], told: '' };
}

function says(text: string): boolean {
  const { said } = wordsFor(text);
  return new RegExp(`(?<![\\p{L}\\p{M}])(?:${said})(?![\\p{L}\\p{M}])`, 'iu').test(text);
}

/** Without the comma that leads over to the narrator, and white space. */
function trimmed(text: string, start: number, piece: Span): Span {
  const inner = text.slice(piece.start, piece.end);
  const head = inner.length - inner.trimStart().length;
  const bare = inner.trimEnd().replace(/[,;]$/u, '');
  return { start: start + piece.start + head, end: start + piece.start + bare.length };
}
