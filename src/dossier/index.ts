import { type Asked, onSite } from '../account/asked.ts';
import type { Look } from '../account/reply.ts';
import { accountStyle, styleIn } from '../account/style.ts';
import type { Feature, Route } from '../kit/feature.ts';
import type { Reply } from '../kit/http/message.ts';
import { linkJob, sendLink } from './link.ts';
import { pathOf } from './views.ts';
import { showDelete, showErase, showExport, showReplies, takeDelete, takeErase, takeLink } from './web.ts';

/**
 * What an install keeps of somebody, shown to them, handed over and erased; on the host of every site and on the
 * install's own. `stylesheet` is the theme's.
 */
export function dossierFeature({ stylesheet }: { readonly stylesheet: string }): Feature {
  const own = styleIn('/-/subscriptions/page', new URL('../subscription/page.css', import.meta.url));
  const look: Look = { stylesheets: [stylesheet, accountStyle().href, own.href] };
  const get = (pattern: string, handle: (asked: Asked) => Promise<Reply>): Route => ({
    method: 'GET',
    pattern,
    anyHost: true,
    handle: onSite(look, handle),
  });
  const post = (pattern: string, handle: (asked: Asked) => Promise<Reply>): Route => ({
    ...get(pattern, handle),
    method: 'POST',
  });
  return {
    name: 'dossier',
    routes: [
      get(pathOf(''), showReplies),
      post(pathOf('/link'), takeLink),
      get(pathOf('/export'), showExport),
      get(pathOf('/delete'), showDelete),
      post(pathOf('/delete'), takeDelete),
      get(pathOf('/erase'), showErase),
      post(pathOf('/erase'), takeErase),
    ],
    jobs: { [linkJob]: sendLink },
  };
}
