import { type AnyNode, children, type Document } from './document.ts';
import { splitAtMore } from './split.ts';
import { plainText } from './text.ts';

/**
 * The beginning of a document in at most `characters` UTF-16 units, on one line, cut between words where
 * the script has spaces, with an ellipsis when anything is left out. Only what stands before `more`, where
 * there is one; only running text, where there is any: no headings, captions, code or tables.
 */
export function summary(document: Document, characters: number): string {
  const [teaser = document] = splitAtMore(document);
  const running = runningText(teaser.content, characters + 1);
  const whole = running === '' ? plainText(teaser).text : running;
  return cut(whole.replace(/\s+/g, ' ').trim(), characters);
}

/** Text of paragraphs, also in quotes and lists, at least `enough` of it when there is. */
function runningText(nodes: readonly AnyNode[], enough: number): string {
  let text = '';
  for (const node of nodes) {
    if (text.length >= enough) break;
    if (node.type === 'paragraph' || node.type === 'verse') text += `${inlineText(children(node))} `;
    else if (transparent.has(node.type)) text += runningText(children(node), enough - text.length);
  }
  return text;
}

const transparent = new Set(
  'bulletList orderedList taskList listItem taskItem quote translation republished columns column group description definitionList'.split(
    ' ',
  ),
);

function inlineText(nodes: readonly AnyNode[]): string {
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text') text += node.text;
    else if (node.type === 'hardBreak') text += ' ';
  }
  return text;
}

function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const room = Math.max(1, characters - 1);
  const space = text.lastIndexOf(' ', room);
  const end = space > room * 0.6 ? space : graphemeEnd(text, room);
  return `${text.slice(0, end).replace(/[\s,;:.…–—-]+$/u, '')}…`;
}

/** Never in the middle of what a reader sees as one character. */
function graphemeEnd(text: string, room: number): number {
  const start = Math.max(0, room - 40);
  const segments = [
    ...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(start, room + 40)),
  ];
  const last = segments.findLast((segment) => start + segment.index <= room);
  return start + (last?.index ?? room - start);
}
