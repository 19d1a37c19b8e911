import type { Feature } from '../kit/feature.ts';
import type { PublicPages } from '../site/public-page.ts';
import { followMerger } from './merger.ts';
import { showChanges } from './source-changes.ts';
import { showSources } from './source-list.ts';
import { showSource } from './source-page.ts';
import { showSpeakers } from './speaker-list.ts';
import { showSpeaker } from './speaker-page.ts';
import { showTimeline } from './timeline.ts';

/** What readers see of sources and speakers, and who said what when. */
export function recordFeature(publicPages: PublicPages): Feature {
  return {
    name: 'record',
    routes: publicPages([
      { pattern: '/-/sources/', handle: showSources },
      { pattern: '/-/sources/:id/', handle: showSource },
      { pattern: '/-/sources/:id/changes/:capture/', handle: showChanges },
      { pattern: '/-/speakers/', handle: showSpeakers },
      { pattern: '/-/speakers/:slug/', handle: showSpeaker },
      { pattern: '/-/timeline/', handle: showTimeline },
    ]),
    events: followMerger,
  };
}
