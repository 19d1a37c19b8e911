import type { Route } from '../../kit/feature.ts';
import type { Reply } from '../../kit/http/message.ts';
import { onSite } from '../asked.ts';
import { secondStepPath, securityPath } from '../paths.ts';
import type { Look } from '../reply.ts';
import {
  applicationsPath,
  makeApplication,
  revokeApplication,
  showApplications,
} from './applications-web.ts';
import { forMe, type Mine } from './mine.ts';
import {
  makePasskey,
  nameMyPasskey,
  passkeySignInPath,
  passkeysPath,
  removeMyPasskey,
  showPasskeys,
  takePasskeySignIn,
} from './passkey-web.ts';
import {
  beginFactor,
  confirmFactor,
  downloadCodes,
  factorPath,
  removeFactor,
  renewCodes,
  showFactor,
} from './second-factor-web.ts';
import { showSecondStep, takeSecondStep } from './second-step.ts';
import { endOne, endOthers, showSecurity } from './security-web.ts';

/** Pages where one looks after the security of one's own account, and the second step of signing in. */
export function securityRoutes(look: Look): readonly Route[] {
  const get = (pattern: string, handle: (mine: Mine) => Promise<Reply>): Route => {
    return { method: 'GET', pattern, anyHost: true, handle: forMe(look, handle) };
  };
  const post = (pattern: string, handle: (mine: Mine) => Promise<Reply>): Route => {
    return { method: 'POST', pattern, anyHost: true, handle: forMe(look, handle) };
  };
  return [
    get(securityPath, showSecurity),
    post('/-/account/sessions/end', endOthers),
    post('/-/account/sessions/:id/end', endOne),
    get(applicationsPath, showApplications),
    post(applicationsPath, makeApplication),
    post(`${applicationsPath}/:id/revocation`, revokeApplication),
    get(factorPath, showFactor),
    post(factorPath, beginFactor),
    post(`${factorPath}/confirmation`, confirmFactor),
    post(`${factorPath}/codes`, renewCodes),
    post(`${factorPath}/file`, downloadCodes),
    post(`${factorPath}/removal`, removeFactor),
    get(passkeysPath, showPasskeys),
    post(passkeysPath, makePasskey),
    post(`${passkeysPath}/:id/name`, nameMyPasskey),
    post(`${passkeysPath}/:id/removal`, removeMyPasskey),
    { method: 'POST', pattern: passkeySignInPath, anyHost: true, handle: onSite(look, takePasskeySignIn) },
    { method: 'GET', pattern: secondStepPath, anyHost: true, handle: onSite(look, showSecondStep) },
    { method: 'POST', pattern: secondStepPath, anyHost: true, handle: onSite(look, takeSecondStep) },
  ];
}
