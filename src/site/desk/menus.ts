import {
  type Asked,
  actionButton,
  type Desk,
  type DeskPage,
  type DeskRoute,
  noticed,
  type Stand,
} from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { isMenuHref, type Menu, type MenuItem, type MenuTarget } from '../menu.ts';
import { listMenus } from '../read.ts';
import { deleteMenu, saveMenu } from '../save-menu.ts';
import { arranged, type Branch, pressOf, treeOf } from './arrange.ts';
import { type EntryRow, type MenuView, menuListMain, menuMain, menusPath } from './menus-view.ts';
import { categoryChoices, pageChoices, postAtPath, tagChoices, targetNames } from './read.ts';

const may = 'manage-menus';
const mostEntries = 200;
/** Four levels, the first of which is 0. */
const deepest = 3;

export const menuRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern: menusPath, may, handle: (desk, asked) => showMenus(desk, asked) },
  { method: 'POST', pattern: menusPath, may, handle: make },
  { method: 'GET', pattern: `${menusPath}:id/`, may, stand: standOf, handle: withMenu(show) },
  { method: 'POST', pattern: `${menusPath}:id/`, may, stand: standOf, handle: withMenu(press) },
  { method: 'GET', pattern: `${menusPath}:id/delete`, may, handle: withMenu(askFirst) },
  { method: 'POST', pattern: `${menusPath}:id/delete`, may, handle: withMenu(remove) },
];

function page(desk: Desk, asked: Asked, rest: Omit<DeskPage, 'section'>): Promise<Reply> {
  return desk.page(asked, { section: 'menus', ...rest });
}

async function showMenus(desk: Desk, asked: Asked, problem?: string): Promise<Reply> {
  const menus = await listMenus(asked.world.db, asked.site.id);
  return page(desk, asked, {
    title: asked.t('desk.section', { section: 'menus' }),
    status: problem === undefined ? 200 : 422,
    main: menuListMain(asked, menus, problem),
  });
}

/** The first menu of a site is shown at once: that is what it is made for. */
async function make(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, t } = asked;
  const others = await listMenus(world.db, site.id);
  const location = others.some((menu) => menu.location === 'main') ? null : 'main';
  const made = await world.db.write((tx) =>
    saveMenu(tx, site.id, { name: form.get('name') ?? '', location, items: [] }),
  );
  if (!made.ok) return showMenus(desk, asked, t('menu-desk.no-name'));
  return noticed(asked, `${menusPath}${made.id}/`, { text: t('menu-desk.made') });
}

function withMenu(handle: (desk: Desk, asked: Asked, menu: Menu) => Promise<Reply>): DeskRoute['handle'] {
  return async (desk, asked) => {
    const menus = await listMenus(asked.world.db, asked.site.id);
    const menu = menus.find(({ id }) => String(id) === asked.params.id);
    if (menu) return handle(desk, asked, menu);
    const { t } = asked;
    return page(desk, asked, {
      title: t('menu-desk.missing'),
      status: 404,
      main: html`<p><a href="${menusPath}">${t('desk.section', { section: 'menus' })}</a></p>`,
    });
  };
}

async function standOf({ world, site, params, form, t }: Asked): Promise<Stand | undefined> {
  const menu = (await listMenus(world.db, site.id)).find(({ id }) => String(id) === params.id);
  return (
    menu && {
      name: { label: t('menu-desk.name'), now: menu.name },
      location: { label: t('menu-desk.location'), now: menu.location ?? '', legible: false },
      entries: {
        label: t('menu-desk.entries'),
        now: JSON.stringify(entriesOf(menu.items)),
        mine: JSON.stringify(rowsOf(form)),
        legible: false,
      },
    }
  );
}

type Entry = Omit<EntryRow, 'name'>;

function entriesOf(items: readonly MenuItem[], depth = 0): readonly Entry[] {
  return items.flatMap(({ label = '', target, children }) => [
    { depth, label, target },
    ...entriesOf(children, depth + 1),
  ]);
}

function show(desk: Desk, asked: Asked, menu: Menu): Promise<Reply> {
  const { id, name, location } = menu;
  return showEditor(desk, asked, { id, name, location: location ?? '', entries: entriesOf(menu.items) });
}

type Editing = Pick<MenuView, 'id' | 'name' | 'location'> & {
  readonly entries: readonly Entry[];
  readonly problems?: MenuView['problems'];
  readonly adding?: MenuView['adding'];
  readonly unsaved?: boolean;
};

async function showEditor(desk: Desk, asked: Asked, editing: Editing): Promise<Reply> {
  const { world, site, t } = asked;
  const { entries, problems = {}, adding = { href: '', label: '' }, unsaved, ...menu } = editing;
  const names = await targetNames(
    world.db,
    site.id,
    entries.map(({ target }) => target),
  );
  const nameOf = ({ target }: Entry) => (target.kind === 'home' ? t('breadcrumb.home') : names(target));
  return page(desk, asked, {
    title: menu.name,
    status: Object.keys(problems).length > 0 ? 422 : 200,
    ...(unsaved && { notice: { text: t('arrange.unsaved'), tone: 'warning' as const } }),
    main: menuMain(asked, {
      ...menu,
      rows: entries.map((entry) => ({ ...entry, name: nameOf(entry) })),
      problems,
      adding,
      choices: {
        page: await pageChoices(world.db, site.id),
        category: await categoryChoices(world.db, site.id),
        tag: await tagChoices(world.db, site.id),
      },
    }),
  });
}

/** A button that arranges shows what it made; only the one that saves changes the site. */
async function press(desk: Desk, asked: Asked, { id }: Menu): Promise<Reply> {
  const { form, t } = asked;
  const pressed = pressOf(form);
  const editing = {
    id,
    name: form.get('name')?.trim() ?? '',
    location: form.get('location') ?? '',
    entries: rowsOf(form),
  };
  if (pressed.act === 'add') return add(desk, asked, editing);
  if (pressed.act !== 'save') {
    const entries = arranged(editing.entries, pressed, deepest);
    return showEditor(desk, asked, { ...editing, entries, unsaved: true });
  }
  const problems = problemsOf(asked, editing);
  if (Object.keys(problems).length > 0) return showEditor(desk, asked, { ...editing, problems });
  const { world, site } = asked;
  const location = editing.location === '' ? null : editing.location;
  const saved = await world.db.write((tx) =>
    saveMenu(tx, site.id, { id, name: editing.name, location, items: treeOf(editing.entries).map(itemOf) }),
  );
  if (!saved.ok) return showEditor(desk, asked, { ...editing, problems: { name: t('settings.bad-value') } });
  return noticed(asked, `${menusPath}${id}/`, { text: t('settings.saved') });
}

async function add(desk: Desk, asked: Asked, editing: Editing): Promise<Reply> {
  const { form, t } = asked;
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const adding = { href: text('add-href'), label: text('add-label') };
  const target = await targetOf(asked, text('add-known'), adding.href);
  if (!target)
    return showEditor(desk, asked, { ...editing, adding, problems: { 'add-href': t('menu-desk.bad-href') } });
  if (target.kind === 'url' && adding.label === '')
    return showEditor(desk, asked, {
      ...editing,
      adding,
      problems: { 'add-label': t('menu-desk.no-label') },
    });
  const entries = [...editing.entries, { depth: 0, label: adding.label, target }].slice(0, mostEntries);
  return showEditor(desk, asked, { ...editing, entries, unsaved: true });
}

/** What was chosen; an address of the site's own is the post that stands there, so that it follows when that moves. */
async function targetOf(
  { world, site }: Asked,
  known: string,
  href: string,
): Promise<MenuTarget | undefined> {
  if (known === 'home') return { kind: 'home' };
  const [, kind, id] = /^(page|term):(\d{1,15})$/.exec(known) ?? [];
  if (kind !== undefined) return { kind: kind as 'page' | 'term', id: idIn(id) };
  if (!isMenuHref(href)) return undefined;
  const url = URL.parse(href, site.url);
  const own = site.hosts.some(({ host }) => host === url?.host) && !/[?#]/.test(href);
  const post = own && url ? await postAtPath(world.db, site.id, url.pathname) : undefined;
  return post ?? { kind: 'url', href };
}

function rowsOf(form: URLSearchParams): readonly Entry[] {
  const rows: Entry[] = [];
  for (let at = 0; at < mostEntries && form.has(`kind-${at}`); at++) {
    const text = (name: string) => form.get(`${name}-${at}`)?.trim() ?? '';
    const target = sentTarget(text('kind'), text('id'), text('href'));
    const depth = /^[0-3]$/.test(text('depth')) ? Number(text('depth')) : 0;
    if (target) rows.push({ depth, label: text('label').slice(0, 200), target });
  }
  return rows;
}

function sentTarget(kind: string, id: string, href: string): MenuTarget | undefined {
  if (kind === 'home') return { kind };
  if (kind === 'url') return { kind, href };
  const isNamed = kind === 'post' || kind === 'page' || kind === 'term' || kind === 'author';
  return isNamed && idIn(id) > 0 ? { kind, id: idIn(id) } : undefined;
}

function problemsOf({ t }: Asked, { name, entries }: Editing): Record<string, string> {
  const problems: Record<string, string> = {};
  if (name === '') problems.name = t('menu-desk.no-name');
  for (const [at, { label, target }] of entries.entries()) {
    if (target.kind !== 'url') continue;
    if (!isMenuHref(target.href)) problems[`href-${at}`] = t('menu-desk.bad-href');
    if (label === '') problems[`label-${at}`] = t('menu-desk.no-label');
  }
  return problems;
}

function itemOf({ row, children }: Branch<Entry>): MenuItem {
  const { label, target } = row;
  return { ...(label !== '' && { label }), target, children: children.map(itemOf) };
}

function askFirst(desk: Desk, asked: Asked, { id, name, location }: Menu): Promise<Reply> {
  const { t } = asked;
  return page(desk, asked, {
    title: t('menu-desk.delete-ask'),
    main: html`<p><bdi>${name}</bdi></p>
${location !== null && html`<p>${t('menu-desk.delete-shown')}</p>`}
<div class="buttons">${actionButton(asked, { action: `${menusPath}${id}/delete`, label: t('menu-desk.delete'), tone: 'bad' })}<a class="button plain" href="${menusPath}${id}/">${t('desk.cancel')}</a></div>`,
  });
}

async function remove(_: Desk, asked: Asked, { id }: Menu): Promise<Reply> {
  await asked.world.db.write((tx) => deleteMenu(tx, asked.site.id, id));
  return noticed(asked, menusPath, { text: asked.t('menu-desk.deleted') });
}
