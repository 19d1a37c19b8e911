import type { Incoming, Reply } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import type { PreviewPage } from '../post/index.ts';
import type { Visit } from '../reading/visit.ts';
import { createDispatch } from './dispatch.ts';
import { allRoutes } from './routes.ts';

/**
 * The API of every site: WordPress's `wp/v2`, and `verbatim/v1` for what WordPress has not. Answers for
 * `/wp-json/…` and for `?rest_route=/…`; undefined for any other address.
 */
export function restApi(
  world: World,
  previewPage: PreviewPage,
): (visit: Visit, request: Incoming) => Promise<Reply> | undefined {
  const dispatch = createDispatch(allRoutes(world, previewPage));
  return (visit, request) => {
    const path = apiPath(request);
    return path === undefined ? undefined : dispatch(world, visit, request, path);
  };
}

/** The path within the API that a request asks for: `/` for the index. */
function apiPath({ path, query }: Incoming): string | undefined {
  const plain = /^\/wp-json(\/.*)?$/.exec(path);
  if (plain) return tidy(plain[1] ?? '/');
  const route = path === '/' || path === '/index.php' ? query.get('rest_route') : null;
  return route === null ? undefined : tidy(route);
}

function tidy(path: string): string {
  const bare = path.replace(/\/+$/, '');
  return bare.startsWith('/') ? bare : `/${bare}`;
}
