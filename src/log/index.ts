import type { Feature } from '../kit/feature.ts';
import { appendedEvent } from './append.ts';
import { askToPublish, publishJob, publishLog } from './publish.ts';
import { askAuthorities, stampCheckpoint } from './timestamp/ask.ts';
import { askForTimestamp, timestampEvent, timestampJob } from './timestamp/request.ts';
import { logRoutes } from './web.ts';

/** The public log of the install: what happened, in a tree that is only added to. */
export const logFeature: Feature = {
  name: 'log',
  routes: logRoutes,
  events: { [appendedEvent]: askToPublish, [timestampEvent]: askForTimestamp },
  jobs: { [publishJob]: publishLog, [timestampJob]: { slow: true, run: askAuthorities } },
  schedules: [{ name: 'log.timestamp', everySeconds: 86_400, run: stampCheckpoint }],
};
