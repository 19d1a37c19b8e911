import { z } from 'zod';
import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { captureChecks } from './check.ts';
import { captureDeskRoutes } from './desk/captures.ts';
import { captureJob, moveCaptures } from './save.ts';

const merged = z.object({ from: z.int(), into: z.int() });

/** Archived copies of what is quoted. What makes them is loaded with the first job. */
export const captureFeature = (desk: Desk): Feature => ({
  name: 'capture',
  routes: deskRoutes(desk, captureDeskRoutes),
  jobs: {
    [captureJob]: {
      slow: true,
      run: async (world, job) => (await import('./jobs.ts')).runCapture(world, job),
    },
  },
  schedules: [
    {
      name: 'capture.sweep',
      everySeconds: 86_400,
      run: async (world) => (await import('./sweep.ts')).sweepArchive(world),
    },
  ],
  checks: captureChecks,
  events: {
    'source.merged': async (tx, { siteId, payload }) => {
      if (siteId !== null) await moveCaptures(tx, siteId, merged.parse(payload));
    },
  },
});
