import { sql } from 'kysely';
import { type Database, statement, textsIn } from '../kit/database/index.ts';

/**
 * Whether no reply of somebody was approved on a site: by the account, or by the number of the browser, never by
 * the name or address that was typed. `but` is a reply that does not count.
 */
export async function isNewcomer(
  database: Database,
  siteId: number,
  senders: readonly string[],
  but = 0,
): Promise<boolean> {
  if (senders.length === 0) return true;
  const found = await approvedOf.first(database, { site: siteId, senders: JSON.stringify(senders), but });
  return found === undefined;
}

const approvedOf = statement<{ site: number; senders: string; but: number }>()((db, value, dialect) =>
  db
    .selectFrom('comment')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('sender', 'in', textsIn(value('senders'), dialect))
    .where('standing', '=', 'live')
    .where('id', '!=', value('but'))
    .limit(sql.lit(1)),
);
