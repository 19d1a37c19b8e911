import type { World } from '../../kit/world.ts';

/** Characters of pages that are kept, for an install. */
const most = 24 * 2 ** 20;

type Kept = { readonly page: Promise<string | undefined>; length: number };

const memories = new WeakMap<World['storage'], Map<string, Kept>>();

/**
 * A page of a copy as it was written anew, which takes a second or two where it is long: asked for again and again, or
 * by many at once, it is written once. A copy never changes under its digest.
 */
export function writtenOnce(
  storage: World['storage'],
  key: string,
  write: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const memory = memories.get(storage) ?? new Map<string, Kept>();
  memories.set(storage, memory);
  const known = memory.get(key);
  // The newest stand last: what was asked for goes to the end.
  memory.delete(key);
  if (known) {
    memory.set(key, known);
    return known.page;
  }
  const kept: Kept = { page: write(), length: 0 };
  memory.set(key, kept);
  kept.page.then(
    (page) => {
      if (page === undefined) memory.delete(key);
      kept.length = page?.length ?? 0;
      forget(memory);
    },
    () => memory.delete(key),
  );
  return kept.page;
}

function forget(memory: Map<string, Kept>): void {
  let length = 0;
  for (const kept of memory.values()) length += kept.length;
  for (const [key, kept] of memory) {
    if (length <= most) return;
    if (kept.length === 0) continue;
    memory.delete(key);
    length -= kept.length;
  }
}
