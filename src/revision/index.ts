import type { Feature } from '../kit/feature.ts';
import type { PublicPages } from '../site/public-page.ts';
import { correctionRoutes, type RenderFeed } from './corrections.ts';
import { historyRoutes } from './history-pages.ts';

/** The history of posts in the open: their versions, and what was corrected. */
export function historyFeature(pages: PublicPages, renderFeed: RenderFeed): Feature {
  return { name: 'history', routes: pages([...historyRoutes, ...correctionRoutes(renderFeed)]) };
}
