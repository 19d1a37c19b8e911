import { sql } from 'kysely';
import { type Database, reserveId } from '../kit/database/index.ts';
import { type Check, type Finding, ill, some, well } from '../kit/doctor/index.ts';
import type { World } from '../kit/world.ts';

export const siteChecks: readonly Check[] = [
  { name: 'site-hosts', examine: examineHosts },
  { name: 'counters', examine: examineCounters, repair: repairCounters },
];

async function examineHosts({ db, config }: World): Promise<Finding> {
  const sites = await db.read.selectFrom('site').select(['id', 'title']).orderBy('id').execute();
  const hosts = await db.read.selectFrom('site_host').selectAll().execute();
  for (const { id, title } of sites) {
    const primary = hosts.filter((host) => host.site_id === id && host.is_primary === 1);
    if (primary.length !== 1) {
      return ill(
        `The site ${id} (${title}) has ${primary.length} primary hosts.`,
        'Give it one host by which its addresses begin.',
      );
    }
    if (primary[0]?.scheme === 'https' && !config.trustProxy) {
      return ill(
        `The site ${id} is at https://${primary[0].host}, but VERBATIM_TRUST_PROXY is not set: Verbatim does not see that readers come by https.`,
        'Set VERBATIM_TRUST_PROXY=yes, behind a proxy that sets X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-For itself.',
      );
    }
  }
  return well(`${sites.length} sites`);
}

/** Which tables take their IDs from which counter. The counter of sites is the install's own: site 0. */
const counted: readonly { readonly kind: string; readonly table: string }[] = [
  { kind: 'post', table: 'post' },
  { kind: 'post', table: 'media' },
  ...['author', 'term', 'menu', 'comment', 'identity', 'ban', 'comment_audit'].map((kind) => ({
    kind,
    table: kind,
  })),
];

type Behind = { readonly siteId: number; readonly kind: string; readonly highest: number };

async function examineCounters({ db }: World): Promise<Finding> {
  const behind = await countersBehind(db);
  if (behind.length === 0) return well();
  const named = behind.map(
    ({ siteId, kind, highest }) => `${kind} of site ${siteId} (${highest} is given out)`,
  );
  return ill(
    `Counters would give out IDs that are taken: ${some(named)}.`,
    'Run `verbatim doctor --repair`.',
  );
}

async function repairCounters({ db }: World): Promise<string> {
  const behind = await countersBehind(db);
  await db.write(async (tx) => {
    for (const { siteId, kind, highest } of behind) await reserveId(tx, siteId, kind, highest);
  });
  return `${behind.length} counters set to the highest ID that is given out.`;
}

async function countersBehind(database: Database): Promise<readonly Behind[]> {
  const highest = counted.map(
    ({ kind, table }) =>
      sql`select site_id, ${sql.lit(kind)} as kind, max(id) as id from ${sql.table(table)} group by site_id`,
  );
  const sites = sql`select 0 as site_id, 'site' as kind, max(id) as id from site having max(id) is not null`;
  const { rows } = await sql<{ site_id: number; kind: string; highest: number }>`
    select taken.site_id, taken.kind, max(taken.id) as highest
    from (${sql.join([sites, ...highest], sql` union all `)}) as taken
    left join counter on counter.site_id = taken.site_id and counter.kind = taken.kind
    where taken.id > coalesce(counter.last, 0)
    group by taken.site_id, taken.kind
    order by taken.site_id, taken.kind`.execute(database.read);
  return rows.map(({ site_id, kind, highest }) => ({
    siteId: Number(site_id),
    kind,
    highest: Number(highest),
  }));
}
