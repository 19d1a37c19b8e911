import type { Loose } from '../normal/loose.ts';
import { noFlow, type Reader } from './reader.ts';
import {
  attribute,
  elementsOf,
  findAll,
  hasClass,
  isBlank,
  isElement,
  type TreeElement,
  type TreeNode,
  textOf,
} from './tree.ts';

/**
 * Footnotes as documents on the web write them: a list at the end, each entry with an id, and links to
 * those ids in the text (ours, WordPress's, markdown-it's, kramdown's, Pandoc's).
 */
export function collectNotes(nodes: readonly TreeNode[], html: string): Map<string, TreeElement> {
  const notes = new Map<string, TreeElement>();
  if (!/footnote|doc-endnote/i.test(html)) return notes;
  for (const list of findAll(nodes, isNoteList)) {
    const items = list.tagName === 'ol' || list.tagName === 'ul' ? [list] : findAll(list.childNodes, isList);
    for (const item of items.flatMap(elementsOf)) {
      const id = attribute(item, 'id');
      if (item.tagName === 'li' && id) notes.set(id, item);
    }
  }
  if (notes.size > 0) dropUnmarked(nodes, notes);
  return notes;
}

function isList(element: TreeElement): boolean {
  return element.tagName === 'ol' || element.tagName === 'ul';
}

function isNoteList(element: TreeElement): boolean {
  return (
    hasClass(element, 'footnotes', 'wp-block-footnotes', 'footnotes-list') ||
    attribute(element, 'role') === 'doc-endnotes'
  );
}

/** A list entry that nothing links to is no footnote: it stays in its list. */
function dropUnmarked(nodes: readonly TreeNode[], notes: Map<string, TreeElement>): void {
  const named = new Set<string>();
  const links = (list: readonly TreeNode[]): void => {
    for (const node of list) {
      if (!isElement(node)) continue;
      const target = noteTarget(node);
      if (target !== undefined) named.add(target);
      links(node.childNodes);
    }
  };
  links(nodes);
  for (const id of notes.keys()) if (!named.has(id)) notes.delete(id);
}

/** The id of the note that an element is the mark of. */
function noteTarget(element: TreeElement): string | undefined {
  const link = element.tagName === 'sup' ? onlyLink(element) : isNoteLink(element) ? element : undefined;
  const href = link && attribute(link, 'href');
  return href?.startsWith('#') === true ? decode(href.slice(1)) : undefined;
}

function onlyLink(element: TreeElement): TreeElement | undefined {
  const [first, ...others] = element.childNodes.filter((child) => !isBlank(child));
  return first !== undefined && others.length === 0 && isElement(first) && isLink(first) ? first : undefined;
}

function isLink(element: TreeElement): boolean {
  return element.tagName === 'a';
}

function isNoteLink(element: TreeElement): boolean {
  return (
    isLink(element) &&
    (attribute(element, 'role') === 'doc-noteref' ||
      hasClass(element, 'footnote', 'footnote-ref', 'footnote-reference'))
  );
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The content of the note whose mark this element is; `undefined` when it is none. */
export function readFootnote(element: TreeElement, reader: Reader): readonly Loose[] | undefined {
  if (reader.notes.size === 0 || (element.tagName !== 'sup' && element.tagName !== 'a')) return undefined;
  const note = reader.notes.get(noteTarget(element) ?? '');
  if (note === undefined) return undefined;
  if (reader.open.has(note)) return [];
  const { misfit, anchor } = reader;
  reader.open.add(note);
  const content = reader.blocks(note.childNodes, noFlow);
  reader.open.delete(note);
  reader.misfit = misfit;
  reader.anchor = anchor;
  return content;
}

/** The link from a note back to its mark. */
export function isBacklink(element: TreeElement): boolean {
  if (!isLink(element)) return false;
  if (attribute(element, 'role') === 'doc-backlink') return true;
  if (hasClass(element, 'footnote-backref', 'footnote-back', 'reversefootnote')) return true;
  return (
    attribute(element, 'href')?.startsWith('#') === true && /^\s*(?:[↩⏎^⤴]\ufe0e?)+\s*$/.test(textOf(element))
  );
}

/** Whether nothing is left to show of a list of notes: all of them stand in the text. */
export function isSpentNoteList(element: TreeElement, reader: Reader): boolean {
  if (!isNoteList(element)) return false;
  const items = findAll([element], (item) => item.tagName === 'li');
  const used = new Set(reader.notes.values());
  const isSpent = (item: TreeElement) => used.has(item) || hasClass(item, 'quotation-about');
  return items.some(isSpent) && items.every(isSpent);
}
