import type { Account } from '../../account/account.ts';
import type { Actor } from '../../account/may.ts';
import { newestCapture } from '../../capture/read.ts';
import { requestCapture } from '../../capture/save.ts';
import type { BlockNode, Document } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { loadWrite } from '../../post/load.ts';
import { mayEdit, readRightful } from '../../post/rights.ts';
import { updatePost } from '../../post/save.ts';
import type { Site } from '../../site/site.ts';
import { cleanAddress } from '../../source/address.ts';
import { ensureSource } from '../../source/save.ts';
import type { AttributionState } from './read.ts';

export type Doer = { readonly site: Site; readonly account: Pick<Account, 'id'>; readonly actor: Actor };

export type Bound =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'missing' | 'forbidden' | 'bad-address' | 'stale' | 'no-part' | 'whole-page';
    };

/** Writes down what was decided about words that were found. */
export async function decide(
  tx: Transaction,
  { site, account }: Pick<Doer, 'site' | 'account'>,
  id: number,
  state: AttributionState,
): Promise<void> {
  await tx.db
    .updateTable('attribution')
    .set({
      state,
      decided_at: state === 'found' ? null : tx.clock.now().toISOString(),
      decided_by: state === 'found' ? null : account.id,
    })
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .execute();
}

/** Says of a post as a whole where it comes from; its text stays as it is, and nothing of it is verified. */
export async function nameSource(
  tx: Transaction,
  doer: Doer,
  postId: number,
  address: string,
): Promise<Bound> {
  const { site, actor, account } = doer;
  const rightful = await readRightful(tx, site.id, postId);
  if (!rightful) return { ok: false, reason: 'missing' };
  if (!mayEdit(actor, site.id, rightful)) return { ok: false, reason: 'forbidden' };
  const source = await sourceAt(tx, site.id, address, account.id);
  if (source === undefined) return { ok: false, reason: 'bad-address' };
  const values = {
    source_id: source.id,
    capture_id: source.captureId,
    mode: 'named',
    index_policy: 'self',
  } as const;
  await tx.db
    .insertInto('republication')
    .values({
      site_id: site.id,
      post_id: postId,
      key: '',
      position: -1,
      ...values,
      via_source_id: null,
      translator: '',
      licence: '',
      legal_basis: '',
      permission: '',
      text_hash: '',
      verdict: null,
      checks: '{}',
      checked_at: null,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'post_id', 'key']).doUpdateSet(values))
    .execute();
  tx.changed(site.id, `post:${postId}`, `source:${source.id}`);
  return { ok: true };
}

/** What of a post is the republished part: blocks at the top of its document, from the first to the last, from 0. */
export type PartOf = {
  readonly from: number;
  readonly to: number;
  readonly mode: 'whole' | 'excerpt' | 'translation';
};

/** Sets the blocks that a writer pointed at into a republished part of the source. */
export async function bindPart(
  tx: Transaction,
  doer: Doer,
  post: { readonly id: number; readonly version: number },
  bound: PartOf & { readonly address: string },
): Promise<Bound> {
  const { site, actor, account } = doer;
  const rightful = await readRightful(tx, site.id, post.id);
  const write = await loadWrite(tx, site.id, post.id);
  if (!rightful || !write) return { ok: false, reason: 'missing' };
  if (!mayEdit(actor, site.id, rightful)) return { ok: false, reason: 'forbidden' };
  const parted = withPart(write.document, bound);
  if (typeof parted === 'string') return { ok: false, reason: parted };
  const source = await sourceAt(tx, site.id, bound.address, account.id);
  if (source === undefined) return { ok: false, reason: 'bad-address' };
  const { source: _written, ...rest } = write;
  const now = tx.clock.now().toISOString();
  const saved = await updatePost(
    tx,
    site,
    post.id,
    { ...rest, document: parted(source.id) },
    { now, by: account.id, version: post.version },
  );
  if (!saved.ok) return { ok: false, reason: saved.reason };
  return { ok: true };
}

/** The document with that part, once the number of its source is known. */
function withPart(
  document: Document,
  { from, to, mode }: PartOf,
): ((source: number) => Document) | 'no-part' | 'whole-page' {
  const inside = document.content.slice(from, to + 1);
  if (from < 0 || to < from || inside.length === 0) return 'no-part';
  const blocks: BlockNode[] = [];
  for (const block of inside) {
    // A part of a post cannot be cut into pages, nor hold another part.
    if (block.type === 'pageBreak' || block.type === 'more' || block.type === 'republished')
      return 'whole-page';
    blocks.push(block);
  }
  return (source) => ({
    type: 'doc',
    content: [
      ...document.content.slice(0, from),
      { type: 'republished', attrs: { key: 'text', source, mode }, content: blocks },
      ...document.content.slice(to + 1),
    ],
  });
}

/** The source of an address; a copy is asked for where there is none. */
async function sourceAt(tx: Transaction, siteId: number, given: string, by: number) {
  const address = cleanAddress(given);
  if (address === undefined) return undefined;
  const { id } = await ensureSource(tx, siteId, { address }, { now: tx.clock.now().toISOString() });
  const capture = await newestCapture(tx, siteId, id);
  if (!capture) await requestCapture(tx, siteId, { address, sourceId: id, method: 'http', by });
  return { id, captureId: capture?.id ?? null };
}
