import type { Asked } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { formatDate } from '../../kit/i18n/index.ts';
import type { Change } from '../../revision/revision.ts';

/** Saves, a line each: who, when, what of the post, and why. */
export async function changeLines(asked: Asked, changes: readonly Change[]): Promise<Html | undefined> {
  if (changes.length === 0) return undefined;
  const names = await namesOf(asked, changes);
  return html`<ul class="changes">
${changes.map(
  (
    change,
  ) => html`<li>${whoAndWhen(asked, change, names)}: ${fieldsText(asked, change)}${change.note !== '' && html` <q dir="auto">${change.note}</q>`}</li>
`,
)}</ul>
`;
}

export type Names = ReadonlyMap<number, string>;

/** What the accounts of changes are called. */
export async function namesOf({ world }: Asked, changes: readonly Change[]): Promise<Names> {
  const ids = [...new Set(changes.flatMap(({ by }) => by ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await world.db.read
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export function whoAndWhen({ t, site }: Asked, { by, at }: Change, names: Names): Html {
  const who =
    by === null
      ? html`${t('post-desk.by-program')}`
      : html`<bdi>${names.get(by) ?? t('post-desk.by-nobody')}</bdi>`;
  const when = formatDate(at, {
    locale: t.locale,
    timeZone: site.timeZone,
    calendar: site.calendar,
    style: 'moment',
  });
  return html`${who} · <time datetime="${at}">${when}</time>`;
}

export function fieldsText({ t }: Asked, { fields }: Change): string {
  if (fields.length === 0) return t('post-desk.first-version');
  const list = new Intl.ListFormat(t.locale, { type: 'unit', style: 'short' });
  return list.format(fields.map((field) => t('post-desk.field', { field })));
}
