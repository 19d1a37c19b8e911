import type { Feature } from '../kit/feature.ts';
import { appendedEvent } from './append.ts';
import { askToPublish, publishJob, publishLog } from './publish.ts';
import { logRoutes } from './web.ts';

/** The public log of the install: what happened, in a tree that is only added to. */
export const logFeature: Feature = {
  name: 'log',
  routes: logRoutes,
  events: { [appendedEvent]: askToPublish },
  jobs: { [publishJob]: publishLog },
};
