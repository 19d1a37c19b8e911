import type { BlockNode, Inline } from '../../../document/index.ts';

/** What a call becomes in the document. */
export type Piece =
  /** Blocks; where only running text can stand, `text`. */
  | { readonly kind: 'blocks'; readonly blocks: readonly BlockNode[]; readonly text: string }
  | { readonly kind: 'inline'; readonly inline: readonly Inline[]; readonly text: string }
  /** Markdown, or an address, that stands in the call's place before the text is parsed. */
  | { readonly kind: 'markdown'; readonly markdown: string }
  /** Literal text, Markdown's signs and all. */
  | { readonly kind: 'text'; readonly text: string }
  /** The anchor of the heading that it stands in. */
  | { readonly kind: 'anchor'; readonly id: string }
  /** Nobody knows what it does: it stays as it is written. */
  | { readonly kind: 'unknown'; readonly text: string };

/** What of a call does not come over. */
export type PieceLoss = { readonly what: string; readonly kept: string };

/** How calls are taken: with the facts of the post they stand in. */
export type CallContext = {
  /** Turns Markdown inside a call into blocks. */
  readonly blocks: (markdown: string) => readonly BlockNode[];
  /** Turns a line of Markdown into running text. */
  readonly inline: (markdown: string) => readonly Inline[];
  readonly html: (html: string) => readonly BlockNode[];
  readonly lose: (what: string, kept: string) => void;
  /** Front matter of the post (`page.x`, `x`), and the site's configuration (`site.x`). */
  readonly variable: (name: string) => string | undefined;
};
