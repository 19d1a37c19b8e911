import type { Reply } from '../kit/http/index.ts';
import { note } from '../reading/reader.ts';
import type { Visit } from '../reading/visit.ts';

/** `robots.txt` (RFC 9309). Pages that say `noindex` must stay readable to be obeyed; only what is endless is closed. */
export function robots({ site, origin, reader }: Visit): Reply {
  note(reader, 'site');
  const rules = site.settings.searchEngines
    ? [
        'Disallow: /-/admin/',
        'Disallow: /-/account/',
        'Disallow: /search/',
        'Disallow: /?s=',
        '',
        `Sitemap: ${origin}/sitemap.xml`,
      ]
    : ['Disallow: /'];
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    body: `${['User-agent: *', ...rules].join('\n')}\n`,
    reads: reader.reads,
  };
}
