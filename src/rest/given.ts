import { hasMoreFields } from '../kit/http/form.ts';
import type { Incoming } from '../kit/http/message.ts';
import { isObject } from './argument.ts';
import { type Refusal, refuse } from './outcome.ts';

/** The arguments of a request by their names, as they came. */
export type Given = Readonly<Record<string, unknown>>;

export type BodyRead = { readonly ok: true; readonly fields: Given } | Refusal;

/** Bytes of a body of fields: a post may have 5 MB, and JSON's escapes make it longer. */
const longestBody = 8 * 2 ** 20;

export const tooLarge: Refusal = refuse(
  413,
  'rest_request_too_large',
  'The request is larger than this route takes.',
);

/** The fields of a body, as JSON or as a form. */
export async function readFields(request: Incoming): Promise<BodyRead> {
  const type = mediaType(request);
  const body = await request.body(longestBody);
  if (body === 'too-large') return tooLarge;
  const text = body.toString('utf8');
  if (type === 'application/json' || type.endsWith('+json')) return fromJson(text);
  if (type === 'application/x-www-form-urlencoded' && hasMoreFields(body, mostPairs)) return tooLarge;
  if (type === 'application/x-www-form-urlencoded')
    return { ok: true, fields: nested(new URLSearchParams(text)) };
  return { ok: true, fields: {} };
}

function mediaType(request: Incoming): string {
  return request.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function fromJson(text: string): BodyRead {
  if (text.trim() === '') return { ok: true, fields: {} };
  try {
    const parsed: unknown = JSON.parse(text);
    return { ok: true, fields: isObject(parsed) ? parsed : {} };
  } catch {
    return refuse(400, 'rest_invalid_json', 'Invalid JSON body passed.', {
      json_error_code: 4,
      json_error_message: 'Syntax error',
    });
  }
}

/** Deepest that names nest: `meta[a][b][c]`. */
const deepest = 8;
const mostPairs = 5_000;

/**
 * The pairs of a query or form as PHP reads them: `a[]=1&a[]=2` is a list, `a[b]=1` an object. Names that would
 * reach into an object's own kind are dropped.
 */
export function nested(pairs: URLSearchParams): Given {
  const root: Record<string, unknown> = Object.create(null);
  let count = 0;
  for (const [name, value] of pairs) {
    if (count++ >= mostPairs) break;
    const path = pathOf(name);
    if (path !== undefined) put(root, path, value);
  }
  return listed(root) as Given;
}

function pathOf(name: string): readonly string[] | undefined {
  const head = /^[^[\]]+/.exec(name)?.[0];
  if (head === undefined) return undefined;
  const keys = [...name.slice(head.length).matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '');
  const path = [head, ...keys];
  return path.length > deepest || path.includes('__proto__') ? undefined : path;
}

function put(root: Record<string, unknown>, path: readonly string[], value: string): void {
  let at = root;
  for (const [index, given] of path.entries()) {
    const key = given === '' ? String(Object.keys(at).length) : given;
    if (index === path.length - 1) at[key] = value;
    else {
      if (!isObject(at[key])) at[key] = Object.create(null);
      at = at[key] as Record<string, unknown>;
    }
  }
}

/** Objects whose keys count up from 0 are lists. */
function listed(value: unknown, top = true): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, listed(inner, false)] as const);
  if (!top && entries.length > 0 && entries.every(([key], index) => key === String(index)))
    return entries.map(([, inner]) => inner);
  return Object.fromEntries(entries);
}
