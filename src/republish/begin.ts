import { requestCapture } from '../capture/save.ts';
import type { Transaction } from '../kit/database/index.ts';
import { cleanAddress } from '../source/address.ts';
import { createSource, ensureSource } from '../source/save.ts';

/** The source of an address, and the capture that was asked for. */
export type Begun = { readonly ok: true; readonly captureId: number; readonly sourceId: number };

/** Begins with an address: its source is found or made, and a copy is asked for, which a worker fetches. */
export async function beginWithAddress(
  tx: Transaction,
  siteId: number,
  given: { readonly address: string; readonly method: 'http' | 'browser'; readonly by: number },
): Promise<Begun | { readonly ok: false; readonly reason: 'bad-address' }> {
  const address = cleanAddress(given.address.trim());
  if (address === undefined) return { ok: false, reason: 'bad-address' };
  const now = tx.clock.now().toISOString();
  const source = await ensureSource(tx, siteId, { address }, { now });
  const { method, by } = given;
  const capture = await requestCapture(tx, siteId, { address, sourceId: source.id, method, by });
  return { ok: true, captureId: capture.id, sourceId: source.id };
}

/** The source that a supplied file or text belongs to: that of its address, where it has one; else a new one. */
export async function sourceOfSupplied(
  tx: Transaction,
  siteId: number,
  { address, title }: { readonly address: string; readonly title: string },
): Promise<
  { readonly ok: true; readonly id: number } | { readonly ok: false; readonly reason: 'bad-address' }
> {
  const now = tx.clock.now().toISOString();
  if (address.trim() !== '') {
    const clean = cleanAddress(address.trim());
    if (clean === undefined) return { ok: false, reason: 'bad-address' };
    return { ok: true, id: (await ensureSource(tx, siteId, { address: clean, title }, { now })).id };
  }
  const made = await createSource(tx, siteId, { title, kind: 'document' }, { now });
  return made.ok ? { ok: true, id: made.id } : { ok: false, reason: 'bad-address' };
}
