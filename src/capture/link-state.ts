import { sql } from 'kysely';
import { type Database, statement, type Transaction, textsIn } from '../kit/database/index.ts';
import { addressKey, cleanAddress, normaliseAddress } from '../source/address.ts';
import { withoutFragment } from './address.ts';

/** What is known of an address that a post or a source links to. */
export type LinkState = {
  readonly state: 'unknown' | 'live' | 'dead' | 'drifted';
  /** When it was last looked for; null before that. */
  readonly checkedAt: string | null;
  /** Since when the state is what it is. */
  readonly since: string | null;
  /** The newest copy that readers may see. */
  readonly copy?: LinkCopy;
};

export type LinkCopy = { readonly id: number; readonly href: string; readonly capturedAt: string };

/** Where readers find an archived copy. */
export function captureHref(id: number): string {
  return `/-/captures/${id}/`;
}

/** By what an address is known to the watch, and to the posts that link to it. Undefined for what is none. */
export function linkKey(address: string): string | undefined {
  const normal = normaliseAddress(address);
  return normal === undefined ? undefined : addressKey(normal);
}

/**
 * What is known of addresses, by each as it was given; those of which nothing is known are left out. A page that
 * shows it notes `links`; of a source, `source:12` changes too.
 */
export async function linkState(
  db: Database | Transaction,
  siteId: number,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, LinkState>> {
  const keys = new Map(addresses.map((address) => [address, linkKey(address)]));
  const wanted = JSON.stringify([...new Set(keys.values())].filter((key) => key !== undefined));
  const watched = new Map(
    (await watchedBy.all(db, { site: siteId, keys: wanted })).map((row) => [row.address, row]),
  );
  const copies = await copiesOf(db, siteId, [...keys.keys()], wanted);
  const found = new Map<string, LinkState>();
  for (const [address, key] of keys) {
    const row = key === undefined ? undefined : watched.get(key);
    const copy = key === undefined ? undefined : copies.get(key);
    if (!row && !copy) continue;
    found.set(address, {
      state: row?.state ?? 'unknown',
      checkedAt: row?.checked_at ?? null,
      since: row?.state_at ?? null,
      ...(copy && { copy }),
    });
  }
  return found;
}

const watchedBy = statement<{ site: number; keys: string }>()((db, value, dialect) =>
  db
    .selectFrom('watched_link')
    .select(['address', 'state', 'checked_at', 'state_at'])
    .where('site_id', '=', value('site'))
    .where('address', 'in', textsIn(value('keys'), dialect)),
);

/** The newest public copy by the key of its address: of the source that has it, or of the address itself. */
async function copiesOf(
  db: Database | Transaction,
  siteId: number,
  addresses: readonly string[],
  keys: string,
): Promise<ReadonlyMap<string, LinkCopy>> {
  const plain = JSON.stringify([...new Set(addresses.flatMap(asAsked))]);
  const bySource = await ofSources.all(db, { site: siteId, keys });
  const byAddress = await ofAddresses.all(db, { site: siteId, plain });
  const rows = [...bySource, ...byAddress.map((row) => ({ ...row, key: linkKey(row.address) }))];
  const newest = new Map<string, LinkCopy>();
  for (const { key, id, captured_at } of rows) {
    if (key === undefined || captured_at === null) continue;
    const known = newest.get(key);
    if (known && known.capturedAt >= captured_at) continue;
    newest.set(key, { id, href: captureHref(id), capturedAt: captured_at });
  }
  return newest;
}

/** The forms in which a capture of an address may have been asked for. */
function asAsked(address: string): readonly string[] {
  const clean = cleanAddress(address);
  if (clean === undefined) return [];
  const plain = withoutFragment(clean);
  return [plain, plain.replace(/^https?:/, (scheme) => (scheme === 'http:' ? 'https:' : 'http:'))];
}

const ofSources = statement<{ site: number; keys: string }>()((db, value, dialect) =>
  db
    .selectFrom('source_address')
    .innerJoin('capture', (join) =>
      join
        .onRef('capture.site_id', '=', 'source_address.site_id')
        .onRef('capture.source_id', '=', 'source_address.source_id'),
    )
    .select(['source_address.address as key', 'capture.id', 'capture.captured_at'])
    .where('source_address.site_id', '=', value('site'))
    .where('source_address.address', 'in', textsIn(value('keys'), dialect))
    .where('capture.status', '=', sql.lit('done'))
    .where('capture.visibility', '=', sql.lit('public')),
);

const ofAddresses = statement<{ site: number; plain: string }>()((db, value, dialect) =>
  db
    .selectFrom('capture')
    .select(['address', 'id', 'captured_at'])
    .where('site_id', '=', value('site'))
    .where('address', 'in', textsIn(value('plain'), dialect))
    .where('status', '=', sql.lit('done'))
    .where('visibility', '=', sql.lit('public')),
);
