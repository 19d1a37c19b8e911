import { capturesOfSource } from '../capture/read.ts';
import { type Database, numbersIn, statement, type Transaction, textsIn } from '../kit/database/index.ts';
import { sha256 } from './bind.ts';
import { normaliser } from './check/check.ts';
import type { Finding } from './quotation.ts';

/** What there is of a source to check against. */
export type Archive = {
  /** Done and not taken down, the newest first. */
  readonly captures: readonly ArchivedCopy[];
  /** Whether one is being made. */
  readonly waits: boolean;
  /** Why the last that was tried gave nothing, where none did. */
  readonly failure: string | undefined;
  /** Whether one was ever asked for. */
  readonly tried: boolean;
};

export type ArchivedCopy = {
  readonly id: number;
  readonly capturedAt: string | null;
  /** Of its streams: what was found in other texts says nothing about these. */
  readonly streamsHash: string;
};

/** So many copies of one source are looked through for words. */
export const mostCopies = 5;

export async function readArchive(
  db: Database | Transaction,
  siteId: number,
  sourceId: number,
): Promise<Archive> {
  const all = await capturesOfSource(db, siteId, sourceId);
  const done = all
    .filter(({ status, visibility }) => status === 'done' && visibility !== 'removed')
    .toSorted((a, b) => ((a.capturedAt ?? '') < (b.capturedAt ?? '') ? 1 : -1));
  const hashes = await streamHashes(
    db,
    siteId,
    done.map(({ id }) => id),
  );
  const last = all.find(({ status }) => status === 'failed' || status === 'refused');
  return {
    captures: done.map(({ id, capturedAt }) => ({ id, capturedAt, streamsHash: hashes.get(id) ?? '' })),
    waits: all.some(({ status }) => status === 'queued' || status === 'running'),
    failure: done.length > 0 || last === undefined ? undefined : (last.reason ?? last.status),
    tried: all.length > 0,
  };
}

async function streamHashes(
  db: Database | Transaction,
  siteId: number,
  captures: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (captures.length === 0) return new Map();
  const rows = await streams.all(db, { site: siteId, ids: JSON.stringify(captures) });
  const byCapture = Map.groupBy(rows, ({ capture_id }) => Number(capture_id));
  return new Map(
    [...byCapture].map(([id, each]) => [
      id,
      sha256(each.map(({ name, version, sha256: digest }) => `${name} ${version} ${digest}`).join('\n')),
    ]),
  );
}

const streams = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('capture_stream')
    .select(['capture_id', 'name', 'version', 'sha256'])
    .where('site_id', '=', value('site'))
    .where('capture_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('capture_id')
    .orderBy('name'),
);

/** Findings that are kept, by what was asked and which copy was looked through. */
export type Known = (askedHash: string, copy: ArchivedCopy) => Finding | undefined;

export async function readKnown(
  db: Database | Transaction,
  siteId: number,
  askedHashes: readonly string[],
): Promise<Known> {
  const asked = JSON.stringify([...new Set(askedHashes)]);
  const rows = askedHashes.length === 0 ? [] : await kept.all(db, { site: siteId, asked, normaliser });
  const found = new Map(
    rows.map((row) => [`${row.asked_hash} ${row.capture_id} ${row.streams_hash}`, row.found]),
  );
  return (askedHash, { id, streamsHash }) => {
    const json = found.get(`${askedHash} ${id} ${streamsHash}`);
    return json === undefined ? undefined : (JSON.parse(json) as Finding);
  };
}

const kept = statement<{ site: number; asked: string; normaliser: string }>()((db, value, dialect) =>
  db
    .selectFrom('quotation_check')
    .select(['asked_hash', 'capture_id', 'streams_hash', 'found'])
    .where('site_id', '=', value('site'))
    .where('normaliser', '=', value('normaliser'))
    .where('asked_hash', 'in', textsIn(value('asked'), dialect)),
);

export type NewFinding = {
  readonly askedHash: string;
  readonly copy: ArchivedCopy;
  readonly finding: Finding;
};

/** Keeps what was found, so that a save finds it without comparing again. */
export async function keepFindings(
  tx: Transaction,
  siteId: number,
  findings: readonly NewFinding[],
): Promise<void> {
  const checkedAt = tx.clock.now().toISOString();
  for (const { askedHash, copy, finding } of findings) {
    await tx.db
      .insertInto('quotation_check')
      .values({
        site_id: siteId,
        asked_hash: askedHash,
        capture_id: copy.id,
        streams_hash: copy.streamsHash,
        normaliser: finding.normaliser,
        found: JSON.stringify(finding).replaceAll('\\u0000', '\\ufffd'),
        checked_at: checkedAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
