import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { EventHandler, Feature, JobHandler } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { listSites, readSite } from '../site/read.ts';
import { postChecks } from './check.ts';
import { loadWrite } from './load.ts';
import type { Reference } from './render.ts';

/** What renders documents is loaded with the first job that needs it. */
const saving = () => import('./save.ts');

const aboutPost = z.object({ postId: z.number().int() });

/** A scheduled post appears when its hour comes. One that was moved or withdrawn meanwhile is left as it is. */
const publish: JobHandler = async (world, { siteId, payload }) => {
  const { postId } = aboutPost.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site) return;
  const { updatePost } = await saving();
  await world.db.write(async (tx) => {
    const write = await loadWrite(tx, site.id, postId);
    const now = world.clock.now().toISOString();
    if (write?.status !== 'scheduled' || (write.publishedAt ?? now) > now) return;
    await updatePost(tx, site, postId, write, { now });
  });
};

/** Renders a post anew after a picture's sizes or an embed's card came. */
const render: JobHandler = async (world, { siteId, payload }) => {
  const { postId } = aboutPost.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site) return;
  const { rerenderPost } = await saving();
  await world.db.write((tx) => rerenderPost(tx, site, postId));
};

/** Posts that nobody took out of the trash in time; a few in each transaction, so that no writer waits long. */
async function emptyTrashes(world: World): Promise<void> {
  const { emptyTrash } = await import('./trash.ts');
  const most = 50;
  for (const site of await listSites(world.db)) {
    const now = world.clock.now().toISOString();
    while ((await world.db.write((tx) => emptyTrash(tx, site, { now, most }))) === most);
  }
}

/** Asks for a new rendering of every post that shows what changed. */
function renderReferring(kind: Reference['kind'], targetOf: (payload: unknown) => string): EventHandler {
  return async (tx, { siteId, payload }) => {
    if (siteId === null) return;
    for (const postId of await referring(tx, siteId, kind, targetOf(payload))) {
      await enqueue(tx, { kind: 'post.render', key: `${siteId}:${postId}`, siteId, payload: { postId } });
    }
  };
}

async function referring(
  tx: Transaction,
  siteId: number,
  kind: Reference['kind'],
  target: string,
): Promise<readonly number[]> {
  const rows = await tx.db
    .selectFrom('post_reference')
    .select('post_id')
    .where('site_id', '=', siteId)
    .where('kind', '=', kind)
    .where('target', '=', target)
    .execute();
  return rows.map(({ post_id }) => post_id);
}

export const post: Feature = {
  name: 'post',
  jobs: { 'post.publish': publish, 'post.render': render },
  schedules: [{ name: 'post.trash', everySeconds: 24 * 3600, run: emptyTrashes }],
  checks: postChecks,
  events: {
    'quotation.checked': async (tx, { siteId, payload }) => {
      const { postId } = aboutPost.parse(payload);
      await enqueue(tx, { kind: 'post.render', key: `${siteId}:${postId}`, siteId, payload: { postId } });
    },
    'media.changed': renderReferring('media', (payload) =>
      String(z.object({ id: z.number() }).parse(payload).id),
    ),
    'embed.changed': renderReferring('embed', (payload) => z.object({ url: z.string() }).parse(payload).url),
    'link.changed': renderReferring(
      'link',
      (payload) => z.object({ address: z.string() }).parse(payload).address,
    ),
  },
};
