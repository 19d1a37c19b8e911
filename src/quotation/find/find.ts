import type { Document } from '../../document/index.ts';
import { dashSpeech } from './dash.ts';
import { type DateCue, dateCue } from './date-cue.ts';
import { type Pair, pairsIn } from './pairs.ts';
import { type LinkSpan, type Passage, passagesOf, type Span } from './passage.ts';
import { type SpeakerCue, speakerCue } from './speaker-cue.ts';

/** Words that a text quotes, with what stands around them about where they are from. */
export type FoundQuotation = Span & {
  /** Without the marks around them. `start` and `end` count UTF-16 units of the document's plain text. */
  readonly text: string;
  /** `block`: a block of quotation; `element`: `<q>`; `marks`: quotation marks; `dash`: a dash before speech. */
  readonly shape: 'block' | 'element' | 'marks' | 'dash';
  /** 0; 1 for words that somebody quotes who is quoted. */
  readonly depth: number;
  readonly speaker?: string;
  /** The verb of saying, as it stands there. */
  readonly verb?: string;
  readonly date?: DateCue;
  /** In the same sentence, or else in the same block; the nearest first. */
  readonly links: readonly string[];
  /** The address that the quotation itself names. */
  readonly cite?: string;
  /** Whether its source is bound already. */
  readonly bound: boolean;
};

/** Marks around fewer words, with nobody who says them, are the title of a work, or irony. */
const fewestWords = 6;

/** Every quotation of a document, in the order in which they stand there. */
export function findQuotations(document: Document): readonly FoundQuotation[] {
  const { text, passages } = passagesOf(document);
  const found = [blocksIn, elementsIn, markedIn, spokenIn].flatMap((look) => look(text, passages));
  return withPronouns(found.sort((a, b) => a.start - b.start || b.end - a.end));
}

type Candidate = FoundQuotation & { readonly isPronoun: boolean };

/** `He said` means whoever was named last, in the texts that stand before. */
function withPronouns(found: readonly Candidate[]): readonly FoundQuotation[] {
  let last: string | undefined;
  return found.map(({ isPronoun, ...quotation }) => {
    if (quotation.speaker !== undefined) last = quotation.speaker;
    return isPronoun && last !== undefined ? { ...quotation, speaker: last } : quotation;
  });
}

function blocksIn(text: string, passages: readonly Passage[]): readonly Candidate[] {
  const blocks = Map.groupBy(
    passages.filter(({ quote }) => quote !== undefined),
    ({ quote }) => quote!.position,
  );
  const previous = previousOf(passages);
  return [...blocks.values()].flatMap((all) => {
    const citation = all.find(({ isCitation }) => isCitation) ?? attribution(all);
    const said = all.filter((passage) => passage !== citation);
    const [first, last, quote] = [said[0], said.at(-1), all[0]?.quote];
    if (!first || !last || !quote) return [];
    const before = previous.get(first);
    const around = citation ?? (before && leadsOver(before) ? before : undefined);
    const span = withoutMarks(text, { start: first.start, end: last.end });
    return [
      candidate(text, span, 'block', {
        ...quote,
        ...cueOfBlock(citation, around),
        links: linksOf(around, span),
        date: around && dateCue(around.text, around.text.length),
      }),
    ];
  });
}

/** A short last paragraph that a dash begins says whose words a block quotes. */
function attribution(all: readonly Passage[]): Passage | undefined {
  const last = all.at(-1);
  return all.length > 1 && last && last.text.length < 200 && /^\s*[—–―]/u.test(last.text) ? last : undefined;
}

function previousOf(passages: readonly Passage[]): ReadonlyMap<Passage, Passage> {
  return new Map(passages.slice(1).map((passage, index) => [passage, passages[index]!]));
}

/** A paragraph that introduces what follows it. */
function leadsOver({ text, isCitation, quote }: Passage): boolean {
  return !isCitation && !quote && /[:：]\s*$/u.test(text);
}

function cueOfBlock(citation: Passage | undefined, around: Passage | undefined): SpeakerCue | undefined {
  if (around === undefined) return undefined;
  if (around !== citation) return speakerCue({ before: around.text, after: '' });
  const name =
    citation.text
      .replace(/^[\s—–―-]+/u, '')
      .split(/[,،;(\n]/u)[0]
      ?.trim() ?? '';
  return name === '' || name.split(/\s+/u).length > 8 ? undefined : { speaker: name, isPronoun: false };
}

/** Words in `<q>`. */
function elementsIn(text: string, passages: readonly Passage[]): readonly Candidate[] {
  return passages.flatMap((passage) =>
    passage.elements.map(({ start, end, ...facts }) => {
      const span = withoutMarks(text, { start, end });
      const cues = cuesAround(text, { first: passage, last: passage }, { start, end });
      const links = linksOf(passage, span);
      return candidate(text, span, 'element', { ...facts, ...cues, depth: depthIn(passage), links });
    }),
  );
}

/** Words between marks in running text. In a block of quotation they are those of somebody further. */
function markedIn(text: string, passages: readonly Passage[]): readonly Candidate[] {
  const previous = previousOf(passages);
  return runsOf(passages).flatMap((run) =>
    pairsIn(run).flatMap((pair) => {
      const [first, last] = [run[pair.blocks[0]], run[pair.blocks[1]]];
      if (!first || !last || isWholeBlock(first, pair) || isInElement(first, pair)) return [];
      return markedBy(text, { first, last, previous: previous.get(first) }, pair);
    }),
  );
}

/** The blocks that a quotation begins and ends in, and the one before them. */
type Standing = {
  readonly first: Passage;
  readonly last: Passage;
  readonly previous?: Passage | undefined;
};

function isInElement({ elements }: Passage, pair: Pair): boolean {
  return elements.some(({ start, end }) => pair.start >= start - 1 && pair.end <= end + 1);
}

/** Blocks that follow each other, within or without a block of quotation: a speech may go on over them. */
function runsOf(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const runs: Passage[][] = [];
  for (const passage of passages) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.quote?.position === passage.quote?.position && !passage.isCitation)
      runs.at(-1)?.push(passage);
    else runs.push([passage]);
  }
  return runs;
}

/** Marks around the whole of a block of quotation say nothing more than the block does. */
function isWholeBlock({ quote, start, end }: Passage, { outer }: Pair): boolean {
  return quote !== undefined && outer.start - start < 2 && end - outer.end < 2;
}

function markedBy(text: string, standing: Standing, pair: Pair): readonly Candidate[] {
  const cues = cuesAround(text, standing, pair.outer);
  const words = wordCount(text.slice(pair.start, pair.end));
  if (words === 0 || (words < fewestWords && cues.verb === undefined && cues.speaker === undefined))
    return [];
  if (words < 2 && pair.depth > 0) return [];
  if (isAddress(text.slice(pair.start, pair.end))) return [];
  const { first } = standing;
  const facts = { depth: pair.depth + depthIn(first), bound: false, links: linksOf(first, pair.outer) };
  return [candidate(text, pair, 'marks', { ...cues, ...facts })];
}

/** The path of a file, or an address, has no words between spaces. */
function isAddress(text: string): boolean {
  return /^\S*[/\\]\S*$/u.test(text);
}

function depthIn({ quote }: Passage): number {
  return quote ? quote.depth + 1 : 0;
}

function spokenIn(text: string, passages: readonly Passage[]): readonly Candidate[] {
  return passages.flatMap((passage) => {
    if (passage.quote || passage.inList || passage.isCitation) return [];
    const speech = dashSpeech(passage.text, passage.start);
    if (!speech) return [];
    const cue = speakerCue({ before: '', after: speech.told });
    return speech.spoken
      .filter(({ start, end }) => cue?.verb !== undefined || wordCount(text.slice(start, end)) > 2)
      .map((span) =>
        candidate(text, span, 'dash', {
          ...cue,
          depth: 0,
          bound: false,
          links: linksOf(passage, span),
          date: dateCue(speech.told),
        }),
      );
  });
}

type Facts = Partial<SpeakerCue> & {
  readonly depth: number;
  readonly bound: boolean;
  readonly links: readonly string[];
  readonly date?: DateCue | undefined;
  readonly cite?: string;
};

function candidate(text: string, span: Span, shape: FoundQuotation['shape'], facts: Facts): Candidate {
  const { depth, bound, links, date, cite, speaker, verb, isPronoun = false } = facts;
  const { start, end } = span;
  return {
    text: text.slice(start, end),
    shape,
    start,
    end,
    depth,
    bound,
    links,
    isPronoun,
    ...(speaker !== undefined && { speaker }),
    ...(verb !== undefined && { verb }),
    ...(date && { date }),
    ...(cite !== undefined && { cite }),
  };
}

/** What the sentence around a span says of it, or the block before that leads over to it. */
function cuesAround(
  text: string,
  { first, last, previous }: Standing,
  span: Span,
): Partial<SpeakerCue> & { readonly date?: DateCue | undefined } {
  const before = lastSentence(text.slice(Math.max(first.start, span.start - 600), span.start));
  const after = firstSentence(text.slice(span.end, Math.min(last.end, span.end + 600)));
  const lead = before.trim() === '' && previous && leadsOver(previous) ? lastSentence(previous.text) : before;
  return { ...speakerCue({ before: lead, after }), date: dateCue(`${lead} ${after}`, lead.length) };
}

const sentenceEnd =
  /(?<!(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|M|Mme|No)|\p{Lu}))[.!?؟…]["”»’)\]]*\s+(?=[\p{Lu}\p{Lo}"“«„])/u;

function lastSentence(text: string): string {
  return text.split(sentenceEnd).at(-1) ?? '';
}

/** A mark that closes behind a full stop may be followed by who said it, or by another sentence. */
function firstSentence(text: string): string {
  return text.split(sentenceEnd)[0] ?? '';
}

/** A list of more links than these stands beside nothing in particular. */
const mostLinks = 100;

function linksOf(passage: Passage | undefined, span: Span): readonly string[] {
  if (!passage) return [];
  const distance = (link: LinkSpan) =>
    link.end <= span.start ? span.start - link.end : link.start >= span.end ? link.start - span.end : 0;
  const near = passage.links
    .slice(0, mostLinks)
    .sort((a, b) => distance(a) - distance(b))
    .map(({ href }) => href);
  return [...new Set(near)].filter((href) => /^https?:/i.test(href));
}

function withoutMarks(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  const bare = /^[“"„«‹‘]\s*([\s\S]*?)\s*[”"“»›’]$/u.exec(inner)?.[1];
  if (bare === undefined || /[“”"„«»]/u.test(bare)) return { start, end };
  const from = start + inner.indexOf(bare);
  return { start: from, end: from + bare.length };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function wordCount(text: string): number {
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text.slice(0, 2000))) if (isWordLike) count++;
  return count;
}
