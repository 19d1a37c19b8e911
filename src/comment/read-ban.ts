import { type Database, statement, textsIn } from '../kit/database/index.ts';

export type Ban = {
  readonly id: number;
  readonly kind: 'sender' | 'network' | 'domain';
  readonly value: string;
  readonly label: string;
  readonly effect: 'refuse' | 'spam';
};

/** Those of some senders, networks and domains that are banned on a site now. */
export async function readBans(
  database: Database,
  siteId: number,
  { values, now }: { readonly values: readonly string[]; readonly now: string },
): Promise<readonly Ban[]> {
  return values.length === 0
    ? []
    : found.all(database, { site: siteId, values: JSON.stringify(values), now });
}

const found = statement<{ site: number; values: string; now: string }>()((db, value, dialect) =>
  db
    .selectFrom('ban')
    .select(['id', 'kind', 'value', 'label', 'effect'])
    .where('site_id', '=', value('site'))
    .where('value', 'in', textsIn(value('values'), dialect))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', value('now'))]))
    .orderBy('id'),
);
