/** The value of a cookie of a request's `Cookie` header (RFC 6265 § 5.4); the first when there are several. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * The name by which a cookie of this host alone goes: browsers refuse `__Host-` names that another host or
 * plain http tries to set (RFC 6265bis § 4.1.3.2). On plain http they refuse it to us too, so it stays plain.
 */
export function hostCookieName(name: string, scheme: 'http' | 'https'): string {
  return scheme === 'https' ? `__Host-${name}` : name;
}

/**
 * Whether a `Cookie` header says who somebody is: signed in, or a browser that sent something here before. To them
 * pages show what is theirs.
 */
export function namesSomebody(header: string | undefined): boolean {
  return header?.includes('verbatim-') === true && /verbatim-(?:session|reader|guest)=/.test(header);
}

export type CookieOptions = {
  readonly scheme: 'http' | 'https';
  /** Seconds; absent for a cookie that goes with the browser's session; 0 takes it away. */
  readonly maxAge?: number;
};

/** A `Set-Cookie` header: for this host alone, out of reach of scripts. `value` must need no encoding. */
export function hostCookie(name: string, value: string, { scheme, maxAge }: CookieOptions): string {
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  const secure = scheme === 'https' ? '; Secure' : '';
  return `${hostCookieName(name, scheme)}=${value}; Path=/${age}; HttpOnly${secure}; SameSite=Lax`;
}
