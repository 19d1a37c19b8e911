import { z } from 'zod';

const address = z.email().max(254);

/**
 * Whether a text is one address and nothing besides: no name, no second address, no line of its own. What stands
 * in for the address of somebody who has none is none (`.invalid`, RFC 6761 § 6.4).
 */
export function isMailAddress(text: string): boolean {
  return address.safeParse(text).success && !/\.invalid$/i.test(text);
}

/** A text as it may stand on one line of a header: nothing in it begins another. */
export function headerText(text: string, most = 300): string {
  return text
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
}
