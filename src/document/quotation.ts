/**
 * What binds quoted words to where they come from: attributes that the block `quote` and the mark `quotation`
 * share. A quotation with a `source`, or with an address and anything else of these, is bound: it is looked for
 * in the source's archived copy.
 */
export type Binding = {
  /** Address of what is quoted. */
  readonly cite?: string;
  /** By what it is known within its post; unique there. Posts may leave it to be given. */
  readonly key?: string;
  /** ID of a source. */
  readonly source?: number;
  /** ID of one archived copy, where the newest is not the one that is meant. */
  readonly capture?: number;
  /** Slug of a speaker, or a name. */
  readonly speaker?: string;
  /** When it was said, with its precision: a `PartialDate`. */
  readonly said?: string;
  readonly place?: string;
  /** Words of the source right before and after, where the same words stand in it more than once. */
  readonly prefix?: string;
  readonly suffix?: string;
};

/** What the mark carries beyond that: its words may be a translation, which names the original's. */
export type InlineBinding = Binding & {
  /** BCP 47 tag of the words. */
  readonly lang?: string;
  readonly translator?: string;
  /** The source's own words, where those that stand in the text translate them. */
  readonly original?: string;
};

export type RepublishMode = 'whole' | 'excerpt' | 'translation';

type Names = Readonly<Record<string, string>>;

/** Each attribute of a binding as HTML writes it. */
export const bindingNames: Names = {
  cite: 'cite',
  key: 'data-quotation',
  source: 'data-source',
  capture: 'data-capture',
  speaker: 'data-speaker',
  said: 'data-said',
  place: 'data-place',
  prefix: 'data-prefix',
  suffix: 'data-suffix',
};

export const inlineBindingNames: Names = {
  ...bindingNames,
  lang: 'lang',
  translator: 'data-translator',
  original: 'data-original',
};

/** `translation` has a bare `data-translation` beside these. */
export const translationNames: Names = { translator: 'data-translator' };

export const republishedNames: Names = {
  key: 'data-republished',
  source: 'data-source',
  mode: 'data-mode',
};

/** Whether words are bound to a source, or ask to be: an address alone asks for nothing. */
export function isBound(attrs: Binding | undefined, translated = false): boolean {
  if (attrs === undefined) return false;
  if (attrs.source !== undefined) return true;
  if (attrs.cite === undefined || !/^https?:\/\//i.test(attrs.cite)) return false;
  const { key, capture, speaker, said, place, prefix, suffix } = attrs;
  const others = [key, capture, speaker, said, place, prefix, suffix];
  return translated || others.some((value) => value !== undefined);
}
