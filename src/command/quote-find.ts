import { extname } from 'node:path';
import { type Document, type Parsed, parseHtml, parseMarkdown } from '../document/index.ts';
import { documentsOf } from '../post/documents.ts';
import { type FoundQuotation, findQuotations } from '../quotation/find/find.ts';
import { type Command, CommandError, flag, type Terminal, text, UsageError, type Words } from './command.ts';
import { readNamedFile } from './named-file.ts';
import { siteOf, withInstall } from './opening.ts';

export const quoteFind: Command = {
  name: 'quote find',
  summary: 'finds the quotations in a text, or in every post of a site',
  positionals: ['[FILE]'],
  options: {
    site: { type: 'string', placeholder: 'HOST', help: 'every post of this site, in place of a file' },
  },
  run: async (words, terminal) => {
    const [file] = words.positionals;
    if (file !== undefined && text(words, 'site') !== undefined)
      throw new UsageError('name a file, or a site with --site, not both.');
    if (file !== undefined) tellAll(await documentIn(file), words, terminal);
    else if (text(words, 'site') === undefined)
      throw new UsageError('name an HTML or Markdown file, or a site with --site.');
    else await inPosts(words, terminal);
    return 0;
  },
};

async function inPosts(words: Words, terminal: Terminal): Promise<void> {
  await withInstall(words, terminal, async (world) => {
    const site = await siteOf(words, world);
    for await (const { id, title, document } of documentsOf(world.db, site.id))
      tellAll(document, words, terminal, { id, title });
  });
}

async function documentIn(file: string): Promise<Document> {
  const parse = parserOf(file);
  const parsed = parse(String(await readNamedFile(file)));
  if (parsed.ok) return parsed.document;
  throw new CommandError(
    parsed.reason === 'too-large'
      ? `${file} is too large: ${parsed.bytes} bytes of text, and ${parsed.limit} are the most. Split it.`
      : `${file} is nested too deeply to be a text: ${parsed.limit} levels are the most.`,
  );
}

function parserOf(file: string): (given: string) => Parsed {
  switch (extname(file).toLowerCase()) {
    case '.html':
    case '.htm':
    case '.xhtml':
      return (given) => parseHtml(given, { limit: 'writer' });
    case '.md':
    case '.markdown':
    case '.txt':
      return (given) => parseMarkdown(withoutFrontMatter(given), { limit: 'writer' });
    default:
      throw new UsageError(`${file} is neither .html nor .md: its name says what it is read as.`);
  }
}

/** The facts of a post that stand above its text in YAML or TOML. */
function withoutFrontMatter(given: string): string {
  return given.replace(/^﻿?(---|\+\+\+)[ \t]*\r?\n[\s\S]*?\r?\n\1[ \t]*(?:\r?\n|$)/, '');
}

function tellAll(
  document: Document,
  words: Words,
  terminal: Terminal,
  post?: { readonly id: number; readonly title: string },
): void {
  const found = findQuotations(document);
  if (flag(words, 'json'))
    for (const one of found) terminal.out(`${JSON.stringify(asJson(one, post?.id))}\n`);
  else if (found.length > 0) {
    if (post) terminal.out(`${post.title || 'Untitled'} (post ${post.id})\n\n`);
    terminal.out(found.map(inWords).join('\n'));
    terminal.out('\n');
  }
}

/** The facts that are not there are null: every line has the same keys. */
function asJson(found: FoundQuotation, post: number | undefined) {
  const { text: quoted, speaker, verb, date, links, start, end, shape, depth, cite, bound } = found;
  return {
    ...(post !== undefined && { post }),
    text: quoted,
    speaker: speaker ?? null,
    verb: verb ?? null,
    date: date ?? null,
    links,
    cite: cite ?? null,
    position: { start, end },
    shape,
    depth,
    bound,
  };
}

function inWords({ text: quoted, speaker, verb, date, links, cite }: FoundQuotation): string {
  const who = [speaker, verb, date?.text].filter((part) => part !== undefined).join(' · ');
  const where = [...(cite === undefined ? [] : [cite]), ...links];
  const lines = [
    `  ${quoted.replaceAll(/\s*\n\s*/g, '\n  ')}`,
    ...(who === '' ? [] : [`    ${who}`]),
    ...where.map((link) => `    ${link}`),
  ];
  return `${lines.join('\n')}\n`;
}
