import type { Feature, Route } from '../kit/feature.ts';
import { plainText } from '../kit/http/index.ts';
import { mediaChecks } from './check.ts';
import { fetchJob, variantsJob } from './job-kinds.ts';
import { fetchRemoteMedia, makeMediaVariants, sweepMedia } from './jobs.ts';
import { serveMedia } from './web.ts';

const handle: Route['handle'] = async (world, request, { siteId }) =>
  (await serveMedia(world, siteId, request)) ?? plainText(404, 'There is no such file.');

/**
 * The files of a site. An import may have given a file any other address of the site's content: for a path that
 * nothing else has, `reading` asks `serveMedia` too.
 */
export const media: Feature = {
  name: 'media',
  routes: [
    { method: 'GET', pattern: '/wp-content/uploads/*path', handle },
    { method: 'GET', pattern: '/-/media/*path', handle },
  ],
  jobs: {
    [variantsJob]: { slow: true, run: makeMediaVariants },
    [fetchJob]: { slow: true, run: fetchRemoteMedia },
  },
  schedules: [sweepMedia],
  checks: mediaChecks,
};
