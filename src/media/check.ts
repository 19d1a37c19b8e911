import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';
import { blobKey, mediaFromRow } from './media.ts';

export const mediaChecks: readonly Check[] = [
  { name: 'pictures', examine: examineSharp },
  { name: 'media-files', examine: examineFiles },
];

/** One pixel is made into each format that pictures get. */
async function examineSharp(): Promise<Finding> {
  const mend = 'Install the packages again on this machine: `npm ci`, without --omit=optional.';
  try {
    const { default: sharp } = await import('sharp');
    const pixel = { create: { width: 1, height: 1, channels: 3, background: 'white' } } as const;
    for (const format of ['jpeg', 'webp', 'avif'] as const) await sharp(pixel).toFormat(format).toBuffer();
    return well(`libvips ${sharp.versions.vips}`);
  } catch (error) {
    return ill(`Pictures cannot be resized: ${error instanceof Error ? error.message : error}`, mend);
  }
}

/** Each file and each size of it must be kept; what is kept and belongs to nothing is only counted. */
async function examineFiles(world: World): Promise<Finding> {
  const sites = await world.db.read.selectFrom('site').select('id').orderBy('id').execute();
  const missing: string[] = [];
  let known = 0;
  let unclaimed = 0;
  for (const { id } of sites) {
    const found = await examineSite(world, id);
    missing.push(...found.missing);
    known += found.known;
    unclaimed += found.unclaimed;
  }
  if (missing.length > 0) {
    return ill(
      `${missing.length} files of media are missing or cut off: ${some(missing)}.`,
      'Copy `media` of the data folder (or the bucket) back from a backup, or upload these files anew.',
    );
  }
  return well(`${known} files${unclaimed > 0 ? `, and ${unclaimed} that belong to nothing` : ''}`);
}

const rowsAtOnce = 1000;

async function examineSite({ db, storage }: World, siteId: number) {
  const kept = new Map<string, number>();
  for await (const { key, bytes } of storage.list(`${siteId}/`)) kept.set(key, bytes);
  const claimed = new Set<string>();
  const missing: string[] = [];
  const claim = (path: string, sha256: string, bytes: number) => {
    const key = blobKey(siteId, sha256);
    claimed.add(key);
    if (kept.get(key) !== bytes) missing.push(path);
  };
  for (let after = 0; ; ) {
    const rows = await db.read
      .selectFrom('media')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    for (const media of rows.map(mediaFromRow)) {
      if (media.status === 'ready' && media.sha256) claim(media.path, media.sha256, media.bytes);
      for (const variant of media.variants) claim(variant.path, variant.sha256, variant.bytes);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  const unclaimed = [...kept.keys()].filter((key) => !claimed.has(key)).length;
  return { missing, known: claimed.size, unclaimed };
}
