import { sql } from 'kysely';
import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';
import { cutThread, longest } from './stretch.ts';

export const stretchChecks: readonly Check[] = [{ name: 'thread-stretches', examine, repair }];

async function examine(world: World): Promise<Finding> {
  const wrong = (await wrongThreads(world)).map(
    ({ site_id, post_id }) => `post ${post_id} of site ${site_id}`,
  );
  if (wrong.length === 0) return well();
  return ill(
    `Long threads are counted wrongly, so that their pages begin at wrong places: ${some(wrong)}.`,
    'Run `verbatim doctor --repair`.',
  );
}

async function repair(world: World): Promise<string> {
  const wrong = await wrongThreads(world);
  await world.db.write(async (tx) => {
    for (const { site_id, post_id } of wrong) {
      await cutThread(tx, site_id, post_id);
      tx.changed(site_id, `post:${post_id}/comments`);
    }
  });
  return `The replies to ${wrong.length} posts were counted through anew.`;
}

/** Threads with a stretch that holds another number of entries than it says, and long ones that have none. */
async function wrongThreads({ db }: World) {
  const { rows } = await sql<{ site_id: number; post_id: number }>`
    with bounds as (
      select site_id, post_id, start, count,
        lead(start) over (partition by site_id, post_id order by start) as next
      from thread_stretch
    )
    select distinct site_id, post_id from bounds
    where count <> (
      select count(*) from comment
      where comment.site_id = bounds.site_id and comment.post_id = bounds.post_id
        and comment.status in ('live', 'tombstone')
        and comment.path >= bounds.start and (bounds.next is null or comment.path < bounds.next)
    )
    union
    select post.site_id, post.id from post
    where post.comment_count > ${longest} and not exists (
      select 1 from thread_stretch as any_stretch
      where any_stretch.site_id = post.site_id and any_stretch.post_id = post.id
    )
    order by 1, 2`.execute(db.read);
  return rows;
}
