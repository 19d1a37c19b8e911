import { isObject } from './argument.ts';
import type { Links } from './link.ts';

/** Asks the API for an address of its own. */
export type Ask = (url: string) => Promise<unknown>;

/** Most things that one answer brings along. */
const mostEmbedded = 500;

/** Which relations `_embed` asks for; undefined for none, `all` for every one. */
export function embedsOf(query: URLSearchParams): ReadonlySet<string> | 'all' | undefined {
  const given = [...query]
    .filter(([name]) => name === '_embed' || name === '_embed[]')
    .map(([, value]) => value);
  if (given.length === 0) return undefined;
  const names = given.flatMap((value) => value.split(',')).map((name) => name.trim());
  const all = names.every((name) => ['', '1', 'true'].includes(name));
  return all ? 'all' : new Set(names);
}

/**
 * Puts what items link to into `_embedded`, as it is for readers of a list. What cannot be seen stands there as
 * its refusal. Each address is asked once.
 */
export async function withEmbedded(
  data: unknown,
  wanted: ReadonlySet<string> | 'all',
  ask: Ask,
): Promise<unknown> {
  const known = new Map<string, Promise<unknown>>();
  const once: Ask = (url) => {
    const asked = known.get(url) ?? (known.size < mostEmbedded ? ask(url) : Promise.resolve([]));
    known.set(url, asked);
    return asked;
  };
  if (!Array.isArray(data)) return embedded(data, wanted, once);
  const items: unknown[] = [];
  for (const item of data) items.push(await embedded(item, wanted, once));
  return items;
}

async function embedded(item: unknown, wanted: ReadonlySet<string> | 'all', ask: Ask): Promise<unknown> {
  if (!isObject(item) || !isObject(item._links)) return item;
  const found: Record<string, unknown[]> = {};
  for (const [relation, links] of Object.entries(item._links as Links)) {
    if (wanted !== 'all' && !wanted.has(relation)) continue;
    if (!Array.isArray(links) || !links.some(({ embeddable }) => embeddable)) continue;
    const parts: unknown[] = [];
    for (const { href, embeddable } of links) parts.push(embeddable ? await ask(href) : {});
    found[relation] = parts;
  }
  return Object.keys(found).length === 0 ? item : { ...item, _embedded: found };
}
