import { parse as parseToml, TomlError } from 'smol-toml';
import { LineCounter, parseDocument } from 'yaml';
import { simpleYaml } from './simple-yaml.ts';

/** The facts at the head of a file, and the text below them. */
export type FrontMatter = {
  readonly ok: true;
  /** By name in lower case, as Hugo takes them. */
  readonly fields: Fields;
  /** Whether there was any; a file without is not a post of Jekyll. */
  readonly present: boolean;
  readonly body: string;
};

export type Fields = Readonly<Record<string, unknown>>;

/** `line` counts from 1 in the file. */
export type FrontMatterBroken = { readonly ok: false; readonly line: number; readonly problem: string };

/**
 * Takes a file apart: YAML between `---`, TOML between `+++`, or a JSON object (Hugo's three forms), and
 * Eleventy's `---json` and `---toml`. A file that begins otherwise is all text.
 */
export function readFrontMatter(file: string): FrontMatter | FrontMatterBroken {
  const text = file.startsWith('\ufeff') ? file.slice(1) : file;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
  const start = text.slice(blank);
  const before = countLines(text.slice(0, blank));
  const fence = /^(---|\+\+\+)([A-Za-z]*)[ \t]*\r?\n/.exec(start);
  if (fence) return fenced(start, before, fence);
  if (/^\{[ \t]*\r?\n?\s*"/.test(start)) return bareJson(start, before);
  return { ok: true, fields: {}, present: false, body: text };
}

/** The values of a data file, by the language that its name says. */
export function readData(text: string, name: string): { ok: true; value: unknown } | FrontMatterBroken {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (/\.json$/i.test(name)) return parsed(source, 'json', 1);
  return parsed(source, /\.toml$/i.test(name) ? 'toml' : 'yaml', 1);
}

function fenced(text: string, before: number, fence: RegExpExecArray): FrontMatter | FrontMatterBroken {
  const [opening, mark, named = ''] = fence;
  const closing = mark === '---' ? /^(?:---|\.\.\.)[ \t]*\r?$/m : /^\+\+\+[ \t]*\r?$/m;
  const end = closing.exec(text.slice(opening.length));
  if (!end)
    return { ok: false, line: before + 1, problem: `the front matter that begins here has no end (${mark})` };
  const language = named.toLowerCase() || (mark === '---' ? 'yaml' : 'toml');
  if (language !== 'yaml' && language !== 'toml' && language !== 'json')
    return { ok: false, line: before + 1, problem: `front matter in ${named} is a program, and is not run` };
  const facts = parsed(text.slice(opening.length, opening.length + end.index), language, before + 2);
  if (!facts.ok) return facts;
  const body = text.slice(opening.length + end.index + end[0].length).replace(/^\r?\n/, '');
  return withFields(facts.value, body, before + 2);
}

/** Hugo's JSON front matter is an object at the beginning, without fences. */
function bareJson(text: string, before: number): FrontMatter | FrontMatterBroken {
  const end = endOfObject(text);
  if (end < 0) return { ok: false, line: before + 1, problem: 'the JSON that begins here has no end' };
  const facts = parsed(text.slice(0, end), 'json', before + 1);
  return facts.ok ? withFields(facts.value, text.slice(end).replace(/^\s*?\n/, ''), before + 1) : facts;
}

function endOfObject(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth++;
    if (token === '}' && --depth === 0) return index + 1;
  }
  return -1;
}

function withFields(value: unknown, body: string, line: number): FrontMatter | FrontMatterBroken {
  if (value === null || value === undefined) return { ok: true, fields: {}, present: true, body };
  if (!isRecord(value))
    return { ok: false, line, problem: 'the front matter is a list or a text, not names and values' };
  return { ok: true, fields: lowerCased(value), present: true, body };
}

/** Names in lower case; Hugo's own `params` count as fields too, where none of the name is there. */
function lowerCased(value: Readonly<Record<string, unknown>>): Fields {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, each] of Object.entries(value)) fields[name.toLowerCase()] = each;
  const { params } = fields;
  if (isRecord(params))
    for (const [name, each] of Object.entries(params)) fields[name.toLowerCase()] ??= each;
  return fields;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function parsed(
  text: string,
  language: 'yaml' | 'toml' | 'json',
  firstLine: number,
): { ok: true; value: unknown } | FrontMatterBroken {
  if (language === 'yaml') return yaml(text, firstLine);
  try {
    return { ok: true, value: language === 'toml' ? parseToml(text) : JSON.parse(text) };
  } catch (error) {
    const line = error instanceof TomlError ? error.line - 1 : lineOfJsonError(text, error);
    return { ok: false, line: firstLine + line, problem: firstSentence(error) };
  }
}

/**
 * YAML 1.2: dates stay text, so that one without a zone can be told from one with. The plain front matter that
 * most files have is read by a few lines of our own, six times as fast; everything else by the whole parser.
 */
function yaml(text: string, firstLine: number): { ok: true; value: unknown } | FrontMatterBroken {
  const simple = simpleYaml(text);
  if (simple !== undefined) return { ok: true, value: simple };
  const lines = new LineCounter();
  let document = parseDocument(text, { ...options, lineCounter: lines });
  if (document.errors.length > 0) {
    const mended = parseDocument(indentQuoted(text), options);
    if (mended.errors.length === 0) document = mended;
  }
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return { ok: false, line: firstLine + Math.max(line, 1) - 1, problem: firstSentence(error) };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (caught) {
    return { ok: false, line: firstLine, problem: firstSentence(caught) };
  }
}

const options = { uniqueKeys: false, logLevel: 'silent' } as const;

/**
 * A quoted text that goes on at the beginning of the next line breaks YAML's rule that it be indented (1.2.2
 * § 7.3.1); Jekyll, Eleventy and Hugo take it, so blogs are full of it.
 */
function indentQuoted(text: string): string {
  let open: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      const goesOn = open !== undefined;
      const rest = goesOn ? line : (/^(?:[\w-]+:|\s*-) +(["'].*)$/.exec(line)?.[1] ?? '');
      const quote = open ?? rest[0];
      const body = goesOn ? rest : rest.slice(1);
      const closed = quote === '"' ? /^(?:[^"\\]|\\.)*"/.test(body) : /^(?:[^']|'')*'(?!')/.test(body);
      open = quote === undefined || closed ? undefined : quote;
      return goesOn && line.trim() !== '' ? `  ${line}` : line;
    })
    .join('\n');
}

function lineOfJsonError(text: string, error: unknown): number {
  const position = /position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? 0 : countLines(text.slice(0, Number(position)));
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** What a parser says, without the piece of source that it shows below. */
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .split('\n')[0]!
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/[:.]\s*$/, '');
}
