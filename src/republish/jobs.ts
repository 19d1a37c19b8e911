import { z } from 'zod';
import { newestCapture, readCapture } from '../capture/read.ts';
import { readStreams } from '../capture/read-streams.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { Feature, JobInHand } from '../kit/feature.ts';
import type { World } from '../kit/world.ts';
import { loadWrite } from '../post/load.ts';
import { askToCheck, republishCheckJob } from '../post/republication.ts';
import { republishedParts } from '../post/republished-part.ts';
import { logVerdicts } from './log-verdict.ts';
import { askToLook, look, lookJob } from './old/look.ts';
import { republicationsOf } from './read.ts';
import type { Republication, RepublicationChecks, RepublishVerdict } from './republication.ts';

/** The work that republications leave: they are compared with their source when they change, and when it is there. */
export const republish = {
  jobs: {
    [republishCheckJob]: { slow: true, run: checkPost },
    [lookJob]: { slow: true, run: look },
  },
  events: {
    'post.saved': async (tx, { siteId, payload }) => {
      if (siteId === null) return;
      const { postId } = checking.parse(payload);
      await askToLook(tx, siteId, postId);
      await logVerdicts(tx, siteId, postId);
    },
    'source.merged': async (tx, { siteId, payload }) => {
      const merger = merged.safeParse(payload);
      if (siteId !== null && merger.success) await follow(tx, siteId, merger.data);
    },
    'capture.done': async (tx, { siteId, payload }) => {
      const done = captured.safeParse(payload);
      if (siteId !== null && done.success) await bindWaiting(tx, siteId, done.data);
    },
  },
} as const satisfies Pick<Feature, 'jobs' | 'events'>;

const captured = z.object({ captureId: z.int(), sourceId: z.int() });
const merged = z.object({ from: z.int(), into: z.int() });
const checking = z.object({ postId: z.int() });

/** What was republished before there was a copy gets the first one, and is compared with it. */
async function bindWaiting(
  tx: Transaction,
  siteId: number,
  { captureId, sourceId }: z.infer<typeof captured>,
): Promise<void> {
  const waiting = await tx.db
    .selectFrom('republication')
    .select(['post_id', 'key', 'mode'])
    .where('site_id', '=', siteId)
    .where('source_id', '=', sourceId)
    .where('capture_id', 'is', null)
    .execute();
  for (const { post_id, key, mode } of waiting) {
    const looked = mode === 'whole' || mode === 'excerpt';
    await tx.db
      .updateTable('republication')
      .set({ capture_id: captureId, ...(looked && { verdict: 'pending' }) })
      .where('site_id', '=', siteId)
      .where('post_id', '=', post_id)
      .where('key', '=', key)
      .execute();
    tx.changed(siteId, `post:${post_id}`);
    if (looked) await askToCheck(tx, siteId, post_id);
  }
}

/** What named a source that became part of another names that one. */
async function follow(
  tx: Transaction,
  siteId: number,
  { from, into }: z.infer<typeof merged>,
): Promise<void> {
  for (const column of ['source_id', 'via_source_id'] as const) {
    const posts = await tx.db
      .selectFrom('republication')
      .select('post_id')
      .where('site_id', '=', siteId)
      .where(column, '=', from)
      .execute();
    if (posts.length === 0) continue;
    await tx.db
      .updateTable('republication')
      .set({ [column]: into })
      .where('site_id', '=', siteId)
      .where(column, '=', from)
      .execute();
    tx.changed(siteId, ...posts.map(({ post_id }) => `post:${post_id}`));
  }
}

/** Compares what a post republishes, as far as that waits. */
export async function checkPost(
  world: World,
  { siteId, payload }: Pick<JobInHand, 'siteId' | 'payload'>,
): Promise<void> {
  const { postId } = checking.parse(payload);
  if (siteId === null) return;
  const write = await loadWrite({ db: world.db.read }, siteId, postId);
  if (!write) return;
  const parts = new Map(republishedParts(write.document).map((part) => [part.key, part]));
  for (const row of await republicationsOf(world.db, siteId, postId)) {
    const part = parts.get(row.key);
    if (row.verdict !== 'pending' || part?.hash !== row.textHash) continue;
    const found = await compared(world, siteId, row, part);
    await world.db.write((tx) => settle(tx, siteId, row, found));
  }
}

type Compared = {
  readonly captureId: number | null;
  readonly verdict: RepublishVerdict;
  readonly checks: RepublicationChecks;
};

/** Compares one part with the copy that it came from. Without a copy it waits, unless none is to be had. */
async function compared(
  world: World,
  siteId: number,
  row: Republication,
  { paragraphs, lang }: { readonly paragraphs: readonly string[]; readonly lang?: string },
): Promise<Compared> {
  const bound = row.captureId === null ? undefined : await readCapture(world.db, siteId, row.captureId);
  const capture =
    bound?.status === 'done' && bound.visibility !== 'removed'
      ? bound
      : await newestCapture(world.db, siteId, row.sourceId);
  if (!capture) return { captureId: null, verdict: 'cannot-check', checks: { reason: 'not-captured' } };
  const streams = await readStreams(world, siteId, capture.id);
  const { verifyParagraphs } = await import('./verify.ts');
  return {
    captureId: capture.id,
    ...verifyParagraphs(paragraphs, streams, lang ?? capture.lang ?? undefined),
  };
}

/** Writes down what was found, unless the text was changed meanwhile: then another job follows. */
async function settle(
  tx: Transaction,
  siteId: number,
  row: Republication,
  { captureId, verdict, checks }: Compared,
): Promise<void> {
  const now = tx.clock.now().toISOString();
  const text = JSON.stringify(checks);
  const updated = await tx.db
    .updateTable('republication')
    .set({ capture_id: captureId, verdict, checks: text, checked_at: now })
    .where('site_id', '=', siteId)
    .where('post_id', '=', row.postId)
    .where('key', '=', row.key)
    .where('text_hash', '=', row.textHash)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return;
  tx.changed(siteId, `post:${row.postId}`, `source:${row.sourceId}`);
  await logVerdicts(tx, siteId, row.postId);
}
