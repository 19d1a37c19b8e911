import { problemNote } from '../../account/fields.ts';
import {
  type Asked,
  checkBox,
  deskForm,
  radioGroup,
  selectField,
  tabs,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { answerOf, type Described, groups } from './described.ts';

export const settingsPath = '/-/admin/settings/';

/** The pages of the settings, in order. */
export const settingsPages = [
  'general',
  'reading',
  'replies',
  'moderation',
  'links',
  'addresses',
  'footer',
] as const;
export type SettingsPage = (typeof settingsPages)[number];

export function pathOfPage(page: SettingsPage): string {
  return page === 'general' ? settingsPath : `${settingsPath}${page}/`;
}

export function settingsTabs({ t }: Asked, current: SettingsPage): Html {
  return tabs(
    t('settings.pages'),
    settingsPages.map((page) => ({
      label: t('settings.page', { page }),
      href: pathOfPage(page),
      current: page === current,
    })),
  );
}

/** What stands in the fields: as it is saved, or as it was sent; and what is wrong with it. */
export type Filled = {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
};

export type Choices = Readonly<
  Record<'page' | 'category', readonly { readonly value: string; readonly label: string }[]>
>;

export function problemSummary({ t }: Asked, problems: Filled['problems']): Html | undefined {
  const count = Object.keys(problems).length;
  return problemNote(count === 0 ? undefined : t('form.problems', { count }));
}

export function groupMain(asked: Asked, name: keyof typeof groups, filled: Filled, choices: Choices): Html {
  const { t } = asked;
  return html`${settingsTabs(asked, name)}${deskForm(
    asked,
    { action: pathOfPage(name), className: 'narrow-form' },
    html`${problemSummary(asked, filled.problems)}${groups[name].map((described: Described) =>
      settingField(asked, described, filled, choices),
    )}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
  )}`;
}

function settingField({ t }: Asked, described: Described, filled: Filled, choices: Choices): Html {
  const { name } = described;
  const labelled = {
    name,
    label: t(described.label),
    ...(described.hint && { hint: t(described.hint) }),
    problem: filled.problems[name],
  };
  const value = filled.values[name] ?? '';
  const answer = answerOf(described);
  switch (answer.kind) {
    case 'number':
      return textField({
        ...labelled,
        value,
        type: 'number',
        dir: 'ltr',
        range: [answer.least, answer.most],
        required: true,
      });
    case 'yes-no':
      return checkBox({ ...labelled, checked: value === '1' });
    case 'choice':
      return radioGroup(
        { ...labelled, value },
        Object.entries(described.choices ?? {}).map(([each, label]) => ({ value: each, label: t(label) })),
      );
    case 'lines':
      return textArea({ ...labelled, value, rows: 6 });
    case 'id':
      return selectField({ ...labelled, value }, [
        { value: '', label: t('settings.none') },
        ...choices[answer.of],
      ]);
    case 'text':
      return textField({ ...labelled, value, dir: 'ltr', most: 2_000 });
  }
}

/** A saved setting as it stands in its field. */
export function fieldValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}
