import type { BlockNode, Document } from '../../document/index.ts';
import type { Loose } from '../../document/normal/loose.ts';
import { normalise } from '../../document/normal/normalise.ts';
import type { Piece } from './shortcode/piece.ts';

/**
 * Puts pieces where their marks stand: a block where a paragraph can be parted, its words where only words can
 * stand, its text in code and in attributes. `unknown` is told of each that stays as it was written, outside code.
 */
export function putPieces(
  document: Document,
  pieces: readonly Piece[],
  mark: (index: number) => string,
  unknown: (source: string) => void,
): Document {
  const [head = '', tail = ''] = mark(0).split('0');
  const place: Place = { pieces, marks: new RegExp(`${head}(\\d+)${tail}`), unknown };
  return normalise({ type: 'doc', content: document.content.flatMap((node) => block(node as Loose, place)) });
}

type Place = {
  readonly pieces: readonly Piece[];
  readonly marks: RegExp;
  readonly unknown: (source: string) => void;
};

/** Blocks whose content is running text, and that may be parted. */
function block(node: Loose, place: Place): Loose[] {
  const attrs = attributes(node, place);
  if (node.type === 'codeBlock')
    return [{ ...attrs, content: node.content?.map((text) => literal(text, place)) }];
  if (!node.content) return [attrs];
  if (!node.content.some(isInline))
    return [{ ...attrs, content: node.content.flatMap((child) => block(child, place)) }];
  const anchor = node.type === 'heading' ? anchorIn(node, place) : undefined;
  const named = anchor === undefined ? attrs : { ...attrs, attrs: { ...attrs.attrs, id: anchor } };
  const parts = node.content.flatMap((child) => inline(child, place, node.type === 'paragraph'));
  if (node.type !== 'paragraph') return [{ ...named, content: parts as Loose[] }];
  return parted(attrs, parts);
}

const inlineTypes = new Set(['text', 'hardBreak', 'inlineImage', 'inlineMath', 'footnote']);

function isInline(node: Loose): boolean {
  return inlineTypes.has(node.type);
}

/** A paragraph with blocks in it: what is before, the block, what is after. */
function parted(paragraph: Loose, parts: readonly Loose[]): Loose[] {
  if (parts.every(isInline)) return [{ ...paragraph, content: parts }];
  const out: Loose[] = [];
  let run: Loose[] = [];
  const flush = () => {
    const hasWords = run.some(
      (node) => node.type !== 'hardBreak' && (node.type !== 'text' || node.text?.trim() !== ''),
    );
    if (hasWords) out.push({ ...paragraph, content: run });
    run = [];
  };
  for (const part of parts) {
    if (isInline(part)) run.push(part);
    else {
      flush();
      out.push(part);
    }
  }
  flush();
  return out;
}

/** Running text with its marks resolved. `block` pieces come as blocks where the paragraph can be parted. */
function inline(node: Loose, place: Place, mayPart: boolean): Loose[] {
  if (node.type === 'footnote')
    return [{ ...node, content: node.content?.flatMap((child) => block(child, place)) }];
  if (node.type !== 'text') return [attributes(node, place)];
  const marked = withLinks(node, place);
  if (marked.marks?.some(({ type }) => type === 'code')) return [literal(marked, place)];
  const out: Loose[] = [];
  let rest = marked.text ?? '';
  for (let match = place.marks.exec(rest); match; match = place.marks.exec(rest)) {
    const before = rest.slice(0, match.index);
    if (before) out.push({ ...marked, text: before });
    out.push(...resolved(marked, place.pieces[Number(match[1])], place, mayPart));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) out.push({ ...marked, text: rest });
  return out;
}

function resolved(text: Loose, piece: Piece | undefined, place: Place, mayPart: boolean): Loose[] {
  if (piece === undefined || piece.kind === 'anchor') return [];
  const marks = text.marks ?? [];
  if (piece.kind === 'inline')
    return piece.inline.map((node) => ({
      ...(node as Loose),
      marks: [...marks, ...((node as Loose).marks ?? [])],
    }));
  if (piece.kind === 'unknown') {
    place.unknown(piece.text);
    return mayPart && piece.text.includes('\n')
      ? [{ type: 'codeBlock', content: [{ type: 'text', text: piece.text }] }]
      : [{ ...text, text: piece.text, marks: [...marks, { type: 'code' }] }];
  }
  if (piece.kind !== 'blocks')
    return piece.kind === 'text' && piece.text ? [{ ...text, text: piece.text }] : [];
  if (mayPart) return piece.blocks.map((one) => linked(one, text));
  return piece.blocks.flatMap((one) => asInline(one, text, piece.text));
}

/** A picture inside a link is a picture with that link. */
function linked(node: BlockNode, text: Loose): Loose {
  const href = text.marks?.find(({ type }) => type === 'link')?.attrs?.href;
  if (node.type !== 'image' || typeof href !== 'string' || node.attrs.href !== undefined)
    return node as Loose;
  return { ...(node as Loose), attrs: { ...node.attrs, href } };
}

function asInline(node: BlockNode, text: Loose, words: string): Loose[] {
  if (node.type === 'image') {
    const { src, alt, title, width, height } = node.attrs;
    return [{ type: 'inlineImage', attrs: { src, alt, title, width, height }, marks: text.marks }];
  }
  if (node.type === 'embed')
    return [
      {
        ...text,
        text: node.attrs.url,
        marks: [...(text.marks ?? []), { type: 'link', attrs: { href: node.attrs.url } }],
      },
    ];
  return words ? [{ ...text, text: words }] : [];
}

/** A link's address with its marks resolved. */
function withLinks(node: Loose, place: Place): Loose {
  if (!node.marks?.some(({ attrs }) => attrs && Object.values(attrs).some((value) => isMarked(value, place))))
    return node;
  return {
    ...node,
    marks: node.marks.map((mark) => ({ ...mark, attrs: mark.attrs && plainAttributes(mark.attrs, place) })),
  };
}

function attributes(node: Loose, place: Place): Loose {
  const marked = withLinks(node, place);
  return node.attrs && Object.values(node.attrs).some((value) => isMarked(value, place))
    ? { ...marked, attrs: plainAttributes(node.attrs, place) }
    : marked;
}

function isMarked(value: unknown, place: Place): boolean {
  return typeof value === 'string' && place.marks.test(value);
}

function plainAttributes(attrs: Readonly<Record<string, unknown>>, place: Place): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [
      name,
      typeof value === 'string' ? plain(value, place, name === 'html') : value,
    ]),
  );
}

function literal(node: Loose, place: Place): Loose {
  return { ...node, text: plain(node.text ?? '', place, false, true) };
}

/** Text with the words of its pieces; the picture itself where HTML stands. */
function plain(text: string, { pieces, marks, unknown }: Place, isHtml: boolean, inCode = false): string {
  return text.replace(new RegExp(marks, 'g'), (_, index: string) => {
    const piece = pieces[Number(index)];
    if (piece === undefined || piece.kind === 'anchor') return '';
    if (piece.kind === 'unknown' && !inCode) unknown(piece.text);
    const [first] = piece.kind === 'blocks' ? piece.blocks : [];
    if (isHtml && first?.type === 'image')
      return `<img src="${escaped(first.attrs.src)}" alt="${escaped(first.attrs.alt ?? '')}">`;
    const words = piece.kind === 'markdown' ? piece.markdown : piece.text;
    return isHtml ? escaped(words) : words;
  });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function anchorIn(node: Loose, { pieces, marks }: Place): string | undefined {
  for (const child of node.content ?? []) {
    for (const [, index] of (child.text ?? '').matchAll(new RegExp(marks, 'g'))) {
      const piece = pieces[Number(index)];
      if (piece?.kind === 'anchor') return piece.id;
    }
  }
  return undefined;
}
