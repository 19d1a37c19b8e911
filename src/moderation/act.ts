import { sql } from 'kysely';
import { type Deed, newBatch } from '../comment/save-audit.ts';
import { eraseComment } from '../comment/save-erase.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import type { World } from '../kit/world.ts';
import { allowedOf, type Scope } from './scope.ts';

/** What is done with replies from the queue. */
export const acts = ['approve', 'hold', 'spam', 'trash', 'restore', 'erase'] as const;
export type Act = (typeof acts)[number];

export function isAct(text: string | undefined): text is Act {
  return acts.some((act) => act === text);
}

export type Acted = { readonly count: number; readonly batch: number };

const standingOf = {
  approve: 'live',
  hold: 'pending',
  spam: 'spam',
  trash: 'removed',
  restore: 'restore',
} as const;

/** Does one thing with several replies, as one batch; those out of the scope, or gone meanwhile, are left out. */
export async function actOn(
  world: World,
  siteId: number,
  scope: Scope,
  act: Act,
  ids: readonly number[],
  by: number,
): Promise<Acted> {
  return world.db.write(async (tx) => {
    const batch = await newBatch(tx, siteId);
    const deed: Deed = { by, batch };
    let count = 0;
    for (const id of await allowedOf(tx, siteId, scope, ids)) {
      if (act === 'erase') count += (await eraseComment(tx, siteId, id, deed)) ? 1 : 0;
      else {
        const set = await setCommentStatus(tx, siteId, id, standingOf[act], deed);
        count += set.ok && set.changed ? 1 : 0;
      }
    }
    return { count, batch };
  });
}

const ofTurn = 200;

/** Deletes for good what stands with the spam or in the trash, in turns, so that replies are taken meanwhile. */
export async function emptyShelf(
  world: World,
  siteId: number,
  standing: 'spam' | 'removed',
  by: number,
): Promise<number> {
  const until = world.clock.now().toISOString();
  let erased = 0;
  let last = 0;
  for (;;) {
    const after = last;
    const rows = await world.db.read
      .selectFrom('comment')
      .select('id')
      .where('site_id', '=', siteId)
      .where('standing', '=', standing)
      .where('id', '>', after)
      .where('published_at', '<=', until)
      // Where nothing is left but the place, it stays.
      .where('html', '!=', '')
      .orderBy('id')
      .limit(sql.lit(ofTurn))
      .execute();
    if (rows.length === 0) return erased;
    await world.db.write(async (tx) => {
      const batch = await newBatch(tx, siteId);
      for (const { id } of rows) erased += (await eraseComment(tx, siteId, id, { by, batch })) ? 1 : 0;
    });
    last = rows.at(-1)?.id ?? last;
  }
}
