import type { Phase } from './phase.ts';

/** A field that no person sees was filled in. Browsers that fill in forms do it too at times: it is kept. */
export const honeypot: Phase = {
  name: 'honeypot',
  look: ({ submission: { form } }) =>
    form === undefined || form.trap.trim() === '' ? undefined : { spam: {} },
};
