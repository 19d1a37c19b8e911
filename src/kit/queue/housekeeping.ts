import type { Feature } from '../feature.ts';

const day = 24 * 3600;

/** What the kit itself does again and again. */
export const housekeeping: Feature = {
  name: 'housekeeping',
  schedules: [
    {
      // Other processes read the names of what changed within seconds; a day is for one that was suspended.
      name: 'forget-changes',
      everySeconds: 3600,
      run: async ({ db, clock }) => {
        const before = new Date(clock.now().getTime() - day * 1000).toISOString();
        await db.write((tx) => tx.db.deleteFrom('change').where('at', '<', before).execute());
      },
    },
  ],
};
