import type { Region } from './region.ts';

/**
 * Words in quotation marks beside which somebody is named as having said them. Only the plain forms are seen here
 * (“…,” said Name; Name said: “…”; d’après Name), a line at a time: it serves a warning, and binds nothing.
 */
export function spokenRegions(text: string, known: readonly Region[]): readonly Region[] {
  const found: Region[] = [];
  const quoted = known.filter(({ kind }) => kind === 'quoted').sort((a, b) => a.start - b.start);
  let begun = 0;
  // How far what is quoted already reaches, of all that begins before the words at hand.
  let reached = 0;
  for (const match of text.matchAll(inMarks)) {
    const start = match.index;
    const end = start + match[0].length;
    for (; begun < quoted.length && quoted[begun]!.start <= start; begun++)
      reached = Math.max(reached, quoted[begun]!.end);
    if (end <= reached) continue;
    if (wordsIn(match[0]) < fewestWords) continue;
    const by =
      speakerAfter(text.slice(end, end + reach)) ??
      speakerBefore(text.slice(Math.max(0, start - reach), start));
    if (by !== undefined) found.push({ start, end, kind: 'quoted', by });
    if (found.length >= mostRegions) break;
  }
  return found;
}

const fewestWords = 3;
const reach = 160;
const mostRegions = 2_000;

const inMarks = /“[^“”\n]{8,2000}”|«[^«»\n]{8,2000}»|„[^„“”\n]{8,2000}[“”]|"[^"\n]{8,2000}"/gu;

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0;
}

/** A name: words that begin with a capital, or, in a script without capitals, up to three words. */
const capitals = String.raw`(?:(?:\p{Lu}[\p{L}\p{M}’'.-]*|(?:de|van|von|der|al|bin|ibn|du|la|le|el)(?=\s))(?:[ \u00a0]|(?!\p{L}))){1,6}`;
const arabicName = String.raw`[\p{Script=Arabic}]+(?: [\p{Script=Arabic}]+){0,2}`;
const verbs =
  'said|says|told|added|replied|wrote|argued|explained|insisted|warned|claimed|declared|stated|announced';
const frenchVerbs =
  'dit|a dit|déclare|a déclaré|affirme|a affirmé|explique|a expliqué|ajoute|a ajouté|précise|a précisé|assure|a assuré|estime|souligne';
const russianVerbs =
  'сказала?|заявила?|отметила?|добавила?|подчеркнула?|пояснила?|сообщила?|написала?|говорит';
const arabicVerbs = 'و?(?:قال|قالت|أضاف|أضافت|صرح|صرحت|أكد|أكدت|أوضح|أوضحت|كتب|كتبت|أعلن|أعلنت)';

const after: readonly RegExp[] = [
  new RegExp(String.raw`^[,.]?\s*(?:${verbs})\s+(${capitals})`, 'u'),
  new RegExp(String.raw`^[,.]?\s*(${capitals})\s*(?:${verbs})\b`, 'u'),
  new RegExp(String.raw`^\s*,?\s*(?:${frenchVerbs})\s+(${capitals})`, 'u'),
  new RegExp(String.raw`^\s*,?\s*[–—-]?\s*(?:${russianVerbs})\s+(${capitals})`, 'u'),
  new RegExp(String.raw`^\s*[،,]?\s*(?:${arabicVerbs})\s+(${arabicName})`, 'u'),
];

const before: readonly RegExp[] = [
  new RegExp(String.raw`(${capitals})\s*(?:${verbs})(?:\s+[\p{Ll}’]+){0,6}\s*[,:]?\s*$`, 'u'),
  new RegExp(String.raw`(${capitals})\s*(?:${frenchVerbs})(?:\s+[\p{Ll}’]+){0,6}\s*[,:]?\s*$`, 'u'),
  new RegExp(String.raw`(${capitals})\s*(?:${russianVerbs})(?:\s+\p{Ll}+){0,6}\s*[,:]?\s*$`, 'u'),
  new RegExp(
    String.raw`(?:According to|according to|[Ss]elon|D’après|d’après)\s+(${capitals})\s*,?\s*$`,
    'u',
  ),
  new RegExp(String.raw`(?:${arabicVerbs})\s+(${arabicName})[^\n.]{0,60}[:،]?\s*$`, 'u'),
];

function speakerAfter(text: string): string | undefined {
  return firstName(after, text.split('\n')[0]!);
}

function speakerBefore(text: string): string | undefined {
  return firstName(before, text.split('\n').at(-1)!);
}

function firstName(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const name = pattern
      .exec(text)?.[1]
      ?.trim()
      .replace(/[.,’']+$/, '');
    if (name !== undefined && name.length > 1) return name;
  }
  return undefined;
}
