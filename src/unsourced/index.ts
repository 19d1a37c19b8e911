import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { unsourcedRoutes } from './desk/list.ts';
import { look, lookAll, onPostSaved } from './jobs.ts';
import { lookAllJob, lookJob } from './unsourced.ts';

/** Quotations that stand in posts without a source: found when a post is saved, and given one at the desk. */
export function unsourcedFeature(desk: Desk): Feature {
  return {
    name: 'unsourced',
    routes: deskRoutes(desk, unsourcedRoutes),
    jobs: { [lookJob]: look, [lookAllJob]: { slow: true, run: lookAll } },
    events: { 'post.saved': onPostSaved },
  };
}
