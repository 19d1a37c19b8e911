import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

/** The parser's tree, and the questions that the readers of this folder ask it. */
export type TreeNode = DefaultTreeAdapterTypes.ChildNode;
export type TreeElement = DefaultTreeAdapterTypes.Element;
export type TreeText = DefaultTreeAdapterTypes.TextNode;
export type TreeComment = DefaultTreeAdapterTypes.CommentNode;

// What stands in a document stands in the body of a page: parsed so, loose table rows are ignored as there.
const body = parseFragment('<div></div>').childNodes[0] as TreeElement;

/** Parses a fragment the way a browser would inside a `<div>`, scripting off. */
export function parseTree(html: string): readonly TreeNode[] {
  return parseFragment(body, html, { scriptingEnabled: false, sourceCodeLocationInfo: false }).childNodes;
}

export function isElement(node: TreeNode): node is TreeElement {
  return 'tagName' in node;
}

export function isText(node: TreeNode): node is TreeText {
  return node.nodeName === '#text';
}

export function isComment(node: TreeNode): node is TreeComment {
  return node.nodeName === '#comment';
}

/** An element of HTML itself; SVG and MathML have elements of the same names. */
export function isHtml(element: TreeElement): boolean {
  return element.namespaceURI === 'http://www.w3.org/1999/xhtml';
}

export function attribute(element: TreeElement, name: string): string | undefined {
  for (const entry of element.attrs) if (entry.name === name) return entry.value;
  return undefined;
}

export function hasAttribute(element: TreeElement, name: string): boolean {
  return attribute(element, name) !== undefined;
}

const noClasses: readonly string[] = [];

export function classesOf(element: TreeElement): readonly string[] {
  const value = attribute(element, 'class');
  return value === undefined ? noClasses : value.split(/[ \t\n\f\r]+/);
}

export function hasClass(element: TreeElement, ...names: readonly string[]): boolean {
  const classes = classesOf(element);
  return names.some((name) => classes.includes(name));
}

export function elementsOf(element: TreeElement): TreeElement[] {
  return element.childNodes.filter(isElement);
}

/** The first descendant element for which `test` holds, in document order. */
export function find(
  nodes: readonly TreeNode[],
  test: (element: TreeElement) => boolean,
): TreeElement | undefined {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (test(node)) return node;
    const inner = find(node.childNodes, test);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

export function findAll(nodes: readonly TreeNode[], test: (element: TreeElement) => boolean): TreeElement[] {
  const found: TreeElement[] = [];
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (test(node)) found.push(node);
    else found.push(...findAll(node.childNodes, test));
  }
  return found;
}

/** All text inside, as it stands. */
export function textOf(node: TreeNode): string {
  if (isText(node)) return node.value;
  if (!isElement(node)) return '';
  let text = '';
  for (const child of node.childNodes) text += textOf(child);
  return text;
}

export function isBlank(node: TreeNode): boolean {
  return isText(node) ? /^[ \t\n\f\r]*$/.test(node.value) : isComment(node);
}
