/** Where words of somebody else stand in a text, or words that no reader of the page sees. UTF-16 units of the text. */
export type Region = {
  readonly start: number;
  readonly end: number;
  readonly kind: RegionKind;
  /** Of a quotation: whom the page names beside it. */
  readonly by?: string;
};

/** A reader's comment, what is not shown, or a quotation of somebody else. */
export type RegionKind = 'comment' | 'hidden' | 'quoted';
