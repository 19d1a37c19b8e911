import type { Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import type { Site } from '../site/site.ts';
import type { Reason, Standing } from './comment.ts';
import { isNewcomer } from './newcomer.ts';
import { isOwn, type OwnComment, readOwnComment } from './own.ts';
import { decide, phasesOfText } from './policy/order.ts';
import { findText, type Revised, type TextRow, writeText } from './save-edit.ts';
import { eraseComment } from './save-erase.ts';
import { findForStatus, putState } from './save-status.ts';
import type { Refused, Submitter } from './submission.ts';
import { readText } from './text.ts';

export type OwnRefused = {
  readonly ok: false;
  /** It is not there, not the sender's own, or was sent longer ago than `ownFor`. */
  readonly reason: 'not-own';
};

export type Own = {
  readonly site: Site;
  readonly id: number;
  /** Everybody whom the sender may be (`sender.ts`). */
  readonly senders: readonly string[];
};

/**
 * Changes one's own reply, for some minutes. What is written now is looked at as a new reply's words are: one that
 * would have been held waits for a moderator again.
 */
export async function editOwnComment(
  world: World,
  own: Own,
  text: string,
): Promise<Exclude<Revised, { reason: 'missing' }> | OwnRefused | Extract<Refused, { reason: 'banned' }>> {
  const { site, id, senders } = own;
  const known = await readOwnComment(world.db, site.id, id, { senders, now: world.clock.now() });
  if (!known) return { ok: false, reason: 'not-own' };
  const verdict = await lookAgain(world, own, text, known);
  if (!verdict.ok) return verdict;
  return world.db.write(async (tx) => {
    const row = await findOwn(tx, own);
    if (!row) return { ok: false, reason: 'not-own' };
    const written = await writeText(tx, own.site.id, row, { text });
    if (!written.ok) return written.reason === 'missing' ? { ok: false, reason: 'not-own' } : written;
    if (verdict.standing !== 'live') await hold(tx, own, verdict);
    return written;
  });
}

/** Takes back one's own reply, for some minutes: its words are gone. Where others answered it, its place stays. */
export async function removeOwnComment(
  world: World,
  own: Own,
): Promise<{ readonly ok: true; readonly postId: number } | OwnRefused> {
  return world.db.write(async (tx) => {
    const row = await findOwn(tx, own);
    if (!row) return { ok: false, reason: 'not-own' };
    await eraseComment(tx, own.site.id, own.id);
    return { ok: true, postId: row.post_id };
  });
}

async function findOwn(tx: Transaction, { site, id, senders }: Own): Promise<TextRow | undefined> {
  const row = await findText(tx, site.id, id);
  return row && row.standing !== 'removed' && isOwn(row, senders, tx.clock.now()) ? row : undefined;
}

type Verdict =
  | { readonly ok: true; readonly standing: Standing; readonly reasons: readonly Reason[] }
  | Extract<Refused, { reason: 'banned' }>;

/**
 * What the phases say of the new words. Who sent them is told by the senders alone: no account is needed. A reply
 * that was held when it came was let through as it stood then: other words wait as the first ones did.
 */
async function lookAgain(
  world: World,
  { site, id, senders }: Own,
  text: string,
  { format, reasons, text: before }: OwnComment,
): Promise<Verdict> {
  const read = readText(text, format ?? 'markdown');
  if (!read.ok) return { ok: true, standing: 'live', reasons: [] };
  const author: Submitter = { kind: 'guest', name: '', email: '', url: '' };
  const decision = await decide(
    {
      world,
      submission: { site, postId: 0, author, text, format: 'markdown', from: { address: '' } },
      now: world.clock.now(),
      post: { id: 0, type: 'page', comments_open: 1, published_at: null },
      moderates: false,
      senders,
      network: undefined,
      token: undefined,
      text: read.text,
      links: read.links,
      digest: read.digest,
      newcomer: () => isNewcomer(world.db, site.id, senders, id),
    },
    phasesOfText,
  );
  if (!decision.ok) return { ok: false, reason: 'banned' };
  const held: readonly Reason[] = JSON.parse(reasons);
  if (decision.standing !== 'live' || held.length === 0 || read.text === before) return decision;
  return { ok: true, standing: 'pending', reasons: held };
}

async function hold(tx: Transaction, { site, id }: Own, verdict: Extract<Verdict, { ok: true }>) {
  const row = await findForStatus(tx, site.id, id);
  if (row?.standing !== 'live') return;
  await tx.db
    .updateTable('comment')
    .set({ reasons: JSON.stringify(verdict.reasons) })
    .where('site_id', '=', site.id)
    .where('id', '=', id)
    .execute();
  await putState(tx, site.id, row, { standing: verdict.standing, taught: row.taught });
}
