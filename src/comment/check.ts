import { sql } from 'kysely';
import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';

export const commentChecks: readonly Check[] = [{ name: 'comment-counts', examine, repair }];

async function examine(world: World): Promise<Finding> {
  const wrong = (await wrongCounts(world)).map(({ site_id, id }) => `post ${id} of site ${site_id}`);
  if (wrong.length === 0) return well();
  return ill(
    `Posts say another number of replies than they have: ${some(wrong)}.`,
    'Run `verbatim doctor --repair`.',
  );
}

async function repair(world: World): Promise<string> {
  const wrong = await wrongCounts(world);
  await world.db.write(async (tx) => {
    for (const { site_id, id, replies } of wrong) {
      await tx.db
        .updateTable('post')
        .set({ comment_count: replies })
        .where('site_id', '=', site_id)
        .where('id', '=', id)
        .execute();
      tx.changed(site_id, `post:${id}`, `post:${id}/comments`);
    }
  });
  return `The replies to ${wrong.length} posts were counted anew.`;
}

async function wrongCounts({ db }: World) {
  const { rows } = await sql<{ site_id: number; id: number; replies: number }>`
    select post.site_id, post.id, coalesce(live.replies, 0) as replies
    from post left join (
      select site_id, post_id, count(*) as replies from comment where status = 'live' group by site_id, post_id
    ) as live on live.site_id = post.site_id and live.post_id = post.id
    where post.comment_count <> coalesce(live.replies, 0)
    order by post.site_id, post.id`.execute(db.read);
  return rows.map(({ site_id, id, replies }) => ({ site_id, id, replies: Number(replies) }));
}
