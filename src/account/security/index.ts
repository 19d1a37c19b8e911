import type { Route } from '../../kit/feature.ts';
import type { Look } from '../reply.ts';
import {
  applicationsPath,
  makeApplication,
  revokeApplication,
  showApplications,
} from './applications-web.ts';
import { forMe } from './mine.ts';

/** Pages where one looks after the security of one's own account. */
export function securityRoutes(look: Look): readonly Route[] {
  return [
    { method: 'GET', pattern: applicationsPath, handle: forMe(look, showApplications) },
    { method: 'POST', pattern: applicationsPath, handle: forMe(look, makeApplication) },
    {
      method: 'POST',
      pattern: `${applicationsPath}/:id/revocation`,
      handle: forMe(look, revokeApplication),
    },
  ];
}
