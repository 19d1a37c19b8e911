import type { World } from '../kit/world.ts';
import type { PreviewPage } from '../post/index.ts';
import { indexRoutes } from './discovery.ts';
import type { RestRoute } from './route.ts';
import { verbatimRoutes } from './verbatim/routes.ts';
import { applicationPasswordRoutes } from './wp/application-password-routes.ts';
import { autosaveRoutes } from './wp/autosave-routes.ts';
import { commentRoutes } from './wp/comment-routes.ts';
import { limitedGuesses } from './wp/guess.ts';
import { kindRoutes } from './wp/kind-routes.ts';
import { mediaRoutes } from './wp/media-routes.ts';
import { oEmbedRoutes } from './wp/oembed-routes.ts';
import { postRoutes } from './wp/post-routes.ts';
import { revisionRoutes } from './wp/revision-routes.ts';
import { searchRoutes } from './wp/search-routes.ts';
import { settingRoutes } from './wp/setting-routes.ts';
import { termRoutes } from './wp/term-routes.ts';
import { userRoutes } from './wp/user-routes.ts';

/** Every route of the API, in the order in which the index lists them. */
export function allRoutes(world: World, previewPage: PreviewPage): readonly RestRoute[] {
  const takesGuess = limitedGuesses(world);
  const routes: readonly RestRoute[] = [
    ...indexRoutes(() => routes),
    ...postRoutes(takesGuess),
    ...revisionRoutes(),
    ...autosaveRoutes(),
    ...mediaRoutes(),
    ...kindRoutes(),
    ...termRoutes(),
    ...userRoutes(),
    ...applicationPasswordRoutes(),
    ...commentRoutes(takesGuess),
    ...searchRoutes(),
    ...settingRoutes(),
    ...oEmbedRoutes(),
    ...verbatimRoutes(() => routes, previewPage),
  ];
  return routes;
}
