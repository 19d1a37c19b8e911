import { type AnyNode, children, type Document, type Inline } from '../../document/document.ts';
import { type Cue, patterns } from './cues.ts';

/** Words of a post that name where it comes from. */
export type Found = {
  readonly cue: Cue;
  /** Of the blocks at the top of the document, the one that they stand in; from 0. */
  readonly block: number;
  /** The words around. */
  readonly passage: string;
  /** Of the link beside them; empty where there is none. */
  readonly address: string;
};

/** More of one post tell nothing new. */
const most = 20;
const longestPassage = 300;
/** So near to the words a link must begin, in characters; a note without one is no longer than that. */
const near = 90;
const shortNote = 240;
const lineEnd = 20;

/** Looks through a post for "via", "source:", "originally published at" and their like, with the link beside them. */
export function findAttributions(document: Document, ownHosts: readonly string[] = []): readonly Found[] {
  const found: Found[] = [];
  for (const [block, node] of document.content.entries()) {
    for (const line of linesOf(node)) {
      const each = attributionIn(line, ownHosts);
      if (each && found.length < most) found.push({ ...each, block });
    }
  }
  return found;
}

type Line = { readonly text: string; readonly links: readonly Link[] };
type Link = { readonly start: number; readonly end: number; readonly href: string };

/** Blocks whose words are about a picture, or no words of the post. */
const skipped = new Set([
  'image',
  'gallery',
  'codeBlock',
  'caption',
  'embed',
  'audio',
  'video',
  'file',
  'math',
]);

function* linesOf(node: AnyNode): Generator<Line> {
  if (skipped.has(node.type) || node.type === 'republished') return;
  const inner = children(node);
  if (inner.some(({ type }) => type === 'text')) yield lineOf(inner as readonly Inline[]);
  else for (const child of inner) yield* linesOf(child);
}

function lineOf(inline: readonly Inline[]): Line {
  let text = '';
  const links: Link[] = [];
  for (const node of inline) {
    if (node.type === 'hardBreak') text += '\n';
    if (node.type !== 'text') continue;
    const link = node.marks?.find((mark) => mark.type === 'link');
    if (link?.type === 'link')
      addLink(links, { start: text.length, end: text.length + node.text.length, href: link.attrs.href });
    text += node.text;
  }
  for (const { 0: href, index } of text.matchAll(/https?:\/\/[^\s<>"»)\]]+/g))
    if (!links.some(({ start, end }) => index >= start && index < end))
      links.push({ start: index, end: index + href.length, href: href.replace(/[.,;:!?]+$/, '') });
  return { text, links };
}

/** A link with emphasis in it is several texts. */
function addLink(links: Link[], link: Link): void {
  const last = links.at(-1);
  if (last?.href === link.href && last.end === link.start)
    links[links.length - 1] = { ...last, end: link.end };
  else links.push(link);
}

function attributionIn({ text, links }: Line, ownHosts: readonly string[]): Omit<Found, 'block'> | undefined {
  for (const { cue, pattern, linked } of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const from = match.index;
    const to = from + match[0].length;
    const link = linkBeside(links, from, to);
    if (link !== undefined && isOwn(link.href, ownHosts)) continue;
    if (link === undefined && (linked || text.length > shortNote)) continue;
    if (linked && link && text.length - link.end > lineEnd) continue;
    return { cue, passage: passageOf(text, from), address: link?.href ?? '' };
  }
  return undefined;
}

/** The link that begins soon after the words, that they stand in, or, where none does, one that ends right before. */
function linkBeside(links: readonly Link[], from: number, to: number): Link | undefined {
  const web = links.filter(({ href }) => /^https?:\/\//i.test(href));
  return (
    web.find(({ start, end }) => end > from && start <= to + near) ??
    web.findLast(({ end }) => end <= from && end >= from - 20)
  );
}

function isOwn(address: string, ownHosts: readonly string[]): boolean {
  return URL.canParse(address) && ownHosts.includes(new URL(address).host);
}

function passageOf(text: string, at: number): string {
  const from = Math.max(0, at - 60);
  const piece = text
    .slice(from, from + longestPassage)
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  return `${from > 0 ? '…' : ''}${piece}${from + longestPassage < text.length ? '…' : ''}`;
}
