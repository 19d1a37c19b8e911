import { sql } from 'kysely';
import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';
import { rebuild } from './save.ts';

export const searchChecks: readonly Check[] = [{ name: 'search-index', examine, repair }];

async function examine(world: World): Promise<Finding> {
  const waiting = await world.db.read.selectFrom('outbox').select('id').limit(1).executeTakeFirst();
  if (waiting) return well('the queue has not told it everything yet');
  const sites = await sitesOutOfStep(world);
  if (sites.length === 0) return well();
  const named = sites.map(({ siteId, posts }) => `${posts} posts of site ${siteId}`);
  return ill(
    `Search does not know what is public: ${some(named)}.`,
    'Run `verbatim doctor --repair`, which makes the index anew.',
  );
}

async function repair(world: World): Promise<string> {
  let posts = 0;
  for (const { siteId } of await sitesOutOfStep(world)) posts += await rebuild(world.db, siteId);
  return `${posts} posts were indexed anew.`;
}

/** Posts that search should find and does not know, or knows and should not; those that wait their turn are no fault. */
async function sitesOutOfStep({ db }: World): Promise<readonly { siteId: number; posts: number }[]> {
  const { rows } = await sql<{ site_id: number; posts: number }>`
    select site_id, count(*) as posts from (
      select post.site_id, post.id as post_id
      from post join post_document on post_document.site_id = post.site_id and post_document.post_id = post.id
      where status = 'published' and path is not null and (type = 'page' or listed_at is not null)
        and not exists (select 1 from search_post where search_post.site_id = post.site_id and search_post.post_id = post.id)
      union all
      select search_post.site_id, search_post.post_id from search_post
      where not exists (
        select 1 from post where post.site_id = search_post.site_id and post.id = search_post.post_id
          and status = 'published' and path is not null and (type = 'page' or listed_at is not null))
    ) as astray
    where not exists (
      select 1 from search_pending
      where search_pending.site_id = astray.site_id and search_pending.post_id = astray.post_id)
    group by site_id order by site_id`.execute(db.read);
  return rows.map(({ site_id, posts }) => ({ siteId: Number(site_id), posts: Number(posts) }));
}
