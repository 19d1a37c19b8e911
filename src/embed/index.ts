import type { Feature } from '../kit/feature.ts';
import { resolveJob } from './card.ts';

export { askAgain, type EmbedCard, embedAddress, embedCard } from './card.ts';
export { playerHosts } from './player.ts';

/** Things of other places, shown as cards. What asks for them is loaded with the first job. */
export const embedFeature: Feature = {
  name: 'embed',
  jobs: {
    [resolveJob]: {
      slow: true,
      run: async (world, job) => (await import('./jobs.ts')).resolveEmbed(world, job),
    },
  },
};
