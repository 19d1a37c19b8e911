import type { Feature } from '../kit/feature.ts';
import { captureJob } from './save.ts';

/** Archived copies of what is quoted. What makes them is loaded with the first job. */
export const captureFeature: Feature = {
  name: 'capture',
  jobs: {
    [captureJob]: {
      slow: true,
      run: async (world, job) => (await import('./jobs.ts')).runCapture(world, job),
    },
  },
};
