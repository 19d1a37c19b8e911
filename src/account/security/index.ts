import type { Route } from '../../kit/feature.ts';
import type { Reply } from '../../kit/http/message.ts';
import { atHome, routesFor } from '../asked.ts';
import { forMe, type Mine } from '../mine.ts';
import {
  applicationsPath,
  factorPath,
  passkeySignInPath,
  passkeysPath,
  secondStepPath,
  securityPath,
  sessionsPath,
} from '../paths.ts';
import type { Look } from '../reply.ts';
import { makeApplication, revokeApplication, showApplications } from './applications-web.ts';
import {
  makePasskey,
  nameMyPasskey,
  removeMyPasskey,
  showPasskeys,
  takePasskeySignIn,
} from './passkey-web.ts';
import {
  beginFactor,
  confirmFactor,
  downloadCodes,
  removeFactor,
  renewCodes,
  showFactor,
} from './second-factor-web.ts';
import { showSecondStep, takeSecondStep } from './second-step.ts';
import { endOne, endOthers, showSecurity } from './security-web.ts';

/** Pages where one looks after the security of one's own account, and the second step of signing in. */
export function securityRoutes(look: Look): readonly Route[] {
  const anybody = routesFor(look);
  const get = (pattern: string, handle: (mine: Mine) => Promise<Reply>) =>
    anybody.get(pattern, atHome(forMe(handle)));
  const post = (pattern: string, handle: (mine: Mine) => Promise<Reply>) =>
    anybody.post(pattern, atHome(forMe(handle)));
  return [
    get(securityPath, showSecurity),
    post(`${sessionsPath}/end`, endOthers),
    post(`${sessionsPath}/:id/end`, endOne),
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
    anybody.post(passkeySignInPath, atHome(takePasskeySignIn)),
    anybody.get(secondStepPath, atHome(showSecondStep)),
    anybody.post(secondStepPath, atHome(takeSecondStep)),
  ];
}
