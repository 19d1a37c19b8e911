import { hidden } from '../../account/fields.ts';
import { type Asked, deskForm, list, selectField, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Menu, MenuTarget } from '../menu.ts';
import { defaultButton, moveButtons } from './footer-view.ts';
import type { Choice } from './read.ts';
import { problemSummary } from './settings-view.ts';

export const menusPath = '/-/admin/menus/';

/** An entry of a menu as it stands in its fields. */
export type EntryRow = {
  readonly depth: number;
  readonly label: string;
  readonly target: MenuTarget;
  /** What it leads to goes by; undefined where that is there no more. */
  readonly name: string | undefined;
};

export type MenuView = {
  readonly id: number;
  readonly name: string;
  readonly location: string;
  readonly rows: readonly EntryRow[];
  readonly problems: Readonly<Record<string, string>>;
  readonly choices: Readonly<Record<'page' | 'category' | 'tag', readonly Choice[]>>;
  /** What is being added, when it was refused. */
  readonly adding: { readonly href: string; readonly label: string };
};

export function menuListMain(asked: Asked, menus: readonly Menu[], problem: string | undefined): Html {
  const { t } = asked;
  return html`<div class="columns"><div>
${list(asked, {
  caption: t('desk.section', { section: 'menus' }),
  rows: menus,
  id: ({ id }) => id,
  name: ({ name }) => name,
  empty: html`<p>${t('menu-desk.none')}</p>`,
  columns: [
    {
      label: t('menu-desk.name'),
      heading: true,
      cell: ({ id, name }) => html`<a href="${menusPath}${id}/"><bdi>${name}</bdi></a>`,
    },
    {
      label: t('menu-desk.location'),
      cell: ({ location }) => (location === null ? t('menu-desk.nowhere') : locationName(t, location)),
    },
    { label: t('menu-desk.entries'), narrow: true, cell: ({ items }) => countOf(items) },
  ],
})}</div>
<section class="panel"><h2>${t('menu-desk.new')}</h2>
${deskForm(
  asked,
  { action: menusPath },
  html`${textField({ name: 'name', label: t('menu-desk.name'), required: true, most: 200, problem })}<p class="buttons"><button type="submit">${t('menu-desk.make')}</button></p>`,
)}</section></div>`;
}

function countOf(items: Menu['items']): number {
  return items.reduce((sum, { children }) => sum + 1 + countOf(children), 0);
}

/** The place of the default theme; a place of another theme goes by its own name. */
function locationName(t: Asked['t'], location: string): string {
  return location === 'main' ? t('menu-desk.main') : location;
}

export function menuMain(asked: Asked, view: MenuView): Html {
  const { t } = asked;
  const { id, rows, problems } = view;
  const path = `${menusPath}${id}/`;
  return html`${deskForm(
    asked,
    { action: path, className: 'arrange' },
    html`${defaultButton(t('desk.save'))}${problemSummary(asked, problems)}<div class="row">${textField({
      name: 'name',
      label: t('menu-desk.name'),
      value: view.name,
      required: true,
      most: 200,
      problem: problems.name,
    })}${selectField(
      {
        name: 'location',
        label: t('menu-desk.location'),
        value: view.location,
        hint: t('menu-desk.location-hint'),
      },
      [
        { value: '', label: t('menu-desk.nowhere') },
        ...[...new Set(['main', view.location])]
          .filter((each) => each !== '')
          .map((each) => ({ value: each, label: locationName(t, each) })),
      ],
    )}</div>
<h2>${t('menu-desk.entries')}</h2>
${
  rows.length === 0
    ? html`<div class="empty"><p>${t('menu-desk.empty')}</p></div>\n`
    : html`<ol class="entries">
${rows.map((row, at) => entryRow(asked, view, row, at))}</ol>
`
}${adder(asked, view)}<p class="buttons"><button type="submit" name="do" value="save">${t('desk.save')}</button>
<a class="button bad" href="${path}delete">${t('menu-desk.delete')}</a></p>`,
  )}`;
}

function entryRow(asked: Asked, { rows, problems }: MenuView, row: EntryRow, at: number): Html {
  const { t } = asked;
  const { target, name } = row;
  const shown = name ?? t('menu-desk.gone');
  return html`<li class="panel depth-${row.depth}"><div class="row">${hidden(`depth-${at}`, String(row.depth))}${hidden(`kind-${at}`, target.kind)}${
    'id' in target && hidden(`id-${at}`, String(target.id))
  }${textField({
    name: `label-${at}`,
    label: t('menu-desk.label'),
    value: row.label,
    most: 200,
    ...(target.kind !== 'url' && { hint: t('menu-desk.label-hint', { name: shown }) }),
    problem: problems[`label-${at}`],
  })}${
    target.kind === 'url'
      ? textField({
          name: `href-${at}`,
          label: t('menu-desk.href'),
          value: target.href,
          dir: 'ltr',
          problem: problems[`href-${at}`],
        })
      : html`<p class="leads"><span class="soft">${t('menu-desk.kind', { kind: target.kind })}</span> <bdi${name === undefined && html` class="problem"`}>${shown}</bdi></p>`
  }</div>
${moveButtons(asked, at, { name: row.label || shown, first: at === 0, last: at === rows.length - 1, nests: row.depth })}</li>
`;
}

/** One field for what is known, one for any address; whichever is filled in is added. */
function adder(asked: Asked, { choices, problems, adding }: MenuView): Html {
  const { t } = asked;
  const options = (label: string, prefix: string, each: readonly Choice[]) =>
    each.length > 0 &&
    html`<optgroup label="${label}">${each.map((one) => html`<option value="${prefix}:${one.value}">${one.label}</option>`)}</optgroup>`;
  return html`<fieldset class="group"><legend>${t('menu-desk.add')}</legend>
<div class="row"><p class="field"><label for="add-known">${t('menu-desk.add-known')}</label>
<select id="add-known" name="add-known"><option value="">${t('menu-desk.choose')}</option>
<option value="home">${t('breadcrumb.home')}</option>
${options(t('desk.section', { section: 'pages' }), 'page', choices.page)}${options(t('desk.section', { section: 'categories' }), 'term', choices.category)}${options(t('desk.section', { section: 'tags' }), 'term', choices.tag)}</select></p>
${textField({
  name: 'add-href',
  label: t('menu-desk.add-href'),
  value: adding.href,
  dir: 'ltr',
  hint: t('menu-desk.add-href-hint'),
  problem: problems['add-href'],
})}${textField({ name: 'add-label', label: t('menu-desk.label'), value: adding.label, most: 200, problem: problems['add-label'] })}</div>
<p class="buttons"><button type="submit" name="do" value="add" class="plain">${t('arrange.add')}</button></p></fieldset>
`;
}
