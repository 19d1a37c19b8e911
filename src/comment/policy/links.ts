import type { Phase } from './phase.ts';

/** More links than the site wants in a reply, or any from somebody of whom none was approved here yet. */
export const links: Phase = {
  name: 'links',
  look: async ({ submission, links: found, newcomer }) => {
    const most = submission.site.settings.maxLinks;
    if (found.length > most) return { hold: { links: found.length, most } };
    return found.length > 0 && (await newcomer()) ? { hold: { links: found.length, first: 1 } } : undefined;
  },
};
