import { createHash, randomBytes } from 'node:crypto';
import { Html, trusted } from '../html.ts';
import type { Reply } from './message.ts';
import type { CachedPage } from './page-cache.ts';

/** No text that somebody wrote can hold it: it is made anew in each process. */
const nonce = randomBytes(12).toString('hex');

const opening = `\u0001${nonce} `;
const closing = '\u0002';

/** A mark in a page at which a block stands that is kept apart from it. */
export function blockPlace(key: string): Html {
  return trusted(opening + key + closing);
}

/** Longest `Surrogate-Key` header, in bytes: proxies in front commonly refuse more than 4 KB of headers. */
const longestKeys = 2_000;

/** A reply as the page cache keeps it; undefined when it must not be kept: errors, cookies, what names no reads. */
export function keepable(reply: Reply): CachedPage | undefined {
  const { reads, status, headers, body, keepSeconds, personal = false } = reply;
  if (reads === undefined || status !== 200 || 'set-cookie' in headers) return undefined;
  if (!(body instanceof Html) && typeof body !== 'string') return undefined;
  return {
    status,
    headers: { ...headers, 'surrogate-key': surrogateKeys(reads) },
    ...splitBlocks(body.toString()),
    reads,
    personal,
    ...(keepSeconds !== undefined && { keepSeconds }),
  };
}

/** The texts around the places of blocks, and the blocks' keys. */
export function splitBlocks(text: string): Pick<CachedPage, 'texts' | 'blocks'> {
  const texts: string[] = [];
  const blocks: string[] = [];
  let from = 0;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, from)) {
    const end = text.indexOf(closing, at);
    texts.push(text.slice(from, at));
    blocks.push(text.slice(at + opening.length, end));
    from = end + closing.length;
  }
  texts.push(text.slice(from));
  return { texts, blocks };
}

/** Names of what the page read, as keys by which a CDN can purge; long lists fall back to the site's own key. */
function surrogateKeys(reads: ReadonlySet<string>): string {
  const names = [...reads].map((name) => (/^[\x21-\x7e]+$/.test(name) ? name : digest(name)));
  const keys = names.join(' ');
  if (keys.length <= longestKeys) return keys;
  return [...new Set([...reads].map((name) => `${name.slice(0, name.indexOf('/'))}/all`))].join(' ');
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 16);
}
