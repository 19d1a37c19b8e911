/**
 * Addresses that come from outside, cleaned as a browser would read them (WHATWG URL, "basic URL
 * parser": controls and spaces trimmed, tabs and line ends removed) before their scheme is judged.
 */
export type UrlKind = 'link' | 'guest-link' | 'image' | 'media' | 'embed';

/** The address in its clean form, or `undefined` when its scheme is not allowed there. */
export function safeUrl(value: string, kind: UrlKind, baseUrl?: string): string | undefined {
  const url = clean(value);
  if (url === '') return undefined;
  const scheme = schemeOf(url);
  if (scheme !== undefined) return allowed[kind].has(scheme) || isRasterData(url, kind) ? url : undefined;
  if (url.startsWith('//')) return url.length > 2 ? `https:${url}` : undefined;
  if (kind === 'embed') return undefined;
  if (baseUrl !== undefined) return resolve(url, baseUrl);
  // A colon before the first slash would look like a scheme to a less careful reader.
  return /^[^/?#]*:/.test(url) ? `./${url}` : url;
}

/** The scheme of an absolute address in lower case, without the colon. */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
}

const web = ['http', 'https'];
const allowed: Readonly<Record<UrlKind, ReadonlySet<string>>> = {
  link: new Set([...web, 'mailto', 'tel', 'sms', 'xmpp', 'irc', 'ircs', 'ftp', 'matrix', 'geo', 'gemini']),
  'guest-link': new Set([...web, 'mailto']),
  image: new Set(web),
  media: new Set(web),
  embed: new Set(web),
};

function clean(value: string): string {
  if (plain.test(value)) return value;
  const trimmed = value.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\0-\x1f]/g, '');
  const end = trimmed.search(/[?#]/);
  const path = end < 0 ? trimmed : trimmed.slice(0, end);
  // Browsers read a backslash before the query as a slash: `/\host` is another host.
  if (!path.includes('\\') || /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(path)) return trimmed.toWellFormed();
  return (path.replaceAll('\\', '/') + trimmed.slice(path.length)).toWellFormed();
}

/** Addresses that need no cleaning: printable ASCII without space and backslash. */
const plain = /^[\x21-\x5b\x5d-\x7e]*$/;

/** Pictures inside the address itself, of the kinds that carry no script. */
function isRasterData(url: string, kind: UrlKind): boolean {
  return kind === 'image' && /^data:image\/(png|gif|jpeg|webp|avif);base64,[a-z0-9+/=]+$/i.test(url);
}

function resolve(url: string, baseUrl: string): string | undefined {
  // A fragment stays one: it names a place in this very document.
  if (url.startsWith('#')) return url;
  return URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : url;
}
