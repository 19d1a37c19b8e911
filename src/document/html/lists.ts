import type { Loose } from '../normal/loose.ts';
import { readGallery } from './figures.ts';
import { isSpentNoteList } from './notes.ts';
import { type BlockReader, blockAttributes, type Flow, noteAttributes, type Reader } from './reader.ts';
import {
  attribute,
  elementsOf,
  find,
  hasAttribute,
  hasClass,
  isBlank,
  isElement,
  type TreeElement,
  type TreeNode,
} from './tree.ts';

/** Bulleted, numbered and task lists. */
export const readList: BlockReader = (element, flow, reader, out) => {
  if (isSpentNoteList(element, reader)) return;
  if (hasClass(element, 'blocks-gallery-grid', 'wp-block-gallery'))
    return readGallery(element, flow, reader, out);
  const numbered = element.tagName === 'ol';
  const items = itemsOf(element, reader);
  const tasks = !numbered && items.length > 0 && items.every((item) => checkboxOf(item) !== undefined);
  const attrs = blockAttributes(element, flow, reader, numbered ? numbering(element) : undefined);
  const type = tasks ? 'taskList' : numbered ? 'orderedList' : 'bulletList';
  const content = items.map((item) => readItem(item, tasks, flow, reader));
  out.push({ type, attrs, content });
};

/** What stands in a list outside its items belongs to the item before, as old pages nest their lists. */
function itemsOf(list: TreeElement, reader: Reader): TreeElement[] {
  const spent = new Set(reader.notes.values());
  const items: TreeElement[] = [];
  for (const node of list.childNodes) {
    if (isBlank(node)) continue;
    if (isElement(node) && node.tagName === 'li') {
      if (!spent.has(node)) items.push(node);
      continue;
    }
    const last = items.at(-1);
    if (last === undefined)
      items.push({ ...list, tagName: 'li', nodeName: 'li', attrs: [], childNodes: [node] });
    else items[items.length - 1] = { ...last, childNodes: [...last.childNodes, node] };
  }
  return items;
}

function readItem(item: TreeElement, task: boolean, flow: Flow, reader: Reader): Loose {
  if (item.attrs.length > 0) noteAttributes(item, reader);
  const box = task ? checkboxOf(item) : undefined;
  const attrs = blockAttributes(item, { marks: [] }, reader, {
    checked: box !== undefined && hasAttribute(box, 'checked'),
  });
  const content = reader.blocks(item.childNodes, { marks: flow.marks });
  return { type: task ? 'taskItem' : 'listItem', attrs, content };
}

/** The box with which an item begins. */
function checkboxOf(item: TreeElement): TreeElement | undefined {
  let nodes: readonly TreeNode[] = item.childNodes;
  for (;;) {
    const first = nodes.find((node) => !isBlank(node));
    if (first === undefined || !isElement(first)) return undefined;
    if (first.tagName === 'input') {
      return attribute(first, 'type')?.toLowerCase() === 'checkbox' ? first : undefined;
    }
    if (first.tagName !== 'label' && first.tagName !== 'p') return undefined;
    nodes = first.childNodes;
  }
}

function numbering(element: TreeElement): Record<string, unknown> {
  const start = attribute(element, 'start');
  return {
    start: start !== undefined && /^-?\d{1,9}$/.test(start.trim()) ? Number(start) : undefined,
    reversed: hasAttribute(element, 'reversed'),
    style: attribute(element, 'type'),
  };
}

/** Definition lists; HTML allows their pairs to be grouped in `<div>`. */
export const readDefinitions: BlockReader = (element, flow, reader, out) => {
  if (
    find(element.childNodes, (child) => child.tagName === 'img') &&
    hasClass(element, 'gallery-item', 'wp-caption')
  ) {
    return readGallery(element, flow, reader, out);
  }
  const attrs = blockAttributes(element, flow, reader);
  const content: Loose[] = [];
  for (const part of elementsOf(element).flatMap((child) =>
    child.tagName === 'div' ? elementsOf(child) : [child],
  )) {
    const own = blockAttributes(part, { marks: [] }, reader);
    if (part.tagName === 'dt')
      content.push({ type: 'term', attrs: own, content: reader.inline(part.childNodes, flow.marks) });
    else
      content.push({
        type: 'description',
        attrs: own,
        content: reader.blocks(part.childNodes, { marks: flow.marks }),
      });
  }
  out.push({ type: 'definitionList', attrs, content });
};
