import type { Kysely } from 'kysely';
import type { Standing } from '../comment/comment.ts';
import type { Tables } from '../kit/database/index.ts';

/** What is known of somebody who replies: what became of their replies on this site, and since when. */
export type SenderRecord = Readonly<Record<Standing, number>> & { readonly since: string };

/** The records of some senders. Who is only a name has none. */
export async function readRecords(
  db: Kysely<Tables>,
  siteId: number,
  senders: readonly (string | null)[],
): Promise<ReadonlyMap<string, SenderRecord>> {
  const known = [...new Set(senders)].filter((sender) => sender !== null);
  if (known.length === 0) return new Map();
  const rows = await db
    .selectFrom('comment')
    .select(({ fn }) => [
      'sender',
      'standing',
      fn.countAll<number>().as('count'),
      fn.min('published_at').as('since'),
    ])
    .where('site_id', '=', siteId)
    .where('sender', 'in', known)
    .groupBy(['sender', 'standing'])
    .execute();
  const records = new Map<string, SenderRecord>();
  for (const { sender, standing, count, since } of rows) {
    if (sender === null) continue;
    const known = records.get(sender) ?? { pending: 0, live: 0, spam: 0, removed: 0, since };
    const [earliest = since] = [since, known.since].sort();
    records.set(sender, { ...known, [standing]: Number(count), since: earliest });
  }
  return records;
}
