import type { Route } from '../feature.ts';

export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/**
 * Finds the route of a path. Patterns: `/-/posts/:id/`, `/-/assets/*name`. Of two that fit, the one that says more wins,
 * whichever is listed first: `/-/posts/new/` before `/-/posts/:id/`.
 */
export type Router = {
  readonly match: (method: string, path: string) => Match | 'method-not-allowed' | undefined;
  readonly routes: readonly Route[];
};

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes
    .map((route) => ({
      route,
      segments: route.pattern.split('/').slice(1),
      loose: looseness(route.pattern),
    }))
    .sort(({ loose: a }, { loose: b }) => (a < b ? -1 : a > b ? 1 : 0));
  const byFirst = new Map<string, typeof compiled>();
  for (const one of compiled) {
    const first = one.segments[0] ?? '';
    const key = /^[:*]/.test(first) ? '*' : first;
    byFirst.set(key, [...(byFirst.get(key) ?? []), one]);
  }
  return {
    routes,
    match: (method, path) => {
      const parts = path.split('/').slice(1);
      const candidates = [...(byFirst.get(parts[0] ?? '') ?? []), ...(byFirst.get('*') ?? [])];
      let found = false;
      for (const { route, segments } of candidates) {
        const params = matchSegments(segments, parts);
        if (!params) continue;
        if (route.method === method || (route.method === 'GET' && method === 'HEAD'))
          return { route, params };
        found = true;
      }
      return found ? 'method-not-allowed' : undefined;
    },
  };
}

/** A word says more than a name, a name more than all that is left: the first place where two differ decides. */
function looseness(pattern: string): string {
  return pattern.replaceAll(/\/[^/]*/g, (segment) =>
    segment[1] === '*' ? '2' : segment[1] === ':' ? '1' : '0',
  );
}

function matchSegments(
  segments: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] ?? '';
    if (segment.startsWith('*')) {
      params[segment.slice(1)] = decode(parts.slice(i).join('/'));
      return params;
    }
    const part = parts[i];
    if (part === undefined) return undefined;
    if (segment.startsWith(':')) {
      if (part === '') return undefined;
      params[segment.slice(1)] = decode(part);
    } else if (segment !== part) return undefined;
  }
  return segments.length === parts.length ? params : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
