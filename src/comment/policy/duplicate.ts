import { sql } from 'kysely';
import { statement } from '../../kit/database/index.ts';
import type { Phase } from './phase.ts';

/** Shorter texts ("Thank you") are written by many. */
const shortest = 30;

/** How far back the same text counts, in milliseconds. */
const within = 30 * 86_400_000;

/** The same text stands on this site already, or was held here: whoever sent it. */
export const duplicate: Phase = {
  name: 'duplicate',
  look: async ({ world, submission, text, digest, now }) => {
    if (text.length < shortest) return undefined;
    const since = new Date(now.getTime() - within).toISOString();
    const found = await sameText.first(world.db, { site: submission.site.id, digest, since });
    return found === undefined ? undefined : { hold: { comment: found.id } };
  },
};

const sameText = statement<{ site: number; digest: string; since: string }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('digest', '=', value('digest'))
    .where('published_at', '>', value('since'))
    .limit(sql.lit(1)),
);
