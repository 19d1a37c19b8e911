import type { World } from '../kit/world.ts';
import { indexRoutes } from './discovery.ts';
import type { RestRoute } from './route.ts';
import { postRoutes } from './wp/post-routes.ts';
import { termRoutes } from './wp/term-routes.ts';

/** Every route of the API, in the order in which the index lists them. */
export function allRoutes(world: World): readonly RestRoute[] {
  const routes: readonly RestRoute[] = [...indexRoutes(() => routes), ...postRoutes(world), ...termRoutes()];
  return routes;
}
