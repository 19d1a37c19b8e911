import type { Parsed, ParseOptions } from '../document.ts';
import { isTooDeep, limits, mayBeTooDeep, refuse } from '../html/limits.ts';
import { finish, readTree } from '../html/parse.ts';
import { parseTree } from '../html/tree.ts';
import { openLosses } from '../losses.ts';
import type { NotesEnvironment } from './notes.ts';
import { parser } from './parser.ts';
import { treeOf } from './tree.ts';

/**
 * Reads Markdown into a document: CommonMark, tables, strikethrough, footnotes, definition and task lists,
 * TeX between dollars, `{#anchor}` behind headings. HTML in it is read as `parseHtml` reads it. An address
 * of a known provider on a line of its own is an embed. Refuses as `parseHtml` does.
 */
export function parseMarkdown(markdown: string, options: ParseOptions): Parsed {
  const refusal = refuse(markdown, options.limit);
  if (refusal !== undefined) return refusal;
  const { depth, repairs } = limits[options.limit];
  const env: NotesEnvironment = {};
  const tokens = parser.parse(markdown.toWellFormed(), env);
  const hint = env.footnotes === undefined ? '' : 'footnotes';
  let tree = treeOf(tokens);
  let html = `${markdown.includes('](#') ? fragments(markdown) : ''}${hint}`;
  if (tree === undefined) {
    html = parser.renderer.render(tokens, parser.options, env);
    if (mayBeTooDeep(html, depth, repairs)) return { ok: false, reason: 'too-deep', limit: depth };
    tree = parseTree(html);
  }
  if (isTooDeep(tree, depth * 2)) return { ok: false, reason: 'too-deep', limit: depth };
  const losses = openLosses();
  for (const [label, number] of Object.entries(env.footnotes?.refs ?? {})) {
    if (number < 0) losses.add(`footnote ${label.slice(1)}, which nothing refers to`, 'nothing');
  }
  const loose = readTree(tree, html, options.baseUrl, losses);
  return { ok: true, document: finish(loose, options, losses), losses: losses.list() };
}

/** The links to anchors, in the form in which the reader of HTML looks for them. */
function fragments(markdown: string): string {
  return Array.from(markdown.matchAll(/\]\((#[^\s)]+)/g), (found) => `href="${found[1]}" `).join('');
}
