import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import type { SourceArchive } from './archive.ts';
import { sourceDeskRoutes } from './desk/sources.ts';

/** Sources at the desk; `archive` is what copies and quotes them. */
export function sourceFeature(desk: Desk, archive: SourceArchive): Feature {
  return { name: 'source', routes: deskRoutes(desk, sourceDeskRoutes(archive)) };
}
