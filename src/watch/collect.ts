import { z } from 'zod';
import { linkKey } from '../capture/link-state.ts';
import { requestCapture } from '../capture/save.ts';
import { type Document, references } from '../document/index.ts';
import { rowCount, statement, type Transaction } from '../kit/database/index.ts';
import type { JobInHand } from '../kit/feature.ts';
import { emit, enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import { readSource } from '../source/read.ts';
import { gatherJob } from './events.ts';
import { linkChanged } from './names.ts';
import { watchLink } from './save.ts';

const ofPost = z.object({ postId: z.number().int() });
const ofSource = z.object({ sourceId: z.number().int() });
const asked = z.union([ofPost, ofSource]);
const progress = z.object({ after: z.number().int() });

/** A post with more links is a list of links. */
const mostLinks = 500;
const atATime = 100;

export async function collect(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site || site.settings.watchLinks === 'none') return;
  const given = asked.parse(payload);
  await world.db.write(async (tx) => {
    if ('sourceId' in given) return watchSource(tx, site, given.sourceId);
    const row =
      site.settings.watchLinks === 'all' && (await publicPost.first(tx, { site: site.id, id: given.postId }));
    if (row) await watchLinksOf(tx, site, row);
  });
}

export async function gather(world: World, { siteId, payload }: JobInHand): Promise<void> {
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (site?.settings.watchLinks !== 'all') return;
  const { after } = progress.parse(payload);
  await world.db.write(async (tx) => {
    const rows = await publicPosts.all(tx, { site: site.id, after, most: atATime });
    for (const row of rows) await watchLinksOf(tx, site, row);
    const last = rows.at(-1);
    if (last && rows.length === atATime)
      await enqueue(tx, {
        kind: gatherJob,
        key: String(site.id),
        siteId: site.id,
        payload: { after: last.id },
      });
  });
}

async function watchSource(tx: Transaction, site: Site, sourceId: number): Promise<void> {
  const source = await readSource(tx, site.id, sourceId);
  if (source?.address) await watchLink(tx, site.id, source.address, source.id);
}

type PostRow = { readonly id: number; readonly document: string };

const publicPost = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .select(['post.id', 'post_document.document'])
    .where('post.site_id', '=', value('site'))
    .where('post.id', '=', value('id'))
    .where('post.path', 'is not', null),
);

const publicPosts = statement<{ site: number; after: number; most: number }>()((db, value) =>
  db
    .selectFrom('post')
    .innerJoin('post_document', (join) =>
      join.onRef('post_document.site_id', '=', 'post.site_id').onRef('post_document.post_id', '=', 'post.id'),
    )
    .select(['post.id', 'post_document.document'])
    .where('post.site_id', '=', value('site'))
    .where('post.id', '>', value('after'))
    .where('post.path', 'is not', null)
    .orderBy('post.id')
    .limit(rowCount(value('most'))),
);

/** Every link out of a post; where all are captured, a copy of each is asked for when it is met. */
async function watchLinksOf(tx: Transaction, site: Site, { id, document }: PostRow): Promise<void> {
  for (const href of outboundLinks(JSON.parse(document) as Document, site)) {
    const link = await watchLink(tx, site.id, href);
    if (!link) continue;
    const wasUnsaid = await refer(tx, site.id, id, link.address);
    if (site.settings.captureLinks) await captureOnce(tx, site.id, href);
    if (wasUnsaid && !link.isNew)
      await emit(tx, { kind: linkChanged, siteId: site.id, payload: { address: link.address } });
  }
}

/** Addresses of the web in a document that do not lead to the site itself, one for each page. */
export function outboundLinks(document: Document, site: Pick<Site, 'hosts'>): readonly string[] {
  const own = new Set(site.hosts.map(({ host }) => host));
  const found = new Map<string, string>();
  for (const href of references(document).links) {
    const key = linkKey(href);
    if (key === undefined || own.has(new URL(href).host) || found.has(key)) continue;
    found.set(key, href);
    if (found.size === mostLinks) break;
  }
  return [...found.values()];
}

/** Posts that were saved before links were watched are written down as using theirs now. */
async function refer(tx: Transaction, siteId: number, postId: number, target: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('post_reference')
    .values({ site_id: siteId, post_id: postId, kind: 'link', target })
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'target', 'post_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function captureOnce(tx: Transaction, siteId: number, href: string): Promise<void> {
  const plain = new URL(href);
  plain.hash = '';
  const known = await anyCapture.first(tx, { site: siteId, address: plain.href });
  if (known === undefined) await requestCapture(tx, siteId, { address: plain.href, method: 'http' });
}

const anyCapture = statement<{ site: number; address: string }>()((db, value) =>
  db
    .selectFrom('capture')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('address', '=', value('address')),
);
