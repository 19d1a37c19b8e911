import { newestCapture } from '../capture/read.ts';
import { requestCapture } from '../capture/save.ts';
import type { Transaction } from '../kit/database/index.ts';
import { parsePartialDate } from '../kit/partial-date.ts';
import { loadWrite } from '../post/load.ts';
import type { PublishingSite } from '../post/save.ts';
import { updatePost } from '../post/save.ts';
import { findQuotations } from '../quotation/find/find.ts';
import { cleanAddress } from '../source/address.ts';
import { ensureSource } from '../source/save.ts';
import { ensureSpeaker } from '../speaker/save.ts';
import { bindWords } from './bind.ts';
import { lookThrough } from './save.ts';
import { textWith } from './text.ts';
import { withDigests } from './unsourced.ts';

/** What a person confirms of a quotation that was found. */
export type Confirmed = {
  readonly postId: number;
  readonly digest: string;
  readonly address: string;
  readonly speaker?: string;
  /** EDTF. */
  readonly said?: string;
};

export type Sourced =
  | { readonly ok: true; readonly sourceId: number }
  /** The text changed: the words do not stand there any more. */
  | { readonly ok: false; readonly reason: 'gone' }
  | { readonly ok: false; readonly reason: 'bad-address' }
  | { readonly ok: false; readonly reason: 'bad-date' }
  /** They begin and end within paragraphs: the editor has to part them. */
  | { readonly ok: false; readonly reason: 'spread' };

/**
 * Binds a quotation of a post to the source at an address: the source is made where there is none, and archived where
 * no copy of it is; the post is saved as a version of its own, and what it quotes is looked through again.
 */
export async function giveSource(
  tx: Transaction,
  site: PublishingSite,
  { postId, digest, address, speaker, said }: Confirmed,
  { now, by, note }: { readonly now: string; readonly by: number; readonly note: string },
): Promise<Sourced> {
  const write = await loadWrite(tx, site.id, postId);
  const found = write && withDigests(findQuotations(write.document)).find(([one]) => one === digest)?.[1];
  if (!write || !found || found.bound) return { ok: false, reason: 'gone' };
  const clean = cleanAddress(address);
  if (clean === undefined) return { ok: false, reason: 'bad-address' };
  const date = said === undefined ? undefined : parsePartialDate(said);
  if (said !== undefined && date === undefined) return { ok: false, reason: 'bad-date' };
  const source = await ensureSource(tx, site.id, { address: clean }, { now });
  const binding = {
    cite: clean,
    source: source.id,
    ...(speaker !== undefined && { speaker: (await ensureSpeaker(tx, site.id, { name: speaker })).slug }),
    ...(date !== undefined && { said: date }),
  };
  const bound = bindWords(write.document, found, binding);
  if (!bound.ok) return bound;
  const text = textWith(write.source, bound.document, found, binding);
  const { source: _written, ...rest } = write;
  const changed = { ...rest, document: bound.document, ...(text && { source: text }) };
  const saved = await updatePost(tx, site, postId, changed, { now, by, note });
  if (!saved.ok) return { ok: false, reason: 'gone' };
  await lookThrough(tx, site.id, postId, bound.document, { now });
  if (!(await newestCapture(tx, site.id, source.id)))
    await requestCapture(tx, site.id, { address: clean, sourceId: source.id, method: 'http', by });
  return { ok: true, sourceId: source.id };
}
