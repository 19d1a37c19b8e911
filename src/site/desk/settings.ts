import { may as mayOf } from '../../account/may.ts';
import { type Asked, type Desk, type DeskRoute, noticed, type Stand } from '../../desk/index.ts';
import type { Html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/index.ts';
import { addHost, type SiteChange, type SiteRefused, siteProblems, updateSite } from '../save.ts';
import { makePrimary, removeHost } from '../save-host.ts';
import { type SettingsChange, settingsChange } from '../settings.ts';
import { isCalendar } from '../site.ts';
import { addressesMain } from './addresses-view.ts';
import { answered, answerOf, type Described, type GroupName, groups } from './described.ts';
import { generalMain } from './general-view.ts';
import { categoryChoices, hasPosts, isOnlySite, pageChoices } from './read.ts';
import { type Filled, fieldValue, groupMain, pathOfPage, type SettingsPage } from './settings-view.ts';

const may = 'manage-site';

/** On an install with several sites a host is not an administrator's to take: another site may be meant for it. */
async function mayManageHosts({ world, site, actor }: Asked): Promise<boolean> {
  return mayOf(actor, 'manage-hosts', { siteId: site.id, alone: await isOnlySite(world.db) });
}

export const settingsRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    pattern: pathOfPage('general'),
    may,
    stand: standOfSite,
    handle: (desk, asked) => showGeneral(desk, asked),
  },
  { method: 'POST', pattern: pathOfPage('general'), may, stand: standOfSite, handle: saveGeneral },
  ...(Object.keys(groups) as GroupName[]).flatMap((name): DeskRoute[] => [
    {
      method: 'GET',
      pattern: pathOfPage(name),
      may,
      stand: (asked) => standOfGroup(asked, name),
      handle: (desk, asked) => showGroup(desk, asked, name),
    },
    {
      method: 'POST',
      pattern: pathOfPage(name),
      may,
      stand: (asked) => standOfGroup(asked, name),
      handle: (desk, asked) => saveGroup(desk, asked, name),
    },
  ]),
  {
    method: 'GET',
    pattern: pathOfPage('addresses'),
    may,
    handle: (desk, asked) => showAddresses(desk, asked),
  },
  { method: 'POST', pattern: pathOfPage('addresses'), may, handle: saveAddresses },
  { method: 'POST', pattern: `${pathOfPage('addresses')}hosts`, may: mayManageHosts, handle: saveHost },
  { method: 'POST', pattern: `${pathOfPage('addresses')}primary`, may, handle: takePrimary },
  { method: 'POST', pattern: `${pathOfPage('addresses')}remove`, may: mayManageHosts, handle: takeAway },
];

async function standOfSite({ site, t }: Asked): Promise<Stand> {
  return {
    title: { label: t('settings.title'), now: site.title },
    tagline: { label: t('settings.tagline'), now: site.tagline },
    locale: { label: t('settings.locale'), now: site.locale },
    calendar: { label: t('settings.calendar'), now: site.calendar },
  };
}

async function standOfGroup({ site, t }: Asked, name: GroupName): Promise<Stand> {
  const each: readonly Described[] = groups[name];
  return Object.fromEntries(
    each.map((described) => {
      const { kind } = answerOf(described);
      const now = fieldValue(site.settings[described.name]);
      const legible = kind === 'number' || kind === 'lines' || kind === 'text';
      return [described.name, { label: t(described.label), now, legible }];
    }),
  );
}

const untouched: Filled = { values: {}, problems: {} };

function showPage(desk: Desk, asked: Asked, main: Html, problems: Filled['problems']): Promise<Reply> {
  return desk.page(asked, {
    title: asked.t('desk.section', { section: 'settings' }),
    section: 'settings',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    main,
  });
}

function saved(asked: Asked, page: SettingsPage): Reply {
  return noticed(asked, pathOfPage(page), { text: asked.t('settings.saved') });
}

async function showGeneral(desk: Desk, asked: Asked, filled?: Filled): Promise<Reply> {
  const { title, tagline, locale, calendar, timeZone } = asked.site;
  const { values, problems } = filled ?? {
    ...untouched,
    values: { title, tagline, locale, calendar, timeZone },
  };
  const main = generalMain(asked, { values, problems }, await hasPosts(asked.world.db, asked.site.id));
  return showPage(desk, asked, main, problems);
}

async function saveGeneral(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site } = asked;
  const values = Object.fromEntries([...form].filter(([name]) => name !== 'token'));
  const calendar = form.get('calendar') ?? site.calendar;
  const timeZone = form.get('timeZone');
  const change: SiteChange = {
    title: form.get('title') ?? '',
    tagline: form.get('tagline') ?? '',
    locale: form.get('locale') ?? '',
    ...(isCalendar(calendar) && { calendar }),
    ...(timeZone !== null && { timeZone }),
  };
  const wrong = siteProblems({ ...site, ...change, host: site.hosts[0]?.host ?? '' });
  const result = wrong.length > 0 ? wrong : [await world.db.write((tx) => updateSite(tx, site.id, change))];
  const problems = problemsOf(asked, result);
  if (Object.keys(problems).length > 0) return showGeneral(desk, asked, { values, problems });
  return saved(asked, 'general');
}

/** What is wrong with a site, at the field that it concerns. */
function problemsOf(
  { t }: Asked,
  results: readonly ({ readonly ok: true } | SiteRefused)[],
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const result of results) {
    if (result.ok) continue;
    switch (result.reason) {
      case 'no-title':
        problems.title = t('settings.no-title');
        break;
      case 'bad-locale':
        problems.locale = t('settings.bad-locale', { locale: result.locale });
        break;
      case 'bad-time-zone':
        problems.timeZone = t('settings.bad-time-zone');
        break;
      case 'bad-calendar':
        problems.calendar = t('settings.bad-calendar');
        break;
      case 'bad-permalinks':
        problems.permalinks = t('settings.bad-permalinks');
        break;
      case 'has-posts':
        problems[result.field] = t('settings.permalinks-fixed');
        break;
      case 'bad-host':
        problems.host = t('settings.bad-host');
        break;
      case 'host-taken':
        problems.host = t('settings.host-taken', { host: result.host });
        break;
      case 'bad-settings':
        problems[result.setting] = t('settings.bad-value');
        break;
      case 'missing':
        problems.title = t('settings.bad-value');
    }
  }
  return problems;
}

async function showGroup(desk: Desk, asked: Asked, name: GroupName, filled?: Filled): Promise<Reply> {
  const { site, world } = asked;
  const { values, problems } = filled ?? {
    ...untouched,
    values: Object.fromEntries(groups[name].map((each) => [each.name, fieldValue(site.settings[each.name])])),
  };
  const choices =
    name === 'reading'
      ? { page: await pageChoices(world.db, site.id), category: await categoryChoices(world.db, site.id) }
      : { page: [], category: [] };
  return showPage(desk, asked, groupMain(asked, name, { values, problems }, choices), problems);
}

async function saveGroup(desk: Desk, asked: Asked, name: GroupName): Promise<Reply> {
  const { form, world, site } = asked;
  const described: readonly Described[] = groups[name];
  const values = Object.fromEntries(described.map((each) => [each.name, form.get(each.name) ?? '']));
  const change = Object.fromEntries(described.map((each) => [each.name, answered(each, form)]));
  const parsed = settingsChange.safeParse(change);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
    const problems = Object.fromEntries(
      described.filter((each) => wrong.has(each.name)).map((each) => [each.name, problemOf(asked, each)]),
    );
    return showGroup(desk, asked, name, { values, problems });
  }
  const settings: SettingsChange = parsed.data;
  const result = await world.db.write((tx) => updateSite(tx, site.id, { settings }));
  const problems = problemsOf(asked, [result]);
  if (Object.keys(problems).length > 0) return showGroup(desk, asked, name, { values, problems });
  return saved(asked, name);
}

function problemOf({ t }: Asked, described: Described): string {
  const answer = answerOf(described);
  if (answer.kind === 'number') return t('settings.bad-number', { least: answer.least, most: answer.most });
  if (described.name === 'akismetUrl') return t('settings.bad-url');
  return t('settings.bad-value');
}

async function showAddresses(desk: Desk, asked: Asked, filled: Filled = untouched): Promise<Reply> {
  const main = addressesMain(asked, filled, {
    hasPosts: await hasPosts(asked.world.db, asked.site.id),
    mayManageHosts: await mayManageHosts(asked),
  });
  return showPage(desk, asked, main, filled.problems);
}

async function saveAddresses(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site } = asked;
  const permalinks = form.get('permalinks')?.trim() ?? '';
  const result = await world.db.write((tx) => updateSite(tx, site.id, { permalinks }));
  const problems = problemsOf(asked, [result]);
  if (!result.ok) return showAddresses(desk, asked, { values: { permalinks }, problems });
  return saved(asked, 'addresses');
}

async function saveHost(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site } = asked;
  const host = form.get('host')?.trim() ?? '';
  const primary = form.get('primary') === '1';
  const result = await world.db.write((tx) => addHost(tx, site.id, { host, primary }));
  const problems = problemsOf(asked, [result]);
  if (!result.ok)
    return showAddresses(desk, asked, { values: { host, primary: primary ? '1' : '' }, problems });
  return saved(asked, 'addresses');
}

async function takePrimary(_: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site } = asked;
  await world.db.write((tx) => makePrimary(tx, site.id, form.get('host') ?? ''));
  return saved(asked, 'addresses');
}

/** Whoever stands on a host would find themselves nowhere when it went. */
async function takeAway(_: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, request, t } = asked;
  const host = form.get('host') ?? '';
  if (host === request.host)
    return noticed(asked, pathOfPage('addresses'), { text: t('settings.host-here'), tone: 'warning' });
  await world.db.write((tx) => removeHost(tx, site.id, host));
  return saved(asked, 'addresses');
}
