import type { Database, Transaction } from '../kit/database/index.ts';
import { newestCheckpoint } from './read.ts';

/** What readers must be told of the log itself. `size` is that of the tree when it happened. */
export type LogNotice = {
  readonly kind: 'restored' | 'resumed' | 'forked' | 'key-lost';
  readonly size: number;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly at: string;
};

/** Oldest first. */
export async function readNotices(db: Database): Promise<readonly LogNotice[]> {
  const rows = await db.read.selectFrom('log_notice').selectAll().orderBy('id').execute();
  return rows.map(({ kind, size, detail, at }) => ({ kind, size, at, detail: JSON.parse(detail) }));
}

/** Written down once, however often it is found. */
export async function writeNotice(
  tx: Transaction,
  { kind, detail }: Pick<LogNotice, 'kind' | 'detail'>,
): Promise<void> {
  const text = JSON.stringify(detail);
  const known = await tx.db
    .selectFrom('log_notice')
    .select('id')
    .where('kind', '=', kind)
    .where('detail', '=', text)
    .executeTakeFirst();
  if (known) return;
  const size = (await newestCheckpoint(tx))?.size ?? 0;
  const at = tx.clock.now().toISOString();
  await tx.db.insertInto('log_notice').values({ kind, size, detail: text, at }).execute();
  await logChanged(tx);
}

/** Pages that show the log, on every site of the install, are made anew. */
export async function logChanged(tx: Transaction): Promise<void> {
  const sites = await tx.db.selectFrom('site').select('id').execute();
  for (const { id } of sites) tx.changed(id, 'log');
}
