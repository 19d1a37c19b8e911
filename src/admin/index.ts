import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature, Schedule } from '../kit/feature.ts';
import { redirect } from '../kit/http/message.ts';
import { showHome } from './home.ts';
import { jobRoutes } from './jobs.ts';

/** The desk's front page, and the work of all features; the rest of the desk is its features' own. */
export function adminFeature(desk: Desk, schedules: () => readonly Schedule[]): Feature {
  return {
    name: 'admin',
    routes: [
      { method: 'GET', pattern: '/-/admin', handle: async () => redirect('/-/admin/', 301) },
      ...deskRoutes(desk, [
        { method: 'GET', pattern: '/-/admin/', may: 'enter-desk', handle: showHome },
        ...jobRoutes(schedules),
      ]),
    ],
  };
}
