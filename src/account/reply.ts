import type { Html } from '../kit/html.ts';
import type { Incoming, Reply } from '../kit/http/message.ts';
import type { Site } from '../site/site.ts';
import { type Shell, wordsFor } from './views.ts';

/** Addresses of the style sheets that the pages of accounts stand in: the theme's, and their own. */
export type Look = {
  readonly stylesheets: readonly string[];
  /** Address of the island that asks a device for passkeys; without it pages offer none. */
  readonly passkeyScript?: string;
};

/** What goes around a page. `site` is the one on whose host it is shown. */
export function shellFor(request: Incoming, look: Look, site?: Site): Shell {
  const t = wordsFor(request.header('accept-language'), site?.locale ?? 'en');
  return { t, stylesheets: look.stylesheets, ...(site && { site: site.title }) };
}

/** A page for one person: kept by nobody, and telling no other site its address. */
export function personalPage(
  status: number,
  body: Html,
  {
    cookies = [],
    headers = {},
  }: { readonly cookies?: readonly string[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      ...headers,
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body,
  };
}

/** Onwards after a form was done, with the cookies that it brought. */
export function onwards(location: string, cookies: readonly string[] = []): Reply {
  return {
    status: 303,
    headers: { location, 'cache-control': 'no-store', ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    body: undefined,
  };
}

/** A path of this site as it may stand in `?to=`: anything else could lead a person elsewhere. */
export function localPath(text: string | null): string | undefined {
  if (text === null || !/^\/(?![/\\])/.test(text) || /[\\\s\p{C}]/u.test(text) || text.length > 2000)
    return undefined;
  return text;
}
