/** Which page of a list: what comes after, or before, an entry of it. The first page when neither. */
export type Keyset = {
  readonly after?: readonly string[];
  readonly before?: readonly string[];
};

/** A page of a list, and whether there are entries on each side of it. */
export type KeysetPage<Row> = {
  readonly rows: readonly Row[];
  readonly earlier: boolean;
  readonly later: boolean;
};

/** The key of an entry, as it stands in an address: the columns by which the list is ordered. */
export function keyText(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key.map(String))).toString('base64url');
}

/** The page that an address asks for. What is no key of ours asks for the first. */
export function readKeyset(query: URLSearchParams, columns: number): Keyset {
  const after = readKey(query.get('after'), columns);
  if (after) return { after };
  const before = readKey(query.get('before'), columns);
  return before ? { before } : {};
}

function readKey(text: string | null, columns: number): readonly string[] | undefined {
  if (text === null || text.length > 2_000) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const whole =
      Array.isArray(key) && key.length === columns && key.every((part) => typeof part === 'string');
    return whole ? key.map((part: string) => part.replaceAll('\0', '')) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The page in what was read for it: `limit + 1` entries, in the list's order, or, for a page before an entry,
 * against it.
 */
export function keysetPage<Row>(read: readonly Row[], limit: number, keyset: Keyset): KeysetPage<Row> {
  const more = read.length > limit;
  const rows = read.slice(0, limit);
  if (keyset.before) return { rows: rows.toReversed(), earlier: more, later: true };
  return { rows, earlier: keyset.after !== undefined, later: more };
}
