import { z } from 'zod';
import { linkKey } from '../capture/link-state.ts';
import { type Desk, deskRoutes } from '../desk/index.ts';
import type { EventHandler, Feature } from '../kit/feature.ts';
import { emit } from '../kit/queue/index.ts';
import { linkRoutes } from './desk/links.ts';
import {
  collectJob,
  gatherJob,
  onPostSaved,
  onSiteSaved,
  onSourceDeleted,
  onSourceMerged,
  onSourceSaved,
} from './events.ts';
import { checkJob, linkChanged } from './names.ts';

const captured = z.object({ address: z.string() });

/** Posts that link to what was captured show the copy. */
const onCaptured: EventHandler = async (tx, { siteId, payload }) => {
  const address = linkKey(captured.parse(payload).address);
  if (siteId !== null && address !== undefined)
    await emit(tx, { kind: linkChanged, siteId, payload: { address } });
};

/** Whether what posts and sources link to is still there. What asks is loaded with the first job. */
export function watchFeature(desk: Desk): Feature {
  return {
    name: 'watch',
    routes: deskRoutes(desk, linkRoutes),
    jobs: {
      [collectJob]: async (world, job) => (await import('./collect.ts')).collect(world, job),
      [gatherJob]: {
        slow: true,
        run: async (world, job) => (await import('./collect.ts')).gather(world, job),
      },
      [checkJob]: {
        slow: true,
        run: async (world, job) => (await import('./check.ts')).checkLink(world, job),
      },
    },
    schedules: [
      {
        name: 'watch.check',
        everySeconds: 15 * 60,
        run: async (world) => (await import('./check.ts')).checkDue(world),
      },
      {
        name: 'watch.tell',
        everySeconds: 24 * 3600,
        run: async (world) => (await import('./tell.ts')).tellAuthors(world),
      },
    ],
    events: {
      'post.saved': onPostSaved,
      'source.saved': onSourceSaved,
      'source.merged': onSourceMerged,
      'source.deleted': onSourceDeleted,
      'site.saved': onSiteSaved,
      'capture.done': onCaptured,
    },
  };
}
