import { directionOf } from './direction.ts';
import {
  type AnyNode,
  type BlockNode,
  children,
  type Direction,
  type Document,
  type Inline,
  type Mark,
  type QuotationMark,
  type Quote,
} from './document.ts';
import { eachShown } from './normal/anchors.ts';
import { sameMark } from './normal/inline.ts';
import { type Binding, isBound } from './quotation.ts';
import { plainText } from './text.ts';

/** Words that a document quotes and binds, or asks to bind, to a source. */
export type Quoted = {
  /** The block, or the mark of the first words: the very object that stands in the document. */
  readonly by: Quote | QuotationMark;
  readonly binding: Binding;
  readonly inline: boolean;
  /** What is to be looked for; empty where only a translation is given. */
  readonly text: string;
  readonly lang?: string;
  readonly dir: Direction;
  readonly translations: readonly {
    readonly text: string;
    readonly lang?: string;
    readonly dir: Direction;
    readonly translator?: string;
  }[];
};

/** The bound quotations of a document in the order in which a reader meets them, those of footnotes last. */
export function quotationsIn(document: Document): readonly Quoted[] {
  const found: Quoted[] = [];
  eachShown(document, (node) => {
    if (node.type === 'quote') {
      const quoted = ofBlock(node);
      if (quoted !== undefined) found.push(quoted);
    }
    for (const quoted of inLine(children(node))) found.push(quoted);
  });
  return found;
}

function ofBlock(quote: Quote): Quoted | undefined {
  const content = quote.content ?? [];
  const translations = content.filter((child) => child.type === 'translation');
  if (!isBound(quote.attrs, translations.length > 0)) return undefined;
  const words = content.filter(
    (child): child is BlockNode => child.type !== 'citation' && child.type !== 'translation',
  );
  const text = textOf(words);
  return {
    by: quote,
    binding: quote.attrs ?? {},
    inline: false,
    text,
    ...(quote.attrs?.lang !== undefined && { lang: quote.attrs.lang }),
    dir: quote.attrs?.dir ?? directionOf(text),
    translations: translations.map(({ attrs, content: inside }) => {
      const translated = textOf(inside ?? []);
      return {
        text: translated,
        dir: attrs?.dir ?? directionOf(translated),
        ...(attrs?.lang !== undefined && { lang: attrs.lang }),
        ...(attrs?.translator !== undefined && { translator: attrs.translator }),
      };
    }),
  };
}

/** Words of blocks, without what their writer put under them as footnotes. */
function textOf(blocks: readonly BlockNode[]): string {
  return plainText({ type: 'doc', content: blocks }, { footnotes: false }).text;
}

/** The bound quotations among some inline nodes: neighbours with the same mark are one. */
function inLine(nodes: readonly AnyNode[]): readonly Quoted[] {
  const runs: { readonly mark: QuotationMark; text: string }[] = [];
  let open: { readonly mark: QuotationMark; text: string } | undefined;
  for (const node of nodes) {
    const mark = quotationMark(node);
    if (mark === undefined) open = undefined;
    else if (open === undefined || !sameMark(open.mark, mark)) {
      open = { mark, text: '' };
      runs.push(open);
    }
    if (open !== undefined) open.text += wordsOf(node as Inline);
  }
  return runs.flatMap(({ mark, text }) => (isBound(mark.attrs) ? [ofMark(mark, text.trim())] : []));
}

function quotationMark(node: AnyNode): QuotationMark | undefined {
  const marks: readonly Mark[] | undefined = 'marks' in node ? node.marks : undefined;
  return marks?.find((mark): mark is QuotationMark => mark.type === 'quotation');
}

function wordsOf(node: Inline): string {
  if (node.type === 'text') return node.text;
  if (node.type === 'hardBreak') return '\n';
  return node.type === 'inlineMath' ? node.attrs.tex : '';
}

function ofMark(mark: QuotationMark, words: string): Quoted {
  const { lang, translator, original, ...binding } = mark.attrs ?? {};
  const own = { ...(lang !== undefined && { lang }), dir: directionOf(words) };
  const base = { by: mark, binding, inline: true };
  if (translator === undefined && original === undefined)
    return { ...base, text: words, ...own, translations: [] };
  const text = original ?? '';
  const translation = { text: words, ...own, ...(translator !== undefined && { translator }) };
  return { ...base, text, dir: directionOf(text), translations: [translation] };
}
