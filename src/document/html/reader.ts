import type { Losses } from '../losses.ts';
import type { Loose, LooseMark } from '../normal/loose.ts';
import { safeUrl, schemeOf, type UrlKind } from '../url.ts';
import { attribute, classesOf, type TreeElement, type TreeNode } from './tree.ts';

/** One reading of one tree: what the readers of this folder share. */
export type Reader = {
  readonly baseUrl: string | undefined;
  readonly losses: Losses;
  /** Content of footnotes by the id that marks link to; taken out of the flow beforehand. */
  readonly notes: Map<string, TreeElement>;
  /** Ids that some link of this text names: others are not worth carrying from elements that vanish. */
  readonly fragments: ReadonlySet<string>;
  /** An anchor whose element vanished; the next block takes it. */
  anchor: string | undefined;
  /** An element that no inline node can take, met while reading a run of text: the run becomes a raw block. */
  misfit: string | undefined;
  /** Footnotes being read, so that one that refers to itself ends. */
  readonly open: Set<TreeElement>;
  readonly blocks: (nodes: readonly TreeNode[], flow: Flow) => Loose[];
  readonly inline: (nodes: readonly TreeNode[], marks: readonly LooseMark[]) => Loose[];
};

/** What elements that vanish pass on to the blocks inside them. */
export type Flow = {
  readonly marks: readonly LooseMark[];
  readonly align?: string | undefined;
  readonly dir?: string | undefined;
  readonly lang?: string | undefined;
};

export const noFlow: Flow = { marks: [] };

/** Adds to `out` what an element becomes. */
export type BlockReader = (element: TreeElement, flow: Flow, reader: Reader, out: Loose[]) => void;

type Attributes = Record<string, unknown>;

/** The attributes that every block may have, from its element or passed on, and others beside them. */
export function blockAttributes(
  element: TreeElement | undefined,
  flow: Flow,
  reader: Reader,
  others?: Attributes,
): Attributes {
  const attrs: Attributes = { ...others };
  const dir = (element && attribute(element, 'dir')?.toLowerCase()) ?? flow.dir;
  const lang = (element && languageOf(element)) ?? flow.lang;
  if (dir !== undefined) attrs.dir = dir;
  if (lang !== undefined) attrs.lang = lang;
  const id = (element && attribute(element, 'id')) || reader.anchor;
  if (id !== undefined && id !== '') attrs.id = id;
  reader.anchor = undefined;
  return attrs;
}

export function languageOf(element: TreeElement): string | undefined {
  return attribute(element, 'lang') || attribute(element, 'xml:lang') || undefined;
}

/** What an element that vanishes passes on. Its anchor goes to the next block if anything links to it. */
export function passOn(element: TreeElement, flow: Flow, reader: Reader): Flow {
  keepAnchor(element, reader);
  if (element.attrs.length === 0 && element.tagName !== 'center') return flow;
  const align = textAlignment(element) ?? flow.align;
  const dir = attribute(element, 'dir')?.toLowerCase() ?? flow.dir;
  const lang = languageOf(element) ?? flow.lang;
  return { marks: flow.marks, align, dir, lang };
}

export function keepAnchor(element: TreeElement, reader: Reader): void {
  if (element.attrs.length === 0 || reader.fragments.size === 0) return;
  const id = attribute(element, 'id') ?? attribute(element, 'name');
  if (id !== undefined && reader.fragments.has(id)) reader.anchor ??= id;
}

/** Alignment of text, as class (ours, WordPress's), as old attribute, or as style. */
export function textAlignment(element: TreeElement): string | undefined {
  if (element.tagName === 'center') return 'center';
  if (element.attrs.length === 0) return undefined;
  for (const name of classesOf(element)) {
    const found = /^(?:has-text-align-|text-)(left|right|center|justify)$/.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  const style = /text-align\s*:\s*(left|right|center|justify)\b/i.exec(
    attribute(element, 'style') ?? '',
  )?.[1];
  return (style ?? attribute(element, 'align'))?.toLowerCase();
}

/** Where a figure stands, from a class (ours, WordPress's), a style or the old attribute. */
export function alignment(element: TreeElement): string | undefined {
  for (const name of classesOf(element)) {
    const found = /^align-?(left|right|center|wide|full)$/.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  const floated = /(?:^|[;\s])float\s*:\s*(left|right)\b/i.exec(attribute(element, 'style') ?? '')?.[1];
  const old = (floated ?? attribute(element, 'align'))?.toLowerCase();
  return old === 'left' || old === 'right' || old === 'center' ? old : undefined;
}

/** An address that may be used, absolute where the base is known; otherwise a loss that names it. */
export function addressOf(
  element: TreeElement,
  name: string,
  kind: UrlKind,
  reader: Reader,
): string | undefined {
  const value = attribute(element, name);
  if (value === undefined || value.trim() === '') return undefined;
  const url = safeUrl(value, kind, reader.baseUrl);
  if (url === undefined) {
    const scheme = schemeOf(value.replace(/[\0-\x20]/g, ''));
    reader.losses.add(
      `${scheme === undefined ? 'unusable' : `${scheme}:`} address in <${element.tagName}>`,
      'what stands there',
    );
  }
  return url;
}

/** Attributes under the names that HTML has for them; those that are not there are left out. */
export function namedAttributes(
  element: TreeElement,
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name in names) {
    const value = attribute(element, names[name]!);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

export function pixels(element: TreeElement, name: string): number | undefined {
  const found = /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/.exec(attribute(element, name) ?? '')?.[1];
  const value = Number(found);
  return value > 0 && value <= 20_000 ? value : undefined;
}

/** Reports what an element does or looks like beyond its text. */
export function noteAttributes(element: TreeElement, reader: Reader): void {
  for (const { name, value } of element.attrs) {
    if (name.startsWith('on'))
      reader.losses.add(`script in ${name} of <${element.tagName}>`, 'the element without it');
    else if (name === 'style' && hasUnreadStyle(value)) {
      reader.losses.add(`style of <${element.tagName}>`, 'the element without it');
    }
  }
}

/** Whether a style says more than the readers of this folder understand. */
function hasUnreadStyle(style: string): boolean {
  return style.split(';').some((declaration) => declaration.trim() !== '' && !understood.test(declaration));
}

const understood =
  /^\s*(?:text-align|font-weight|font-style|text-decoration(?:-line)?|width|height|float|clear|flex-basis|background-image)\s*:/i;
