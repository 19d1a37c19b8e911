import { hidden } from '../account/fields.ts';
import { type Html, html } from '../kit/html.ts';
import type { Asked } from './desk.ts';
import { deskForm } from './form.ts';
import { type KeysetPage, keyText } from './keyset.ts';

/** Statuses and the like above a list, each with how many there are. */
export type Tab = {
  readonly label: string;
  readonly href: string;
  readonly count?: number;
  readonly current: boolean;
};

export function tabs(label: string, each: readonly Tab[]): Html {
  return html`<nav class="tabs" aria-label="${label}"><ul>
${each.map(
  (tab) =>
    html`<li><a href="${tab.href}"${tab.current && html` aria-current="page"`}>${tab.label}${tab.count !== undefined && html` <span class="count">${tab.count}</span>`}</a></li>\n`,
)}</ul></nav>
`;
}

/** A form that narrows a list; it is sent by GET, so that what it shows has an address. */
export function filterBar(
  { t }: Asked,
  {
    action,
    clear,
    kept = {},
  }: { readonly action: string; readonly clear?: string; readonly kept?: Readonly<Record<string, string>> },
  fields: Html,
): Html {
  return html`<form class="filter" method="get" action="${action}" role="search">
${Object.entries(kept).map(([name, value]) => hidden(name, value))}${fields}<button type="submit" class="plain">${t('desk.filter')}</button>${
    clear !== undefined && html` <a href="${clear}">${t('desk.filter-clear')}</a>`
  }
</form>
`;
}

export type Column<Row> = {
  readonly label: string;
  readonly cell: (row: Row) => Html | string | number | undefined | null;
  /** Names the row: its heading. One column has it. */
  readonly heading?: boolean;
  /** Figures and dates. */
  readonly narrow?: boolean;
};

export type BulkAction = { readonly value: string; readonly label: string };

export type List<Row> = {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** What to do where there is nothing. */
  readonly empty: Html;
  readonly id: (row: Row) => number | string;
  /** What a row is called, for its select box. */
  readonly name: (row: Row) => string;
  /** Where the selected ones are sent: fields `do` and `id` (several). */
  readonly bulk?: { readonly action: string; readonly actions: readonly BulkAction[]; readonly back: string };
};

/** A table of things, on a phone a list of cards; with bulk actions, each row can be selected. */
export function list<Row>(asked: Asked, made: List<Row>): Html {
  if (made.rows.length === 0) return html`<div class="empty">${made.empty}</div>\n`;
  const table = tableOf(asked, made);
  if (!made.bulk) return table;
  return deskForm(
    asked,
    { action: made.bulk.action, className: 'bulk' },
    html`${hidden('back', made.bulk.back)}${table}${bulkBar(asked, made.bulk.actions)}`,
  );
}

function tableOf<Row>({ t }: Asked, { caption, rows, columns, bulk, id, name }: List<Row>): Html {
  return html`<table class="list"><caption class="quiet">${caption}</caption>
<thead><tr>${bulk && html`<td></td>`}${columns.map(({ label, narrow }) => html`<th scope="col"${narrow && html` class="narrow"`}>${label}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${bulk && html`<td class="select"><input type="checkbox" name="id" value="${id(row)}" aria-label="${t('desk.select', { name: name(row) })}"></td>`}${columns.map(
      (column) => cellOf(column, row),
    )}</tr>\n`,
)}</tbody>
</table>
`;
}

function cellOf<Row>({ label, cell, heading, narrow }: Column<Row>, row: Row): Html {
  const className = narrow && html` class="narrow"`;
  return heading
    ? html`<th scope="row">${cell(row)}</th>`
    : html`<td${className} data-label="${label}">${cell(row)}</td>`;
}

function bulkBar({ t }: Asked, actions: readonly BulkAction[]): Html {
  return html`<p class="bulk-bar"><label for="bulk-do">${t('desk.bulk')}</label>
<select id="bulk-do" name="do">${actions.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select>
<button type="submit" class="plain">${t('desk.apply')}</button></p>
`;
}

/** The way to the pages before and after, narrowed as this one is. */
export function pager<Row>(
  { t, request }: Asked,
  page: KeysetPage<Row>,
  key: (row: Row) => readonly (string | number)[],
): Html | undefined {
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  if (first === undefined || last === undefined || (!page.earlier && !page.later)) return undefined;
  const href = (direction: 'after' | 'before', row: Row) => {
    const query = new URLSearchParams(request.query);
    query.delete('after');
    query.delete('before');
    query.set(direction, keyText(key(row)));
    return `${request.path}?${query}`;
  };
  return html`<nav class="pager" aria-label="${t('desk.pages')}">
${page.earlier && html`<a rel="prev" href="${href('before', first)}">${t('desk.previous')}</a>`}
${page.later && html`<a rel="next" href="${href('after', last)}">${t('desk.next')}</a>`}
</nav>
`;
}
