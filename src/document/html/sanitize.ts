import { withoutControls } from '../normal/attributes.ts';
import { safeUrl } from '../url.ts';
import {
  type AttributeKind,
  allowedElements,
  droppedElements,
  elementAttributes,
  globalAttributes,
  isContentClass,
  voidElements,
} from './allowed.ts';
import { isTooDeep, limits, mayBeTooDeep } from './limits.ts';
import { attribute, isElement, isHtml, isText, parseTree, type TreeElement, type TreeNode } from './tree.ts';
import { attr, escapeText } from './write.ts';

/**
 * HTML with nothing in it that runs, frames, submits, styles, or reaches a place that is not plainly
 * written in it. Elements that are not allowed give up their content, or go with it where it is no text for
 * readers. Idempotent: what comes out, parsed and written again, is the same. HTML for which that does not
 * hold after a few rounds, or that nests too deeply, comes back as its text.
 */
export function sanitizeFragment(html: string): string {
  const { depth, repairs } = limits.writer;
  if (!html.includes('<') && !html.includes('&')) return escapeText(withoutControls(html).trim());
  if (mayBeTooDeep(html, depth, repairs)) return textAlone(html);
  let last = html;
  for (let round = 0; round < 6; round++) {
    const tree = parseTree(last);
    if (isTooDeep(tree, depth)) return textAlone(html);
    const next = writeNodes(tree).trim();
    if (next === last) return next;
    last = next;
  }
  return textAlone(last);
}

/** Serialises what is allowed of some nodes. */
export function writeNodes(nodes: readonly TreeNode[]): string {
  let out = '';
  for (const node of nodes) {
    if (isText(node)) out += escapeText(withoutControls(node.value));
    else if (isElement(node)) out += writeElement(node);
  }
  return out;
}

function writeElement(element: TreeElement): string {
  const name = element.tagName;
  if (droppedElements.has(name) || !isHtml(element)) return '';
  if (!allowedElements.has(name)) return writeNodes(element.childNodes);
  if (voidElements.has(name)) return isEmptyVoid(element) ? '' : `<${name}${attributes(element)}>`;
  const content = writeNodes(element.childNodes);
  // Parsers drop a line feed right after the start of `<pre>`, and writers do not all put it back.
  const kept = name === 'pre' ? content.replace(/^\n+/, '') : content;
  return `<${name}${attributes(element)}>${kept}</${name}>`;
}

/** A picture, source or track without an address that may be used. */
function isEmptyVoid(element: TreeElement): boolean {
  if (element.tagName !== 'img' && element.tagName !== 'source' && element.tagName !== 'track') return false;
  const kind = element.tagName === 'img' ? 'image' : 'media';
  return safeUrl(attribute(element, 'src') ?? '', kind) === undefined;
}

function attributes(element: TreeElement): string {
  const own = elementAttributes.get(element.tagName);
  let out = '';
  for (const { name, value } of element.attrs) {
    const kind = own?.get(name) ?? globalAttributes.get(name);
    if (kind !== undefined) out += attr(name, clean(value, kind));
  }
  // Sound and film can be started and stopped by whoever wants them, and are not fetched before.
  if (element.tagName === 'audio' || element.tagName === 'video') {
    out += out.includes(' controls') ? ' preload="none"' : ' controls preload="none"';
  }
  return out;
}

function clean(value: string, kind: AttributeKind): string | boolean | undefined {
  switch (kind) {
    case 'flag':
      return true;
    case 'number':
      return /^-?\d{1,6}$/.test(value.trim()) ? value.trim() : undefined;
    case 'link':
    case 'image':
    case 'media':
      return safeUrl(value, kind);
    case 'anchor':
      return isPlainWord(value) ? value : undefined;
    case 'language':
      return /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,8}$/i.test(value) ? value : undefined;
    case 'direction':
      return value === 'ltr' || value === 'rtl' || value === 'auto' ? value : undefined;
    case 'words':
      return words(value).join(' ') || undefined;
    case 'classes':
      return words(value).filter(isContentClass).join(' ') || undefined;
    case 'text':
      return withoutControls(value).replace(/\s+/g, ' ').trim();
  }
}

function words(value: string): string[] {
  return withoutControls(value).split(/\s+/).filter(isPlainWord);
}

function isPlainWord(word: string): boolean {
  return /^[\p{L}\p{N}_:-]{1,80}$/u.test(word);
}

/** The words of HTML that cannot be parsed, or not kept: tags cut out by a rule that cannot be led astray. */
function textAlone(html: string): string {
  return escapeText(
    withoutControls(html.replace(/<[^<>]*>?/g, ' '))
      .replace(/\s+/g, ' ')
      .trim(),
  );
}
