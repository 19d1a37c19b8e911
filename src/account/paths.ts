/** One's own page. */
export const home = '/-/account/';

/** Where those who write work; on each site's host. */
export const deskPath = '/-/admin/';

export const signInPath = '/-/account/sign-in';

export const signOutPath = '/-/account/sign-out';

/** Which of the accounts that one is signed in with is to be used. */
export const changePath = '/-/account/change';

/** On a site's host: where the install's host sends whom it has signed in. */
export const arrivePath = '/-/account/arrive';

/** Under it the names of providers. */
export const providerPath = '/-/account/with/';

/** Programs, browsers and factors of one's own account. */
export const securityPath = '/-/account/security';

/** Where a code is asked for, after a password or whatever else was right. */
export const secondStepPath = '/-/account/second-step';
