import type { Transaction } from '../kit/database/index.ts';

export type HostRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  /** The primary host stands in every address of the site: another must take its place first. */
  | { readonly ok: false; readonly reason: 'is-primary' };

/** The host that stands in a site's feeds and canonical addresses from now on. */
export async function makePrimary(
  tx: Transaction,
  siteId: number,
  host: string,
): Promise<{ readonly ok: true } | HostRefused> {
  if (!(await hostOf(tx, siteId, host))) return { ok: false, reason: 'missing' };
  await tx.db.updateTable('site_host').set({ is_primary: 0 }).where('site_id', '=', siteId).execute();
  await tx.db.updateTable('site_host').set({ is_primary: 1 }).where('host', '=', host).execute();
  tx.changed(siteId, 'site');
  tx.changed(0, 'sites');
  return { ok: true };
}

/** A host by which the site is found no more. */
export async function removeHost(
  tx: Transaction,
  siteId: number,
  host: string,
): Promise<{ readonly ok: true } | HostRefused> {
  const row = await hostOf(tx, siteId, host);
  if (!row) return { ok: false, reason: 'missing' };
  if (row.is_primary === 1) return { ok: false, reason: 'is-primary' };
  await tx.db.deleteFrom('site_host').where('host', '=', host).execute();
  tx.changed(siteId, 'site');
  tx.changed(0, 'sites');
  return { ok: true };
}

function hostOf(tx: Transaction, siteId: number, host: string) {
  return tx.db
    .selectFrom('site_host')
    .select('is_primary')
    .where('site_id', '=', siteId)
    .where('host', '=', host)
    .executeTakeFirst();
}
