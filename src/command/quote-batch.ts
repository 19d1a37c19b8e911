import { createReadStream, existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { normaliser } from '../quotation/check/index.ts';
import { CommandError, flag, type Terminal, text, type Words } from './command.ts';
import { unreadable } from './named-file.ts';
import { asJson } from './quote-answer.ts';
import { type NamedSource, type Sources, sourceOf } from './quote-source.ts';

const lineShape = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  quote: z.string(),
  text: z.string().optional(),
  source: z.string().optional(),
  lang: z.string().optional(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
});

type Line = z.infer<typeof lineShape>;

/**
 * Answers each line of the batch by a line, in order, as it is read: a batch of any length takes the memory of its
 * longest line and of a few sources. A line that cannot be answered is `cannot-check` with the reason, named on
 * stderr, and leaves the exit status 1; those after it are answered.
 */
export async function checkBatch(
  words: Words,
  terminal: Terminal,
  sources: Sources,
  path: string,
): Promise<number> {
  const texts = lastText();
  let [number, failed] = [0, 0];
  for await (const given of linesOf(path, terminal)) {
    number++;
    if (given.trim() === '') continue;
    const answer = await answerTo(given, words, sources, texts);
    if ('problem' in answer) {
      failed++;
      terminal.err(`verbatim: line ${number}: ${answer.problem}\n`);
    }
    const { line } = answer;
    terminal.out(
      flag(words, 'json') ? `${JSON.stringify(line)}\n` : `${line.id ?? number}\t${line.verdict}\n`,
    );
  }
  return failed > 0 ? 1 : 0;
}

async function* linesOf(path: string, terminal: Terminal): AsyncGenerator<string> {
  const input: Readable = path === '-' ? terminal.stdin : createReadStream(path);
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw unreadable(path, error);
  }
}

type Answer = { readonly id?: string | number } & ReturnType<typeof asJson>;

async function answerTo(
  given: string,
  words: Words,
  sources: Sources,
  texts: (text: string, lang: string | undefined) => NamedSource,
): Promise<{ readonly line: Answer; readonly problem?: string }> {
  const parsed = parseLine(given);
  if (!parsed.ok) return { line: unanswered({}, 'bad-line'), problem: parsed.problem };
  const { id, quote, prefix, suffix, ...line } = parsed.line;
  const named = id === undefined ? {} : { id };
  const lang = line.lang ?? text(words, 'lang');
  const name = line.source === undefined ? text(words, 'source') : besideBatch(line.source, words);
  if (line.text === undefined && name === undefined)
    return {
      line: unanswered(named, 'no-source'),
      problem: 'it has neither text nor source, and there is no --source.',
    };
  try {
    const source = line.text === undefined ? await sources(name!) : texts(line.text, lang);
    const about = { ...(lang && { lang }), ...(prefix && { prefix }), ...(suffix && { suffix }) };
    return { line: { ...named, ...asJson(source.check({ text: quote, ...about })) } };
  } catch (error) {
    if (error instanceof CommandError)
      return { line: unanswered(named, 'no-source'), problem: error.message };
    throw error;
  }
}

/** A path is seen from the current folder, or else from where the batch lies. */
function besideBatch(path: string, words: Words): string {
  if (isAbsolute(path) || /^(?:https?:|capture:)/i.test(path) || existsSync(path)) return path;
  const beside = join(dirname(text(words, 'batch') ?? '-'), path);
  return existsSync(beside) ? beside : path;
}

function parseLine(given: string): { ok: true; line: Line } | { ok: false; problem: string } {
  try {
    const parsed = lineShape.safeParse(JSON.parse(given.replace(/^\ufeff/, '')));
    if (parsed.success) return { ok: true, line: parsed.data };
    const [issue] = parsed.error.issues;
    return {
      ok: false,
      problem: `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not as it should be'}`,
    };
  } catch {
    return { ok: false, problem: 'it is not JSON.' };
  }
}

function unanswered(named: { id?: string | number }, reason: string): Answer {
  const nothing = { spans: [], unique: false, diff: [], marks: [], warnings: [], normaliser } as const;
  return { ...named, ...asJson({ ...nothing, verdict: 'cannot-check', reason }) };
}

/** Lines about one text often follow each other: it is prepared once. */
function lastText(): (text: string, lang: string | undefined) => NamedSource {
  let last:
    | { readonly text: string; readonly lang: string | undefined; readonly source: NamedSource }
    | undefined;
  return (said, lang) => {
    if (last?.text !== said || last.lang !== lang)
      last = {
        text: said,
        lang,
        source: sourceOf([{ text: said, ...(lang !== undefined && { lang }) }]),
      };
    return last.source;
  };
}
