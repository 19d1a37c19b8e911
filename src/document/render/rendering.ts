import { firstStrong } from '../direction.ts';
import type { AnyNode, BlockNode, Direction, Document, Footnote, Heading } from '../document.ts';
import { children } from '../document.ts';
import { attr } from '../html/write.ts';
import { headingAnchors } from '../normal/anchors.ts';
import { englishLabels, type RenderedQuotation, type RenderLabels, type RenderOptions } from './options.ts';

/** One rendering of one document: what the writers of this folder share. */
export type Rendering = {
  readonly options: RenderOptions;
  readonly labels: RenderLabels;
  readonly idPrefix: string;
  /** Put before the ids of footnotes and their marks, `idPrefix` as a rule. */
  readonly notePrefix: string;
  readonly headingShift: number;
  /** Anchors of the headings still to come. */
  readonly anchors: Iterator<string>;
  /** Footnotes met so far, in order. */
  readonly notes: Footnote[];
  /** Quotations in lines met so far, in order. */
  readonly quotations: RenderedQuotation[];
  images: number;
};

export function openRendering(document: Document, options: RenderOptions): Rendering {
  return {
    options,
    labels: { ...englishLabels, ...options.labels },
    idPrefix: options.idPrefix ?? '',
    notePrefix: options.idPrefix ?? '',
    headingShift: options.topHeading === undefined ? 0 : shiftFor(document, options.topHeading),
    anchors: headingAnchors(document)[Symbol.iterator](),
    notes: [],
    quotations: [],
    images: 0,
  };
}

function shiftFor(document: Document, top: number): number {
  const shift = top - highest(document);
  return shift > 0 && shift < 6 ? shift : 0;
}

function highest(node: AnyNode): number {
  if (node.type === 'heading') return node.attrs.level;
  let level = 7;
  for (const child of children(node)) level = Math.min(level, highest(child));
  return level;
}

export function headingLevel(heading: Heading, rendering: Rendering): number {
  return Math.min(6, heading.attrs.level + rendering.headingShift);
}

/** The direction around a block: `undefined` when directions are written as they stand. */
export type Around = Direction | undefined;

export function directionAround(options: RenderOptions): Around {
  return options.direction === 'as-written' ? undefined : (options.direction ?? 'ltr');
}

type WithAttributes = {
  readonly attrs?: { readonly dir?: Direction; readonly lang?: string; readonly id?: string };
};

/** The direction a block has: its own, else that of its first strong letter, else the one around it. */
export function directionIn(node: BlockNode | AnyNode, around: Around): Around {
  const own = (node as WithAttributes).attrs?.dir;
  if (own !== undefined) return around === undefined ? undefined : own;
  if (around === undefined) return undefined;
  return leading(node) ?? around;
}

function leading(node: AnyNode): Direction | undefined {
  if (node.type === 'text') return firstStrong(node.text);
  if (node.type === 'codeBlock') return 'ltr';
  // Columns stand beside each other in the direction of what is around them, whatever each of them holds.
  if (node.type === 'footnote' || node.type === 'columns') return undefined;
  for (const child of children(node)) {
    const found = leading(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Class, anchor, direction and language of a block. */
export function blockAttributes(
  node: AnyNode,
  around: Around,
  inner: Around,
  rendering: Rendering,
  classes?: string | undefined,
): string {
  const attrs = (node as WithAttributes).attrs;
  const dir = attrs?.dir ?? (inner === around ? undefined : inner);
  let out = classes === undefined || classes === '' ? '' : attr('class', classes);
  if (attrs?.id !== undefined) out += attr('id', rendering.idPrefix + attrs.id);
  if (dir !== undefined) out += attr('dir', dir);
  if (attrs?.lang !== undefined) out += attr('lang', attrs.lang);
  return out;
}
