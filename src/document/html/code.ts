import type { Loose } from '../normal/loose.ts';
import { type BlockReader, blockAttributes } from './reader.ts';
import {
  attribute,
  classesOf,
  find,
  hasClass,
  isElement,
  isText,
  type TreeElement,
  type TreeNode,
} from './tree.ts';

/** `<pre>`: code, or verse where it says so or holds more than text. */
export const readCode: BlockReader = (element, flow, reader, out) => {
  const code = find(element.childNodes, (child) => child.tagName === 'code' || child.tagName === 'samp');
  const formatted = code === undefined && find(element.childNodes, isFormatting) !== undefined;
  if (hasClass(element, 'verse', 'wp-block-verse') || formatted) {
    const content = reader.inline(element.childNodes, flow.marks);
    out.push({ type: 'verse', attrs: blockAttributes(element, flow, reader), content });
    return;
  }
  const language = languageOf(element) ?? (code && languageOf(code)) ?? outerLanguage(element);
  const content: Loose[] = [{ type: 'text', text: textLines(element) }];
  out.push({ type: 'codeBlock', attrs: blockAttributes(element, flow, reader, { language }), content });
};

function isFormatting(element: TreeElement): boolean {
  return /^(a|b|strong|em|i|u|s|sup|img)$/.test(element.tagName);
}

/** Text in which `<br>` is a line end, as some editors write code. */
function textLines(node: TreeNode): string {
  if (isText(node)) return node.value;
  if (!isElement(node)) return '';
  if (node.tagName === 'br') return '\n';
  let text = '';
  for (const child of node.childNodes) text += textLines(child);
  return text;
}

/** From the class names of highlighters and Markdown programs. */
function languageOf(element: TreeElement): string | undefined {
  const named = attribute(element, 'data-lang') ?? attribute(element, 'data-language');
  if (named !== undefined) return named;
  const brush = /\bbrush:\s*([\w+#-]+)/.exec(attribute(element, 'class') ?? '')?.[1];
  if (brush !== undefined) return brush;
  for (const name of classesOf(element)) {
    const found = /^(?:language-|lang-|highlight-source-)(\S+)$/.exec(name)?.[1];
    if (found !== undefined && found !== 'plaintext' && found !== 'none') return found;
  }
  return undefined;
}

/** Looks no further than the second one: among ten thousand, all of them would be looked at ten thousand times. */
function holdsOneElement(parent: TreeElement): boolean {
  let found = 0;
  for (const child of parent.childNodes) if (isElement(child) && ++found > 1) return false;
  return found === 1;
}

/** Jekyll writes the language on a `<div>` around. */
function outerLanguage(element: TreeElement): string | undefined {
  let parent = element.parentNode;
  for (let i = 0; i < 2 && parent !== null && 'tagName' in parent; i++) {
    if (!holdsOneElement(parent)) return undefined;
    const found = languageOf(parent);
    if (found !== undefined) return found;
    parent = parent.parentNode;
  }
  return undefined;
}
