import {
  type AnyNode,
  type BlockNode,
  children,
  type Footnote,
  type Inline,
  type Mark,
  type TopBlock,
} from '../document.ts';
import { embedProvider } from '../embed.ts';
import { documentDepth } from '../html/limits.ts';
import { sanitizeFragment } from '../html/sanitize.ts';
import type { Losses } from '../losses.ts';
import { safeUrl } from '../url.ts';
import { cleanAttributes, describePicture, essential, nodeAttributes } from './attributes.ts';
import { type InlineRules, inlineLine, inlineParts, isBlank, labelText, verbatimText } from './inline.ts';
import type { Loose } from './loose.ts';

export type BlockContext = {
  readonly losses: Losses;
  readonly depth: number;
  readonly embeds: boolean;
  readonly inFootnote: boolean;
  /** In a header cell, where HTML allows no headings. */
  readonly inHeader: boolean;
};

type Attributes = Readonly<Record<string, unknown>> | undefined;
/** Makes the blocks that one loose block becomes: usually one, none when it is empty. */
type Maker = (node: Loose, attrs: Attributes, context: BlockContext) => readonly AnyNode[];

/** The blocks of some content. Inline nodes between blocks become paragraphs; stray parts give up their content. */
export function blocksOf(nodes: readonly Loose[], context: BlockContext): TopBlock[] {
  const blocks: AnyNode[] = [];
  let run: Loose[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    append(blocks, paragraphs({ type: 'paragraph', content: run }, undefined, context));
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) run.push(node);
    else {
      endRun();
      append(blocks, blockOf(node, context));
    }
  }
  endRun();
  return blocks as TopBlock[];
}

/** Not `push(...more)`: that has a limit, and a document may have more blocks. */
function append(blocks: AnyNode[], more: readonly AnyNode[]): void {
  for (const block of more) blocks.push(block);
}

function isInline(node: Loose): boolean {
  return (
    node.type === 'text' ||
    node.type === 'hardBreak' ||
    node.type === 'footnote' ||
    node.type === 'inlineImage' ||
    node.type === 'inlineMath'
  );
}

function blockOf(node: Loose, context: BlockContext): readonly AnyNode[] {
  const maker = makers[node.type];
  const below = context.depth < documentDepth ? deeper(context) : undefined;
  if (maker === undefined || (below === undefined && isContainer(node))) {
    if (below === undefined)
      context.losses.add(`nesting deeper than ${documentDepth} levels`, 'the innermost blocks');
    return blocksOf(node.content ?? [], context);
  }
  const attrs = cleanAttributes(node.attrs, nodeAttributes[node.type] ?? {});
  const needed = essential[node.type];
  if (needed !== undefined && attrs?.[needed] === undefined) {
    context.losses.add(
      `${node.type} without a usable ${needed}`,
      node.content?.length ? 'its text' : 'nothing',
    );
    return paragraphs(node, undefined, context);
  }
  return maker(node, attrs, below ?? context);
}

function isContainer(node: Loose): boolean {
  return node.content?.some((child) => !isInline(child)) ?? false;
}

function deeper(context: BlockContext): BlockContext {
  return { ...context, depth: context.depth + 1 };
}

function make(type: string, attrs: Attributes, content: readonly AnyNode[] = []): AnyNode {
  const node: Record<string, unknown> = { type };
  if (attrs !== undefined) node.attrs = attrs;
  if (content.length > 0) node.content = content;
  return node as AnyNode;
}

const emptyParagraph: BlockNode = { type: 'paragraph' };

/** Blocks where the schema asks for at least one. */
function filled(node: Loose, context: BlockContext): readonly AnyNode[] {
  const blocks = blocksOf(node.content ?? [], context);
  return blocks.length > 0 ? blocks : [emptyParagraph];
}

function rules(context: BlockContext): InlineRules {
  return { footnote: (node, marks) => footnote(node, marks, context) };
}

function footnote(node: Loose, marks: readonly Mark[], context: BlockContext): Inline | undefined {
  const content = blocksOf(node.content ?? [], {
    ...deeper(context),
    inFootnote: true,
    inHeader: false,
  }) as BlockNode[];
  if (content.length === 0) return undefined;
  if (context.inFootnote) {
    context.losses.add('footnote inside a footnote', 'its text, in brackets');
    return { type: 'text', text: ` [${wordsOf(content)}]`, ...(marks.length > 0 ? { marks } : {}) };
  }
  return footnoteOf(content, marks);
}

function footnoteOf(content: readonly BlockNode[], marks: readonly Mark[]): Footnote {
  return marks.length > 0 ? { type: 'footnote', content, marks } : { type: 'footnote', content };
}

function wordsOf(nodes: readonly AnyNode[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.text : 'content' in node ? wordsOf(node.content ?? []) : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A paragraph is as many as its breaks part it into; of pictures alone it is those pictures, of an address an embed. */
function paragraphs(node: Loose, attrs: Attributes, context: BlockContext): readonly AnyNode[] {
  const parts = inlineParts(node.content ?? [], rules(context));
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
    const text = inlineLine(node.content ?? [], rules(context));
    return text.length === 0 ? [] : [make(type, attrs, text)];
  };

const heading: Maker = (node, attrs, context) => {
  if (!context.inHeader) return line('heading')(node, { level: 2, ...attrs }, context);
  context.losses.add('heading in a header cell', 'a paragraph');
  const { level: _, ...others } = attrs ?? {};
  return paragraphs(node, Object.keys(others).length > 0 ? others : undefined, context);
};

/** A block that is there for its attributes; its text is a caption and may be missing. */
const captioned =
  (type: string): Maker =>
  (node, attrs, context) => [make(type, attrs, inlineLine(node.content ?? [], rules(context)))];

/** A file without a name is called what its address ends with. */
const file: Maker = (node, attrs) => {
  const name = labelText(node.content ?? []);
  if (name.length > 0) return [make('file', attrs, name)];
  const href = String(attrs?.href);
  const last = /([^/?#]+)\/?(?:[?#].*)?$/.exec(href)?.[1] ?? href;
  return [make('file', attrs, labelText([{ type: 'text', text: last }]))];
};

const leaf =
  (type: string): Maker =>
  (_node, attrs) => [make(type, attrs)];

/** Only at the top level. */
const topLeaf =
  (type: string): Maker =>
  (_node, attrs, context) => {
    if (context.depth === 1) return [make(type, attrs)];
    context.losses.add(`${type} inside another block`, 'nothing');
    return [];
  };

const container =
  (type: string): Maker =>
  (node, attrs, context) => {
    const blocks = blocksOf(node.content ?? [], context);
    return blocks.length === 0 ? [] : [make(type, attrs, blocks)];
  };

/** A block made of parts of certain kinds. What else stands in it becomes such a part too. */
const list =
  (type: string, parts: readonly string[], wrapper: string): Maker =>
  (node, attrs, context) => {
    const items = (node.content ?? []).flatMap((child) => {
      if (parts.includes(child.type)) return part(child, context);
      const blocks = blocksOf([child], deeper(context));
      return blocks.length === 0 ? [] : [make(wrapper, undefined, blocks)];
    });
    return items.length === 0 ? [] : [make(type, attrs, items)];
  };

/** A part of a block: an item, a cell, a column, a term. */
function part(node: Loose, context: BlockContext): readonly AnyNode[] {
  const attrs = cleanAttributes(node.attrs, nodeAttributes[node.type] ?? {});
  const below = { ...deeper(context), inHeader: context.inHeader || node.type === 'tableHeader' };
  if (!textParts.has(node.type)) return [make(node.type, attrs, filled(node, below))];
  const text = inlineLine(textIn(node), rules(below));
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
const withPart =
  (type: string, kind: string): Maker =>
  (node, attrs, context) => {
    const parts = (node.content ?? []).filter((child) => child.type === kind);
    const text = parts.slice(0, 1).flatMap((child) => part(child, context));
    const rest = (node.content ?? []).filter((child) => child !== parts[0]);
    const blocks: AnyNode[] = blocksOf(rest, context);
    if (blocks.length === 0 && text.length === 0) return [];
    if (text.length === 0 && isTitle(blocks.at(-1)) && blocks.length > 1) text.push(citation(blocks.pop()!));
    return [make(type, attrs, [...(blocks.length > 0 ? blocks : [emptyParagraph]), ...text])];
  };

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

const gallery: Maker = (node, attrs, context) => {
  const blocks: AnyNode[] = blocksOf(
    (node.content ?? []).filter((child) => child.type !== 'caption'),
    context,
  );
  const images = blocks.filter((block) => block.type === 'image');
  const others = blocks.filter((block) => block.type !== 'image');
  const caption = (node.content ?? []).filter((child) => child.type === 'caption').slice(0, 1);
  if (images.length === 0) return [...others, ...blocksOf(caption, context)];
  return [
    make('gallery', attrs, [...images, ...caption.flatMap((child) => part(child, context))]),
    ...others,
  ];
};

const details: Maker = (node, attrs, context) => {
  const first = (node.content ?? []).find((child) => child.type === 'summary');
  const summary = first === undefined ? [] : part(first, context);
  const rest = { ...node, content: (node.content ?? []).filter((child) => child !== first) };
  const body = filled(rest, context);
  if (summary.length === 0 && body[0] === emptyParagraph) return [];
  return [
    make('details', attrs, [...(summary.length > 0 ? summary : [make('summary', undefined)]), ...body]),
  ];
};

const table: Maker = (node, attrs, context) => {
  const grid = (node.content ?? []).find((child) => child.type === 'tableGrid');
  const captions = (node.content ?? []).filter((child) => child.type === 'caption');
  const rows = (grid?.content ?? []).flatMap((row) => tableRow(row, deeper(context)));
  if (rows.length === 0) return captions.flatMap((child) => blocksOf(child.content ?? [], context));
  const gridAttrs = cleanAttributes(grid?.attrs, nodeAttributes.tableGrid ?? {});
  const caption = captions.slice(0, 1).flatMap((child) => part(child, context));
  return [make('table', attrs, [make('tableGrid', gridAttrs, footLast(rows)), ...caption])];
};

function tableRow(row: Loose, context: BlockContext): readonly AnyNode[] {
  if (row.type !== 'tableRow') return [];
  const cells = (row.content ?? [])
    .filter((cell) => cell.type === 'tableCell' || cell.type === 'tableHeader')
    .flatMap((cell) => part(cell, deeper(context)));
  if (cells.length === 0) return [];
  return [make('tableRow', cleanAttributes(row.attrs, nodeAttributes.tableRow ?? {}), cells)];
}

/** Rows of the foot stand last; a table of nothing but them has none. */
function footLast(rows: readonly AnyNode[]): readonly AnyNode[] {
  const foot = rows.filter((row) => row.type === 'tableRow' && row.attrs?.foot === true);
  if (foot.length === 0) return rows;
  if (foot.length < rows.length) return [...rows.filter((row) => !foot.includes(row)), ...foot];
  return rows.map((row) => {
    if (row.type !== 'tableRow') return row;
    const { foot: _, ...others } = row.attrs ?? {};
    return make('tableRow', Object.keys(others).length > 0 ? others : undefined, row.content);
  });
}

const codeBlock: Maker = (node, attrs) => {
  const marked = (node.content ?? []).map((child) => ({ ...child, marks: undefined }));
  const text = verbatimText(marked, { footnote: () => undefined })
    .map((child) => (child.type === 'text' ? child.text : ''))
    .join('');
  return text.trim() === '' ? [] : [make('codeBlock', attrs, [{ type: 'text', text }])];
};

const verse: Maker = (node, attrs, context) => {
  const text = verbatimText(node.content ?? [], rules(context));
  return isBlank(text) ? [] : [make('verse', attrs, text)];
};

/** Sanitised again whoever made it: a raw block is the one place where HTML is kept as it is. */
const raw: Maker = (_node, attrs) => {
  const html = sanitizeFragment(String(attrs?.html ?? ''));
  return html === '' ? [] : [make('raw', { ...attrs, html })];
};

const makers: Readonly<Record<string, Maker | undefined>> = {
  paragraph: paragraphs,
  heading,
  verse,
  codeBlock,
  bulletList: list('bulletList', ['listItem'], 'listItem'),
  orderedList: list('orderedList', ['listItem'], 'listItem'),
  taskList: list('taskList', ['taskItem'], 'taskItem'),
  definitionList: list('definitionList', ['term', 'description'], 'description'),
  quote: withPart('quote', 'citation'),
  pullQuote: withPart('pullQuote', 'citation'),
  table,
  image: (node, attrs, context) => captioned('image')(node, describePicture({ ...attrs }), context),
  gallery,
  audio: captioned('audio'),
  video: captioned('video'),
  embed: captioned('embed'),
  file,
  button: (node, attrs) => {
    const label = labelText(node.content ?? []);
    return label.length === 0 ? [] : [make('button', attrs, label)];
  },
  columns: list('columns', ['column'], 'column'),
  group: container('group'),
  details,
  separator: leaf('separator'),
  more: topLeaf('more'),
  pageBreak: topLeaf('pageBreak'),
  math: leaf('math'),
  raw,
};
