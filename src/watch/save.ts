import { linkKey } from '../capture/link-state.ts';
import {
  type Database,
  nextId,
  numbersIn,
  rowCount,
  statement,
  type Transaction,
} from '../kit/database/index.ts';
import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';
import { emit } from '../kit/queue/index.ts';
import { cleanAddress } from '../source/address.ts';
import { setSourceState } from '../source/save.ts';
import { type Seen, standing } from './link.ts';
import { linkChanged } from './names.ts';

export type Watched = { readonly id: number; readonly address: string; readonly isNew: boolean };

/**
 * Watches an address; of a source, its state becomes the source's. One that rests because nothing used it wakes up;
 * one that somebody stopped stays so. Undefined for what is no address of the web.
 */
export async function watchLink(
  tx: Transaction,
  siteId: number,
  href: string,
  sourceId?: number,
): Promise<Watched | undefined> {
  const [address, clean] = [linkKey(href), cleanAddress(href)];
  if (address === undefined || clean === undefined) return undefined;
  const known = await byAddress.first(tx, { site: siteId, address });
  const now = tx.clock.now().toISOString();
  if (known) {
    const wakes = known.next_at === null && known.stopped === 0;
    const bound = sourceId !== undefined && known.source_id !== sourceId;
    if (wakes || bound)
      await tx.db
        .updateTable('watched_link')
        .set({ ...(wakes && { next_at: now }), ...(bound && { source_id: sourceId, href: clean }) })
        .where('site_id', '=', siteId)
        .where('id', '=', known.id)
        .execute();
    return { id: known.id, address, isNew: false };
  }
  const id = await nextId(tx, siteId, 'link');
  await tx.db
    .insertInto('watched_link')
    .values(newRow({ siteId, id, address, href: clean, sourceId, now }))
    .execute();
  tx.changed(siteId, 'links');
  return { id, address, isNew: true };
}

const byAddress = statement<{ site: number; address: string }>()((db, value) =>
  db
    .selectFrom('watched_link')
    .select(['id', 'next_at', 'stopped', 'source_id'])
    .where('site_id', '=', value('site'))
    .where('address', '=', value('address')),
);

function newRow(given: {
  readonly siteId: number;
  readonly id: number;
  readonly address: string;
  readonly href: string;
  readonly sourceId: number | undefined;
  readonly now: string;
}): WatchedLinkTable {
  const { siteId, id, address, href, sourceId, now } = given;
  return {
    site_id: siteId,
    id,
    address,
    href,
    host: new URL(href).host.slice(0, 300),
    source_id: sourceId ?? null,
    state: 'unknown',
    reason: null,
    http_status: null,
    failures: 0,
    failing_since: null,
    days: 1,
    created_at: now,
    checked_at: null,
    state_at: null,
    next_at: now,
    etag: null,
    last_modified: null,
    text_sha256: null,
    fine_sha256: null,
    fine_at: null,
    stopped: 0,
    told: null,
  };
}

/** A link by its number, as it stands now. */
export async function findLink(
  db: Database | Transaction,
  siteId: number,
  id: number,
): Promise<WatchedLinkTable | undefined> {
  return byId.first(db, { site: siteId, id });
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('watched_link')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** Writes down what came of a check, and tells whoever shows the link when its state is another. */
export async function keepSeen(
  tx: Transaction,
  siteId: number,
  id: number,
  seen: Seen,
): Promise<{ readonly changed: boolean; readonly state: WatchedLinkTable['state'] } | undefined> {
  const row = await findLink(tx, siteId, id);
  if (!row || row.stopped === 1) return undefined;
  const next = standing(row, seen, tx.clock.now());
  await write(tx, row, next);
  return { changed: next.state !== row.state, state: next.state };
}

async function write(tx: Transaction, row: WatchedLinkTable, next: Partial<WatchedLinkTable>): Promise<void> {
  const { site_id, id, address } = row;
  const { site_id: _, id: __, ...columns } = next;
  await tx.db
    .updateTable('watched_link')
    .set(columns)
    .where('site_id', '=', site_id)
    .where('id', '=', id)
    .execute();
  if (next.state === undefined || next.state === row.state) return;
  tx.changed(site_id, 'links');
  if (row.source_id !== null) await setSourceState(tx, site_id, row.source_id, next.state);
  await emit(tx, { kind: linkChanged, siteId: site_id, payload: { address } });
}

/**
 * Somebody looked, and all is in order: alive, with what it says now taken as what it should say. A link that fails
 * again goes through all its failures again.
 */
export async function markFine(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await findLink(tx, siteId, id);
  if (!row) return false;
  const now = tx.clock.now();
  const tomorrow = new Date(now.getTime() + 24 * 3600_000).toISOString();
  await write(tx, row, {
    state: 'live',
    ...(row.state !== 'live' && { state_at: now.toISOString() }),
    reason: null,
    failures: 0,
    failing_since: null,
    days: 1,
    fine_sha256: row.text_sha256,
    fine_at: now.toISOString(),
    told: null,
    ...(row.stopped === 0 && { next_at: tomorrow }),
  });
  return true;
}

/** Stops watching; nothing is known of the link from then on. */
export async function stopWatching(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await findLink(tx, siteId, id);
  if (!row) return false;
  await write(tx, row, {
    stopped: 1,
    next_at: null,
    state: 'unknown',
    state_at: null,
    reason: null,
    failures: 0,
    failing_since: null,
    told: null,
  });
  tx.changed(siteId, 'links');
  return true;
}

export async function watchAgain(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const row = await findLink(tx, siteId, id);
  if (!row) return false;
  await write(tx, row, { stopped: 0, next_at: tx.clock.now().toISOString(), days: 1 });
  tx.changed(siteId, 'links');
  return true;
}

/** Nothing uses it any more: it is asked for no longer, until something does. */
export async function rest(tx: Transaction, siteId: number, id: number): Promise<void> {
  await tx.db
    .updateTable('watched_link')
    .set({ next_at: null })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
}

/** What is watched of a source that became part of another is watched for that one; of one that is gone, for nobody. */
export async function rebind(
  tx: Transaction,
  siteId: number,
  from: number,
  into: number | null,
): Promise<void> {
  await tx.db
    .updateTable('watched_link')
    .set({ source_id: into })
    .where('site_id', '=', siteId)
    .where('source_id', '=', from)
    .execute();
}

/** Takes links that are due, the longest waiting first, and puts them out of the way of who asks next. */
export async function takeDue(
  tx: Transaction,
  { most, until }: { readonly most: number; readonly until: string },
): Promise<readonly Pick<WatchedLinkTable, 'site_id' | 'id' | 'host'>[]> {
  const rows = await due.all(tx, { now: tx.clock.now().toISOString(), most });
  for (const siteId of new Set(rows.map(({ site_id }) => site_id))) {
    const ids = JSON.stringify(rows.filter((row) => row.site_id === siteId).map(({ id }) => id));
    await putOff.run(tx, { site: siteId, ids, until });
  }
  return rows;
}

const due = statement<{ now: string; most: number }>()((db, value) =>
  db
    .selectFrom('watched_link')
    .select(['site_id', 'id', 'host'])
    .where('next_at', 'is not', null)
    .where('next_at', '<=', value('now'))
    .orderBy('next_at')
    .orderBy('site_id')
    .orderBy('id')
    .limit(rowCount(value('most'))),
);

const putOff = statement<{ site: number; ids: string; until: string }>()((db, value, dialect) =>
  db
    .updateTable('watched_link')
    .set({ next_at: value('until') })
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);
