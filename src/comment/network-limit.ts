import { sql } from 'kysely';
import type { Transaction } from '../kit/database/index.ts';

/** Whether a network has had its `most` likes, or reports, of the last hour. */
export async function tooOften(
  tx: Transaction,
  siteId: number,
  {
    table,
    network,
    most,
  }: {
    readonly table: 'comment_like' | 'comment_report';
    readonly network: string | undefined;
    readonly most: number;
  },
): Promise<boolean> {
  if (network === undefined) return false;
  const since = new Date(tx.clock.now().getTime() - 3_600_000).toISOString();
  const rows = await tx.db
    .selectFrom(table)
    .select('comment_id')
    .where('site_id', '=', siteId)
    .where('network', '=', network)
    .where('created_at', '>', since)
    .limit(sql.lit(most))
    .execute();
  return rows.length === most;
}
