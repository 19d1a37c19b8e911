import { newestCapture } from '../capture/read.ts';
import type { Document } from '../document/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import type { RepublicationTable } from '../kit/database/tables/republish.ts';
import { enqueue } from '../kit/queue/index.ts';
import { readSource } from '../source/read.ts';
import { type RepublishedPart, republishedParts } from './republished-part.ts';

/** Looks for the republished parts of a post in their sources. Payload: `{ postId }`. */
export const republishCheckJob = 'republish.check';

/**
 * Brings a post's republications in line with its document, in the transaction that saves it. What a writer said
 * about one (licence, via, translator) stays with its key; a verdict stays while the text and the source do.
 */
export async function writeRepublications(
  tx: Transaction,
  siteId: number,
  postId: number,
  document: Document,
): Promise<void> {
  const parts = republishedParts(document);
  const before = await republicationRows(tx, siteId, postId);
  if (parts.length === 0 && before.every(({ key }) => key === '')) return;
  const rows: RepublicationTable[] = [];
  for (const [position, part] of parts.entries()) {
    const known = before.find(({ key }) => key === part.key);
    rows.push(await rowOf(tx, { siteId, postId, position, part, known }));
  }
  await tx.db
    .deleteFrom('republication')
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .where('key', '<>', '')
    .execute();
  if (rows.length > 0) await tx.db.insertInto('republication').values(rows).execute();
  const sources = new Set([...before, ...rows].map(({ source_id }) => source_id));
  tx.changed(siteId, ...[...sources].map((id) => `source:${id}`));
  if (rows.some(({ verdict }) => verdict === 'pending')) await askToCheck(tx, siteId, postId);
}

export async function askToCheck(tx: Transaction, siteId: number, postId: number): Promise<void> {
  await enqueue(tx, { kind: republishCheckJob, key: `${siteId}:${postId}`, siteId, payload: { postId } });
}

function republicationRows(
  tx: Transaction,
  siteId: number,
  postId: number,
): Promise<readonly RepublicationTable[]> {
  return tx.db
    .selectFrom('republication')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('post_id', '=', postId)
    .execute();
}

type Given = {
  readonly siteId: number;
  readonly postId: number;
  readonly position: number;
  readonly part: RepublishedPart;
  readonly known: RepublicationTable | undefined;
};

async function rowOf(
  tx: Transaction,
  { siteId, postId, position, part, known }: Given,
): Promise<RepublicationTable> {
  const source = await readSource(tx, siteId, part.source);
  const sourceId = source?.id ?? part.source;
  const same = known?.source_id === sourceId ? known : undefined;
  const unchanged = same?.text_hash === part.hash && same.mode === part.mode ? same : undefined;
  const capture = same?.capture_id ?? (await newestCapture(tx, siteId, sourceId))?.id ?? null;
  return {
    site_id: siteId,
    post_id: postId,
    key: part.key,
    position,
    source_id: sourceId,
    via_source_id: same?.via_source_id ?? null,
    mode: part.mode,
    translator: same?.translator ?? '',
    index_policy: same?.index_policy ?? (part.mode === 'whole' ? 'source-canonical' : 'self'),
    licence: same?.licence ?? source?.licence ?? '',
    legal_basis: same?.legal_basis ?? source?.legalBasis ?? '',
    permission: same?.permission ?? source?.permission ?? '',
    capture_id: capture,
    text_hash: part.hash,
    verdict: unchanged ? unchanged.verdict : part.mode === 'translation' ? null : 'pending',
    checks: unchanged?.checks ?? '{}',
    checked_at: unchanged?.checked_at ?? null,
  };
}
