import type { AnyNode } from '../document.ts';
import { documentDepth } from '../html/limits.ts';
import { sanitizeFragment } from '../html/sanitize.ts';
import { cleanAttributes, essential, nodeAttributes } from './attributes.ts';
import { container, details, gallery, list, quote, withPart } from './containers.ts';
import { type BlockContext, deeper, isInline, type Maker, make } from './context.ts';
import type { Loose } from './loose.ts';
import { table } from './tables.ts';
import { button, captioned, codeBlock, file, heading, image, paragraphs, verse } from './text-blocks.ts';

/** The blocks of some content. Inline nodes between blocks become paragraphs; stray parts give up their content. */
export function blocksOf(nodes: readonly Loose[], context: BlockContext): AnyNode[] {
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
  return blocks;
}

/** Not `push(...more)`: that has a limit, and a document may have more blocks. */
function append(blocks: AnyNode[], more: readonly AnyNode[]): void {
  for (const block of more) blocks.push(block);
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
  quote,
  pullQuote: withPart('pullQuote', 'citation'),
  table,
  image,
  gallery,
  audio: captioned('audio'),
  video: captioned('video'),
  embed: captioned('embed'),
  file,
  button,
  columns: list('columns', ['column'], 'column'),
  group: container('group'),
  republished: container('republished'),
  details,
  separator: leaf('separator'),
  more: topLeaf('more'),
  pageBreak: topLeaf('pageBreak'),
  math: leaf('math'),
  raw,
};
