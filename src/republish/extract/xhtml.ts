import { isElement, isText, type PageNode, type PageTree } from './page-tree.ts';

/**
 * A page as well-formed XHTML: the parser that `@mozilla/readability` brings reads nothing else. Names that could
 * end a tag or an attribute early are left out; what stands in the elements stays.
 */
export function xhtmlOf(tree: PageTree): string {
  const out: string[] = [];
  const waiting: (PageNode | string)[] = tree.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') out.push(node);
    else if (isText(node)) out.push(escapeText(node.value));
    else if (isElement(node)) {
      const name = safeName.test(node.tagName) ? node.tagName : 'span';
      out.push(`<${name}`);
      for (const { name: key, value } of node.attrs)
        if (safeAttribute.test(key)) out.push(` ${key}="${escapeText(value)}"`);
      if (voids.has(name)) {
        out.push('/>');
        continue;
      }
      out.push('>');
      waiting.push(`</${name}>`);
      for (let i = node.childNodes.length - 1; i >= 0; i--) waiting.push(node.childNodes[i]!);
    }
  }
  return out.join('');
}

const safeName = /^[a-z][a-z0-9-]*$/;
const safeAttribute = /^[a-zA-Z_][\w.-]*$/;
const voids = new Set(
  'area base br col embed hr img input link meta param source track wbr frame keygen'.split(' '),
);

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\0', '');
}
