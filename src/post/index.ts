import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import type { PreviewPage } from './desk/previewed.ts';
import { postRoutes } from './desk/routes.ts';
import { post } from './jobs.ts';

export type { PreviewedPost, PreviewPage } from './desk/previewed.ts';

/** Posts and pages: their desk, and the work that they leave. `preview` shows them in the site's theme. */
export function postFeature(desk: Desk, preview: PreviewPage): Feature {
  return { ...post, routes: deskRoutes(desk, postRoutes(preview)) };
}
