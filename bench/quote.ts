import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkQuotation, prepareSource } from '../src/quotation/check/index.ts';
import { isMain } from './support/main.ts';
import { atMost, type Result, report } from './support/report.ts';
import { interleaved, measured } from './support/rounds.ts';

/** Milliseconds of processor time for a hundred quotations, with what is made ready of the source. */
const goals = { there: 100, absent: 2_000 };
const size = 1_000_000;
const count = 100;

/** A hundred quotations against a source of a million characters: all there; each with a word changed; none there. */
export async function run(): Promise<Result> {
  const text = sourceText();
  const there = Array.from({ length: count }, (_, at) => quoteAt(text, at));
  const kinds: readonly {
    name: string;
    quotes: readonly string[];
    verdicts: readonly string[];
    goal?: number;
  }[] = [
    { name: 'all there', quotes: there, verdicts: ['exact'], goal: goals.there },
    { name: 'none there', quotes: there.map(foreign), verdicts: ['not-found'], goal: goals.absent },
    { name: 'each with a word changed', quotes: there.map(altered), verdicts: ['altered'] },
    {
      name: 'each in small letters',
      quotes: there.map((quote) => quote.toLowerCase()),
      verdicts: ['exact', 'orthographic'],
    },
    { name: 'each with a gap', quotes: there.map(gapped), verdicts: ['edited'] },
  ];
  const values = await interleaved(
    kinds.map(({ name, quotes, verdicts }) => ({
      name,
      measure: async () => {
        const begun = process.cpuUsage();
        const source = prepareSource({ text, lang: 'en' });
        for (const quote of quotes) {
          const { verdict } = checkQuotation(source, { text: quote });
          if (!verdicts.includes(verdict)) throw new Error(`${name}: ${verdict}: ${quote}`);
        }
        const { user, system } = process.cpuUsage(begun);
        return (user + system) / 1000;
      },
    })),
  );
  const rows = kinds.map(({ name }) => measured(name, 'ms', values.get(name) ?? []));
  const wanted = kinds.flatMap(({ goal }, at) => (goal === undefined ? [] : [atMost(rows[at]!, goal)]));
  const about = `${count} quotations of 60 to 400 characters against a source of ${size.toLocaleString('en')} characters (speeches, numbered so that no passage stands twice), which is made ready anew each time. Processor time: the engine waits for nothing, and takes no second core but to collect garbage.`;
  return { bench: 'quote', about, rows, goals: wanted };
}

/** Speeches over and over, each paragraph with a number of its own. */
function sourceText(): string {
  const folder = fileURLToPath(new URL('../test/fixtures/quotation/speeches/', import.meta.url));
  const speeches = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(`${folder}${file}`, 'utf8'));
  const paragraphs = speeches
    .join('\n')
    .split('\n')
    .filter((line) => line.length > 80);
  let text = '';
  for (let at = 0; text.length < size; at++)
    text += `${paragraphs[at % paragraphs.length]!.replaceAll(/(?<=\w{4}) (?=\w{4})/g, () => ` ${word(text.length + at)} `)}\n\n`;
  return text.slice(0, size);
}

/** A word that no other place has. */
function word(seed: number): string {
  let [left, made] = [(seed * 2_654_435_761) % 4_294_967_296, ''];
  for (let letter = 0; letter < 5; letter++) {
    made += 'bdfgklmnprstvz'[left % 14]! + 'aeiou'[left % 5]!;
    left = Math.floor(left / 14);
  }
  return made;
}

function quoteAt(text: string, at: number): string {
  const from = text.indexOf(' ', Math.floor((at * (text.length - 2_000)) / count)) + 1;
  const to = text.lastIndexOf(' ', from + 60 + ((at * 37) % 340));
  return text.slice(from, to).trim();
}

/** Other words, as common as the source's. */
function foreign(quote: string, at: number): string {
  return quote
    .split(/\s+/)
    .map((each, index) =>
      index % 2 === 0 ? `${each}x${at}` : ['the', 'of', 'and', 'to', 'people'][index % 5]!,
    )
    .join(' ');
}

function altered(quote: string): string {
  const words = quote.split(' ');
  return words.map((each, at) => (at === words.length >> 1 ? 'otherwise' : each)).join(' ');
}

function gapped(quote: string): string {
  const words = quote.split(' ');
  const middle = words.length >> 1;
  return [...words.slice(0, middle), '[…]', ...words.slice(middle + 1)].join(' ');
}

if (isMain(import.meta.url)) report(await run());
