import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import type { PublicPages } from '../site/public-page.ts';
import { republishRoutes } from './desk/routes.ts';
import { republish } from './jobs.ts';
import { republishPublic } from './web.ts';

/** Republishing: texts of others with their source, one's own for others, and old posts that name where they come from. */
export function republishFeature(desk: Desk, publicPages: PublicPages): Feature {
  return {
    name: 'republish',
    ...republish,
    routes: [...deskRoutes(desk, republishRoutes), ...publicPages(republishPublic)],
  };
}
