import type { Look } from '../account/reply.ts';
import { accountStyle, styleIn } from '../account/style.ts';
import type { Feature } from '../kit/feature.ts';
import { onSite } from '../subscription/visit.ts';
import { noticeJob, onSaved, sendNotices } from './jobs.ts';
import { showDecide, showEnd, showPreference, takeDecide, takeEnd, takePreference } from './web.ts';

/** Mail about new replies to those who answer for them, with links that decide. `stylesheet` is the theme's. */
export function noticeFeature({ stylesheet }: { readonly stylesheet: string }): Feature {
  const own = styleIn('/-/subscriptions/page', new URL('../subscription/page.css', import.meta.url));
  const look: Look = { stylesheets: [stylesheet, accountStyle().href, own.href] };
  return {
    name: 'notice',
    routes: [
      { method: 'GET', pattern: '/-/notices/', handle: onSite(look, showPreference) },
      { method: 'POST', pattern: '/-/notices/', handle: onSite(look, takePreference) },
      { method: 'GET', pattern: '/-/notices/decide', handle: onSite(look, showDecide) },
      { method: 'POST', pattern: '/-/notices/decide', handle: onSite(look, takeDecide) },
      { method: 'GET', pattern: '/-/notices/end', handle: onSite(look, showEnd) },
      { method: 'POST', pattern: '/-/notices/end', handle: onSite(look, takeEnd) },
    ],
    events: { 'comment.saved': onSaved },
    jobs: { [noticeJob]: sendNotices },
  };
}
