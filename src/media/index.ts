import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature, Route } from '../kit/feature.ts';
import { plainText } from '../kit/http/index.ts';
import { mediaChecks } from './check.ts';
import { mediaDeskRoutes } from './desk/library.ts';
import { fetchJob, variantsJob } from './job-kinds.ts';
import { serveMedia } from './web.ts';

/** The programs that work on pictures take tens of megabytes: they are loaded with the first job. */
const jobs = () => import('./jobs.ts');

const handle: Route['handle'] = async (world, request, { siteId }) =>
  (await serveMedia(world, siteId, request)) ?? plainText(404, 'There is no such file.');

/**
 * The files of a site. An import may have given a file any other address of the site's content: for a path that
 * nothing else has, `reading` asks `serveMedia` too.
 */
export function mediaFeature(desk: Desk): Feature {
  return {
    name: 'media',
    routes: [
      { method: 'GET', pattern: '/wp-content/uploads/*path', handle },
      { method: 'GET', pattern: '/-/media/*path', handle },
      ...deskRoutes(desk, mediaDeskRoutes),
    ],
    jobs: {
      [variantsJob]: { slow: true, run: async (world, job) => (await jobs()).makeMediaVariants(world, job) },
      [fetchJob]: { slow: true, run: async (world, job) => (await jobs()).fetchRemoteMedia(world, job) },
    },
    schedules: [
      { name: 'media.sweep', everySeconds: 86_400, run: async (world) => (await jobs()).sweepMedia(world) },
    ],
    checks: mediaChecks,
  };
}
