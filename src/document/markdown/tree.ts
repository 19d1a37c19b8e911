import type { Token } from 'markdown-it';
import type { TreeElement, TreeNode } from '../html/tree.ts';
import { noteId, parser } from './parser.ts';

const { unescapeAll } = parser.utils;

/**
 * The tree that an HTML parser would make of what Markdown renders to, made without that detour; or
 * `undefined` when the text holds HTML, which only that parser can read.
 */
export function treeOf(tokens: readonly Token[]): readonly TreeNode[] | undefined {
  const root = element('div');
  return addTokens(tokens, root) ? root.childNodes : undefined;
}

type Parent = TreeElement;
type Attribute = readonly [name: string, value: string | number];

/** Answers whether all could be added. */
function addTokens(tokens: readonly Token[], root: Parent): boolean {
  let parent = root;
  for (const token of tokens) {
    if (token.hidden) {
      // The text of tight items stands in them directly, a line end between it and what follows.
      if (token.nesting === -1) addText(parent, '\n');
      continue;
    }
    if (token.type === 'inline') {
      if (!addTokens(token.children ?? [], parent)) return false;
    } else if (token.nesting === 1) {
      const opened = opening(token);
      append(parent, opened);
      parent = innermost(opened);
    } else if (token.nesting === -1) {
      parent = closing(token, parent);
    } else if (!addLeaf(token, parent)) return false;
  }
  return true;
}

function opening(token: Token): TreeElement {
  if (token.type === 'footnote_block_open') {
    const section = element('section', [['class', 'footnotes']]);
    append(section, element('ol'));
    return section;
  }
  if (token.type === 'footnote_open') return element('li', [['id', noteId(token.meta)]]);
  return element(token.tag, token.attrs ?? undefined);
}

function innermost(opened: TreeElement): TreeElement {
  const [child] = opened.childNodes;
  return child !== undefined && 'tagName' in child ? child : opened;
}

function closing(token: Token, parent: Parent): Parent {
  const outer = parent.parentNode as Parent;
  return token.type === 'footnote_block_close' ? (outer.parentNode as Parent) : outer;
}

function addLeaf(token: Token, parent: Parent): boolean {
  switch (token.type) {
    case 'text':
      addText(parent, token.content);
      return true;
    case 'softbreak':
      addText(parent, '\n');
      return true;
    case 'hardbreak':
    case 'hr':
      append(parent, element(token.tag));
      return true;
    case 'task_box':
      append(parent, element('input', token.attrs ?? []));
      return true;
    case 'code_inline':
      return addWithText(parent, element('code'), token.content);
    case 'code_block':
    case 'fence':
      return addCode(token, parent);
    case 'image':
      append(parent, element('img', imageAttributes(token)));
      return true;
    case 'math_inline':
    case 'math_block':
      return addMath(token, parent);
    case 'footnote_ref':
      return addReference(token, parent);
    default:
      return addComment(token, parent);
  }
}

/** WordPress's marks are comments; other HTML goes the long way. */
function addComment(token: Token, parent: Parent): boolean {
  const data = /^\s*<!--((?:more|nextpage)(?:[^-]|-(?!-))*)-->\s*$/.exec(token.content)?.[1];
  if (data === undefined) return false;
  parent.childNodes.push({ nodeName: '#comment', data, parentNode: parent } as TreeNode);
  return true;
}

function addCode(token: Token, parent: Parent): boolean {
  const language = /^\{?\.?([^\s{}.,]+)/.exec(unescapeAll(token.info).trim())?.[1];
  const code = element('code', language === undefined ? [] : [['class', `language-${language}`]]);
  const pre = element('pre');
  append(parent, pre);
  return addWithText(pre, code, token.content);
}

function addMath(token: Token, parent: Parent): boolean {
  const math = element('math', token.type === 'math_block' ? [['display', 'block']] : []);
  math.namespaceURI = 'http://www.w3.org/1998/Math/MathML' as TreeElement['namespaceURI'];
  append(parent, math);
  return addWithText(math, element('annotation', [['encoding', 'application/x-tex']]), token.content);
}

function addReference(token: Token, parent: Parent): boolean {
  const mark = element('sup', [['class', 'footnote-ref']]);
  append(parent, mark);
  return addWithText(mark, element('a', [['href', `#${noteId(token.meta)}`]]), '*');
}

function imageAttributes(token: Token): Attribute[] {
  const others = (token.attrs ?? []).filter(([name]) => name !== 'alt');
  return [...others, ['alt', wordsOf(token.children ?? [])]];
}

/** The words of the text between the brackets of a picture. */
function wordsOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'image') return wordsOf(token.children ?? []);
      return token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content;
    })
    .join('');
}

function element(tagName: string, attrs: readonly Attribute[] = []): TreeElement {
  return {
    nodeName: tagName,
    tagName,
    attrs: attrs.map(([name, value]) => ({ name, value: String(value) })),
    namespaceURI: 'http://www.w3.org/1999/xhtml' as TreeElement['namespaceURI'],
    childNodes: [],
    parentNode: null,
  };
}

function append(parent: Parent, child: TreeElement): void {
  child.parentNode = parent;
  parent.childNodes.push(child);
}

function addText(parent: Parent, value: string): void {
  const last = parent.childNodes.at(-1);
  if (last !== undefined && 'value' in last) last.value += value;
  else parent.childNodes.push({ nodeName: '#text', value, parentNode: parent } as TreeNode);
}

function addWithText(parent: Parent, child: TreeElement, text: string): boolean {
  append(parent, child);
  addText(child, text);
  return true;
}
