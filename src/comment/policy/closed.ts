import { takesReplies } from '../open.ts';
import type { Phase } from './phase.ts';

/** The post takes no replies, or no longer. */
export const closed: Phase = {
  name: 'closed',
  look: ({ submission, post, now }) =>
    takesReplies(submission.site.settings, post, now)
      ? undefined
      : { refuse: { ok: false, reason: 'closed' } },
};
