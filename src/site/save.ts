import { lockCounter, nextId, type Transaction } from '../kit/database/index.ts';
import { isLoopback, parseHost } from '../kit/http/host.ts';
import type { Calendar } from '../kit/i18n/index.ts';
import { emit } from '../kit/queue/index.ts';
import { defaultPermalinks, permalinksProblem } from './permalinks.ts';
import { type SettingsChange, settingsChange } from './settings.ts';
import { calendarOf, canonicalLocale, canonicalTimeZone, isCalendar } from './site.ts';

export type SiteCreation = {
  /** `HOST[:PORT]`. */
  readonly host: string;
  /** How readers reach the host; left out, it follows from the host: see `schemeOf`. */
  readonly scheme?: 'http' | 'https';
  readonly title: string;
  readonly locale: string;
  readonly tagline?: string;
  readonly timeZone?: string;
  readonly calendar?: Calendar;
  readonly permalinks?: string;
};

export type SiteRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'no-title' }
  | { readonly ok: false; readonly reason: 'bad-host'; readonly host: string }
  | { readonly ok: false; readonly reason: 'host-taken'; readonly host: string }
  | { readonly ok: false; readonly reason: 'bad-locale'; readonly locale: string }
  | { readonly ok: false; readonly reason: 'bad-time-zone'; readonly timeZone: string }
  | { readonly ok: false; readonly reason: 'bad-calendar'; readonly calendar: string }
  | { readonly ok: false; readonly reason: 'bad-permalinks'; readonly problem: string }
  | { readonly ok: false; readonly reason: 'has-posts'; readonly field: 'permalinks' | 'timeZone' }
  | {
      readonly ok: false;
      readonly reason: 'bad-settings';
      readonly setting: string;
      readonly problem: string;
    };

export type SiteCreated = { readonly ok: true; readonly id: number; readonly host: string };

const longestTitle = 200;

/** Makes a site that is found by its host. Which host is whose changes under the name `sites` of no site (0). */
export async function createSite(
  tx: Transaction,
  creation: SiteCreation,
  options: { readonly now: string },
): Promise<SiteCreated | SiteRefused> {
  const facts = examine(creation);
  if (!facts.ok) return facts.problems[0];
  const host = parseHost(creation.host);
  if (!host) return { ok: false, reason: 'bad-host', host: creation.host };
  if (await hostTaken(tx, host.host)) return { ok: false, reason: 'host-taken', host: host.host };
  const id = await nextId(tx, 0, 'site');
  await tx.db
    .insertInto('site')
    .values({ id, ...facts.columns, settings: '{}', created_at: options.now })
    .execute();
  await tx.db
    .insertInto('site_host')
    .values({
      host: host.host,
      site_id: id,
      scheme: creation.scheme ?? schemeOf(creation.host),
      is_primary: 1,
    })
    .execute();
  tx.changed(id, 'site', 'menu');
  tx.changed(0, 'sites');
  // With a second site, requests to this machine's own address reach none of them any more.
  tx.changed(0, 'sites');
  return { ok: true, id, host: host.host };
}

/** https, but for this machine itself and for hosts with a port of their own (a trial in the local network). */
export function schemeOf(text: string): 'http' | 'https' {
  const host = parseHost(text);
  if (host?.scheme !== undefined) return host.scheme;
  return host === undefined || isLoopback(host.host) ? 'http' : 'https';
}

type Columns = {
  readonly title: string;
  readonly tagline: string;
  readonly locale: string;
  readonly time_zone: string;
  readonly calendar: string;
  readonly permalinks: string;
};

type Examined =
  | { readonly ok: true; readonly columns: Columns }
  | { readonly ok: false; readonly problems: readonly [SiteRefused, ...SiteRefused[]] };

function examine(creation: SiteCreation): Examined {
  const problems: SiteRefused[] = [];
  const title = oneLine(creation.title);
  if (title === '') problems.push({ ok: false, reason: 'no-title' });
  const locale = canonicalLocale(creation.locale);
  if (locale === undefined) problems.push({ ok: false, reason: 'bad-locale', locale: creation.locale });
  const timeZone = canonicalTimeZone(creation.timeZone ?? 'UTC');
  if (timeZone === undefined)
    problems.push({ ok: false, reason: 'bad-time-zone', timeZone: creation.timeZone ?? '' });
  const calendar: string = creation.calendar ?? calendarOf(locale ?? 'en');
  if (!isCalendar(calendar)) problems.push({ ok: false, reason: 'bad-calendar', calendar });
  const permalinks = creation.permalinks ?? defaultPermalinks;
  const problem = permalinksProblem(permalinks);
  if (problem !== undefined) problems.push({ ok: false, reason: 'bad-permalinks', problem });
  const [first, ...others] = problems;
  if (first || locale === undefined || timeZone === undefined) {
    return { ok: false, problems: [first ?? { ok: false, reason: 'no-title' }, ...others] };
  }
  const tagline = oneLine(creation.tagline ?? '');
  return { ok: true, columns: { title, tagline, locale, time_zone: timeZone, calendar, permalinks } };
}

/** Everything that speaks against a site before the database is asked. */
export function siteProblems(creation: SiteCreation): readonly SiteRefused[] {
  const facts = examine(creation);
  const host: readonly SiteRefused[] = parseHost(creation.host)
    ? []
    : [{ ok: false, reason: 'bad-host', host: creation.host }];
  return facts.ok ? host : [...facts.problems, ...host];
}

function oneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().slice(0, longestTitle);
}

/**
 * Takes the counter of sites first, as making a site does, so that of two sites with one host the second,
 * made at the same time, is refused here and not by the database.
 */
async function hostTaken(tx: Transaction, host: string): Promise<boolean> {
  await lockCounter(tx, 0, 'site');
  const row = await tx.db
    .selectFrom('site_host')
    .select('site_id')
    .where('host', '=', host)
    .executeTakeFirst();
  return row !== undefined;
}

export type SiteChange = Partial<Omit<SiteCreation, 'host' | 'scheme'>> & {
  readonly settings?: SettingsChange;
};

/**
 * Changes what a site says of itself, and its settings; what is left out stays. What the addresses of its posts
 * are made of, their pattern and the time zone, can be changed as long as it has none.
 */
export async function updateSite(
  tx: Transaction,
  siteId: number,
  change: SiteChange,
): Promise<{ readonly ok: true } | SiteRefused> {
  const row = await tx.db
    .selectFrom('site')
    .selectAll()
    .where('id', '=', siteId)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'missing' };
  const { calendar } = row;
  const facts = examine({
    host: '',
    title: change.title ?? row.title,
    tagline: change.tagline ?? row.tagline,
    locale: change.locale ?? row.locale,
    timeZone: change.timeZone ?? row.time_zone,
    calendar: change.calendar ?? (isCalendar(calendar) ? calendar : 'gregory'),
    permalinks: change.permalinks ?? row.permalinks,
  });
  if (!facts.ok) return facts.problems[0];
  const fixed = facts.columns.permalinks !== row.permalinks ? 'permalinks' : 'timeZone';
  const moves = fixed === 'permalinks' || facts.columns.time_zone !== row.time_zone;
  if (moves && (await hasPosts(tx, siteId))) return { ok: false, reason: 'has-posts', field: fixed };
  const settings = await changedSettings(row.settings, change.settings ?? {}, facts.columns.locale);
  if (!settings.ok) return settings;
  await tx.db
    .updateTable('site')
    .set({ ...facts.columns, settings: settings.stored })
    .where('id', '=', siteId)
    .execute();
  tx.changed(siteId, 'site');
  await emit(tx, { kind: 'site.saved', siteId });
  return { ok: true };
}

async function hasPosts(tx: Transaction, siteId: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', siteId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function changedSettings(
  stored: string,
  change: SettingsChange,
  locale: string,
): Promise<{ readonly ok: true; readonly stored: string } | SiteRefused> {
  const parsed = settingsChange.safeParse(change);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const setting =
      issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
    return { ok: false, reason: 'bad-settings', setting, problem: issue?.message ?? '' };
  }
  const settings = { ...JSON.parse(stored), ...parsed.data };
  if (settings.footer) {
    // Made anew each time: its words are in the site's language. What renders texts is loaded when one is written.
    const { renderFooter } = await import('./footer.ts');
    settings.footer = renderFooter(settings.footer, locale);
  }
  return { ok: true, stored: JSON.stringify(settings) };
}

/** A further host by which a site is found; the primary one stands in its feeds and canonical addresses. */
export async function addHost(
  tx: Transaction,
  siteId: number,
  addition: { readonly host: string; readonly scheme?: 'http' | 'https'; readonly primary?: boolean },
): Promise<{ readonly ok: true; readonly host: string } | SiteRefused> {
  const host = parseHost(addition.host);
  if (!host) return { ok: false, reason: 'bad-host', host: addition.host };
  if (await hostTaken(tx, host.host)) return { ok: false, reason: 'host-taken', host: host.host };
  const site = await tx.db.selectFrom('site').select('id').where('id', '=', siteId).executeTakeFirst();
  if (!site) return { ok: false, reason: 'missing' };
  if (addition.primary) {
    await tx.db.updateTable('site_host').set({ is_primary: 0 }).where('site_id', '=', siteId).execute();
  }
  const scheme = addition.scheme ?? schemeOf(addition.host);
  await tx.db
    .insertInto('site_host')
    .values({ host: host.host, site_id: siteId, scheme, is_primary: addition.primary ? 1 : 0 })
    .execute();
  tx.changed(siteId, 'site');
  tx.changed(0, 'sites');
  return { ok: true, host: host.host };
}
