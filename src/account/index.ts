import { timestamp } from '../kit/clock.ts';
import type { Feature, Route } from '../kit/feature.ts';
import { redirect } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { Look } from './reply.ts';
import { securityRoutes } from './security/index.ts';
import { setupPath } from './setup.ts';
import { showSetup, takeSetup } from './setup-web.ts';
import { accountStyle, styleSheet } from './style.ts';
import {
  fromWordPress,
  home,
  onSite,
  showAccount,
  showSignIn,
  showSignOut,
  takeSignIn,
  takeSignOut,
} from './web.ts';

/**
 * Signing in and out, one's own page, and set-up. `stylesheet` is the address of the theme's style sheet, which
 * the pages of accounts stand in.
 */
export function accountFeature({ stylesheet }: { readonly stylesheet: string }): Feature {
  const { css, href } = accountStyle();
  const look: Look = { stylesheets: [stylesheet, href] };
  return {
    name: 'account',
    routes: [
      { method: 'GET', pattern: '/-/account/sign-in', handle: onSite(look, showSignIn) },
      { method: 'POST', pattern: '/-/account/sign-in', handle: onSite(look, takeSignIn) },
      { method: 'GET', pattern: '/-/account/sign-out', handle: onSite(look, showSignOut) },
      { method: 'POST', pattern: '/-/account/sign-out', handle: onSite(look, takeSignOut) },
      { method: 'GET', pattern: '/-/account/', handle: onSite(look, showAccount) },
      { method: 'GET', pattern: '/-/account', handle: async () => redirect(home, 301) },
      { method: 'GET', pattern: '/wp-login.php', handle: fromWordPress },
      { method: 'GET', pattern: '/wp-admin/*rest', handle: fromWordPress },
      ...securityRoutes(look),
      ...setupRoutes(look),
      { method: 'GET', pattern: href, anyHost: true, handle: async () => styleSheet(css) },
    ],
    schedules: [{ name: 'account.expired', everySeconds: 24 * 3600, run: forgetExpired }],
  };
}

/** Before set-up there is no site, so its page answers on any host. */
function setupRoutes(look: Look): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: setupPath,
      anyHost: true,
      handle: (world, request) => showSetup({ world, request, look }),
    },
    {
      method: 'POST',
      pattern: setupPath,
      anyHost: true,
      handle: (world, request) => takeSetup({ world, request, look }),
    },
  ];
}

/** Sessions, links and counts of attempts that are over. */
async function forgetExpired(world: World): Promise<void> {
  const now = timestamp(world.clock);
  const dayAgo = world.clock.now().getTime() - 24 * 3_600_000;
  await world.db.write(async (tx) => {
    await tx.db.deleteFrom('session').where('expires_at', '<', now).execute();
    await tx.db.deleteFrom('verification').where('expires_at', '<', now).execute();
    await tx.db.deleteFrom('rate_limit').where('last_request', '<', dayAgo).execute();
  });
}
