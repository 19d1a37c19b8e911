import type { AnyNode, BlockNode, Document, Inline, Mark, TopBlock } from './document.ts';
import { children } from './document.ts';
import type { Losses } from './losses.ts';
import type { Loose } from './normal/loose.ts';
import { normalise } from './normal/normalise.ts';
import { safeUrl } from './url.ts';

/** The blocks of a comment. */
const guestBlocks = new Set([
  'paragraph',
  'bulletList',
  'orderedList',
  'listItem',
  'quote',
  'codeBlock',
  'doc',
]);
const guestMarks = new Set([
  'strong',
  'emphasis',
  'strike',
  'code',
  'link',
  'subscript',
  'superscript',
  'quotation',
]);

/**
 * The same document with what a comment may hold: paragraphs, lists, quotes, code and simple marks. Other
 * blocks give up their text, pictures and embeds become links; each kind is a loss. Anchors, alignment and
 * languages are left out; directions are worked out when it is rendered.
 */
export function restrictToGuest(document: Document, losses: Losses): Document {
  if (document.content.every(isGuest)) return document;
  return normalise({ type: 'doc', content: blocks(document.content, losses) }, losses, { embeds: false });
}

function isGuest(node: AnyNode): boolean {
  if (node.type === 'text' || node.type === 'hardBreak') return (node.marks ?? []).every(isGuestMark);
  if (!guestBlocks.has(node.type) || ('attrs' in node && node.attrs !== undefined)) return false;
  return children(node).every(isGuest);
}

function isGuestMark(mark: Mark): boolean {
  if (!guestMarks.has(mark.type)) return false;
  if (mark.type === 'quotation') return mark.attrs === undefined;
  if (mark.type !== 'link') return true;
  const { href, title, rel } = mark.attrs;
  return title === undefined && rel === undefined && safeUrl(href, 'guest-link') !== undefined;
}

function blocks(nodes: readonly AnyNode[], losses: Losses): Loose[] {
  return nodes.flatMap((node) => block(node as TopBlock, losses));
}

function block(node: AnyNode, losses: Losses): Loose[] {
  const kept = attributesOf(node);
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', attrs: kept, content: inline(node.content ?? [], losses) }];
    case 'codeBlock':
      return [{ type: 'codeBlock', attrs: kept, content: node.content }];
    case 'bulletList':
    case 'orderedList':
    case 'listItem':
    case 'quote':
      return [{ type: node.type, attrs: kept, content: blocks(node.content ?? [], losses) }];
    case 'heading':
      losses.add('heading', 'a paragraph in bold');
      return [{ type: 'paragraph', attrs: kept, content: bold(inline(node.content ?? [], losses)) }];
    case 'verse':
      losses.add('verse', 'a paragraph');
      return [
        { type: 'paragraph', attrs: kept, content: inline(node.content ?? [], losses).flatMap(withBreaks) },
      ];
    default:
      return otherBlock(node, losses);
  }
}

/** Kept: from where a list counts, and the language of code. */
function attributesOf(node: AnyNode): Record<string, unknown> {
  if (node.type === 'orderedList') return { start: node.attrs?.start };
  return node.type === 'codeBlock' ? { language: node.attrs?.language } : {};
}

function otherBlock(node: AnyNode, losses: Losses): Loose[] {
  const address = addressOf(node);
  const link = address === undefined ? undefined : linkTo(address);
  const wrapped = !partNames.has(node.type);
  if (wrapped) losses.add(node.type, link === undefined ? 'its text' : 'a link');
  const text =
    node.type === 'raw' ? rawText(node.attrs.html) : node.type === 'math' ? node.attrs.tex : undefined;
  if (text !== undefined) return [{ type: 'paragraph', content: [{ type: 'text', text }] }];
  const inner = children(node);
  const own: Loose[] = link === undefined ? [] : [{ type: 'paragraph', content: [labelled(node, link)] }];
  if (inner.length === 0) return own;
  if (link !== undefined && (node.type === 'button' || node.type === 'file')) return own;
  const isText = inner.every((child) => inlineNames.has(child.type));
  if (isText) return [...own, { type: 'paragraph', content: inline(inner as readonly Inline[], losses) }];
  return [...own, ...blocks(inner as readonly BlockNode[], losses)];
}

const inlineNames = new Set(['text', 'hardBreak', 'inlineImage', 'inlineMath', 'footnote']);
const partNames = new Set(
  'taskItem term description translation citation caption tableGrid tableRow tableCell tableHeader column summary'.split(
    ' ',
  ),
);

function addressOf(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'image':
    case 'audio':
    case 'video':
      return node.attrs.src;
    case 'embed':
      return node.attrs.url;
    case 'file':
    case 'button':
      return node.attrs.href;
    default:
      return undefined;
  }
}

function linkTo(address: string): string | undefined {
  return address.startsWith('data:') ? undefined : safeUrl(address, 'guest-link');
}

function labelled(node: AnyNode, href: string): Loose {
  const words =
    node.type === 'image'
      ? node.attrs.alt
      : node.type === 'file' || node.type === 'button'
        ? wordsOf(node)
        : undefined;
  return { type: 'text', text: words || href, marks: [{ type: 'link', attrs: { href } }] };
}

function wordsOf(node: AnyNode): string {
  return children(node)
    .map((child) => (child.type === 'text' ? child.text : ''))
    .join('');
}

function rawText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

function bold(nodes: readonly Loose[]): Loose[] {
  return nodes.map((node) => ({ ...node, marks: [...(node.marks ?? []), { type: 'strong' }] }));
}

function withBreaks(node: Loose): Loose[] {
  return (node.text ?? '').split('\n').flatMap((text, i): Loose[] => {
    const line: Loose = { ...node, text };
    return i === 0 ? [line] : [{ type: 'hardBreak' }, line];
  });
}

function inline(nodes: readonly Inline[], losses: Losses): Loose[] {
  return nodes.map((node) => inlineNode(node, losses));
}

function inlineNode(node: Inline, losses: Losses): Loose {
  const marks = (node.marks ?? []).flatMap((mark) => guestMark(mark, losses));
  switch (node.type) {
    case 'text':
      return { type: 'text', text: node.text, marks };
    case 'hardBreak':
      return { type: 'hardBreak', marks };
    case 'inlineMath':
      losses.add('inlineMath', 'its TeX');
      return { type: 'text', text: node.attrs.tex, marks };
    case 'inlineImage': {
      losses.add('inlineImage', 'a link');
      const href = linkTo(node.attrs.src);
      if (href === undefined) return { type: 'text', text: node.attrs.alt ?? '', marks };
      return {
        type: 'text',
        text: node.attrs.alt ?? href,
        marks: [...marks, { type: 'link', attrs: { href } }],
      };
    }
    case 'footnote':
      losses.add('footnote', 'its text, in brackets');
      return { type: 'text', text: ` [${textIn(node.content ?? [])}]`, marks };
  }
}

function textIn(nodes: readonly AnyNode[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.text : textIn(children(node))))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function guestMark(mark: Mark, losses: Losses): Mark[] {
  if (mark.type === 'quotation') return [{ type: 'quotation' }];
  if (mark.type === 'link') {
    if (safeUrl(mark.attrs.href, 'guest-link') !== undefined)
      return [{ type: 'link', attrs: { href: mark.attrs.href } }];
    losses.add('link with an unusual scheme', 'its text');
    return [];
  }
  if (guestMarks.has(mark.type)) return [mark];
  losses.add(mark.type, 'its text');
  return [];
}
