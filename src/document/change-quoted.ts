import { type AnyNode, children, type Document, type Inline, type Mark, type Quote } from './document.ts';
import { parseDocument } from './json.ts';
import { sameMark } from './normal/inline.ts';
import { oneLine, paragraphsOf } from './paragraphs.ts';
import { type Binding, bindingNames } from './quotation.ts';
import type { Quoted } from './quoted.ts';

/** What a quotation is to say. */
export type QuotedChange = {
  /** All of it: what is left out is bound no more. */
  readonly binding: Binding;
  /** An empty line parts paragraphs. As they were, they keep what stands in them; else they are plain words. */
  readonly text: string;
  readonly lang?: string;
  readonly translations: readonly {
    readonly text: string;
    readonly lang?: string;
    readonly translator?: string;
  }[];
};

/** A quotation as a document of its own, and the whole that it stands in. */
export type Changed = { readonly document: Document; readonly alone: Document };

/** What one quotation of `quotationsIn` is by itself. */
export function quotedAlone(document: Document, quoted: Quoted): Document {
  const found: AnyNode[] = [];
  rewrite(document, quoted, (nodes) => {
    found.push(...nodes);
    return nodes;
  });
  return alone(found, quoted);
}

/** The document with one quotation of `quotationsIn` changed; nothing else in it is another than it was. */
export function changeQuoted(document: Document, quoted: Quoted, change: QuotedChange): Changed {
  return rewritten(document, quoted, (nodes) =>
    quoted.inline ? changedRun(nodes as readonly Inline[], quoted, change) : nodes.map(blockChanged),
  );

  function blockChanged(node: AnyNode): AnyNode {
    return changedBlock(node as Quote, quoted, change);
  }
}

/** The same with words that are bound to nothing: quoted still, and of the same address where that binds nothing. */
export function unbindQuoted(document: Document, quoted: Quoted): Changed {
  const { cite } = quoted.binding;
  const kept = cite !== undefined && (quoted.inline || quoted.translations.length === 0) ? { cite } : {};
  return rewritten(document, quoted, (nodes) =>
    quoted.inline
      ? withMark(nodes as readonly Inline[], (attrs) => ({ ...unbound(attrs), ...kept }))
      : nodes.map((node) => ({ ...node, attrs: { ...unbound(attrsOf(node)), ...kept } }) as AnyNode),
  );
}

function rewritten(
  document: Document,
  quoted: Quoted,
  change: (nodes: readonly AnyNode[]) => readonly AnyNode[],
): Changed {
  let made: readonly AnyNode[] = [];
  const whole = rewrite(document, quoted, (nodes) => {
    made = change(nodes);
    return made;
  });
  return { document: normal(whole), alone: alone(made, quoted) };
}

function alone(nodes: readonly AnyNode[], { inline }: Quoted): Document {
  const content = inline ? [{ type: 'paragraph', content: nodes }] : nodes;
  return normal({ type: 'doc', content } as Document);
}

/** In the normal form in which every parser gives it. */
function normal(document: Document): Document {
  const parsed = parseDocument(JSON.parse(JSON.stringify(document)), { limit: 'writer' });
  if (!parsed.ok) throw new Error('A quotation that was changed is no document any more');
  return parsed.document;
}

/** Puts others in the place of the block, or of the run of inline nodes, that a quotation is. */
function rewrite<N extends AnyNode>(
  node: N,
  quoted: Quoted,
  change: (nodes: readonly AnyNode[]) => readonly AnyNode[],
): N {
  const content = children(node);
  if (content.length === 0) return node;
  const [from, to] = placeOf(content, quoted);
  const made =
    from < to
      ? [...content.slice(0, from), ...change(content.slice(from, to)), ...content.slice(to)]
      : content.map((child) => rewrite(child, quoted, change));
  const same = made.length === content.length && made.every((child, index) => child === content[index]);
  return same ? node : ({ ...node, content: made } as N);
}

function placeOf(nodes: readonly AnyNode[], { by, inline }: Quoted): readonly [from: number, to: number] {
  if (!inline) {
    const at = nodes.indexOf(by as Quote);
    return at < 0 ? [0, 0] : [at, at + 1];
  }
  const from = nodes.findIndex((node) => marksOf(node).includes(by as Mark));
  if (from < 0) return [0, 0];
  let to = from + 1;
  while (to < nodes.length && marksOf(nodes[to]!).some((mark) => sameMark(mark, by as Mark))) to++;
  return [from, to];
}

function marksOf(node: AnyNode): readonly Mark[] {
  return 'marks' in node && node.marks !== undefined ? node.marks : [];
}

type Attributes = Readonly<Record<string, unknown>>;

function attrsOf(node: AnyNode): Attributes {
  return 'attrs' in node && node.attrs !== undefined ? node.attrs : {};
}

function changedBlock(quote: Quote, quoted: Quoted, { binding, text, lang, translations }: QuotedChange) {
  const content = quote.content ?? [];
  const words = content.filter(({ type }) => type !== 'citation' && type !== 'translation');
  const before = content.filter(({ type }) => type === 'translation');
  const left = new Set(before);
  const after = translations.map((translation, index) => {
    const { translator, lang: tag } = translation;
    const same = before.find(
      (each, at) => left.has(each) && quoted.translations[at]?.text === translation.text,
    );
    const old = same ?? before[index];
    if (old) left.delete(old);
    const { lang: _lang, translator: _translator, ...kept } = old ? attrsOf(old) : ({} as Attributes);
    return {
      type: 'translation',
      attrs: { ...kept, ...(tag && { lang: tag }), ...(translator && { translator }) },
      content: same ? children(same) : paragraphsOf(translation.text),
    };
  });
  return {
    ...quote,
    attrs: { ...unbound(quote.attrs ?? {}, ['lang']), ...binding, ...(lang && { lang }) },
    content: [
      ...(text === quoted.text ? words : paragraphsOf(text)),
      ...after,
      ...content.filter(({ type }) => type === 'citation'),
    ],
  } as AnyNode;
}

/** In a line the words are the translation, where there is one, and carry the original with them. */
function changedRun(
  nodes: readonly Inline[],
  quoted: Quoted,
  { binding, text, lang, translations }: QuotedChange,
): readonly AnyNode[] {
  const [translation] = translations;
  const before = (quoted.translations[0] ?? quoted).text;
  const shown = oneLine(translation?.text ?? text);
  const tag = translation === undefined ? lang : translation.lang;
  const attrs = {
    ...binding,
    ...(tag && { lang: tag }),
    ...(translation?.translator && { translator: translation.translator }),
    ...(translation && text !== '' && { original: oneLine(text) }),
  };
  if (shown === oneLine(before)) return withMark(nodes, () => attrs);
  const [first, ...others] = nodes;
  const shared = marksOf(first!).filter(
    (mark) =>
      mark.type !== 'quotation' && others.every((node) => marksOf(node).some((m) => sameMark(m, mark))),
  );
  return [{ type: 'text', text: shown, marks: [{ type: 'quotation', attrs }, ...shared] }];
}

function withMark(nodes: readonly Inline[], change: (attrs: Attributes) => Attributes): readonly AnyNode[] {
  return nodes.map((node) => ({
    ...node,
    marks: marksOf(node).map((mark) =>
      mark.type === 'quotation' ? { type: 'quotation', attrs: change(mark.attrs ?? {}) } : mark,
    ),
  })) as readonly AnyNode[];
}

function unbound(attrs: Attributes, also: readonly string[] = []): Attributes {
  return Object.fromEntries(
    Object.entries(attrs).filter(([name]) => !(name in bindingNames) && !also.includes(name)),
  );
}
