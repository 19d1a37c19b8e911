import type { Document, Parsed, ParseOptions } from '../document.ts';
import { restrictToGuest } from '../guest.ts';
import { type Losses, openLosses } from '../losses.ts';
import type { Loose } from '../normal/loose.ts';
import { normalise } from '../normal/normalise.ts';
import { readFlow } from './flow.ts';
import { readInline } from './inline.ts';
import { isTooDeep, limits, refuse } from './limits.ts';
import { collectNotes } from './notes.ts';
import { noFlow, type Reader } from './reader.ts';
import { parseTree, type TreeNode } from './tree.ts';

/**
 * Reads HTML, whoever wrote it, into a document. Nothing that runs survives; what a document has no block
 * for becomes a sanitised raw block, or gives up its text, and is named among the losses.
 *
 * Knows its own output, WordPress's (blocks and classic), and what Markdown programs write. Refuses input
 * above the size of `limit` (64 KB for guests, 5 MB for writers) or nested too deeply, before parsing it.
 */
export function parseHtml(html: string, options: ParseOptions): Parsed {
  const refusal = refuse(html, options.limit);
  if (refusal !== undefined) return refusal;
  const { depth } = limits[options.limit];
  const tree = parseTree(html);
  if (isTooDeep(tree, depth * 2)) return { ok: false, reason: 'too-deep', limit: depth };
  const losses = openLosses();
  const loose = readTree(tree, html, options.baseUrl, losses);
  return { ok: true, document: finish(loose, options, losses), losses: losses.list() };
}

/** From what a parser read to the document of that limit. */
export function finish(loose: Loose, options: Pick<ParseOptions, 'limit'>, losses: Losses): Document {
  if (options.limit === 'writer') return normalise(loose, losses);
  return restrictToGuest(normalise(loose, losses, { embeds: false }), losses);
}

/** Reads a tree. `html` is its source, looked at only to see what is worth looking for. */
export function readTree(
  tree: readonly TreeNode[],
  html: string,
  baseUrl: string | undefined,
  losses: Losses,
): Loose {
  const reader: Reader = {
    baseUrl,
    losses,
    notes: collectNotes(tree, html),
    fragments: fragmentsIn(html),
    anchor: undefined,
    misfit: undefined,
    open: new Set(),
    blocks: (nodes, flow) => readFlow(nodes, flow, reader),
    inline: (nodes, marks) => readInline(nodes, marks, reader),
  };
  return { type: 'doc', content: reader.blocks(tree, noFlow) };
}

const none: ReadonlySet<string> = new Set();

function fragmentsIn(html: string): ReadonlySet<string> {
  if (!html.includes('#')) return none;
  const found = new Set<string>();
  for (const match of html.matchAll(/href\s*=\s*["']?#([^"'\s>]+)/gi)) found.add(match[1]!);
  return found;
}
