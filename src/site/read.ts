import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import { isLoopback } from '../kit/http/host.ts';
import type { Calendar } from '../kit/i18n/index.ts';
import type { Menu } from './menu.ts';
import { readSettings, type SiteSettings } from './settings.ts';
import { isCalendar, type Site, type SiteHost } from './site.ts';

/**
 * The site that a request is for, by its `Host` (lower case, with its port unless that is the scheme's own).
 * With one site in the install, requests to this machine reach it whatever the port. Undefined for a host that
 * is nobody's.
 */
export async function findSite(database: Database, host: string): Promise<Site | undefined> {
  const found = await siteOfHost.first(database, { host });
  if (found) return readSite(database, found.site_id);
  if (!isLoopback(host)) return undefined;
  const [only, ...others] = await firstSites.all(database, {});
  return only && others.length === 0 ? readSite(database, only.id) : undefined;
}

const siteOfHost = statement<{ host: string }>()((db, value) =>
  db.selectFrom('site_host').select('site_id').where('host', '=', value('host')),
);

const firstSites = statement<Record<never, never>>()((db) =>
  db.selectFrom('site').select('id').orderBy('id').limit(2),
);

export async function readSite(database: Database, id: number): Promise<Site | undefined> {
  const rows = await siteWithHosts.all(database, { id });
  return toSite(rows);
}

/** The settings of a site by themselves, as they are within a transaction. */
export async function settingsOf(
  from: Database | Transaction,
  id: number,
): Promise<SiteSettings | undefined> {
  const row = await settingsById.first(from, { id });
  return row && readSettings(row.settings);
}

/** By what clock and calendar a site counts, within a transaction. */
export async function clockOf(
  from: Database | Transaction,
  id: number,
): Promise<{ readonly timeZone: string; readonly calendar: Calendar }> {
  const row = await clockById.first(from, { id });
  const calendar = row?.calendar ?? '';
  return { timeZone: row?.time_zone ?? 'UTC', calendar: isCalendar(calendar) ? calendar : 'gregory' };
}

const clockById = statement<{ id: number }>()((db, value) =>
  db.selectFrom('site').select(['time_zone', 'calendar']).where('id', '=', value('id')),
);

const settingsById = statement<{ id: number }>()((db, value) =>
  db.selectFrom('site').select('settings').where('id', '=', value('id')),
);

/** Every site of the install, in the order in which they were made. */
export async function listSites(database: Database): Promise<readonly Site[]> {
  const rows = await everySite.all(database, {});
  const sites = Map.groupBy(rows, (row) => row.id);
  return [...sites.values()].map(toSite).filter((site) => site !== undefined);
}

const siteWithHosts = statement<{ id: number }>()((db, value) =>
  selectSites(db).where('site.id', '=', value('id')),
);

const everySite = statement<Record<never, never>>()((db) => selectSites(db));

function selectSites(db: Database['read']) {
  return db
    .selectFrom('site')
    .innerJoin('site_host', 'site_host.site_id', 'site.id')
    .select([
      'site.id',
      'site.title',
      'site.tagline',
      'site.locale',
      'site.time_zone',
      'site.calendar',
      'site.permalinks',
      'site.settings',
      'site_host.host',
      'site_host.scheme',
    ])
    .orderBy('site.id')
    .orderBy('site_host.is_primary', 'desc')
    .orderBy('site_host.host');
}

type SiteRow = {
  readonly id: number;
  readonly title: string;
  readonly tagline: string;
  readonly locale: string;
  readonly time_zone: string;
  readonly calendar: string;
  readonly permalinks: string;
  readonly settings: string;
  readonly host: string;
  readonly scheme: string;
};

/** One row for each host, the primary one first. */
function toSite(rows: readonly SiteRow[]): Site | undefined {
  const row = rows[0];
  if (!row) return undefined;
  const hosts = rows.map(toHost);
  return {
    id: row.id,
    title: row.title,
    tagline: row.tagline,
    locale: row.locale,
    timeZone: row.time_zone,
    calendar: isCalendar(row.calendar) ? row.calendar : 'gregory',
    permalinks: row.permalinks,
    settings: readSettings(row.settings),
    hosts,
    url: `${row.scheme}://${row.host}/`,
  };
}

function toHost({ host, scheme }: SiteRow): SiteHost {
  return { host, scheme: scheme === 'https' ? 'https' : 'http' };
}

/** The menu that a theme shows at a location; undefined where none is set. */
export async function readMenu(
  database: Database,
  siteId: number,
  location: string,
): Promise<Menu | undefined> {
  const row = await menuAt.first(database, { site: siteId, location });
  return row && { ...row, items: JSON.parse(row.items) };
}

const menuAt = statement<{ site: number; location: string }>()((db, value) =>
  db
    .selectFrom('menu')
    .select(['id', 'name', 'location', 'items'])
    .where('site_id', '=', value('site'))
    .where('location', '=', value('location')),
);

export async function listMenus(database: Database, siteId: number): Promise<readonly Menu[]> {
  const rows = await menusOf.all(database, { site: siteId });
  return rows.map((row) => ({ ...row, items: JSON.parse(row.items) }));
}

const menusOf = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('menu')
    .select(['id', 'name', 'location', 'items'])
    .where('site_id', '=', value('site'))
    .orderBy('id'),
);
