import { z } from 'zod';
import { newestCapture } from '../capture/read.ts';
import { requestCapture } from '../capture/save.ts';
import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';
import type { JobInHand } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite } from '../site/read.ts';
import { type Asking, askHead, askPage } from './ask.ts';
import { isQuoted, lookOn, type Sought, soughtOn } from './drift.ts';
import type { Seen } from './link.ts';
import { checkJob } from './names.ts';
import { isUsed } from './read.ts';
import { findLink, keepSeen, rest, takeDue } from './save.ts';

const given = z.object({ id: z.number().int() });
const atATime = 300;
/** Links of one host are asked for one after the other, so far apart. */
const betweenOfHost = 10_000;

/** Has every link asked for that is due: a few hundred at a time, those of one host apart from each other. */
export async function checkDue(world: World): Promise<void> {
  const now = world.clock.now().getTime();
  await world.db.write(async (tx) => {
    const until = new Date(now + 6 * 3600_000).toISOString();
    const turns = new Map<string, number>();
    for (const { site_id: siteId, id, host } of await takeDue(tx, { most: atATime, until })) {
      const turn = turns.get(host) ?? 0;
      turns.set(host, turn + 1);
      const runAt = new Date(now + turn * betweenOfHost);
      await enqueue(tx, { kind: checkJob, key: `${siteId}:${id}`, siteId, payload: { id }, runAt });
    }
  });
}

/** Asks whether a link is there; where words of it are quoted, whether they still are. */
export async function checkLink(world: World, { siteId, payload, signal }: JobInHand): Promise<void> {
  const { id } = given.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  const row = site && (await findLink(world.db, site.id, id));
  if (!site || !row || row.stopped === 1) return;
  if (!(await isUsed(world.db, site, row))) return world.db.write((tx) => rest(tx, site.id, id));
  const sought = row.source_id === null ? [] : await soughtOn(world.db, site.id, row.source_id);
  const seen = await see(world, row, sought, signal);
  await world.db.write(async (tx) => {
    const kept = await keepSeen(tx, site.id, id, seen);
    if (!kept?.changed || kept.state !== 'drifted') return;
    const newest = row.source_id === null ? undefined : await newestCapture(tx, site.id, row.source_id);
    const method = newest?.method === 'browser' ? 'browser' : 'http';
    await requestCapture(tx, site.id, {
      address: row.href,
      method,
      ...(row.source_id !== null && { sourceId: row.source_id }),
    });
  });
}

async function see(
  world: World,
  row: WatchedLinkTable,
  sought: readonly Sought[],
  signal: AbortSignal,
): Promise<Seen> {
  const now = world.clock.now();
  const asking: Asking = { href: row.href, signal, now };
  if (sought.length === 0) {
    const { seen } = await askHead(world.fetch, asking);
    return seen.kind === 'there' ? { ...seen, drifted: await staysDrifted(world, row) } : seen;
  }
  const { seen, page } = await askPage(world.fetch, { ...asking, ...conditions(row, sought) });
  if (seen.kind !== 'there') return seen;
  if (!page) return { ...seen, drifted: row.state === 'drifted' };
  const looked = lookOn(page, row.href, sought, now);
  if (!looked) return { ...seen, drifted: row.state === 'drifted' };
  if (!looked.ok) return looked.seen;
  const { textSha256, drifted } = looked;
  return { ...seen, textSha256, drifted: drifted && textSha256 !== row.fine_sha256 };
}

/** Words that its newest copy no longer holds either are looked for no more: somebody must say that all is well. */
async function staysDrifted(world: World, row: WatchedLinkTable): Promise<boolean> {
  if (row.state !== 'drifted' || row.source_id === null) return false;
  return isQuoted(world.db, row.site_id, row.source_id);
}

/** A page that did not change says nothing new, but of words that were quoted since. */
function conditions(row: WatchedLinkTable, sought: readonly Sought[]): Partial<Asking> {
  const checked = row.checked_at;
  if (checked === null || row.failures > 0 || sought.some(({ since }) => since > checked)) return {};
  return { etag: row.etag, lastModified: row.last_modified };
}
