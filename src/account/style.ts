import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Reply } from '../kit/http/message.ts';

export type Style = { readonly css: Buffer /** Where it is served. */; readonly href: string };

/** The style sheet of the small pages around a form, as accounts have them. */
export function accountStyle(): Style {
  return styleIn('/-/assets/account', new URL('./page.css', import.meta.url));
}

/** A style sheet at an address that changes with it: `/-/assets/account.0a1b2c3d4e.css`. */
export function styleIn(stem: string, file: URL): Style {
  const css = readFileSync(file);
  const fingerprint = createHash('sha256').update(css).digest('hex').slice(0, 10);
  return { css, href: `${stem}.${fingerprint}.css` };
}

/** The answer at that address, for good. */
export function styleSheet(css: Buffer): Reply {
  const headers = {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  };
  return { status: 200, headers, body: css, reads: new Set() };
}
