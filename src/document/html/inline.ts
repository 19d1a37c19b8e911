import type { Loose, LooseMark } from '../normal/loose.ts';
import { inlineBindingNames } from '../quotation.ts';
import { droppedElements } from './allowed.ts';
import { imageAttributes, isEmoji } from './images.ts';
import { texOf } from './math.ts';
import { isBacklink, readFootnote } from './notes.ts';
import { isAboutQuotation } from './quotes.ts';
import { addressOf, keepAnchor, languageOf, namedAttributes, noteAttributes, type Reader } from './reader.ts';
import { attribute, hasClass, isElement, isHtml, isText, type TreeElement, type TreeNode } from './tree.ts';

/** Reads a run of text. Elements that are no marks give up their content. */
export function readInline(nodes: readonly TreeNode[], marks: readonly LooseMark[], reader: Reader): Loose[] {
  const out: Loose[] = [];
  readNodes(nodes, marks, reader, out);
  return out;
}

function readNodes(
  nodes: readonly TreeNode[],
  marks: readonly LooseMark[],
  reader: Reader,
  out: Loose[],
): void {
  for (const node of nodes) {
    if (isText(node)) out.push({ type: 'text', text: node.value, marks });
    else if (isElement(node)) readElement(node, marks, reader, out);
  }
}

function readElement(element: TreeElement, marks: readonly LooseMark[], reader: Reader, out: Loose[]): void {
  if (element.attrs.length > 0) {
    if (isAboutQuotation(element)) return;
    noteAttributes(element, reader);
  }
  const leaf = leaves[element.tagName];
  if (leaf !== undefined) return leaf(element, marks, reader, out);
  if (!isHtml(element) || droppedElements.has(element.tagName)) return drop(element, reader);
  const note = readFootnote(element, reader);
  if (note !== undefined) {
    if (note.length > 0) out.push({ type: 'footnote', content: note, marks });
    return;
  }
  if (reader.open.size > 0 && isBacklink(element)) return;
  keepAnchor(element, reader);
  const parted = blocksInText.has(element.tagName);
  if (parted) out.push({ type: 'hardBreak' });
  readNodes(element.childNodes, withElement(marks, element, reader), reader, out);
  if (parted) out.push({ type: 'hardBreak' });
}

type LeafReader = (element: TreeElement, marks: readonly LooseMark[], reader: Reader, out: Loose[]) => void;

const leaves: Readonly<Record<string, LeafReader | undefined>> = {
  br: (_element, marks, _reader, out) => out.push({ type: 'hardBreak', marks }),
  wbr: () => {},
  img: (element, marks, reader, out) => {
    if (isEmoji(element)) {
      out.push({ type: 'text', text: attribute(element, 'alt') ?? '', marks });
      return;
    }
    const attrs = imageAttributes(element, reader);
    if (attrs !== undefined) out.push({ type: 'inlineImage', attrs, marks });
  },
  math: (element, marks, reader, out) => {
    const tex = texOf(element);
    if (tex !== undefined) out.push({ type: 'inlineMath', attrs: { tex }, marks });
    else drop(element, reader);
  },
  // The box of a task list; its item has read it.
  input: (element, _marks, reader) => {
    if (attribute(element, 'type')?.toLowerCase() !== 'checkbox') drop(element, reader);
  },
  ruby: misfit,
  meter: misfit,
  progress: misfit,
};

/** An element that only a raw block can hold. Where one is not possible its text is read. */
function misfit(element: TreeElement, marks: readonly LooseMark[], reader: Reader, out: Loose[]): void {
  reader.misfit ??= element.tagName;
  for (const child of element.childNodes) {
    if (isElement(child) && (child.tagName === 'rp' || child.tagName === 'rtc')) continue;
    const gloss = isElement(child) && child.tagName === 'rt';
    if (gloss) out.push({ type: 'text', text: ' (', marks });
    readNodes([child], marks, reader, out);
    if (gloss) out.push({ type: 'text', text: ')', marks });
  }
}

export function drop(element: TreeElement, reader: Reader): void {
  const name = element.tagName;
  if (name === 'link' || name === 'meta' || name === 'base' || name === 'param') return;
  reader.losses.add(`<${name}> element`, 'nothing');
}

const blocksInText = new Set(
  'p div li dt dd h1 h2 h3 h4 h5 h6 tr blockquote figcaption section article'.split(' '),
);

/** The marks inside an element: those around it, and its own. */
export function withElement(
  marks: readonly LooseMark[],
  element: TreeElement,
  reader: Reader,
): readonly LooseMark[] {
  let inner = marks;
  const own = markOf(element, reader);
  if (own !== undefined) inner = [...inner, own];
  if (element.attrs.length === 0) return inner;
  const lang = own?.type === 'quotation' ? undefined : languageOf(element);
  const dir = attribute(element, 'dir')?.toLowerCase();
  if (lang !== undefined || dir === 'ltr' || dir === 'rtl')
    inner = [...inner, { type: 'language', attrs: { lang, dir } }];
  const style = attribute(element, 'style');
  return style === undefined ? inner : withStyle(inner, style);
}

function markOf(element: TreeElement, reader: Reader): LooseMark | undefined {
  const plain = plainMarks[element.tagName];
  if (plain !== undefined) return isUnstyled(element) ? undefined : plain;
  switch (element.tagName) {
    case 'a': {
      const href = addressOf(element, 'href', 'link', reader);
      if (href === undefined || hasClass(element, 'headerlink', 'anchor')) return undefined;
      return {
        type: 'link',
        attrs: { href, title: attribute(element, 'title'), rel: attribute(element, 'rel') },
      };
    }
    case 'q':
      return { type: 'quotation', attrs: namedAttributes(element, inlineBindingNames) };
    case 'abbr':
    case 'acronym':
      return { type: 'abbreviation', attrs: { title: attribute(element, 'title') } };
    default:
      return undefined;
  }
}

const strong: LooseMark = { type: 'strong' };
const emphasis: LooseMark = { type: 'emphasis' };
const underline: LooseMark = { type: 'underline' };
const strike: LooseMark = { type: 'strike' };
const code: LooseMark = { type: 'code' };

const plainMarks: Readonly<Record<string, LooseMark | undefined>> = {
  strong,
  b: strong,
  em: emphasis,
  i: emphasis,
  dfn: emphasis,
  var: emphasis,
  u: underline,
  ins: underline,
  s: strike,
  del: strike,
  strike,
  code,
  samp: code,
  tt: code,
  kbd: { type: 'keyboard' },
  sub: { type: 'subscript' },
  sup: { type: 'superscript' },
  mark: { type: 'highlight' },
  small: { type: 'small' },
  cite: { type: 'work' },
};

/** Some editors wrap everything in `<b style="font-weight:normal">`. */
function isUnstyled(element: TreeElement): boolean {
  if (element.attrs.length === 0) return false;
  const style = attribute(element, 'style') ?? '';
  return (
    (element.tagName === 'b' && /font-weight\s*:\s*(normal|400)/i.test(style)) ||
    hasClass(element, 'fa', 'fas', 'fab')
  );
}

/** Emphasis that old editors wrote as style. */
function withStyle(marks: readonly LooseMark[], style: string): readonly LooseMark[] {
  const found: LooseMark[] = [];
  if (/font-weight\s*:\s*(bold|bolder|[6-9]00)\b/i.test(style)) found.push(strong);
  if (/font-style\s*:\s*(italic|oblique)\b/i.test(style)) found.push(emphasis);
  if (/text-decoration(-line)?\s*:[^;]*\bunderline\b/i.test(style)) found.push(underline);
  if (/text-decoration(-line)?\s*:[^;]*\bline-through\b/i.test(style)) found.push(strike);
  return found.length === 0 ? marks : [...marks, ...found];
}
