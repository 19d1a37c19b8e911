/**
 * A link to another file of the blog, as `ref`, `relref`, `post_url` and `link` name it, until it is known what
 * became of that file. No address of a site begins so.
 */
const prefix = '/-/import/';

export function referenceAddress(target: string, lang: string | undefined): string {
  const [path = '', fragment] = target.trim().split('#');
  const hash = fragment === undefined ? '' : `#${encodeURIComponent(fragment)}`;
  if (path === '') return hash;
  return `${prefix}${encodeURIComponent(path)}${lang ? `?lang=${encodeURIComponent(lang)}` : ''}${hash}`;
}

/** The file that such a link names, with its fragment; undefined for every other address. */
export function referenceTarget(
  address: string,
): { readonly path: string; readonly lang?: string; readonly fragment: string } | undefined {
  if (!address.startsWith(prefix)) return undefined;
  const found = /^([^?#]*)(?:\?lang=([^#]*))?(#.*)?$/.exec(address.slice(prefix.length));
  if (!found) return undefined;
  const lang = found[2] === undefined ? {} : { lang: decodeURIComponent(found[2]) };
  return { path: decodeURIComponent(found[1] ?? ''), ...lang, fragment: found[3] ?? '' };
}
