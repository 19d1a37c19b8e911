import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { pseudonym } from './session.ts';

/** How often something may be tried within a time; the count begins anew after it. */
export type Allowance = { readonly most: number; readonly minutes: number };

/**
 * Counts a try of a client, and of what it is about (an address, an account), and says whether both may have
 * it. Counted in the database, so that no restart and no second process forgets; under pseudonyms.
 */
export async function mayTry(
  world: World,
  request: Incoming,
  {
    what,
    about,
    client,
    each,
  }: {
    readonly what: string;
    readonly about: string;
    readonly client: Allowance;
    readonly each: Allowance;
  },
): Promise<boolean> {
  const keys = [
    { key: `${what} ${pseudonym(world, request.remoteAddress)}`, ...client },
    { key: `${what} ${hidden(world, about)}`, ...each },
  ];
  const counts = await world.db.write(async (tx) => {
    const now = world.clock.now().getTime();
    const list: boolean[] = [];
    for (const { key, most, minutes } of keys) {
      const before = now - minutes * 60_000;
      const row = await tx.db
        .insertInto('rate_limit')
        .values({ key, count: 1, last_request: now })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            count: sql`CASE WHEN rate_limit.last_request < ${before} THEN 1 ELSE rate_limit.count + 1 END`,
            last_request: sql`CASE WHEN rate_limit.last_request < ${before} THEN ${now} ELSE rate_limit.last_request END`,
          }),
        )
        .returning('count')
        .executeTakeFirstOrThrow();
      list.push(row.count <= most);
    }
    return list;
  });
  return counts.every(Boolean);
}

function hidden({ secret }: World, about: string): string {
  return createHmac('sha256', secret).update(`try ${about}`).digest('base64url');
}
