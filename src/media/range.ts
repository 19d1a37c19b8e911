/** What a `Range` header asks of a body of `bytes`: one part, nothing that exists, or to be ignored. */
export type RangeAsked = { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined;

/**
 * RFC 9110, 14.1 and 14.2. Several parts in one answer are allowed to be ignored, and are; so is a header that
 * does not follow the grammar.
 */
export function rangeAsked(header: string | undefined, bytes: number): RangeAsked {
  const parts = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '');
  if (!parts) return undefined;
  const [, first = '', last = ''] = parts;
  if (first === '') return last === '' ? undefined : lastBytes(Number(last), bytes);
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= bytes ? 'unsatisfiable' : { start, end };
}

function lastBytes(count: number, bytes: number): RangeAsked {
  if (count === 0 || bytes === 0) return 'unsatisfiable';
  return { start: Math.max(0, bytes - count), end: bytes - 1 };
}
