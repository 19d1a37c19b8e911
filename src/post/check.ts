import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { listSites } from '../site/read.ts';
import { countLists, recount } from './listing.ts';

export const postChecks: readonly Check[] = [
  { name: 'scheduled-posts', examine: examineScheduled, repair: repairScheduled },
  { name: 'tallies', examine: examineTallies, repair: repairTallies },
];

const repair = 'Run `verbatim doctor --repair`.';
const patience = 15 * 60 * 1000;

async function examineScheduled(world: World): Promise<Finding> {
  const late = await latePosts(world);
  if (late.length === 0) return well();
  const named = late.map(({ site_id, id, published_at }) => `${id} of site ${site_id} (${published_at})`);
  return ill(`Posts did not appear when their hour came: ${some(named)}.`, `Start a worker. ${repair}`);
}

async function repairScheduled(world: World): Promise<string> {
  const late = await latePosts(world);
  await world.db.write(async (tx) => {
    for (const { site_id: siteId, id } of late) {
      await enqueue(tx, { kind: 'post.publish', key: `${siteId}:${id}`, siteId, payload: { postId: id } });
    }
  });
  return `${late.length} posts are asked for again; a worker publishes them.`;
}

function latePosts({ db, clock }: World) {
  return db.read
    .selectFrom('post')
    .select(['site_id', 'id', 'published_at'])
    .where('status', '=', 'scheduled')
    .where('published_at', '<', new Date(clock.now().getTime() - patience).toISOString())
    .orderBy('published_at')
    .execute();
}

async function examineTallies({ db }: World): Promise<Finding> {
  const wrong: string[] = [];
  for (const site of await listSites(db)) {
    const right = await countLists({ db: db.read }, site);
    const rows = await db.read
      .selectFrom('tally')
      .select(['list', 'count'])
      .where('site_id', '=', site.id)
      .execute();
    const written = new Map(rows.map(({ list, count }) => [list, count]));
    for (const list of new Set([...right.keys(), ...written.keys()])) {
      if ((right.get(list) ?? 0) !== (written.get(list) ?? 0)) wrong.push(`${list} of site ${site.id}`);
    }
  }
  return wrong.length === 0
    ? well()
    : ill(`The numbers of posts in lists are wrong: ${some(wrong)}.`, repair);
}

async function repairTallies({ db }: World): Promise<string> {
  const sites = await listSites(db);
  for (const site of sites) await db.write((tx) => recount(tx, site));
  return `The lists of ${sites.length} sites were counted anew.`;
}
