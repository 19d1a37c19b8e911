import type { Look } from '../account/reply.ts';
import { accountStyle, styleIn, styleSheet } from '../account/style.ts';
import type { Feature } from '../kit/feature.ts';
import { onSaved, takeUpWish, wishJob } from './ask.ts';
import { subscriptionChecks } from './check.ts';
import { askForDigests, digestJob, sendDigests } from './digest.ts';
import { showConfirm, showEnd, showManage, takeConfirm, takeEnd, takeManage } from './link-web.ts';
import { forgetOld } from './sweep.ts';
import { onLive, tell, tellJob } from './tell.ts';
import { onSite } from './visit.ts';
import { showDone, showNew, takeNew } from './web.ts';

/** Mail about replies to whoever asked for it and confirmed that. `stylesheet` is the theme's. */
export function subscriptionFeature({ stylesheet }: { readonly stylesheet: string }): Feature {
  const { css, href } = styleIn('/-/subscriptions/page', new URL('./page.css', import.meta.url));
  const look: Look = { stylesheets: [stylesheet, accountStyle().href, href] };
  return {
    name: 'subscription',
    routes: [
      { method: 'GET', pattern: '/-/subscriptions/', handle: onSite(look, showManage) },
      { method: 'POST', pattern: '/-/subscriptions/', handle: onSite(look, takeManage) },
      { method: 'GET', pattern: '/-/subscriptions/new', handle: onSite(look, showNew) },
      { method: 'POST', pattern: '/-/subscriptions/new', handle: onSite(look, takeNew) },
      { method: 'GET', pattern: '/-/subscriptions/done', handle: onSite(look, showDone) },
      { method: 'GET', pattern: '/-/subscriptions/confirm', handle: onSite(look, showConfirm) },
      { method: 'POST', pattern: '/-/subscriptions/confirm', handle: onSite(look, takeConfirm) },
      { method: 'GET', pattern: '/-/subscriptions/end', handle: onSite(look, showEnd) },
      { method: 'POST', pattern: '/-/subscriptions/end', handle: onSite(look, takeEnd) },
      { method: 'GET', pattern: href, anyHost: true, handle: async () => styleSheet(css) },
    ],
    events: { 'comment.saved': onSaved, 'comment.live': onLive },
    jobs: { [wishJob]: takeUpWish, [tellJob]: tell, [digestJob]: sendDigests },
    checks: subscriptionChecks,
    schedules: [
      { name: 'subscription.digest', everySeconds: 600, run: askForDigests },
      { name: 'subscription.forget', everySeconds: 6 * 3600, run: forgetOld },
    ],
  };
}
