import type { Feature } from '../kit/feature.ts';
import { resolveJob } from './card.ts';
import { resolveEmbed } from './jobs.ts';

export { askAgain, type EmbedCard, embedAddress, embedCard } from './card.ts';
export { playerHosts } from './player.ts';

/** Things of other places, shown as cards. */
export const embed: Feature = { name: 'embed', jobs: { [resolveJob]: { slow: true, run: resolveEmbed } } };
