import type { Feature } from '../kit/feature.ts';
import type { PublicPages } from '../site/public-page.ts';
import { appendedEvent } from './append.ts';
import { logChecks } from './check.ts';
import { askToPublish, publishJob, publishLeft, publishLog } from './publish.ts';
import { askForTimestamp, timestampEvent, timestampJob } from './timestamp/request.ts';
import { logRoutes } from './web.ts';

/** The public log of the install: what happened, in a tree that is only added to. Its page, and what asks authorities, are loaded when they are wanted. */
export const logFeature = (pages: PublicPages): Feature => ({
  name: 'log',
  routes: [
    ...logRoutes,
    ...pages([{ pattern: '/-/log/', handle: async (asked) => (await import('./page.ts')).showLog(asked) }]),
  ],
  events: { [appendedEvent]: askToPublish, [timestampEvent]: askForTimestamp },
  jobs: {
    [publishJob]: publishLog,
    [timestampJob]: {
      slow: true,
      run: async (world, job) => (await import('./timestamp/ask.ts')).askAuthorities(world, job),
    },
  },
  checks: logChecks,
  schedules: [
    { name: 'log.publish', everySeconds: 3600, run: publishLeft },
    {
      name: 'log.timestamp',
      everySeconds: 86_400,
      run: async (world) => (await import('./timestamp/ask.ts')).stampCheckpoint(world),
    },
  ],
});
