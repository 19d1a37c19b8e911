import { sql } from 'kysely';
import type { Check, Finding } from '../kit/doctor/check.ts';
import { ill, some, well } from '../kit/doctor/check.ts';
import type { World } from '../kit/world.ts';
import { archiveKey } from './capture.ts';

export const captureChecks: readonly Check[] = [{ name: 'captures', examine: examineCaptures }];

/** Whether what was captured is there still: the archives, and the texts that quotations are checked against. */
async function examineCaptures({ db, storage }: World): Promise<Finding> {
  const kept = new Map<string, number>();
  for await (const { key, bytes } of storage.list('archive/')) kept.set(key, bytes);
  const lost: string[] = [];
  let known = 0;
  for await (const { siteId, id, archive, texts } of claims({ db })) {
    known++;
    const isWhole =
      (archive === undefined || kept.get(archiveKey(siteId, archive.sha256)) === archive.bytes) &&
      texts.every((sha256) => kept.has(archiveKey(siteId, sha256)));
    if (!isWhole) lost.push(`capture ${id} of site ${siteId}`);
  }
  if (lost.length === 0) return well(`${known} archived copies`);
  return ill(
    `${lost.length} archived copies are missing or cut off: ${some(lost)}.`,
    'Copy `media/archive` of the data folder (or the bucket) back from a backup, or capture their addresses anew.',
  );
}

type Claim = {
  readonly siteId: number;
  readonly id: number;
  readonly archive: { readonly sha256: string; readonly bytes: number } | undefined;
  readonly texts: readonly string[];
};

const rowsAtOnce = 500;

/** What every capture that is done and was not taken down needs of the store. */
export async function* claims({ db }: Pick<World, 'db'>): AsyncGenerator<Claim> {
  for (let after = { site_id: 0, id: 0 }; ; ) {
    const rows = await db.read
      .selectFrom('capture')
      .select(['site_id', 'id', 'wacz_sha256', 'wacz_bytes', 'status', 'visibility'])
      .where(sql<boolean>`(site_id, id) > (${after.site_id}, ${after.id})`)
      .orderBy('site_id')
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    const texts = await textsBetween({ db }, first, last);
    for (const { site_id, id, wacz_sha256, wacz_bytes, status, visibility } of rows) {
      if (status !== 'done' || visibility === 'removed') continue;
      const archive = wacz_sha256 === null ? undefined : { sha256: wacz_sha256, bytes: wacz_bytes ?? 0 };
      yield { siteId: site_id, id, archive, texts: texts.get(`${site_id}/${id}`) ?? [] };
    }
    after = last;
  }
}

type Place = { readonly site_id: number; readonly id: number };

async function textsBetween(
  { db }: Pick<World, 'db'>,
  first: Place,
  last: Place,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.read
    .selectFrom('capture_stream')
    .select(['site_id', 'capture_id', 'sha256', 'map_sha256'])
    .where(sql<boolean>`(site_id, capture_id) >= (${first.site_id}, ${first.id})`)
    .where(sql<boolean>`(site_id, capture_id) <= (${last.site_id}, ${last.id})`)
    .execute();
  const texts = new Map<string, string[]>();
  for (const { site_id, capture_id, sha256, map_sha256 } of rows) {
    const key = `${site_id}/${capture_id}`;
    texts.set(key, [...(texts.get(key) ?? []), sha256, map_sha256]);
  }
  return texts;
}
