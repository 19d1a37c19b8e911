import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';

const hour = 3_600_000;

/** How many letters one may have sent: to an address that proved nothing, and from one network. */
const limits = {
  address: { most: 3, perMs: 24 * hour },
  network: { most: 10, perMs: hour },
} as const;

/**
 * Counts a letter that somebody wants sent without having shown who they are, and says whether it may go. Kept
 * in the database, so that neither a restart nor a second process forgets; under keyed hashes, so that neither
 * addresses nor networks are.
 */
export async function takesLetter(
  tx: Transaction,
  { secret }: Pick<World, 'secret'>,
  kind: keyof typeof limits,
  who: string,
): Promise<boolean> {
  const { most, perMs } = limits[kind];
  const now = tx.clock.now();
  const fresh = { count: 1, until: new Date(now.getTime() + perMs).toISOString() };
  const over = sql<boolean>`letter_request.until <= ${now.toISOString()}`;
  const { count } = await tx.db
    .insertInto('letter_request')
    .values({ who: pseudonym(secret, kind, who), ...fresh })
    .onConflict((conflict) =>
      conflict.column('who').doUpdateSet({
        count: sql<number>`case when ${over} then 1 else letter_request.count + 1 end`,
        until: sql<string>`case when ${over} then ${fresh.until} else letter_request.until end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return Number(count) <= most;
}

/** Counts that are over. */
export async function forgetLetterRequests(tx: Transaction): Promise<void> {
  await tx.db.deleteFrom('letter_request').where('until', '<=', tx.clock.now().toISOString()).execute();
}

function pseudonym(secret: Buffer, kind: string, who: string): string {
  return createHmac('sha256', secret).update(`letter ${kind} ${who}`).digest('base64url').slice(0, 22);
}
