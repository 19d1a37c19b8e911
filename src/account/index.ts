import { timestamp } from '../kit/clock.ts';
import type { Feature, Route } from '../kit/feature.ts';
import { redirect } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { showArrive } from './arrive.ts';
import { atHome, routesFor } from './asked.ts';
import { showChange, takeChange } from './change-web.ts';
import { showLink, takeLinkUse } from './link-use-web.ts';
import { grantLink, linkJob, linkPages } from './links.ts';
import { showLinkAsk, showLinkAsked, showRegister, takeLinkAsk, takeRegister } from './links-web.ts';
import { forMe } from './mine.ts';
import { showEmail, showPassword, takeEmail, takePassword } from './own-web.ts';
import {
  arrivePath,
  callbackPath,
  changePath,
  emailPath,
  home,
  linkAskedPath,
  linkPaths,
  linkProviderPath,
  passwordPath,
  providerPath,
  signInPath,
  signOutPath,
  unlinkProviderPath,
} from './paths.ts';
import { showCallback, showProvider, takeLink, takeUnlink } from './provider-web.ts';
import { type Look, shellFor } from './reply.ts';
import { securityRoutes } from './security/index.ts';
import { setupPath } from './setup.ts';
import { showSetup, takeSetup } from './setup-web.ts';
import { accountStyle, styleSheet } from './style.ts';
import { fromWordPress, showAccount, showSignIn, showSignOut, takeSignIn, takeSignOut } from './web.ts';

export type AccountLook = {
  readonly stylesheet: string;
  /** Address of the island that asks a device for passkeys. */
  readonly passkeyScript?: string;
};

/**
 * Signing in and out, one's own page, and set-up. `stylesheet` is the address of the theme's style sheet, which
 * the pages of accounts stand in.
 */
export function accountFeature({ stylesheet, passkeyScript }: AccountLook): Feature {
  const { css, href } = accountStyle();
  const look: Look = {
    stylesheets: [stylesheet, href],
    ...(passkeyScript !== undefined && { passkeyScript }),
  };
  return {
    name: 'account',
    routes: [
      ...signInRoutes(look),
      ...linkRoutes(look),
      { method: 'GET', pattern: '/-/account', anyHost: true, handle: async () => redirect(home, 301) },
      { method: 'GET', pattern: '/wp-login.php', handle: fromWordPress },
      { method: 'GET', pattern: '/wp-admin/*rest', handle: fromWordPress },
      ...securityRoutes(look),
      ...setupRoutes(look),
      { method: 'GET', pattern: href, anyHost: true, handle: async () => styleSheet(css) },
    ],
    jobs: { [linkJob]: grantLink },
    schedules: [{ name: 'account.expired', everySeconds: 24 * 3600, run: forgetExpired }],
  };
}

/** Ways in, between accounts, and out again; on the host of every site, and on the install's own. */
function signInRoutes(look: Look): readonly Route[] {
  const { get, post } = routesFor(look);
  return [
    get(home, showAccount),
    get(signInPath, showSignIn),
    post(signInPath, atHome(takeSignIn)),
    get(signOutPath, showSignOut),
    post(signOutPath, takeSignOut),
    get(changePath, (asked) => showChange(asked)),
    post(changePath, takeChange),
    get(arrivePath, showArrive),
    get(`${providerPath}:name`, showProvider),
    get(`${callbackPath}:name`, showCallback),
    post(linkProviderPath, takeLink),
    post(unlinkProviderPath, takeUnlink),
    get(passwordPath, atHome(forMe(showPassword))),
    post(passwordPath, atHome(forMe(takePassword, passwordPath))),
    get(emailPath, atHome(forMe(showEmail))),
    post(emailPath, atHome(forMe(takeEmail, emailPath))),
  ];
}

/** Links that go by mail: asking for them, and where they lead. */
function linkRoutes(look: Look): readonly Route[] {
  const { get, post } = routesFor(look);
  const asking = (['enter', 'reset'] as const).flatMap((purpose) => [
    get(linkPaths[purpose], showLinkAsk(purpose)),
    post(linkPaths[purpose], atHome(takeLinkAsk(purpose))),
  ]);
  const using = (['enter', 'reset', 'register', 'address'] as const).flatMap((purpose) => [
    get(linkPages[purpose], showLink(purpose)),
    post(linkPages[purpose], atHome(takeLinkUse(purpose))),
  ]);
  return [
    ...asking,
    get(linkPaths.register, showRegister),
    post(linkPaths.register, atHome(takeRegister)),
    get(linkAskedPath, showLinkAsked),
    ...using,
  ];
}

/** Before set-up there is no site, so its page answers on any host. */
function setupRoutes(look: Look): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: setupPath,
      anyHost: true,
      handle: (world, request) => showSetup({ world, request, shell: shellFor(request, look) }),
    },
    {
      method: 'POST',
      pattern: setupPath,
      anyHost: true,
      handle: (world, request) => takeSetup({ world, request, shell: shellFor(request, look) }),
    },
  ];
}

/** Sessions, links and counts of attempts that are over. */
async function forgetExpired(world: World): Promise<void> {
  const now = timestamp(world.clock);
  const dayAgo = world.clock.now().getTime() - 24 * 3_600_000;
  await world.db.write(async (tx) => {
    await tx.db.deleteFrom('session').where('expires_at', '<', now).execute();
    await tx.db.deleteFrom('ticket').where('expires_at', '<', now).execute();
    await tx.db.deleteFrom('verification').where('expires_at', '<', now).execute();
    await tx.db.deleteFrom('rate_limit').where('last_request', '<', dayAgo).execute();
  });
}
