import type { Feature } from '../kit/feature.ts';
import type { PublicPages } from '../site/public-page.ts';

/** What readers see of sources and speakers, and who said what when. A page is loaded when it is first asked for. */
export function recordFeature(publicPages: PublicPages): Feature {
  return {
    name: 'record',
    routes: publicPages([
      {
        pattern: '/-/sources/',
        handle: async (asked) => (await import('./source-list.ts')).showSources(asked),
      },
      {
        pattern: '/-/sources/:id/',
        handle: async (asked) => (await import('./source-page.ts')).showSource(asked),
      },
      {
        pattern: '/-/sources/:id/changes/:capture/',
        handle: async (asked) => (await import('./source-changes.ts')).showChanges(asked),
      },
      {
        pattern: '/-/speakers/',
        handle: async (asked) => (await import('./speaker-list.ts')).showSpeakers(asked),
      },
      {
        pattern: '/-/speakers/:slug/',
        handle: async (asked) => (await import('./speaker-page.ts')).showSpeaker(asked),
      },
      {
        pattern: '/-/timeline/',
        handle: async (asked) => (await import('./timeline.ts')).showTimeline(asked),
      },
    ]),
  };
}
