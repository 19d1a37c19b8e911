import { createHmac, timingSafeEqual } from 'node:crypto';

export type Signing = {
  /** The install's secret. */
  readonly secret: Buffer;
  /** What the value is for: one that was signed for another purpose does not verify. */
  readonly purpose: string;
};

/**
 * A small value that a visitor carries and cannot change: `<value>.<expiry>.<signature>`, of letters that
 * cookies, forms and addresses take as they are. The value can be read by whoever holds it.
 */
export function signValue(value: string, expiresAt: Date, signing: Signing): string {
  const payload = `${Buffer.from(value).toString('base64url')}.${Math.floor(expiresAt.getTime() / 1000)}`;
  return `${payload}.${signature(payload, signing).toString('base64url')}`;
}

/** The value, if it is what was signed for this purpose and its time has not passed. */
export function verifyValue(text: string, now: Date, signing: Signing): string | undefined {
  const [value, expiry, given, ...rest] = text.split('.');
  if (value === undefined || expiry === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = signature(`${value}.${expiry}`, signing);
  const actual = Buffer.from(given, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  if (Number(expiry) * 1000 <= now.getTime()) return undefined;
  return Buffer.from(value, 'base64url').toString();
}

/** HMAC-SHA256 (RFC 2104); the purpose's length keeps it apart from the payload. */
function signature(payload: string, { secret, purpose }: Signing): Buffer {
  return createHmac('sha256', secret).update(`${purpose.length}:${purpose}:${payload}`).digest();
}
