/** One's own page. */
export const home = '/-/account/';

/** Where those who write work; on each site's host. */
export const deskPath = '/-/admin/';

export const signInPath = '/-/account/sign-in';

/** Where one signs in, to come back to `to`: a path of the host that the link stands on, or what a site's host signed. */
export function signInHref(to: string): string {
  return `${signInPath}?to=${encodeURIComponent(to)}`;
}

export const signOutPath = '/-/account/sign-out';

/** Which of the accounts that one is signed in with is to be used. */
export const changePath = '/-/account/change';

/** On a site's host: where the install's host sends whom it has signed in. */
export const arrivePath = '/-/account/arrive';

/** Where one asks for a link by mail: to sign in, for a new password, for an account. */
export const linkPaths = {
  enter: '/-/account/link',
  reset: '/-/account/forgotten',
  register: '/-/account/register',
} as const;

export const linkAskedPath = '/-/account/link-asked';

/** One's own password, and one's own address. */
export const passwordPath = '/-/account/password';
export const emailPath = '/-/account/email';

export const linkProviderPath = '/-/account/link-provider';
export const unlinkProviderPath = '/-/account/unlink';

/** Under it the names of providers. */
export const providerPath = '/-/account/with/';

/** Under it their names again: where they send a browser back. */
export const callbackPath = '/-/account/callback/';

/** Programs, browsers and factors of one's own account. */
export const securityPath = '/-/account/security';
export const sessionsPath = '/-/account/sessions';
export const applicationsPath = '/-/account/applications';
export const factorPath = '/-/account/second-factor';
export const passkeysPath = '/-/account/passkeys';

export const passkeySignInPath = '/-/account/sign-in/passkey';

/** Where a code is asked for, after a password or whatever else was right. */
export const secondStepPath = '/-/account/second-step';
