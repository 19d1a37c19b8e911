import type { Direction, QuotationMark, Quote } from '../document.ts';

/** A picture as the site has it: several widths of one file. */
export type RenderedPicture = {
  readonly src: string;
  readonly srcset?: string;
  readonly width?: number;
  readonly height?: number;
  /** The same sizes in formats that not every browser knows, best first. */
  readonly sources?: readonly { readonly type: string; readonly srcset: string }[];
};

/** What is known about an embedded page; its picture is the site's own copy. */
export type EmbedCard = {
  readonly url: string;
  readonly provider: string;
  readonly title: string;
  readonly author?: string;
  readonly picture?: { readonly src: string; readonly width: number; readonly height: number };
  /** Address and size of the frame that a script puts in place of the card after a click. */
  readonly player?: { readonly src: string; readonly width: number; readonly height: number };
};

/** What readers are shown about a bound quotation. What is HTML was made by whoever knows about quotations. */
export type RenderedQuotation = {
  readonly key: string;
  /** Direction and language of the words about it. */
  readonly dir: Direction;
  readonly lang: string;
  /** The class of its mark. */
  readonly tone: 'ok' | 'edited' | 'bad' | 'none';
  /** The mark. */
  readonly word: string;
  /** Name of the mark's link. */
  readonly label: string;
  /** HTML: whose words they are, when and where they were said, where they stand. */
  readonly attribution: string;
  /** HTML: whose translation stands there. */
  readonly translation?: string;
  /** HTML: the words again, for an entry that stands apart from them. */
  readonly words: string;
  /** HTML: what opens under the mark. */
  readonly about: string;
};

/** Words that the renderer puts into HTML, in the reader's language. */
export type RenderLabels = {
  /** Name of the list of footnotes. */
  readonly footnotes: string;
  /** Name of the same list where quotations are explained in it too. */
  readonly footnotesAndQuotations: string;
  /** Name of the link from a footnote to its mark; its number is put behind. */
  readonly backToText: string;
  /** Name of a wide table without a caption. */
  readonly table: string;
  readonly done: string;
  readonly notDone: string;
  /** Behind a link: the way to its archived copy. */
  readonly copy: string;
  /** The way to an original that is gone. */
  readonly gone: string;
  /** Of a link that is gone, without a copy. */
  readonly dead: string;
  /** Of a link whose page no longer says what was quoted from it. */
  readonly changed: string;
};

/** What is known of where a link leads. */
export type RenderedLink = {
  readonly state: 'live' | 'dead' | 'drifted';
  readonly copy?: LinkCopy;
};

/** An archived copy, and the day it was made, as `2026-05-21`. */
export type LinkCopy = { readonly href: string; readonly date: string };

export const englishLabels: RenderLabels = {
  footnotes: 'Footnotes',
  footnotesAndQuotations: 'Footnotes and quotations',
  backToText: 'Back to the text',
  table: 'Table',
  done: 'Done',
  notDone: 'Not done',
  copy: 'archived copy',
  gone: 'the original is gone',
  dead: 'no longer there',
  changed: 'changed since',
};

export type RenderOptions = {
  /**
   * The site's copy of a picture. `elsewhere`: the picture is another place's, and a link stands for it, so
   * that no reader's browser goes there unasked. `undefined`: the address is written as it is.
   */
  readonly image?: (src: string) => RenderedPicture | 'elsewhere' | undefined;
  readonly embed?: (url: string) => EmbedCard | undefined;
  /** What is to be said of a link; nothing of most. */
  readonly link?: (href: string) => RenderedLink | undefined;
  /** What is known about a bound quotation: of that very block or mark of the document. */
  readonly quotation?: (by: Quote | QuotationMark) => RenderedQuotation | undefined;
  readonly labels?: Partial<RenderLabels>;
  /**
   * Direction of the place where the HTML will stand; `ltr` unless said. A block that begins in the other
   * direction gets its `dir`. `as-written`: only the directions that the document itself names.
   */
  readonly direction?: Direction | 'as-written';
  /** The highest level that a heading may have; when the document has a higher one, all move down. */
  readonly topHeading?: 1 | 2 | 3 | 4 | 5;
  /** Put before every anchor, where several documents stand on one page. */
  readonly idPrefix?: string;
  /** Added to every link that leads out, for example `nofollow ugc`. */
  readonly linkRel?: string;
  /** How the first picture is loaded; `eager` where it is the first thing on the page. */
  readonly firstImage?: 'eager' | 'lazy';
};
