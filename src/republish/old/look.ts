import { sql } from 'kysely';
import type { Document } from '../../document/index.ts';
import { nextId, rowCount, statement, storable, type Transaction } from '../../kit/database/index.ts';
import type { JobInHand } from '../../kit/feature.ts';
import { enqueue } from '../../kit/queue/index.ts';
import type { World } from '../../kit/world.ts';
import { readSite } from '../../site/read.ts';
import { type Found, findAttributions } from './find.ts';

/** Looks through posts that changed for words that name where they come from. */
export const lookJob = 'republish.look';

/** All posts of a site are to be looked through, or one of them. */
export async function askToLook(tx: Transaction, siteId: number, postId?: number): Promise<void> {
  const posts = tx.db
    .selectFrom('post')
    .select(['site_id', 'id', sql.lit(0).as('version')])
    .where('site_id', '=', siteId)
    .$if(postId !== undefined, (query) => query.where('id', '=', postId ?? 0));
  await tx.db
    .insertInto('attribution_look')
    .columns(['site_id', 'post_id', 'version'])
    .expression(posts)
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id']).doUpdateSet({ version: 0 }))
    .execute();
  await enqueueLook(tx, siteId);
}

async function enqueueLook(tx: Transaction, siteId: number): Promise<void> {
  await enqueue(tx, { kind: lookJob, key: String(siteId), siteId, payload: {} });
}

/** Posts of one transaction: readers and writers come in between. */
const batch = 50;

/** Looks until no post is left, or the job is to end: what is not done is done by the next one. */
export async function look(
  world: World,
  { siteId, signal }: Pick<JobInHand, 'siteId' | 'signal'>,
): Promise<void> {
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site) return;
  const hosts = site.hosts.map(({ host }) => host);
  for (;;) {
    const posts = await unseen.all(world.db, { site: site.id, limit: batch });
    if (posts.length === 0) return;
    if (signal.aborted) {
      await world.db.write((tx) => enqueueLook(tx, site.id));
      return;
    }
    const seen = posts.map((post) => ({
      ...post,
      found: findAttributions(JSON.parse(post.document) as Document, hosts),
    }));
    await world.db.write(async (tx) => {
      for (const { id, version, found } of seen) await keep(tx, site.id, id, version, found);
      if (seen.some(({ found }) => found.length > 0)) tx.changed(site.id, 'attributions');
    });
  }
}

const unseen = statement<{ site: number; limit: number }>()((db, value) =>
  db
    .selectFrom('attribution_look as look')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'look.site_id').onRef('post.id', '=', 'look.post_id'),
    )
    .innerJoin('post_document', (join) =>
      join
        .onRef('post_document.site_id', '=', 'look.site_id')
        .onRef('post_document.post_id', '=', 'look.post_id'),
    )
    .select(['post.id', 'post.version', 'post_document.document'])
    .where('look.site_id', '=', value('site'))
    .where('look.version', '=', sql.lit(0))
    .orderBy('look.post_id')
    .limit(rowCount(value('limit'))),
);

/** What a writer decided stays; what nobody looked at goes when its words do. */
async function keep(
  tx: Transaction,
  siteId: number,
  postId: number,
  version: number,
  found: readonly Found[],
) {
  await tx.db
    .deleteFrom('attribution')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('state', '=', 'found')
    .execute();
  for (const each of found) await add(tx, siteId, postId, each);
  // One that was saved meanwhile is looked through again.
  await tx.db
    .updateTable('attribution_look')
    .set({ version })
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('post')
          .select('post.id')
          .where('post.site_id', '=', siteId)
          .where('post.id', '=', postId)
          .where('post.version', '=', version),
      ),
    )
    .execute();
}

async function add(
  tx: Transaction,
  siteId: number,
  postId: number,
  { cue, passage, address }: Found,
): Promise<void> {
  const known = address.slice(0, 2_000);
  const there = await tx.db
    .selectFrom('attribution')
    .select('id')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('address', '=', known)
    .where('cue', '=', cue)
    .executeTakeFirst();
  if (there) return;
  await tx.db
    .insertInto('attribution')
    .values({
      site_id: siteId,
      id: await nextId(tx, siteId, 'attribution'),
      post_id: postId,
      cue,
      passage: storable(passage),
      address: storable(known),
      host: URL.canParse(known) ? new URL(known).host : '',
      state: 'found',
      found_at: tx.clock.now().toISOString(),
      decided_at: null,
      decided_by: null,
    })
    .execute();
}
