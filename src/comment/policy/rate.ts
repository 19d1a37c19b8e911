import { rowCount, statement } from '../../kit/database/index.ts';
import type { Looked, Phase } from './phase.ts';

/** The most replies of one sender, and of one network, in a minute and in an hour. */
const limits = {
  sender: { minute: 5, hour: 30 },
  network: { minute: 10, hour: 60 },
} as const;

/**
 * Too many at once. What counts are the replies themselves, under the pseudonyms that they carry: so every process
 * counts the same, and nothing else is written down.
 */
export const rate: Phase = {
  name: 'rate',
  look: async (looked) => {
    const since = new Date(looked.now.getTime() - hour).toISOString();
    const free =
      freeAt(await ofSender(looked, since, limits.sender.hour), limits.sender, looked.now) ??
      freeAt(await ofNetwork(looked, since, limits.network.hour), limits.network, looked.now);
    if (free === undefined) return undefined;
    const retryAfter = Math.max(1, Math.ceil((free - looked.now.getTime()) / 1000));
    return { refuse: { ok: false, reason: 'too-many', retryAfter } };
  },
};

const minute = 60_000;
const hour = 60 * minute;

/** When the next one is taken, where too many came in the last minute or hour; of `times` the newest is the first. */
function freeAt(
  times: readonly string[],
  most: { readonly minute: number; readonly hour: number },
  now: Date,
): number | undefined {
  const within = (number: number, span: number) => {
    const first = times[number - 1];
    const end = first === undefined ? 0 : Date.parse(first) + span;
    return end > now.getTime() ? end : undefined;
  };
  return within(most.minute, minute) ?? within(most.hour, hour);
}

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
