import type { AttributeSpec, NodeSpec } from 'prosemirror-model';

/**
 * Attributes of the schema. Every one has a default, `null` where nothing is said, and a check:
 * ProseMirror runs it on documents that come from outside.
 */
export type Attributes = NonNullable<NodeSpec['attrs']>;

/** Direction, language and anchor: what every block carries. */
export const blockAttributes: Attributes = {
  dir: oneOf('ltr', 'rtl'),
  lang: optional('string'),
  id: optional('string'),
};

/** One of some words, or nothing. */
export function oneOf(...words: readonly string[]): AttributeSpec {
  return {
    default: null,
    validate: (value: unknown) => {
      if (value === null || (typeof value === 'string' && words.includes(value))) return;
      throw new RangeError(`expected one of ${words.join(', ')}, got ${String(value)}`);
    },
  };
}

export function optional(type: 'string' | 'number' | 'boolean'): AttributeSpec {
  return { default: null, validate: `${type}|null` };
}

/** An attribute without which the node is nothing. Its default keeps the schema able to make one. */
export function needed(type: 'string' | 'number', fallback: string | number): AttributeSpec {
  return { default: fallback, validate: type };
}

/** What binds quoted words to their source: `Binding` of `quotation.ts`. */
export const bindingAttributes: Attributes = {
  cite: optional('string'),
  key: optional('string'),
  source: optional('number'),
  capture: optional('number'),
  speaker: optional('string'),
  said: optional('string'),
  place: optional('string'),
  prefix: optional('string'),
  suffix: optional('string'),
};

/** A list of plain records, such as the tracks of a video. */
export function records(): AttributeSpec {
  return {
    default: null,
    validate: (value: unknown) => {
      if (value === null || (Array.isArray(value) && value.every(isRecord))) return;
      throw new RangeError('expected a list of records');
    },
  };
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const alignment = oneOf('left', 'right', 'center', 'wide', 'full');
export const textAlignment = oneOf('left', 'right', 'center', 'justify');
