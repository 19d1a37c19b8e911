import { join } from 'node:path';
import { basename } from 'node:path/posix';
import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { JobFailure, JobInHand } from '../kit/feature.ts';
import { sweepSpool } from '../kit/storage/index.ts';
import type { World } from '../kit/world.ts';
import { blobKey, type Media, mediaFromRow, type Variant } from './media.ts';
import { variants as variantsRoot } from './path.ts';
import { type PreparedFile, prepareFile, sizeLimits, type UploadRefused } from './prepare.ts';
import { mediaById } from './read.ts';
import { complete, contentOf, tell } from './save.ts';
import { makeVariants } from './variants.ts';

const payload = z.object({ id: z.number().int().positive() });

/** Makes the sizes and formats of a picture. Again is no matter: equal content has equal addresses. */
export const makeMediaVariants = async (world: World, job: JobInHand): Promise<JobFailure | undefined> => {
  const { siteId, media } = await mediaOf(world, job);
  if (siteId === undefined || media?.status !== 'ready') return undefined;
  const blob = await world.storage.get(blobKey(siteId, media.sha256!));
  if (blob === undefined)
    return { ok: false, reason: `the bytes of media ${media.id} are lost`, retry: false };
  const file = Buffer.concat(await blob.stream.toArray());
  const made: Variant[] = [];
  for await (const variant of makeVariants(file, media.mime)) {
    job.signal.throwIfAborted();
    const { sha256, bytes } = await world.storage.put((hash) => blobKey(siteId, hash), variant.file);
    const { mime, width, height } = variant;
    made.push({ path: variantPath(media, width, mime, sha256), mime, width, height, bytes, sha256 });
  }
  await world.db.write(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('media')
      .set({ variants: JSON.stringify(made) })
      .where('site_id', '=', siteId)
      .where('id', '=', media.id)
      .where('sha256', '=', media.sha256!)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await tell(tx, siteId, media.id);
  });
  return undefined;
};

/** `/-/media/12/photo-800w.1a2b3c4d.webp` */
function variantPath({ id, path }: Media, width: number, mime: string, sha256: string): string {
  const stem = basename(path).replace(/\.[^.]*$/, '');
  const extension = mime === 'image/jpeg' ? 'jpg' : mime.slice('image/'.length);
  return `${variantsRoot}${id}/${stem}-${width}w.${sha256.slice(0, 8)}.${extension}`;
}

/** Brings a remote file. What may pass is tried again; what will not makes it `failed`. */
export const fetchRemoteMedia = async (world: World, job: JobInHand): Promise<JobFailure | undefined> => {
  const { siteId, media } = await mediaOf(world, job);
  if (siteId === undefined || media?.sourceUrl === undefined || media.status === 'ready') return undefined;
  const fetched = await fetchFile(world, siteId, media.sourceUrl, basename(media.path), job.signal);
  if (fetched === 'later')
    return { ok: false, reason: `${media.sourceUrl} cannot be had just now`, retry: true };
  await world.db.write((tx) => settle(tx, siteId, media.id, fetched));
  return undefined;
};

async function settle(
  tx: Transaction,
  siteId: number,
  id: number,
  fetched: PreparedFile | 'never',
): Promise<void> {
  const here = tx.db.selectFrom('media').selectAll().where('site_id', '=', siteId).where('id', '=', id);
  const row = await here.executeTakeFirst();
  if (row === undefined || row.status === 'ready') return;
  if (fetched !== 'never') {
    await complete(tx, row, contentOf(fetched));
    return;
  }
  await tx.db
    .updateTable('media')
    .set({ status: 'failed' })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  await tell(tx, siteId, id);
}

/** Fetches and keeps a file of the web. */
async function fetchFile(
  world: World,
  siteId: number,
  url: string,
  name: string,
  signal: AbortSignal,
): Promise<PreparedFile | 'later' | 'never'> {
  let prepared: PreparedFile | UploadRefused | undefined;
  const answer = await world.fetch(url, {
    maxBytes: sizeLimits.any,
    timeoutMs: 300_000,
    signal,
    accept: 'image/*, audio/*, video/*, */*;q=0.5',
    into: async (body) => {
      prepared = await prepareFile(world.storage, siteId, { name, body });
    },
  });
  if (!answer.ok) return passing.has(answer.reason) ? 'later' : 'never';
  if (answer.status === 429 || answer.status >= 500) return 'later';
  return prepared?.ok ? prepared : 'never';
}

const passing: ReadonlySet<string> = new Set(['dns', 'connection', 'tls', 'timeout', 'cancelled']);

async function mediaOf(world: World, { siteId, payload: given }: JobInHand) {
  const { id } = payload.parse(given);
  return siteId === null
    ? { siteId: undefined, media: undefined }
    : { siteId, media: await mediaById(world.db, siteId, id) };
}

/**
 * Deletes bytes that no file of their site has: of deleted media, of sizes made anew. A day's grace. Takes along
 * what uploads that were cut off left behind.
 */
export async function sweepMedia(world: World): Promise<void> {
  await world.storage.sweep(world.clock.now());
  await sweepSpool(join(world.config.data, 'spool'), world.clock.now());
  const cutoff = world.clock.now().getTime() - 86_400_000;
  let swept = 0;
  let site: { id: number; kept: ReadonlySet<string> } | undefined;
  for await (const { key } of world.storage.list()) {
    const [owner, , sha256] = key.split('/');
    const id = Number(owner);
    if (!/^\d+\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(key)) continue;
    if (site?.id !== id) site = { id, kept: await hashesOf(world, id) };
    if (site.kept.has(sha256!)) continue;
    const found = await world.storage.stat(key);
    if (found === undefined || found.modifiedAt.getTime() > cutoff) continue;
    await world.storage.delete(key);
    swept++;
  }
  if (swept > 0) world.log.info('media.swept', { swept });
}

async function hashesOf(world: World, siteId: number): Promise<ReadonlySet<string>> {
  const rows = await world.db.read.selectFrom('media').selectAll().where('site_id', '=', siteId).execute();
  return new Set(
    rows
      .map(mediaFromRow)
      .flatMap(({ sha256, variants }) => [sha256 ?? '', ...variants.map((made) => made.sha256)]),
  );
}
