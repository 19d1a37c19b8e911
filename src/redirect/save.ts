import type { Transaction } from '../kit/database/index.ts';

/** Leaves a 301 at an address that a post had. */
export async function redirectToPost(
  tx: Transaction,
  siteId: number,
  path: string,
  postId: number,
  at: string,
): Promise<void> {
  await put(tx, siteId, { ...nowhere, path, post_id: postId, created_at: at });
}

/** Leaves a 301 at an address that the archive of a category or tag had. */
export async function redirectToTerm(
  tx: Transaction,
  siteId: number,
  path: string,
  termId: number,
  at: string,
): Promise<void> {
  await put(tx, siteId, { ...nowhere, path, term_id: termId, created_at: at });
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
  await put(tx, siteId, { ...nowhere, path, status, target, created_at: at });
}

/** Leaves a 410 at the address of something that was public and was deleted. */
export async function markGone(tx: Transaction, siteId: number, path: string, at: string): Promise<void> {
  await put(tx, siteId, { ...nowhere, path, status: 410, created_at: at });
}

/** Addresses that led to a term lead to another from now on; without another, they are gone. */
export async function passOnTermRedirects(
  tx: Transaction,
  siteId: number,
  from: number,
  to: number | undefined,
): Promise<void> {
  await tx.db
    .updateTable('redirect')
    .set(to === undefined ? { term_id: null, status: 410 } : { term_id: to })
    .where('site_id', '=', siteId)
    .where('term_id', '=', from)
    .execute();
  tx.changed(siteId, 'redirects');
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
  readonly term_id: number | null;
  readonly target: string | null;
  readonly created_at: string;
};

const nowhere = { status: 301, post_id: null, term_id: null, target: null } as const;

async function put(tx: Transaction, siteId: number, row: Row): Promise<void> {
  await tx.db
    .insertInto('redirect')
    .values({ site_id: siteId, ...row })
    .onConflict((conflict) => conflict.columns(['site_id', 'path']).doUpdateSet(row))
    .execute();
  tx.changed(siteId, 'redirects');
}
