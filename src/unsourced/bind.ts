import { Fragment, type Node, type ResolvedPos } from 'prosemirror-model';
import {
  type Binding,
  type Document,
  parseDocument,
  plainText,
  positionAt,
  schema,
} from '../document/index.ts';
import type { FoundQuotation } from '../quotation/find/find.ts';

/**
 * The document with one of its quotations bound. Marks around the words go: their element sets those of its language.
 * Words over several whole paragraphs become a block. `spread`: they begin and end in blocks of which they are only a
 * part, and a person has to part them.
 */
export function bindWords(
  document: Document,
  found: FoundQuotation,
  binding: Binding,
): { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly reason: 'spread' } {
  const doc = schema.nodeFromJSON(document);
  const plain = plainText(document);
  const outer = found.shape === 'marks' ? withMarks(plain.text, found) : found;
  const at = (offset: number) => doc.resolve(positionAt(plain, offset));
  const made =
    found.shape === 'block'
      ? bindBlock(at(found.start), binding)
      : bindText(
          { outer: [at(outer.start), at(outer.end)], inner: [at(found.start), at(found.end)] },
          found,
          binding,
        );
  if (made === undefined) return { ok: false, reason: 'spread' };
  const parsed = parseDocument(made.toJSON(), { limit: 'writer' });
  return parsed.ok ? { ok: true, document: parsed.document } : { ok: false, reason: 'spread' };
}

type Ends = readonly [start: ResolvedPos, end: ResolvedPos];

function bindBlock($start: ResolvedPos, binding: Binding): Node | undefined {
  for (let depth = $start.depth; depth > 0; depth--) {
    const node = $start.node(depth);
    if (node.type.name !== 'quote') continue;
    const attrs = { ...node.attrs, ...binding, cite: binding.cite ?? node.attrs.cite };
    return within($start, depth, node.type.create(attrs, node.content));
  }
  return undefined;
}

function bindText(
  { outer, inner }: { readonly outer: Ends; readonly inner: Ends },
  found: FoundQuotation,
  binding: Binding,
): Node | undefined {
  if (!outer[0].sameParent(outer[1])) return wrap(outer, binding);
  const [$from] = outer;
  const { content } = $from.parent;
  const [start, end] = found.shape === 'element' ? elementAround(inner) : offsetsOf(inner);
  const words: Node[] = [];
  content.cut(start, end).forEach((child) => {
    const mark = schema.mark('quotation', { ...bindingOf(child), ...binding });
    words.push(child.mark(mark.addToSet(child.marks)));
  });
  const [first, last] = found.shape === 'element' ? [start, end] : offsetsOf(outer);
  const made = content.cut(0, first).append(Fragment.from(words)).append(content.cut(last));
  return within($from, $from.depth, $from.parent.copy(made));
}

function offsetsOf([$start, $end]: Ends): readonly [number, number] {
  return [$start.parentOffset, $end.parentOffset];
}

/** What an element says of its words already. */
function bindingOf(child: Node): Readonly<Record<string, unknown>> {
  return child.marks.find(({ type }) => type.name === 'quotation')?.attrs ?? {};
}

/** The whole of the element that the words stand in, with marks that stand in it too. */
function elementAround([$start, $end]: Ends): readonly [number, number] {
  let [start, end] = offsetsOf([$start, $end]);
  $start.parent.forEach((child, offset) => {
    const quoted = child.marks.some(({ type }) => type.name === 'quotation');
    if (quoted && offset + child.nodeSize >= start && offset <= start) start = offset;
    if (quoted && offset <= end && offset + child.nodeSize >= end) end = offset + child.nodeSize;
  });
  return [start, end];
}

/** Paragraphs that are quoted whole become a block of quotation, each without the mark that opens it. */
function wrap([$start, $end]: Ends, binding: Binding): Node | undefined {
  const depth = $start.depth - 1;
  if (depth < 0 || $end.depth !== $start.depth || $start.node(depth) !== $end.node(depth)) return undefined;
  if ($start.parentOffset !== 0 || $end.parentOffset !== $end.parent.content.size) return undefined;
  const parent = $start.node(depth);
  const [first, last] = [$start.index(depth), $end.index(depth)];
  const paragraphs: Node[] = [];
  for (let index = first; index <= last; index++) {
    const child = parent.child(index);
    if (!child.isTextblock) return undefined;
    const bare = /^[“"„«]\s*/u.exec(child.textContent)?.[0].length ?? 0;
    const size =
      child.content.size - (index === last ? (/\s*[”"“»]$/u.exec(child.textContent)?.[0].length ?? 0) : 0);
    paragraphs.push(child.copy(child.content.cut(bare, size)));
  }
  if (!parent.canReplaceWith(first, last + 1, schema.nodes.quote)) return undefined;
  const quote = schema.nodes.quote.create({ ...binding }, paragraphs);
  const children: Node[] = [];
  parent.forEach((child, _, index) => {
    if (index === first) children.push(quote);
    else if (index < first || index > last) children.push(child);
  });
  const made = parent.copy(Fragment.from(children));
  return depth === 0 ? made : within($start, depth, made);
}

/** The document with another node in the place of the one at a depth. */
function within($place: ResolvedPos, depth: number, node: Node): Node {
  let made = node;
  for (let above = depth - 1; above >= 0; above--) {
    const parent = $place.node(above);
    made = parent.copy(parent.content.replaceChild($place.index(above), made));
  }
  return made;
}

/** From the mark that opens to behind the one that closes, with the spaces that French sets between. */
function withMarks(
  text: string,
  { start, end }: FoundQuotation,
): { readonly start: number; readonly end: number } {
  const before = /\S\s*$/u.exec(text.slice(Math.max(0, start - 4), start))?.[0].length ?? 0;
  const after = /^\s*\S/u.exec(text.slice(end, end + 4))?.[0].length ?? 0;
  return { start: start - before, end: end + after };
}
