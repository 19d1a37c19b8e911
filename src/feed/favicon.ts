import { plainText, type Reply, redirect } from '../kit/http/index.ts';
import { pictureOf } from '../reading/picture.ts';
import type { Visit } from '../reading/visit.ts';

/** Where browsers look when a page names no icon: the site's own, or plainly none. */
export async function favicon({ reader, site, origin }: Visit): Promise<Reply> {
  const { icon } = site.settings;
  const picture = icon === null ? undefined : (await pictureOf(reader, [icon])).get(icon);
  if (picture) return redirect(origin + picture.src, 302);
  return plainText(404, 'This site has no icon.', { 'cache-control': 'public, max-age=3600' });
}
