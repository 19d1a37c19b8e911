import type { Transaction } from '../kit/database/index.ts';

/** Leaves a 301 at an address that a post had. */
export async function redirectToPost(
  tx: Transaction,
  siteId: number,
  path: string,
  postId: number,
  at: string,
): Promise<void> {
  await put(tx, siteId, { path, status: 301, post_id: postId, target: null, created_at: at });
}

/** Leaves a redirect to an address: a path of the site, or one elsewhere (http or https). */
export async function redirectTo(
  tx: Transaction,
  siteId: number,
  path: string,
  target: string,
  at: string,
  status: 301 | 302 = 301,
): Promise<void> {
  await put(tx, siteId, { path, status, post_id: null, target, created_at: at });
}

/** Leaves a 410 at the address of something that was public and was deleted. */
export async function markGone(tx: Transaction, siteId: number, path: string, at: string): Promise<void> {
  await put(tx, siteId, { path, status: 410, post_id: null, target: null, created_at: at });
}

/** An address that something stands at again needs no redirect. */
export async function clearRedirect(tx: Transaction, siteId: number, path: string): Promise<void> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('redirect')
    .where('site_id', '=', siteId)
    .where('path', '=', path)
    .executeTakeFirstOrThrow();
  if (numDeletedRows > 0n) tx.changed(siteId, 'redirects');
}

type Row = {
  readonly path: string;
  readonly status: 301 | 302 | 410;
  readonly post_id: number | null;
  readonly target: string | null;
  readonly created_at: string;
};

async function put(tx: Transaction, siteId: number, row: Row): Promise<void> {
  await tx.db
    .insertInto('redirect')
    .values({ site_id: siteId, ...row })
    .onConflict((conflict) => conflict.columns(['site_id', 'path']).doUpdateSet(row))
    .execute();
  tx.changed(siteId, 'redirects');
}
