import type { Phase } from './phase.ts';

/** The form must be one that we made for this post, not too long ago. What was typed comes back with a fresh one. */
export const formToken: Phase = {
  name: 'form-token',
  look: ({ token }) => (token?.ok === false ? { refuse: { ok: false, reason: 'form-expired' } } : undefined),
};
