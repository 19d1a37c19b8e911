import { alteredIn } from './altered.ts';
import { type Chain, chainsOf } from './chain.ts';
import { type Asked, type Check, normaliser, type Verdict } from './check.ts';
import { choose } from './choice.ts';
import { editedIn } from './edited.ts';
import { hasBrokenWords } from './hyphenation.ts';
import { foldsOf, lettersSeen } from './language.ts';
import type { Folded } from './literal.ts';
import { marksIn } from './marks.ts';
import { lexiconOf } from './negation.ts';
import { reordered } from './order.ts';
import { readable } from './readable.ts';
import { type Reading, readingsOf } from './reading.ts';
import { keep, type Source, wordsIn } from './source.ts';
import { statementsOf } from './statement.ts';
import { type Folding, streamsOf } from './tiers.ts';
import { changeWarnings, outsideWarnings, placeWarnings } from './warnings.ts';

export type { Asked, Check, Region, Verdict } from './check.ts';
export { normaliser } from './check.ts';
export { readable } from './readable.ts';
export { prepareSource, type Source } from './source.ts';

/**
 * Compares quoted words with a source, and gives the strictest verdict that holds, with where the words stand in
 * the text that was given. The rules: docs/guide/verification.md.
 */
export function checkQuotation(source: Source, asked: Asked): Check {
  const text = asked.text.trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return cannotCheck('empty');
  const task = taskOf(source, { ...asked, text });
  const found = search(task) ?? withoutOuterMarks(source, { ...asked, text });
  if (found !== undefined) return found;
  const unreadable = source.unreadable ?? keep(source, 'unreadable', () => readable(source.text));
  return unreadable === undefined ? nearMiss(task) : cannotCheck(unreadable);
}

type Task = {
  readonly source: Source;
  readonly asked: Asked;
  readonly quoted: (folding: Folding) => Folded;
  readonly given: (folding: Folding) => Folded;
  /** One of both texts has words that are broken at the end of a line. */
  readonly broken: () => boolean;
};

function taskOf(source: Source, asked: Asked): Task {
  const seen = keep(source, 'letters', () => lettersSeen(source.text));
  const folds = foldsOf([source.lang, asked.lang], [seen, lettersSeen(asked.text)]);
  const [ours, theirs] = [streamsOf(asked.text, folds), streamsOf(source.text, folds, source.memory)];
  return {
    source,
    asked,
    quoted: (folding) => ({ given: asked.text, stream: ours(folding), folding }),
    given: (folding) => ({ given: source.text, stream: theirs(folding), folding }),
    broken: () => hasBrokenWords(asked.text) || keep(source, 'broken', () => hasBrokenWords(source.text)),
  };
}

/** The tiers in their order, each with the ways of folding that it allows. */
function search(task: Task): Check | undefined {
  return (
    literally(task, 'exact', 'exact') ??
    literally(task, 'typographic', 'typographic') ??
    marked(task, 'typographic', 'edited') ??
    literally(task, 'orthographic', 'orthographic') ??
    marked(task, 'orthographic', 'orthographic')
  );
}

/** Looks for the quotation as it is, ellipses and brackets and all. */
function literally(task: Task, tier: Folding['tier'], verdict: Verdict): Check | undefined {
  const whole = tier !== 'exact' && task.broken() ? [false, true] : [false];
  for (const folding of whole.map((each) => ({ tier, whole: each }))) {
    const quote = task.quoted(folding);
    const plain: Reading = { quote, runs: [{ from: 0, to: quote.stream.text.length }], taken: [] };
    const chained = chainsOf(plain, task.given(folding), statementsIn(task.source));
    if (chained.ok) return found(task, verdict, plain, chained.chains, folding);
  }
  return undefined;
}

/** Looks for the words with what the writer marked taken for what it says, and past the footnotes of both texts. */
function marked(task: Task, tier: Folding['tier'], verdict: Verdict): Check | undefined {
  for (const folding of markedFoldings(task, tier)) {
    const quote = task.quoted(folding);
    const marks = marksIn(quote);
    if (marks.length === 0 && !folding.footnotes) continue;
    const source = task.given(folding);
    for (const reading of readingsOf(quote, marks, source.stream.text)) {
      const chained = chainsOf(reading, source, statementsIn(task.source));
      if (chained.ok) return found(task, verdict, reading, chained.chains, folding);
    }
  }
  return undefined;
}

function markedFoldings(task: Task, tier: Folding['tier']): Folding[] {
  const plain: Folding[] = [{ tier }, ...(task.broken() ? [{ tier, whole: true }] : [])];
  const noted =
    task.given({ tier: 'typographic', footnotes: true }).stream !==
    task.given({ tier: 'typographic' }).stream;
  return noted ? [...plain, ...plain.map((each) => ({ ...each, footnotes: true }))] : plain;
}

function statementsIn(source: Source) {
  return keep(source, 'statements', () => statementsOf(source.text, source.regions));
}

function found(
  task: Task,
  verdict: Verdict,
  reading: Reading,
  chains: readonly Chain[],
  folding: Folding,
): Check {
  const { asked, source } = task;
  const statements = statementsIn(source);
  const choice = choose(chains, asked, source, statements);
  if (!choice.ok)
    return cannotCheck(
      choice.reason,
      chains.map((chain) => chain[0]!.span),
    );
  const spans = choice.chain.map(({ span }) => span);
  const lexicon = lexiconOf(asked.lang ?? source.lang);
  const edited =
    reading.taken.length > 0
      ? editedIn(reading, choice.chain, task.quoted(folding), task.given(folding), lexicon)
      : { marks: [], diff: [], warnings: [] };
  const place = placeWarnings(source.text, spans, statements);
  return {
    verdict,
    spans,
    unique: choice.unique,
    diff: edited.diff,
    marks: folding.footnotes ? [...new Set([...edited.marks, 'footnote'])] : edited.marks,
    warnings: [
      ...new Set([
        ...edited.warnings,
        ...outsideWarnings(source.text, spans[0]!, spans.at(-1)!, lexicon),
        ...place.warnings,
      ]),
    ],
    normaliser,
    ...(place.enclosing && { enclosing: place.enclosing }),
  };
}

/** Quotation marks about the whole are the writer's, where the source has none there. */
function withoutOuterMarks(source: Source, asked: Asked): Check | undefined {
  const { text } = asked;
  if (!/^["“”„«»‹›「『‘']/.test(text) || !/["“”«»‹›」』’']$/.test(text.slice(-1))) return undefined;
  const check = search(taskOf(source, { ...asked, text: text.slice(1, -1).trim() }));
  return check?.verdict === 'exact' ? { ...check, verdict: 'typographic' } : check;
}

function nearMiss(task: Task): Check {
  const folding: Folding = { tier: 'orthographic' };
  const [quote, source] = [task.quoted(folding), task.given(folding)];
  const readings = readingsOf(quote, marksIn(quote), source.stream.text);
  const lexicon = lexiconOf(task.asked.lang ?? task.source.lang);
  for (const reading of readings) {
    if (reading.runs.length < 2) continue;
    const swapped = reordered(reading, source);
    if (swapped !== undefined) return { ...nothing, verdict: 'altered', ...swapped, marks: ['ellipsis'] };
  }
  const index = wordsIn(task.source, source.stream);
  const altered = alteredIn(readings.at(-1)!, source, index);
  if (altered === undefined) return { ...nothing, verdict: 'not-found' };
  const place = placeWarnings(task.source.text, altered.spans, statementsIn(task.source));
  return {
    ...nothing,
    verdict: 'altered',
    ...altered,
    warnings: [...changeWarnings(altered.diff, lexicon), ...place.warnings],
    ...(place.enclosing && { enclosing: place.enclosing }),
  };
}

const nothing = { spans: [], unique: false, diff: [], marks: [], warnings: [], normaliser } as const;

function cannotCheck(reason: string, spans: Check['spans'] = []): Check {
  return { ...nothing, verdict: 'cannot-check', reason, spans };
}
