import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { termRoutes } from './desk/terms.ts';

/** Categories and tags at the desk. */
export function termFeature(desk: Desk): Feature {
  return { name: 'term', routes: deskRoutes(desk, termRoutes) };
}
