import { hasCapitals, type Words, wordsFor } from './words.ts';

/** Who said it, and by which word that is said, as the text around it tells. */
export type SpeakerCue = {
  readonly speaker?: string;
  readonly verb?: string;
  /** Somebody who was named before: `he said`. */
  readonly isPronoun: boolean;
};

/** What stands before words that are quoted, and behind them, no further than their sentence. */
export type Surroundings = { readonly before: string; readonly after: string };

/** The farthest that a verb of saying stands from the words. */
const reach = 120;

/** Looks for a verb of saying behind the words, then before them, and for its subject. */
export function speakerCue({ before, after }: Surroundings): SpeakerCue | undefined {
  const words = wordsFor(`${before} ${after}`);
  const behind = after.replace(/^[\s,،.;!?…»”"’—–-]+/u, '').slice(0, reach);
  const ahead = before.trimEnd().slice(-2 * reach);
  const introduced = /[:：]$/u.test(ahead);
  return (
    (!introduced && cueBehind(behind, words)) ||
    cueAhead(ahead, words) ||
    accordingTo(ahead, words) ||
    accordingTo(behind, words) ||
    (introduced && nameBeforeColon(ahead, words)) ||
    undefined
  );
}

/** `…, said Jane Roe`, `…, Jane Roe said`. */
function cueBehind(text: string, words: Words): SpeakerCue | undefined {
  const found = matchOf(words.said, text, words);
  if (!found) return undefined;
  const lead = text.slice(0, found.index);
  if (/[.;:!?«“„"]/u.test(lead)) return undefined;
  const verb = found[0];
  const rest = text.slice(found.index + verb.length);
  const subject =
    lead.trim() === '' || words.article === '' ? nameAfter(rest, words) : nameBefore(lead, words);
  return cueOf(
    verb,
    subject ?? (lead.trim() === '' ? undefined : nameAfter(rest, words)),
    `${lead} ${rest.slice(0, 12)}`,
    words,
  );
}

/** `Jane Roe said: …`, `قال فلان: …`. */
function cueAhead(text: string, words: Words): SpeakerCue | undefined {
  const found = matchesOf(words.said, text, words).at(-1);
  if (!found || text.length - found.index > reach) return undefined;
  const verb = found[0];
  const lead = text.slice(0, found.index);
  const rest = text.slice(found.index + verb.length);
  const first = hasCapitals(words) ? nameBefore(lead, words) : nameAfter(rest, words);
  const second = hasCapitals(words) ? nameAfter(rest, words) : nameBefore(lead, words);
  return cueOf(verb, first ?? second, `${lead.slice(-12)} ${rest}`, words);
}

function accordingTo(text: string, words: Words): SpeakerCue | undefined {
  const found = matchOf(words.according, text, words);
  if (!found) return undefined;
  const speaker = nameAfter(text.slice(found.index + found[0].length), words);
  return speaker === undefined ? undefined : { speaker, verb: found[0], isPronoun: false };
}

function nameBeforeColon(text: string, words: Words): SpeakerCue | undefined {
  const lead =
    text
      .replace(/[:：]$/u, '')
      .split(/[.;!?\n]/u)
      .at(-1) ?? '';
  if (lead.trim().split(/\s+/u).length > 8) return undefined;
  const speaker = hasCapitals(words) ? nameBefore(lead, words) : undefined;
  return speaker === undefined ? undefined : { speaker, isPronoun: false };
}

function cueOf(verb: string, speaker: string | undefined, around: string, words: Words): SpeakerCue {
  if (speaker !== undefined) return { speaker, verb, isPronoun: false };
  return { verb, isPronoun: matchOf(words.pronoun, around, words) !== undefined };
}

const upper = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";
const particle = 'de|da|di|du|des|del|della|van|von|der|den|ten|ter|bin|ibn|al|el|ben|bint|y|e';
const name = `${upper}(?:\\s(?:(?:${particle})\\s){0,2}${upper}){0,5}`;
/** A place or an office is no subject: `in Paris`, `of Justice`. */
const governed = '(?:in|at|from|of|to|on|for|with|à|en|de|du|dans|sur|pour|в|во|из|на|о|от)\\s$';

/** `a dit`, `has said`. */
const auxiliary = /\s(?:has|had|have|also|then|a|ont|avait|aussi|ensuite)\s*$/iu;

/** The last name before a verb, or the words with an article that stand before it. */
function nameBefore(text: string, words: Words): string | undefined {
  const sentence = text.split(/[.;!?](?=\s+\p{Lu})|[«»„“”"]/u).at(-1) ?? text;
  if (!hasCapitals(words)) return named(tail(sentence, words), words);
  const names = [...sentence.matchAll(new RegExp(name, 'gu'))]
    .filter((found) => !new RegExp(governed, 'iu').test(sentence.slice(0, found.index)))
    .map((found) => properName(found[0], words))
    .filter((found) => found !== '');
  if (names.length > 0) return names.at(-1);
  const clause = (sentence.split(/[,:]/u).at(-1) ?? '').replace(auxiliary, '').trim();
  // Russian has no articles: the few words of the clause are who it is.
  if (/\p{Script=Cyrillic}/u.test(clause))
    return isFunctionWord(clause, words) ? undefined : short(clause, 4);
  const phrase = new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.article})\\s.+$`, 'iu').exec(clause)?.[0];
  return phrase !== undefined && phrase.split(/\s+/u).length <= 8 ? phrase.trim() : undefined;
}

/** A full stop behind a title or an initial ends nothing. */
const clauseEnd =
  /[:;!?«»“”„"()—–\n]|(?<!(?<![\p{L}\p{M}])(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|Mme|\p{Lu}))\.|,(?!\s\p{Lu})|،/u;

/** The name that follows a verb, or the words with an article that do. */
function nameAfter(text: string, words: Words): string | undefined {
  const clause = text.split(clauseEnd)[0] ?? '';
  const upto =
    clause.split(new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.stop})(?![\\p{L}\\p{M}])`, 'iu'))[0]?.trim() ?? '';
  if (!hasCapitals(words)) return named(short(upto), words);
  const found = new RegExp(name, 'u').exec(upto)?.[0];
  const proper = found === undefined ? '' : properName(found, words);
  if (proper !== '') return proper;
  return new RegExp(`^(?:${words.article})\\s`, 'iu').test(upto) ? short(upto) : undefined;
}

/** Arabic: the words of the clause before a verb, where they are few. */
function tail(sentence: string, words: Words): string | undefined {
  const clause =
    sentence
      .split(/[،,:«»“”"]/u)
      .at(-1)
      ?.trim() ?? '';
  const lead = clause.split(new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.stop})(?![\\p{L}\\p{M}])`, 'u')).at(-1);
  return short(lead?.trim() ?? '', 5);
}

function named(text: string | undefined, words: Words): string | undefined {
  return text === undefined || isFunctionWord(text, words) ? undefined : text;
}

function short(text: string, most = 8): string | undefined {
  return text !== '' && text.split(/\s+/u).length <= most ? text : undefined;
}

function isFunctionWord(text: string, words: Words): boolean {
  return matchWhole(`${words.pronoun}|${words.article}|${words.stop}|${words.said}`, text);
}

/** A name without the words before it that only begin its sentence: `As Jane Roe`, `The Times`. */
function properName(text: string, words: Words): string {
  const parts = text.split(/\s/u);
  const first = parts.findIndex((part) => !isFunctionWord(part, words));
  return first < 0 ? '' : parts.slice(first).join(' ');
}

/** `was asked` says nothing of who spoke. */
const passive = /(?<![\p{L}\p{M}])(?:is|are|was|were|be|been|being|est|sont|été|fut)\s$/iu;

function matchWhole(alternatives: string, text: string): boolean {
  return new RegExp(`^(?:${alternatives})$`, 'iu').test(text);
}

function matchOf(alternatives: string, text: string, words: Words): RegExpExecArray | undefined {
  return matchesOf(alternatives, text, words)[0];
}

/** Arabic writes `and` and `so` onto the word that follows. */
function matchesOf(alternatives: string, text: string, words: Words): readonly RegExpExecArray[] {
  const prefix = hasCapitals(words) ? '' : '[وف]?';
  const source = `(?<![\\p{L}\\p{M}])${prefix}(?:${alternatives})(?![\\p{L}\\p{M}])`;
  return [...text.matchAll(new RegExp(source, 'giu'))].filter(
    ({ index }) => !passive.test(text.slice(Math.max(0, index - 8), index)),
  );
}
