import { z } from 'zod';
import type { EventHandler, JobHandler } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import { loadWrite } from '../post/load.ts';
import { lookThrough } from './save.ts';
import { lookJob } from './unsourced.ts';

const aboutPost = z.object({ postId: z.number().int() });

/** A post that was saved is looked through again. */
export const onPostSaved: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const { postId } = aboutPost.parse(payload);
  await enqueue(tx, { kind: lookJob, key: `${siteId}:${postId}`, siteId, payload: { postId } });
};

export const look: JobHandler = async (world, { siteId, payload }) => {
  const { postId } = aboutPost.parse(payload);
  if (siteId === null) return;
  await world.db.write(async (tx) => {
    const write = await loadWrite(tx, siteId, postId);
    if (write)
      await lookThrough(tx, siteId, postId, write.document, { now: world.clock.now().toISOString() });
  });
};

/** As many posts are asked for in one transaction. */
const batch = 500;

/** Asks for a look through every post of a site, for what stood there before anybody looked. */
export const lookAll: JobHandler = async (world, { siteId, signal }) => {
  if (siteId === null) return;
  for (let last = 0; ; ) {
    signal.throwIfAborted();
    const posts = await world.db.read
      .selectFrom('post')
      .select('id')
      .where('site_id', '=', siteId)
      .where('id', '>', last)
      .where('status', '!=', 'trash')
      .orderBy('id')
      .limit(batch)
      .execute();
    await world.db.write(async (tx) => {
      for (const { id } of posts)
        await enqueue(tx, { kind: lookJob, key: `${siteId}:${id}`, siteId, payload: { postId: id } });
    });
    last = posts.at(-1)?.id ?? last;
    if (posts.length < batch) return;
  }
};
