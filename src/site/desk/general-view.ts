import { type Asked, deskForm, selectField, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { languages } from '../../kit/i18n/index.ts';
import { type Filled, pathOfPage, problemSummary, settingsTabs } from './settings-view.ts';

/** Languages to choose from while writing; any other tag can be written too. */
const usual = [
  ...languages.map(({ code }) => code),
  ...[
    'de',
    'en-GB',
    'es',
    'fa',
    'fr-CA',
    'he',
    'id',
    'it',
    'ja',
    'ku',
    'nl',
    'pl',
    'ps',
    'pt-BR',
    'ru',
    'tr',
    'uk',
    'ur',
    'zh-Hans',
  ],
];

export function generalMain(asked: Asked, { values, problems }: Filled, hasPosts: boolean): Html {
  const { t } = asked;
  const names = new Intl.DisplayNames(t.locale, { type: 'language' });
  const text = (name: 'title' | 'tagline', required: boolean) =>
    textField({
      name,
      label: t(name === 'title' ? 'settings.title' : 'settings.tagline'),
      value: values[name] ?? '',
      required,
      most: 200,
      problem: problems[name],
      ...(name === 'tagline' && { hint: t('settings.tagline-hint') }),
    });
  return html`${settingsTabs(asked, 'general')}${deskForm(
    asked,
    { action: pathOfPage('general'), className: 'narrow-form' },
    html`${problemSummary(asked, problems)}${text('title', true)}${text('tagline', false)}${textField({
      name: 'locale',
      label: t('settings.locale'),
      value: values.locale ?? '',
      dir: 'ltr',
      required: true,
      list: 'locales',
      hint: t('settings.locale-hint'),
      problem: problems.locale,
    })}<datalist id="locales">${usual.map((code) => html`<option value="${code}">${names.of(code)}</option>`)}</datalist>
${selectField(
  {
    name: 'calendar',
    label: t('settings.calendar'),
    value: values.calendar ?? '',
    problem: problems.calendar,
  },
  [
    { value: 'gregory', label: t('settings.calendar.gregory') },
    { value: 'persian', label: t('settings.calendar.persian') },
    { value: 'islamic-umalqura', label: t('settings.calendar.islamic') },
  ],
)}${
  hasPosts
    ? fixed(t('settings.time-zone'), values.timeZone ?? '', t('settings.time-zone-fixed'))
    : selectField(
        {
          name: 'timeZone',
          label: t('settings.time-zone'),
          value: values.timeZone ?? '',
          problem: problems.timeZone,
        },
        Intl.supportedValuesOf('timeZone')
          .concat('UTC')
          .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
      )
}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
  )}`;
}

/** What cannot be changed any more, and why. */
export function fixed(label: string, value: string, why: string): Html {
  return html`<div class="field fixed"><p><strong>${label}</strong> <code dir="ltr">${value}</code></p><p class="hint">${why}</p></div>
`;
}
