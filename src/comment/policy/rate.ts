import { rowCount, statement } from '../../kit/database/index.ts';
import type { Looked, Phase } from './phase.ts';

/** The most replies of one sender, and of one network, in a span of time. */
const limits = [
  { of: 'sender', most: 5, minutes: 1 },
  { of: 'sender', most: 30, minutes: 60 },
  { of: 'network', most: 10, minutes: 1 },
  { of: 'network', most: 60, minutes: 60 },
] as const;

/**
 * Too many at once. What counts are the replies themselves, under the pseudonyms that they carry: so every process
 * counts the same, and nothing else is written down.
 */
export const rate: Phase = {
  name: 'rate',
  look: async (looked) => {
    for (const { of, most, minutes } of limits) {
      const since = new Date(looked.now.getTime() - minutes * 60_000).toISOString();
      const times = await (of === 'sender' ? ofSender(looked, since, most) : ofNetwork(looked, since, most));
      const first = times[most - 1];
      if (first === undefined) continue;
      const free = Date.parse(first) + minutes * 60_000 - looked.now.getTime();
      return { refuse: { ok: false, reason: 'too-many', retryAfter: Math.max(1, Math.ceil(free / 1000)) } };
    }
    return undefined;
  },
};

/** Times of the newest replies, as many as are allowed. */
async function ofSender({ world, submission, senders }: Looked, since: string, most: number) {
  const [sender] = senders;
  if (sender === undefined) return [];
  const rows = await bySender.all(world.db, { site: submission.site.id, sender, since, most });
  return rows.map(({ published_at }) => published_at);
}

async function ofNetwork({ world, submission, network }: Looked, since: string, most: number) {
  if (network === undefined) return [];
  const rows = await byNetwork.all(world.db, { site: submission.site.id, network, since, most });
  return rows.map(({ published_at }) => published_at);
}

const bySender = statement<{ site: number; sender: string; since: string; most: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('published_at')
    .where('site_id', '=', value('site'))
    .where('sender', '=', value('sender'))
    .where('published_at', '>', value('since'))
    .orderBy('published_at', 'desc')
    .limit(rowCount(value('most'))),
);

const byNetwork = statement<{ site: number; network: string; since: string; most: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('published_at')
    .where('site_id', '=', value('site'))
    .where('network', '=', value('network'))
    .where('published_at', '>', value('since'))
    .orderBy('published_at', 'desc')
    .limit(rowCount(value('most'))),
);
