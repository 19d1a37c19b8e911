import type { AnyNode, Inline } from '../document.ts';
import { embedProvider } from '../embed.ts';
import { safeUrl } from '../url.ts';
import { describePicture } from './attributes.ts';
import { type Attributes, type BlockContext, type Maker, make } from './context.ts';
import { inlineLine, inlineParts, isBlank, labelText, verbatimText } from './inline.ts';
import type { Loose } from './loose.ts';
import { rulesIn } from './notes.ts';

/** A paragraph is as many as its breaks part it into; of pictures alone it is those pictures, of an address an embed. */
export function paragraphs(node: Loose, attrs: Attributes, context: BlockContext): readonly AnyNode[] {
  const parts = inlineParts(node.content ?? [], rulesIn(context));
  return parts.flatMap((part, i) => {
    const own = i === 0 ? attrs : withoutAnchor(attrs);
    const address = context.embeds ? embedAddress(part) : undefined;
    if (address !== undefined) return [make('embed', embedAttributes(own, address))];
    return isPictures(part) ? pictures(part, own) : [make('paragraph', own, part)];
  });
}

/** The address that is all a paragraph holds, when a provider is known for it: a line of its own asks for an embed. */
function embedAddress(part: readonly Inline[]): string | undefined {
  const [only, ...others] = part;
  if (only?.type !== 'text' || others.length > 0 || !only.text.startsWith('http')) return undefined;
  const plain = (only.marks ?? []).every((mark) => mark.type === 'link' && mark.attrs.href === only.text);
  if (!plain || embedProvider(only.text) === undefined) return undefined;
  return safeUrl(only.text, 'embed') === only.text ? only.text : undefined;
}

function embedAttributes(attrs: Attributes, url: string): Attributes {
  const { align: _, ...others } = attrs ?? {};
  return { ...others, url };
}

function withoutAnchor(attrs: Attributes): Attributes {
  if (attrs?.id === undefined) return attrs;
  const { id: _, ...others } = attrs;
  return Object.keys(others).length === 0 ? undefined : others;
}

function isPictures(part: readonly Inline[]): boolean {
  return (
    part.some((node) => node.type === 'inlineImage') &&
    part.every((node) => node.type === 'inlineImage' || isBlank([node]))
  );
}

function pictures(part: readonly Inline[], attrs: Attributes): AnyNode[] {
  const found: AnyNode[] = [];
  for (const node of part) {
    if (node.type !== 'inlineImage') continue;
    const link = node.marks?.find((mark) => mark.type === 'link');
    const own: Record<string, unknown> = {
      ...(found.length === 0 ? attrs : withoutAnchor(attrs)),
      ...node.attrs,
    };
    if (own.align === 'justify') delete own.align;
    if (link !== undefined) own.href = link.attrs.href;
    found.push(make('image', own));
  }
  return found;
}

/** A block of one line of text, left out when there is none. */
const line =
  (type: string): Maker =>
  (node, attrs, context) => {
    const text = inlineLine(node.content ?? [], rulesIn(context));
    return text.length === 0 ? [] : [make(type, attrs, text)];
  };

export const heading: Maker = (node, attrs, context) => {
  if (!context.inHeader) return line('heading')(node, { level: 2, ...attrs }, context);
  context.losses.add('heading in a header cell', 'a paragraph');
  const { level: _, ...others } = attrs ?? {};
  return paragraphs(node, Object.keys(others).length > 0 ? others : undefined, context);
};

/** A block that is there for its attributes; its text is a caption and may be missing. */
export const captioned =
  (type: string): Maker =>
  (node, attrs, context) => [make(type, attrs, inlineLine(node.content ?? [], rulesIn(context)))];

/** A file without a name is called what its address ends with. */
export const file: Maker = (node, attrs) => {
  const name = labelText(node.content ?? []);
  if (name.length > 0) return [make('file', attrs, name)];
  const href = String(attrs?.href);
  const last = /([^/?#]+)\/?(?:[?#].*)?$/.exec(href)?.[1] ?? href;
  return [make('file', attrs, labelText([{ type: 'text', text: last }]))];
};

/** A button needs a word to press. */
export const button: Maker = (node, attrs, context) => {
  const label = labelText(node.content ?? []);
  if (label.length > 0) return [make('button', attrs, label)];
  context.losses.add('button without a word on it', 'nothing');
  return [];
};

export const image: Maker = (node, attrs, context) =>
  captioned('image')(node, describePicture({ ...attrs }), context);

export const codeBlock: Maker = (node, attrs) => {
  const marked = (node.content ?? []).map((child) => ({ ...child, marks: undefined }));
  const text = verbatimText(marked, { footnote: () => undefined })
    .map((child) => (child.type === 'text' ? child.text : ''))
    .join('');
  return text.trim() === '' ? [] : [make('codeBlock', attrs, [{ type: 'text', text }])];
};

export const verse: Maker = (node, attrs, context) => {
  const text = verbatimText(node.content ?? [], rulesIn(context));
  return isBlank(text) ? [] : [make('verse', attrs, text)];
};
