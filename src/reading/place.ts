import { storedPath } from '../post/permalink.ts';

/** What a path of a site may mean, before anything is looked up. Paths are decoded, in NFC. */
export type Place =
  | { readonly kind: 'home'; readonly page: number }
  | {
      readonly kind: 'term';
      readonly taxonomy: 'category' | 'tag';
      readonly path: string;
      readonly page: number;
    }
  | { readonly kind: 'author'; readonly slug: string; readonly page: number }
  | {
      readonly kind: 'date';
      readonly year: number;
      readonly month?: number;
      readonly day?: number;
      readonly page: number;
    }
  | { readonly kind: 'search'; readonly query: string; readonly page: number }
  | { readonly kind: 'content'; readonly path: string };

/** A place, and the address at which it answers: any other form of it is redirected there. */
export type Placed = { readonly place: Place; readonly path: string };

/** Reads a path in WordPress's shapes. Undefined when it is none that anything can stand at. */
export function placeOf(rawPath: string): Placed | undefined {
  const path = storedPath(rawPath);
  if (path === undefined) return undefined;
  const { base, page } = splitPage(path);
  const place = archiveOf(base, page) ?? ({ kind: 'content', path } as const);
  if (place.kind === 'content') return { place, path };
  return { place, path: page > 1 ? `${base}page/${page}/` : base };
}

/** `/a/b/page/3/` is the third page of `/a/b/`. */
function splitPage(path: string): { readonly base: string; readonly page: number } {
  const match = /^(.*\/)page\/(\d{1,9})\/?$/.exec(path);
  if (match) return { base: match[1] ?? '/', page: Math.max(1, Number(match[2])) };
  return { base: path.endsWith('/') ? path : `${path}/`, page: 1 };
}

function archiveOf(base: string, page: number): Place | undefined {
  const parts = base.split('/').slice(1, -1);
  const [first, ...rest] = parts;
  if (first === undefined || first === '') return parts.length <= 1 ? { kind: 'home', page } : undefined;
  if (rest.length > 0 && (first === 'category' || first === 'tag')) {
    return { kind: 'term', taxonomy: first, path: rest.join('/'), page };
  }
  if (first === 'author' && rest.length === 1) return { kind: 'author', slug: rest[0] ?? '', page };
  if (first === 'search' && rest.length > 0)
    return { kind: 'search', query: rest.join('/').replaceAll('+', ' '), page };
  return dateOf(parts, page);
}

function dateOf(parts: readonly string[], page: number): Place | undefined {
  if (
    parts.length > 3 ||
    !/^\d{4}$/.test(parts[0] ?? '') ||
    !parts.slice(1).every((part) => /^\d{2}$/.test(part))
  ) {
    return undefined;
  }
  const [year = 0, month, day] = parts.map(Number);
  if (year < 1 || (month !== undefined && (month < 1 || month > 12))) return undefined;
  if (day !== undefined && (day < 1 || day > new Date(Date.UTC(year, month ?? 1, 0)).getUTCDate()))
    return undefined;
  return {
    kind: 'date',
    year,
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
    page,
  };
}

/** What may stand after a post's own path. */
export type Suffix =
  | { readonly kind: 'part'; readonly part: number }
  | { readonly kind: 'comments'; readonly page: number };

/** `/2016/05/21/slug/2/` is a post's second page, `…/comment-page-3/` the third page of its replies. */
export function splitSuffix(path: string): { readonly base: string; readonly suffix: Suffix } | undefined {
  const comments = /^(.*\/)comment-page-(\d{1,9})\/?$/.exec(path);
  if (comments) return { base: comments[1] ?? '/', suffix: { kind: 'comments', page: Number(comments[2]) } };
  const part = /^(.*\/)(\d{1,4})\/?$/.exec(path);
  if (part) return { base: part[1] ?? '/', suffix: { kind: 'part', part: Number(part[2]) } };
  return undefined;
}
