import type { Phase } from './phase.ts';

/** The site looks at everybody's replies first, or at those of newcomers. */
export const preModeration: Phase = {
  name: 'pre-moderation',
  look: async ({ submission, newcomer }) => {
    const { premoderation } = submission.site.settings;
    if (premoderation === 'everyone') return { hold: { whose: 'everyone' } };
    return premoderation === 'newcomers' && (await newcomer()) ? { hold: { whose: 'newcomers' } } : undefined;
  },
};
