import type { Check } from '../quotation/check/index.ts';
import { type Command, flag, type Terminal, text, UsageError, type Words } from './command.ts';
import { asJson } from './quote-answer.ts';
import { checkBatch } from './quote-batch.ts';
import { type NamedSource, openSources, type Sources } from './quote-source.ts';

export const quoteCheck: Command = {
  name: 'quote check',
  summary: 'compares quoted words with a source: to the letter, altered, or not there',
  positionals: [],
  options: {
    source: {
      type: 'string',
      placeholder: 'FILE|URL|capture:ID',
      help: 'the text to look in; of a batch, for lines that name none',
    },
    quote: { type: 'string', help: 'the quoted words' },
    batch: {
      type: 'string',
      placeholder: 'FILE.jsonl',
      help: 'many quotations, a line of JSON each; - reads stdin',
    },
    lang: { type: 'string', placeholder: 'L', help: 'the language of the words (en, fa, ps)' },
    site: {
      type: 'string',
      placeholder: 'HOST',
      help: 'whose capture it is; may be left out when there is one site',
    },
  },
  run: async (words, terminal) => {
    const [quote, batch] = [text(words, 'quote'), text(words, 'batch')];
    if ((quote === undefined) === (batch === undefined))
      throw new UsageError('give the words with --quote TEXT, or many with --batch FILE.jsonl.');
    if (quote !== undefined && !text(words, 'source'))
      throw new UsageError('--source is needed: the file, address or capture that the words are from.');
    const sources = openSources(words, terminal);
    if (batch !== undefined) return checkBatch(words, terminal, sources, batch);
    return checkOne(words, terminal, sources, quote!);
  },
};

async function checkOne(words: Words, terminal: Terminal, sources: Sources, quote: string): Promise<number> {
  const source = await sources(text(words, 'source')!);
  const lang = text(words, 'lang');
  const check = source.check({ text: quote, ...(lang !== undefined && { lang }) });
  terminal.out(flag(words, 'json') ? `${JSON.stringify(asJson(check))}\n` : inWords(check, source));
  return 0;
}

const meanings: Readonly<Record<Check['verdict'], string>> = {
  exact: 'The words stand in the source to the letter.',
  typographic: 'The words stand in the source; quotation marks, dashes or spaces differ.',
  edited: 'The words stand in the source, but for what is marked as left out or put in.',
  orthographic: 'The words stand in the source, in another spelling.',
  altered: 'The source has other words.',
  'not-found': 'The words do not stand in the source.',
  'cannot-check': 'This cannot be checked.',
};

const signs = { same: ' ', insert: '+', delete: '−', replace: '±' } as const;

/** For people: the verdict, where, and what differs. */
function inWords(check: Check, source: NamedSource): string {
  const { verdict, reason, spans, diff, warnings, enclosing } = check;
  const places = spans.map(({ start, end }) => `  at ${start}–${end}: ${shortened(source.text(start, end))}`);
  const changes = diff.map(({ op, quote, source: theirs }) =>
    op === 'replace' || op === 'same'
      ? `  ${signs[op]} ${op === 'same' ? shortened(quote) : `${quote} (source: ${theirs})`}`
      : `  ${signs[op]} ${shortened(quote === '' ? theirs : op === 'delete' ? `${quote} ${theirs}` : quote)}`,
  );
  const lines = [
    `${verdict}${reason === undefined ? '' : ` (${reason})`}: ${meanings[verdict]}`,
    ...places,
    ...changes,
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...(enclosing ? [`  inside a quotation: ${shortened(source.text(enclosing.start, enclosing.end))}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length <= 300 ? line : `${line.slice(0, 150)} … ${line.slice(-150)}`;
}
