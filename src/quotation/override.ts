import type { Transaction } from '../kit/database/index.ts';
import { emit } from '../kit/queue/index.ts';
import { appendEvent } from '../log/append.ts';
import { sha256 } from './bind.ts';
import { checkedEvent } from './job-kinds.ts';
import type { Override, Quotation } from './quotation.ts';
import { readQuotation } from './read.ts';

/**
 * Somebody vouches that words are verbatim, with a reason that readers see. It is of these words: written otherwise,
 * they have nobody who vouches for them. The log keeps that it was said, and the hash of what, once readers may see it.
 */
export async function vouch(
  tx: Transaction,
  siteId: number,
  id: number,
  { by, accountId, reason }: Pick<Override, 'by' | 'accountId' | 'reason'>,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'missing' }> {
  const quotation = await readQuotation(tx, siteId, id);
  if (quotation === undefined) return { ok: false, reason: 'missing' };
  const at = tx.clock.now().toISOString();
  const override: Override = { by, accountId, at, reason, textHash: quotation.textHash };
  await write(tx, siteId, id, JSON.stringify(override));
  if (quotation.listedAt !== null) await logVouched(tx, siteId, { ...quotation, override });
  await told(tx, siteId, quotation);
  return { ok: true };
}

/** Nobody vouches for the words any more. */
export async function withdraw(tx: Transaction, siteId: number, id: number): Promise<void> {
  const quotation = await readQuotation(tx, siteId, id);
  if (quotation === undefined || quotation.override === null) return;
  await write(tx, siteId, id, null);
  if (quotation.listedAt !== null)
    await appendEvent(tx, {
      kind: 'verdict',
      siteId,
      subject: `quotation:${id}`,
      digest: sha256(JSON.stringify([quotation.textHash, null])),
      facts: { verdict: quotation.verdict, post: quotation.postId },
    });
  await told(tx, siteId, quotation);
}

/** Takes back what an account vouched for, on every site: a word without a name is nobody's. */
export async function withdrawAllOf(tx: Transaction, accountId: number): Promise<void> {
  const vouched = await tx.db
    .selectFrom('quotation')
    .select(['site_id', 'id'])
    .where('override', 'like', `%"accountId":${accountId},%`)
    .execute();
  for (const { site_id, id } of vouched) await withdraw(tx, site_id, id);
}

/** Written down in the public log, for words that everybody may read. */
export async function logVouched(
  tx: Transaction,
  siteId: number,
  { id, postId, verdict, override }: Pick<Quotation, 'id' | 'postId' | 'verdict' | 'override'>,
): Promise<void> {
  if (override === null) return;
  const { textHash, by, reason, at } = override;
  await appendEvent(tx, {
    kind: 'verdict',
    siteId,
    subject: `quotation:${id}`,
    digest: sha256(JSON.stringify([textHash, by, reason, at])),
    facts: { verdict: 'vouched', machine: verdict, post: postId },
  });
}

async function write(tx: Transaction, siteId: number, id: number, override: string | null): Promise<void> {
  await tx.db
    .updateTable('quotation')
    .set({ override })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
}

async function told(
  tx: Transaction,
  siteId: number,
  {
    postId,
    sourceId,
    speakerId,
  }: { readonly postId: number; readonly sourceId: number; readonly speakerId: number | null },
): Promise<void> {
  tx.changed(
    siteId,
    `post:${postId}/quotations`,
    'quotations',
    `source:${sourceId}`,
    ...(speakerId === null ? [] : [`quotations:speaker:${speakerId}`]),
  );
  await emit(tx, { kind: checkedEvent, siteId, payload: { postId } });
}
