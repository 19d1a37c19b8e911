import sharp from 'sharp';
import { z } from 'zod';
import type { JobFailure, JobInHand } from '../kit/feature.ts';
import { emit } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { mostPixels } from '../media/image.ts';
import { recognise as recogniseFile } from '../media/kind.ts';
import { storeMedia } from '../media/save.ts';
import type { Told } from './answer.ts';
import { ask } from './ask.ts';
import { recognise } from './provider.ts';

const payload = z.object({ url: z.string() });

/** Finds out what stands at an address, and keeps its picture. A place that says no is not asked again. */
export const resolveEmbed = async (
  world: World,
  { siteId, payload: given, signal }: JobInHand,
): Promise<JobFailure | undefined> => {
  const { url } = payload.parse(given);
  const thing = recognise(url);
  if (siteId === null || thing === undefined) return undefined;
  const asked = await ask(world.fetch, thing, signal);
  if (!asked.ok && asked.reason === 'later')
    return { ok: false, reason: `${url}: ${asked.detail}`, retry: true };
  const told = asked.ok ? asked.told : undefined;
  const pictureId = told && (await keepPicture(world, siteId, told, thing.provider, signal));
  const player = told?.player ?? thing.player;
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('embed')
      .set({
        status: told ? 'ready' : 'failed',
        ...(told && { title: told.title ?? null, author: told.author ?? null }),
        ...(pictureId !== undefined && { picture_id: pictureId }),
        player: player ? JSON.stringify(player) : null,
        fetched_at: tx.clock.now().toISOString(),
      })
      .where('site_id', '=', siteId)
      .where('url', '=', url)
      .execute();
    await emit(tx, { kind: 'embed.changed', siteId, payload: { url } });
  });
  return undefined;
};

/** A picture from elsewhere is decoded and written anew. One that cannot be had leaves the card without. */
async function keepPicture(
  world: World,
  siteId: number,
  { picture, title }: Told,
  provider: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (picture === undefined) return undefined;
  const answer = await world.fetch(picture, {
    maxBytes: 10 * 2 ** 20,
    timeoutMs: 20_000,
    types: ['image/'],
    signal,
  });
  if (!answer.ok || answer.status !== 200) return undefined;
  const body = await writtenAnew(answer.body);
  if (body === undefined) return undefined;
  const name = `${provider} ${title ?? ''}`.replace(/[/\\]/g, ' ').slice(0, 60);
  const stored = await storeMedia(world, siteId, {
    name,
    body,
    title: title ?? '',
    sourceUrl: picture,
    oneSize: true,
  });
  return stored.ok ? stored.media.id : undefined;
}

async function writtenAnew(file: Buffer): Promise<Buffer | undefined> {
  const found = await recogniseFile(file, '');
  if (!found.ok || !raster.has(found.kind.mime)) return undefined;
  try {
    const picture = sharp(file, { limitInputPixels: mostPixels, failOn: 'none' }).autoOrient();
    return await picture.resize({ width: 1280, withoutEnlargement: true }).webp({ quality: 80 }).toBuffer();
  } catch {
    return undefined;
  }
}

const raster: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
]);
