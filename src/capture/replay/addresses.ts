import { withoutFragment } from '../address.ts';

/** Where the addresses of a copy lead to. Each is given an absolute address of the web. */
export type Leads = {
  /** To what was kept beside the page: a style sheet, a picture, a font. */
  readonly resource: (address: string) => string;
  /** To the notice that a link leads out of the copy. */
  readonly away: (address: string) => string;
};

/** What stands for an address that is none: it asks nobody for anything. */
export const nowhere = 'data:,';

const longest = 8_000;

/** An address as a page means it; undefined where it is not of the web. */
export function resolved(address: string, base: string): string | undefined {
  const text = address.trim();
  if (text === '' || text.length > longest || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** A picture or a font that stands in the page itself. A drawing among them is shown as a picture, which runs nothing. */
export function isInline(address: string): boolean {
  return /^data:(?:image\/(?:png|jpeg|gif|webp|avif|svg\+xml|x-icon|bmp)|font\/(?:woff2?|ttf|otf)|application\/(?:x-)?font-[\w-]+)[;,]/i.test(
    address.trim(),
  );
}

/** Where a copy finds what a picture, a font or a style sheet is asked for by. */
export function resourceOf(address: string, base: string, leads: Leads): string {
  if (isInline(address)) return address.trim().replaceAll(/[\s"'<>()\\]/g, (c) => encodeURIComponent(c));
  const absolute = resolved(address, base);
  // A drawing's part may be named by its fragment.
  return absolute === undefined ? nowhere : leads.resource(withoutFragment(absolute));
}
