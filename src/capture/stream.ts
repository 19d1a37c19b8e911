import type { OffsetMap } from './text/offset-map.ts';
import type { Region } from './text/region.ts';

/**
 * Which reading of a capture a text is: of the page's tree, of the page as a browser showed it, of the article's body
 * that its metadata carry, of a PDF, or what the author wrote down of it.
 */
export type StreamName = 'dom' | 'rendered' | 'json-ld' | 'pdf' | 'transcript';

/** One text of a capture, which quotations are checked against. */
export type CapturedText = {
  readonly name: StreamName;
  /** Of the program that read it: the same bytes read by the same version give the same text. */
  readonly version: string;
  /** Of the text in UTF-8. */
  readonly sha256: string;
  readonly text: string;
  readonly regions: readonly Region[];
  readonly lang?: string;
  /** False for what the author supplied and no machine of the site has seen. */
  readonly observed: boolean;
  /** Why nothing can be checked against it. */
  readonly unreadable?: UnreadableReason;
};

/** Pages that are pictures; letters in the order of their places on the paper; a film, an archive; what cannot be read. */
export type UnreadableReason = 'scan' | 'visual-order' | 'no-text' | 'broken';

/** What a reader of a format gives, before it is kept. */
export type ReadStream = {
  readonly name: StreamName;
  readonly version: string;
  readonly text: string;
  readonly regions: readonly Region[];
  readonly map: OffsetMap;
  readonly lang?: string;
  readonly unreadable?: UnreadableReason;
};
