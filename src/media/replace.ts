import type { Transaction } from '../kit/database/index.ts';
import { extensionOf } from './kind.ts';
import type { Media } from './media.ts';
import type { PreparedFile } from './prepare.ts';
import { complete, contentOf } from './save.ts';

export type ReplaceRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  /** The address ends as another kind of file does. */
  | { readonly ok: false; readonly reason: 'other-kind'; readonly path: string };

/** Other bytes at the address of a file: whatever shows it shows the new one. Its sizes are made anew. */
export async function replaceMedia(
  tx: Transaction,
  siteId: number,
  id: number,
  prepared: PreparedFile,
): Promise<{ readonly ok: true; readonly media: Media } | ReplaceRefused> {
  const row = await tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'missing' };
  if (!prepared.kind.extensions.includes(extensionOf(row.path)))
    return { ok: false, reason: 'other-kind', path: row.path };
  return { ok: true, media: await complete(tx, { ...row, variants: '[]' }, contentOf(prepared)) };
}
