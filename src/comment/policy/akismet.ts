import type { Phase } from './phase.ts';

/** A service that speaks Akismet's protocol is asked about newcomers, after the reply was saved: nobody waits for it. */
export const akismet: Phase = {
  name: 'akismet',
  look: async ({ submission, newcomer }) =>
    submission.site.settings.akismetKey !== null && (await newcomer()) ? { hold: {} } : undefined,
};
