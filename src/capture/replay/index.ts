import { type Desk, deskRoutes } from '../../desk/index.ts';
import type { Feature } from '../../kit/feature.ts';
import type { PublicPages } from '../../site/public-page.ts';
import { discard, discardJob } from './decide.ts';
import { visibilityRoutes } from './desk.ts';
import { downloadRoutes } from './download.ts';
import { copyRoutes } from './serve.ts';
import { mementoRoutes } from './timegate.ts';

/** Archived copies as readers see them: in a frame in which nothing runs, as files, and by the address they are of. */
export function replayFeature(desk: Desk, publicPages: PublicPages): Feature {
  return {
    name: 'replay',
    routes: [
      ...mementoRoutes,
      ...copyRoutes,
      ...downloadRoutes,
      ...publicPages([
        {
          pattern: '/-/captures/:id/',
          handle: async (asked) => (await import('./banner.ts')).showCapture(asked),
        },
      ]),
      ...deskRoutes(desk, visibilityRoutes),
    ],
    jobs: { [discardJob]: discard },
  };
}
