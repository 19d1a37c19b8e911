import { z } from 'zod';
import { slugify } from '../term/slug.ts';

/**
 * The kinds of argument that routes take. A query says everything in text, JSON in its own types; each kind reads
 * both, as WordPress does: `5` and `"5"`, `true` and `"1"`, `[1,2]` and `"1,2"`.
 */

export function whole(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(numberOf, z.int().min(least).max(most));
}

/** An ID, or 0 where one may be absent. */
export const idNumber = whole(0, 2 ** 52);

export const flag = z.preprocess(booleanOf, z.boolean());

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(listFrom, z.array(item).max(1_000));
}

export const ids = listOf(whole(1, 2 ** 52));

/** Texts that stand in the list of a query: slugs, statuses. */
export const slugs = listOf(z.string().max(200).transform(slugify));

/** Text on its way to the database, which holds no NUL. */
export function text(most = 1_000) {
  return z.preprocess(textOf, z.string().max(most));
}

/** What is written as text, and read back as `{ raw, rendered }`: clients send either. */
export function written(most = 6_000_000) {
  return z.preprocess(
    (value) => textOf(isObject(value) && 'raw' in value ? value.raw : value),
    z.string().max(most),
  );
}

/** A moment, with its zone or without one: then it is the site's, or UTC, as the field says. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/)
  .refine(
    (value) => !Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  );

export const context = z.enum(['view', 'embed', 'edit']);
export type Context = z.infer<typeof context>;

/** In which context an item is shown: for readers, where nothing is said. */
export const contextArg = context.default('view');

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\s*-?\d{1,16}(\.0+)?\s*$/.test(value) ? Number(value) : value;
}

function booleanOf(value: unknown): unknown {
  if (value === 1 || value === '1' || value === 'true' || value === 'TRUE') return true;
  if (value === 0 || value === '0' || value === 'false' || value === 'FALSE' || value === '') return false;
  return value;
}

function listFrom(value: unknown): unknown {
  if (Array.isArray(value)) return value;
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((part) => part !== '');
  // PHP's form of a list: `include[0]=1&include[2]=5`.
  return isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key))
    ? Object.values(value)
    : value;
}

function textOf(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  return typeof value === 'number' ? String(value) : value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
