import type {
  AnyNode,
  BlockNode,
  CodeBlock,
  Details,
  Heading,
  Paragraph,
  Part,
  TopBlock,
  Verse,
} from '../document.ts';
import { attr, escapeText, named } from '../html/write.ts';
import { republishedNames, translationNames } from '../quotation.ts';
import { renderFigure } from './figures.ts';
import { renderInline } from './inline.ts';
import { localHref, relOf } from './links.ts';
import { renderMath } from './math.ts';
import { renderRaw } from './raw.ts';
import { type Around, blockAttributes, directionIn, headingLevel, type Rendering } from './rendering.ts';
import { renderTable } from './tables.ts';

/** Blocks one after the other, a line each. */
export function renderBlocks(
  blocks: readonly (TopBlock | AnyNode)[],
  around: Around,
  rendering: Rendering,
): string {
  if (blocks.length === 1) return renderBlock(blocks[0]!, around, rendering);
  let out = '';
  for (const block of blocks) {
    const written = renderBlock(block, around, rendering);
    if (written !== '') out += out === '' ? written : `\n${written}`;
  }
  return out;
}

/** Blocks of an item or a cell: a plain first paragraph needs no `<p>` when only lists follow it. */
export function renderBare(
  blocks: readonly AnyNode[] | undefined,
  around: Around,
  rendering: Rendering,
): string {
  const [first, ...others] = blocks ?? [];
  if (first === undefined) return '';
  const plain = first.type === 'paragraph' && first.attrs === undefined && others.every(isList);
  if (!plain) return renderBlocks(blocks ?? [], around, rendering);
  const text = renderInline(first.content, rendering);
  return others.length === 0 ? text : `${text}\n${renderBlocks(others, around, rendering)}`;
}

function isList(node: AnyNode): boolean {
  return node.type === 'bulletList' || node.type === 'orderedList' || node.type === 'taskList';
}

function renderBlock(node: AnyNode, around: Around, rendering: Rendering): string {
  const inner = directionIn(node, around);
  const attributes = (classes?: string): string => blockAttributes(node, around, inner, rendering, classes);
  switch (node.type) {
    case 'paragraph':
      return paragraph(node, attributes, rendering);
    case 'heading':
      return heading(node, around, inner, rendering);
    case 'verse':
      return verse(node, attributes('verse'), rendering);
    case 'codeBlock':
      return codeBlock(node, attributes());
    case 'bulletList':
      return `<ul${attributes()}>\n${items(node.content, inner, rendering)}</ul>`;
    case 'taskList':
      return `<ul${attributes('task-list')}>\n${items(node.content, inner, rendering)}</ul>`;
    case 'orderedList': {
      const { start, reversed, style } = node.attrs ?? {};
      const counting = attr('start', start) + attr('reversed', reversed) + attr('type', style);
      return `<ol${attributes()}${counting}>\n${items(node.content, inner, rendering)}</ol>`;
    }
    case 'definitionList':
      return `<dl${attributes()}>\n${items(node.content, inner, rendering)}</dl>`;
    case 'quote':
    case 'pullQuote':
    case 'image':
    case 'gallery':
    case 'audio':
    case 'video':
    case 'embed':
      return renderFigure(node, around, inner, rendering, renderBlocks);
    case 'table':
      return renderTable(node, around, inner, rendering, renderBare);
    case 'file':
      return `<p${attributes('file')}><a${linkAttributes(node.attrs.href, rendering)} download>${renderInline(node.content, unmarked(rendering))}</a></p>`;
    case 'button': {
      const label = renderInline(node.content, unmarked(rendering));
      const classes = node.attrs.align === undefined ? 'button' : `button text-${node.attrs.align}`;
      return `<p${attributes(classes)}><a${linkAttributes(node.attrs.href, rendering)}>${label}</a></p>`;
    }
    case 'columns':
      return `<div${attributes(aligned('columns', node.attrs?.align))}>\n${items(node.content, inner, rendering)}</div>`;
    case 'group':
      return `<div${attributes(aligned('group', node.attrs?.align))}>\n${renderBlocks(node.content ?? [], inner, rendering)}\n</div>`;
    case 'translation':
      return `<div${attributes('translation')} data-translation=""${named(node.attrs, translationNames)}>\n${renderBlocks(node.content ?? [], inner, rendering)}\n</div>`;
    case 'republished': {
      const marked = node.attrs?.key === undefined ? ' data-republished=""' : '';
      return `<section${attributes('republished')}${marked}${named(node.attrs, republishedNames)}>\n${renderBlocks(node.content ?? [], inner, rendering)}\n</section>`;
    }
    case 'details':
      return details(node, attributes(), inner, rendering);
    case 'separator':
      return `<hr${attributes()}>`;
    case 'more':
      return `<div${attributes('more')}${attr('data-label', node.attrs?.label)}></div>`;
    case 'pageBreak':
      return `<div${attributes('page-break')}></div>`;
    case 'math': {
      const ltr = inner === 'rtl' && node.attrs.dir === undefined ? ' dir="ltr"' : '';
      return `<div${attributes('math')}${ltr}>${renderMath(node.attrs.tex, true)}</div>`;
    }
    case 'raw':
      return `<div${attributes('raw')}>${renderRaw(node.attrs.html, rendering)}</div>`;
    default:
      return '';
  }
}

/** For what is a link as a whole: no other link can stand in it, nor a mark that is one. */
function unmarked(rendering: Rendering): Rendering {
  const { quotation: _, ...options } = rendering.options;
  return { ...rendering, options };
}

function linkAttributes(href: string, rendering: Rendering): string {
  return attr('href', localHref(href, rendering)) + attr('rel', relOf(href, undefined, rendering));
}

function aligned(name: string, align: string | undefined): string {
  return align === undefined ? name : `${name} align-${align}`;
}

type Attributes = (classes?: string) => string;

/** An empty paragraph only fills a place in the model. */
function paragraph(node: Paragraph, attributes: Attributes, rendering: Rendering): string {
  if (node.content === undefined) return '';
  const align = node.attrs?.align;
  return `<p${attributes(align && `text-${align}`)}>${renderInline(node.content, rendering)}</p>`;
}

function heading(node: Heading, around: Around, inner: Around, rendering: Rendering): string {
  const anchor = rendering.anchors.next();
  const id = anchor.done === true ? node.attrs.id : anchor.value;
  const attrs = id === undefined ? node.attrs : { ...node.attrs, id };
  const align = node.attrs.align;
  const written = blockAttributes({ ...node, attrs }, around, inner, rendering, align && `text-${align}`);
  const tag = `h${headingLevel(node, rendering)}`;
  return `<${tag}${written}>${renderInline(node.content, rendering)}</${tag}>`;
}

function verse(node: Verse, attributes: string, rendering: Rendering): string {
  return `<pre${attributes}>${guarded(renderInline(node.content, rendering))}</pre>`;
}

/** A parser drops a line feed right after the start of `<pre>`. */
function guarded(text: string): string {
  return text.startsWith('\n') ? `\n${text}` : text;
}

function codeBlock(node: CodeBlock, attributes: string): string {
  const text = (node.content ?? []).map((child) => child.text).join('');
  const language = attr('class', node.attrs?.language && `language-${node.attrs.language}`);
  // Long lines scroll sideways, which needs to be possible without a mouse.
  const scrolls = text.split('\n').some((line) => line.length > 60) ? ' tabindex="0"' : '';
  return `<pre${attributes}${scrolls}><code${language}>${escapeText(text)}</code></pre>`;
}

function items(parts: readonly Part[] | undefined, around: Around, rendering: Rendering): string {
  let out = '';
  for (const part of parts ?? []) out += `${item(part, around, rendering)}\n`;
  return out;
}

function item(part: Part, around: Around, rendering: Rendering): string {
  const inner = directionIn(part, around);
  const attributes = (classes?: string): string => blockAttributes(part, around, inner, rendering, classes);
  switch (part.type) {
    case 'listItem':
      return `<li${attributes()}>${renderBare(part.content, inner, rendering)}</li>`;
    case 'taskItem': {
      const done = part.attrs?.checked === true;
      const name = attr('aria-label', done ? rendering.labels.done : rendering.labels.notDone);
      const box = `<input type="checkbox"${attr('checked', done)} disabled${name}>`;
      return `<li${attributes()}>${box} ${renderBare(part.content, inner, rendering)}</li>`;
    }
    case 'term':
      return `<dt${attributes()}>${renderInline(part.content, rendering)}</dt>`;
    case 'description':
      return `<dd${attributes()}>${renderBare(part.content, inner, rendering)}</dd>`;
    case 'column': {
      const blocks: readonly BlockNode[] = part.content ?? [];
      return `<div${attributes('column')}${attr('data-width', part.attrs?.width)}>${renderBlocks(blocks, inner, rendering)}</div>`;
    }
    default:
      return '';
  }
}

function details(node: Details, attributes: string, inner: Around, rendering: Rendering): string {
  const [summary, ...body] = node.content ?? [];
  const title = summary?.type === 'summary' ? summary : undefined;
  const dir = title && directionIn(title, inner);
  const head = title && blockAttributes(title, inner, dir, rendering);
  return (
    `<details${attributes}${attr('open', node.attrs?.open)}>` +
    `<summary${head ?? ''}>${renderInline(title?.content, rendering)}</summary>\n` +
    `${renderBlocks(body, inner, rendering)}</details>`
  );
}
