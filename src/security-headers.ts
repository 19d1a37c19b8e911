import type { Reply } from './kit/http/index.ts';

/**
 * The headers that every answer of the install carries. No inline script or style runs anywhere; nothing comes
 * from another host, but the players that a reader asked for by a click (`frame-src`); a frame of our own holds an
 * archived copy.
 */
export function securityHeaders(playerHosts: readonly string[]): Readonly<Record<string, string>> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'font-src': "'self'",
    'media-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'frame-src': ["'self'", ...playerHosts.map((host) => `https://${host}`)].join(' '),
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'self'",
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
  };
}

/** Who sent too much is told when to come back (RFC 6585 section 4): in a minute, where no more is known. */
const soon = { 'retry-after': '60' };

/** A reply with those headers, its own ones first (a file's stricter policy stays). */
export function secured(
  reply: Reply,
  headers: Readonly<Record<string, string>>,
  scheme: 'http' | 'https',
): Reply {
  const transport = scheme === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {};
  return {
    ...reply,
    headers: { ...headers, ...transport, ...(reply.status === 429 && soon), ...reply.headers },
  };
}
