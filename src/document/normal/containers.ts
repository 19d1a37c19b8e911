import { type AnyNode, type BlockNode, children, type Inline } from '../document.ts';
import { cleanAttributes, nodeAttributes } from './attributes.ts';
import { type BlockContext, deeper, emptyParagraph, isInline, type Maker, make } from './context.ts';
import { inlineLine } from './inline.ts';
import type { Loose } from './loose.ts';
import { footnoteOf, rulesIn } from './notes.ts';

export const container =
  (type: string): Maker =>
  (node, attrs, context) => {
    const blocks = context.blocks(node.content ?? [], context);
    return blocks.length === 0 ? [] : [make(type, attrs, blocks)];
  };

/** A block made of parts of certain kinds. What else stands in it becomes such a part too. */
export const list =
  (type: string, parts: readonly string[], wrapper: string): Maker =>
  (node, attrs, context) => {
    const items = (node.content ?? []).flatMap((child) => {
      if (parts.includes(child.type)) return part(child, context);
      const blocks = context.blocks([child], deeper(context));
      return blocks.length === 0 ? [] : [make(wrapper, undefined, blocks)];
    });
    return items.length === 0 ? [] : [make(type, attrs, items)];
  };

/** A part of a block: an item, a cell, a column, a term. */
export function part(node: Loose, context: BlockContext): readonly AnyNode[] {
  const attrs = cleanAttributes(node.attrs, nodeAttributes[node.type] ?? {});
  const below = { ...deeper(context), inHeader: context.inHeader || node.type === 'tableHeader' };
  if (!textParts.has(node.type)) return [make(node.type, attrs, filled(node, below))];
  const text = inlineLine(textIn(node), rulesIn(below));
  return text.length === 0 ? [] : [make(node.type, attrs, text)];
}

const textParts = new Set(['term', 'caption', 'citation', 'summary']);

/** The inline nodes of a part, blocks inside it taken apart by breaks. */
function textIn(node: Loose): readonly Loose[] {
  if (node.content === undefined || node.content.every(isInline)) return node.content ?? [];
  return node.content.flatMap((child) =>
    isInline(child) ? [child] : [...textIn(child), { type: 'hardBreak' }],
  );
}

/** Blocks, and after them one part of the given kind. */
export const withPart =
  (type: string, kind: string): Maker =>
  (node, attrs, context) => {
    const parts = (node.content ?? []).filter((child) => child.type === kind);
    const text = parts.slice(0, 1).flatMap((child) => part(child, context));
    const rest = (node.content ?? []).filter((child) => child !== parts[0]);
    const blocks: AnyNode[] = context.blocks(rest, context);
    if (blocks.length === 0 && text.length === 0) return [];
    if (text.length === 0 && isTitle(blocks.at(-1)) && blocks.length > 1) text.push(citation(blocks.pop()!));
    return [make(type, attrs, [...(blocks.length > 0 ? blocks : [emptyParagraph]), ...text])];
  };

/** A quote: its words, their translations, and whose they are. */
export const quote: Maker = (node, attrs, context) => {
  const inside = node.content ?? [];
  const translations = inside.filter((child) => child.type === 'translation');
  const rest = { ...node, content: inside.filter((child) => child.type !== 'translation') };
  const [made] = withPart('quote', 'citation')(rest, attrs, context);
  const translated = translations.flatMap((child) => part(child, context)).filter(isFilled);
  if (translated.length === 0) return made === undefined ? [] : [made];
  const content = made === undefined ? [emptyParagraph] : children(made);
  const end = content.at(-1)?.type === 'citation' ? content.length - 1 : content.length;
  return [make('quote', attrs, [...content.slice(0, end), ...translated, ...content.slice(end)])];
};

function isFilled(made: AnyNode): boolean {
  return children(made)[0] !== emptyParagraph;
}

/** A paragraph that is nothing but the title of a work: at the end of a quote it says whose words they are. */
function isTitle(node: AnyNode | undefined): boolean {
  if (node?.type !== 'paragraph' || node.attrs !== undefined || node.content === undefined) return false;
  return node.content.every((child) => child.marks?.some((mark) => mark.type === 'work') === true);
}

function citation(node: AnyNode): AnyNode {
  const content = (children(node) as readonly Inline[]).map((child): Loose => {
    return { ...child, marks: child.marks?.filter((mark) => mark.type !== 'work') };
  });
  return make(
    'citation',
    undefined,
    inlineLine(content, {
      footnote: (note, marks) => footnoteOf(note.content as readonly BlockNode[], marks),
    }),
  );
}

export const gallery: Maker = (node, attrs, context) => {
  const blocks: AnyNode[] = context.blocks(
    (node.content ?? []).filter((child) => child.type !== 'caption'),
    context,
  );
  const images = blocks.filter((block) => block.type === 'image');
  const others = blocks.filter((block) => block.type !== 'image');
  const caption = (node.content ?? []).filter((child) => child.type === 'caption').slice(0, 1);
  if (images.length === 0) return [...others, ...context.blocks(caption, context)];
  return [
    make('gallery', attrs, [...images, ...caption.flatMap((child) => part(child, context))]),
    ...others,
  ];
};

export const details: Maker = (node, attrs, context) => {
  const first = (node.content ?? []).find((child) => child.type === 'summary');
  const summary = first === undefined ? [] : part(first, context);
  const rest = { ...node, content: (node.content ?? []).filter((child) => child !== first) };
  const body = filled(rest, context);
  if (summary.length === 0 && body[0] === emptyParagraph) return [];
  return [
    make('details', attrs, [...(summary.length > 0 ? summary : [make('summary', undefined)]), ...body]),
  ];
};

/** Blocks where the schema asks for at least one. */
function filled(node: Loose, context: BlockContext): readonly AnyNode[] {
  const blocks = context.blocks(node.content ?? [], context);
  return blocks.length > 0 ? blocks : [emptyParagraph];
}
