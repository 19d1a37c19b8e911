import { type Bound, sha256 } from './bind.ts';
import type { Quotation } from './quotation.ts';

/** A quotation of the new text: which one of the old text it is, if any, and by what it is known. */
export type Named = { readonly bound: Bound; readonly before?: Quotation; readonly key: string };

/**
 * Finds the quotations of a post again after it was written anew. A key that the text names decides, for the first
 * that names it: a second came by copying. What names none is the one with the same words, then the next one
 * from the same source, in the order of the text; what is left is new, and gets a key.
 */
export function nameQuotations(
  postId: number,
  bound: readonly Bound[],
  before: readonly Quotation[],
): readonly Named[] {
  const left = new Set(before);
  const found = new Map<Bound, Quotation>();
  const keys = new Map<Bound, string>();
  const written = new Set<string>();
  const taken = new Set(before.map(({ key }) => key));
  const byKey = new Map(before.map((quotation) => [quotation.key, quotation]));
  for (const each of bound) {
    const { key } = each.quoted.binding;
    if (key === undefined || written.has(key)) continue;
    written.add(key);
    keys.set(each, key);
    taken.add(key);
    const old = byKey.get(key);
    if (old !== undefined) claim(each, old);
  }
  matchBy((each, old) => old.textHash === each.textHash && old.sourceId === each.sourceId);
  matchBy((each, old) => old.sourceId === each.sourceId && old.inline === each.quoted.inline);
  return bound.map((each) => {
    const old = found.get(each);
    const key = keys.get(each) ?? old?.key ?? freshKey(postId, each, taken);
    taken.add(key);
    return { bound: each, key, ...(old && { before: old }) };
  });

  function matchBy(same: (each: Bound, old: Quotation) => boolean): void {
    for (const each of bound) {
      if (found.has(each) || keys.has(each)) continue;
      for (const old of left) {
        if (!same(each, old)) continue;
        claim(each, old);
        break;
      }
    }
  }

  function claim(each: Bound, old: Quotation): void {
    found.set(each, old);
    left.delete(old);
  }
}

/** Six signs made from the words, so that the same text gives the same key; more where others have it. */
function freshKey(postId: number, { sourceId, quoted }: Bound, taken: ReadonlySet<string>): string {
  const hash = sha256(`${postId}\n${sourceId}\n${quoted.text}`);
  const base = BigInt(`0x${hash.slice(0, 16)}`)
    .toString(36)
    .slice(0, 6)
    .padStart(6, '0');
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(key)) return key;
  }
}
