import { nextId, storable, type Transaction } from '../kit/database/index.ts';
import { longest } from './comment.ts';
import { plainDomain } from './domain.ts';
import { audit, type Deed } from './save-audit.ts';

export type BanWrite = {
  readonly kind: 'sender' | 'network' | 'domain';
  readonly value: string;
  /** How the desk calls it: a name, a domain. */
  readonly label: string;
  /** Replies are refused, or taken as spam without their sender being told. */
  readonly effect: 'refuse' | 'spam';
};

/** Networks change hands: their bans end by themselves, after milliseconds. */
const networkBannedFor = 90 * 86_400_000;

export type Banned =
  | { readonly ok: true; readonly id: number; readonly batch: number }
  | { readonly ok: false; readonly reason: 'no-domain' | 'known' };

/** Bans a sender, a network or a domain from a site. */
export async function addBan(tx: Transaction, siteId: number, ban: BanWrite, deed: Deed): Promise<Banned> {
  const value = ban.kind === 'domain' ? plainDomain(ban.value) : ban.value;
  if (value === undefined) return { ok: false, reason: 'no-domain' };
  const now = tx.clock.now();
  const expires = new Date(now.getTime() + networkBannedFor).toISOString();
  const id = await nextId(tx, siteId, 'ban');
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('ban')
    .values({
      site_id: siteId,
      id,
      kind: ban.kind,
      value,
      label: storable(ban.kind === 'domain' ? value : ban.label).slice(0, 200),
      effect: ban.effect,
      note: storable((deed.note ?? '').slice(0, longest.note)),
      account_id: deed.by,
      created_at: now.toISOString(),
      expires_at: ban.kind === 'network' ? expires : null,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'value']).doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return { ok: false, reason: 'known' };
  const after = { id, kind: ban.kind, label: ban.label, effect: ban.effect };
  const batch = await audit(tx, siteId, { action: 'ban', before: {}, after }, deed);
  return { ok: true, id, batch };
}

/** Takes a ban back. False when there is none. */
export async function removeBan(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('ban')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The same for somebody of the site, written down. */
export async function liftBan(tx: Transaction, siteId: number, id: number, deed: Deed): Promise<boolean> {
  const row = await tx.db
    .selectFrom('ban')
    .select(['kind', 'label', 'effect'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  await removeBan(tx, siteId, id);
  await audit(tx, siteId, { action: 'unban', before: { id, ...row }, after: {} }, deed);
  return true;
}
