import { requestCapture } from '../capture/save.ts';
import type { Document } from '../document/index.ts';
import { nextId, type QuotationTable, storable, type Transaction } from '../kit/database/index.ts';
import { partialDateKey } from '../kit/partial-date.ts';
import { enqueue } from '../kit/queue/index.ts';
import { appendEvent } from '../log/append.ts';
import { readSources } from '../source/read.ts';
import { type Bound, bindQuotations, sha256 } from './bind.ts';
import { checkJob } from './job-kinds.ts';
import { type Named, nameQuotations } from './keys.ts';
import { type Archive, readArchive, readKnown } from './known.ts';
import { logVouched } from './override.ts';
import { type Quotation, quotationFromRow } from './quotation.ts';
import { readRows } from './rows.ts';
import { type Settled, settle, unsettled } from './settle.ts';

/** The quotations of a post as they are about to be written. */
export type PlannedQuotations = {
  readonly quotations: readonly Quotation[];
  /** Writes them, once the post itself is there. */
  readonly write: () => Promise<void>;
};

/**
 * Binds the quotations of a post's text, in the transaction that saves it: their sources and speakers are made
 * where they are only named, a copy is asked for of a source that has none, and what is known of the words already
 * is their verdict. The rest is looked for by a job.
 */
export async function planQuotations(
  tx: Transaction,
  siteId: number,
  postId: number,
  document: Document,
  { listedAt, now }: { readonly listedAt: string | null; readonly now: string },
): Promise<PlannedQuotations> {
  const before = await readRows(tx, siteId, postId);
  const bound = await bindQuotations(tx, siteId, document, { now });
  if (bound.length === 0 && before.length === 0) return none;
  const archives = await archivesOf(tx, siteId, bound);
  const known = await readKnown(
    tx,
    siteId,
    bound.map(({ askedHash }) => askedHash),
  );
  const rowsBefore = new Map(before.map((row) => [row.id, row]));
  const rows: QuotationTable[] = [];
  let unknown = false;
  for (const [index, named] of nameQuotations(postId, bound, before.map(quotationFromRow)).entries()) {
    const settled = settle(unsettled(named.bound), archives.get(named.bound.sourceId ?? 0)!, known);
    unknown ||= settled.verdict === 'pending' || settled.unknown.length > 0;
    const id = named.before?.id ?? (await nextId(tx, siteId, 'quotation'));
    const row = { siteId, id, postId, position: index + 1, named, settled, listedAt, now };
    rows.push(quotationRow(row, rowsBefore.get(id)));
  }
  return {
    quotations: rows.map(quotationFromRow),
    write: async () => {
      await replaceRows(tx, before, rows);
      if (unknown) await askToCheck(tx, siteId, postId);
    },
  };
}

const none: PlannedQuotations = { quotations: [], write: async () => {} };

export async function askToCheck(tx: Transaction, siteId: number, postId: number): Promise<void> {
  await enqueue(tx, { kind: checkJob, key: `${siteId}:${postId}`, siteId, payload: { postId } });
}

/** What there is of each source; a copy is asked for of one that nobody ever tried to archive. */
async function archivesOf(
  tx: Transaction,
  siteId: number,
  bound: readonly Bound[],
): Promise<ReadonlyMap<number, Archive>> {
  const ids = [...new Set(bound.flatMap(({ sourceId }) => sourceId ?? []))];
  const sources = await readSources(tx, siteId, ids);
  const archives = new Map<number, Archive>();
  for (const id of ids) {
    const archive = await readArchive(tx, siteId, id);
    const address = sources.get(id)?.address ?? null;
    const ask = !archive.tried && address !== null;
    if (ask) await requestCapture(tx, siteId, { address, sourceId: id, method: 'http' });
    archives.set(id, ask ? { ...archive, waits: true, tried: true } : archive);
  }
  return archives;
}

type Row = {
  readonly siteId: number;
  readonly id: number;
  readonly postId: number;
  readonly position: number;
  readonly named: Named;
  readonly settled: Settled;
  readonly listedAt: string | null;
  readonly now: string;
};

/** A quotation as it is kept; what is the same as in the row before it keeps its time. */
export function quotationRow(
  { siteId, id, postId, position, named, settled, listedAt, now }: Row,
  rowBefore?: QuotationTable,
): QuotationTable {
  const { bound, before, key } = named;
  const { quoted, said } = bound;
  const { binding } = quoted;
  const holds = before?.override?.textHash === bound.textHash;
  const askedBefore = rowBefore?.asked_hash === bound.askedHash ? rowBefore : undefined;
  return {
    site_id: siteId,
    id,
    post_id: postId,
    key,
    position,
    inline: quoted.inline ? 1 : 0,
    text: storable(quoted.text),
    text_hash: bound.textHash,
    asked_hash: bound.askedHash,
    lang: quoted.lang ?? null,
    dir: quoted.dir,
    translations: storable(JSON.stringify(quoted.translations)),
    source_id: bound.sourceId ?? 0,
    speaker_id: bound.speakerId,
    said,
    said_key: said === null ? null : partialDateKey(said),
    place: binding.place ?? null,
    given_capture: binding.capture ?? null,
    given_prefix: binding.prefix ?? null,
    given_suffix: binding.suffix ?? null,
    ...verdictColumns(settled, askedBefore, now),
    override: holds ? JSON.stringify(before?.override) : null,
    listed_at: listedAt,
    created_at: before?.createdAt ?? now,
  };
}

type VerdictColumns = Pick<
  QuotationTable,
  | 'capture_id'
  | 'stream'
  | 'stream_sha256'
  | 'start_at'
  | 'end_at'
  | 'exact'
  | 'prefix'
  | 'suffix'
  | 'verdict'
  | 'reason'
  | 'checked'
  | 'normaliser'
  | 'checked_at'
>;

/** What was found, as a row has it; found the same again, it was checked when it was first. */
export function verdictColumns(
  { verdict, reason, copy, checked: finding }: Settled,
  before: QuotationTable | undefined,
  now: string,
): VerdictColumns {
  const checked = finding === null ? null : storable(JSON.stringify(finding));
  const same = before !== undefined && before.verdict === verdict && before.checked === checked;
  const first = finding?.spans[0];
  const last = finding?.spans.at(-1);
  return {
    capture_id: copy?.id ?? null,
    stream: finding?.stream ?? null,
    stream_sha256: finding?.streamSha256 ?? null,
    start_at: first?.start ?? null,
    end_at: last?.end ?? null,
    exact: first === undefined || finding === null ? null : storable(finding.exact.join(' […] ')),
    prefix: first === undefined ? null : storable(finding?.prefix ?? ''),
    suffix: first === undefined ? null : storable(finding?.suffix ?? ''),
    verdict,
    reason,
    checked,
    normaliser: finding?.normaliser ?? null,
    checked_at: verdict === 'pending' ? null : same ? before.checked_at : now,
  };
}

/** Puts rows in the place of those before them. Rows that are as they were are not touched; answers whether any is not. */
export async function replaceRows(
  tx: Transaction,
  before: readonly QuotationTable[],
  after: readonly QuotationTable[],
): Promise<boolean> {
  const old = new Map(before.map((row) => [row.id, row]));
  const changed = after.filter((row) => !isSame(old.get(row.id), row));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  const cleared = [...gone, ...changed.filter(({ id }) => old.has(id))].map(({ id }) => id);
  for (let at = 0; at < cleared.length; at += batch) {
    await tx.db
      .deleteFrom('quotation')
      .where('site_id', '=', before[0]!.site_id)
      .where('id', 'in', cleared.slice(at, at + batch))
      .execute();
  }
  for (let at = 0; at < changed.length; at += batch) {
    await tx.db
      .insertInto('quotation')
      .values(changed.slice(at, at + batch))
      .execute();
  }
  nameChanges(tx, [...gone, ...changed, ...changed.flatMap(({ id }) => old.get(id) ?? [])]);
  for (const row of changed) await record(tx, old.get(row.id), row);
  return changed.length + gone.length > 0;
}

/** Rows in one statement; a row has some forty values. */
const batch = 400;

function isSame(before: QuotationTable | undefined, after: QuotationTable): boolean {
  if (before === undefined) return false;
  const keys = Object.keys(after) as readonly (keyof QuotationTable)[];
  return keys.every((key) => before[key] === after[key]);
}

/** Only what readers may see is on their pages. */
function nameChanges(tx: Transaction, rows: readonly QuotationTable[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const names = new Set<string>([`post:${first.post_id}/quotations`]);
  for (const row of rows) {
    if (row.listed_at === null) continue;
    names.add('quotations');
    names.add(`source:${row.source_id}`);
    if (row.speaker_id !== null) names.add(`quotations:speaker:${row.speaker_id}`);
  }
  tx.changed(first.site_id, ...names);
}

/** The log tells of every verdict about words that readers may see. */
async function record(
  tx: Transaction,
  before: QuotationTable | undefined,
  after: QuotationTable,
): Promise<void> {
  if (after.listed_at === null || after.verdict === 'pending') return;
  const told = before !== undefined && before.listed_at !== null;
  if (told && before.verdict === after.verdict && before.text_hash === after.text_hash) return;
  await appendEvent(tx, {
    kind: 'verdict',
    siteId: after.site_id,
    subject: `quotation:${after.id}`,
    digest: sha256(JSON.stringify([after.text_hash, after.stream_sha256, after.verdict])),
    facts: {
      verdict: after.verdict,
      normaliser: after.normaliser ?? '',
      post: after.post_id,
      source: after.source_id,
      capture: after.capture_id ?? 0,
    },
  });
  if (!told) await logVouched(tx, after.site_id, quotationFromRow(after));
}
