import type { Node } from 'prosemirror-model';
import { type Document, isBound, plainText, schema } from '../../document/index.ts';

/** A stretch of a text, in UTF-16 units of the document's plain text; the end stands behind the last one. */
export type Span = { readonly start: number; readonly end: number };

export type LinkSpan = Span & { readonly href: string };

/** Words that stand in a `<q>`. */
export type ElementSpan = Span & { readonly cite?: string; readonly bound: boolean };

/** One block of running text, and what around it tells about words that it quotes. */
export type Passage = Span & {
  readonly text: string;
  /** The block of quotation that it stands in, the innermost: two passages of one have the same. */
  readonly quote?: QuoteBlock;
  /** Says where the quotation that it stands in is from. */
  readonly isCitation: boolean;
  readonly inList: boolean;
  readonly links: readonly LinkSpan[];
  readonly elements: readonly ElementSpan[];
};

export type QuoteBlock = {
  /** Tells two blocks apart. */
  readonly position: number;
  readonly depth: number;
  readonly cite?: string;
  /** Whether its source is named already. */
  readonly bound: boolean;
};

/** Blocks whose words are nobody's speech. */
const silent = new Set(['codeBlock', 'heading', 'pullQuote', 'button', 'file', 'caption']);

/** The running text of a document, block by block, in the order of its plain text. */
export function passagesOf(document: Document): {
  readonly text: string;
  readonly passages: readonly Passage[];
} {
  const plain = plainText(document);
  const offsets = new Map(plain.stretches.map(({ position, offset }) => [position, offset]));
  const passages: Passage[] = [];
  const walk = (node: Node, start: number, around: Around): void => {
    node.forEach((child, offset) => {
      const position = start + offset;
      if (silent.has(child.type.name)) return;
      const within = insideOf(child, position, around);
      if (child.isTextblock) {
        const passage = passageOf(child, position + 1, { plain: plain.text, offsets, around: within });
        if (passage) passages.push(passage);
      }
      if (!child.isText) walk(child, position + 1, within);
    });
  };
  walk(schema.nodeFromJSON(document), 0, { isCitation: false, inList: false, depth: 0 });
  return { text: plain.text, passages: passages.sort((a, b) => a.start - b.start) };
}

type Around = {
  readonly quote?: QuoteBlock;
  readonly depth: number;
  readonly isCitation: boolean;
  readonly inList: boolean;
};

function insideOf(node: Node, position: number, around: Around): Around {
  switch (node.type.name) {
    case 'quote':
      return {
        ...around,
        depth: around.depth + 1,
        quote: { position, depth: around.depth, ...citeOf(node.attrs, isTranslated(node)) },
      };
    case 'citation':
      return { ...around, isCitation: true };
    case 'listItem':
    case 'taskItem':
      return { ...around, inList: true };
    default:
      return around;
  }
}

function passageOf(
  block: Node,
  inside: number,
  { plain, offsets, around }: { plain: string; offsets: ReadonlyMap<number, number>; around: Around },
): Passage | undefined {
  let [start, end] = [-1, -1];
  const links: LinkSpan[] = [];
  const elements: ElementSpan[] = [];
  block.forEach((child, offset) => {
    const at = offsets.get(inside + offset);
    if (at === undefined) return;
    const span = { start: at, end: at + (child.text?.length ?? 1) };
    if (start < 0) start = at;
    end = span.end;
    for (const { type, attrs } of child.marks) {
      if (type.name === 'link') grow(links, span, { href: String(attrs.href) });
      if (type.name === 'quotation') grow(elements, span, citeOf(attrs));
    }
  });
  if (start < 0) return undefined;
  const { quote, isCitation, inList } = around;
  return {
    start,
    end,
    text: plain.slice(start, end),
    isCitation,
    inList,
    links,
    elements,
    ...(quote && { quote }),
  };
}

/** A mark over neighbouring texts is one. */
function grow<T extends object>(list: (Span & T)[], span: Span, facts: T): void {
  const last = list.at(-1);
  const same =
    last?.end === span.start &&
    JSON.stringify({ ...last, ...span }) === JSON.stringify({ ...span, ...facts, ...span });
  if (last && same) list[list.length - 1] = { ...last, end: span.end };
  else list.push({ ...span, ...facts });
}

/** What the element says of its source; as when a post is saved, an address alone binds nothing. */
function citeOf(
  attrs: Readonly<Record<string, unknown>>,
  translated = false,
): { readonly cite?: string; readonly bound: boolean } {
  const said = Object.fromEntries(
    Object.entries(attrs).filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    ...(typeof said.cite === 'string' && { cite: said.cite }),
    bound: isBound(said, translated),
  };
}

function isTranslated(quote: Node): boolean {
  return quote.children.some(({ type }) => type.name === 'translation');
}
