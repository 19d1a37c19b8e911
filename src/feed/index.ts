import { type Incoming, type Reply, redirect } from '../kit/http/index.ts';
import type { Visit } from '../reading/visit.ts';
import { answerFeed } from './answer.ts';
import { favicon } from './favicon.ts';
import { answerOEmbed } from './oembed.ts';
import { robots } from './robots.ts';
import { answerSitemap } from './sitemap.ts';

/**
 * What programs read of a site: feeds, sitemaps, `robots.txt`, the icon, oEmbed. Undefined for any other address, so that it
 * can be asked before the pages are.
 */
export async function answerPrograms(visit: Visit, request: Incoming): Promise<Reply | undefined> {
  const { path } = request;
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (path === '/robots.txt') return robots(visit);
  if (path === '/favicon.ico') return favicon(visit);
  if (path === '/oembed') return answerOEmbed(visit, request);
  if (path === '/wp-sitemap.xml') return redirect(`${visit.origin}/sitemap.xml`, 301);
  if (path.startsWith('/sitemap')) return answerSitemap(visit, path);
  return answerFeed(visit, request);
}
