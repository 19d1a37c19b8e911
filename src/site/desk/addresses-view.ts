import { type Asked, actionButton, checkBox, deskForm, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { fixed } from './general-view.ts';
import { type Filled, pathOfPage, problemSummary, settingsTabs } from './settings-view.ts';

/** Patterns that WordPress offers too; any other can be written. */
const usual = [
  '/%year%/%monthnum%/%day%/%postname%/',
  '/%year%/%monthnum%/%postname%/',
  '/archives/%post_id%',
  '/%postname%/',
  '/%category%/%postname%/',
];

export function addressesMain(
  asked: Asked,
  { values, problems }: Filled,
  { hasPosts, mayManageHosts }: { readonly hasPosts: boolean; readonly mayManageHosts: boolean },
): Html {
  const { t, site } = asked;
  const path = pathOfPage('addresses');
  return html`${settingsTabs(asked, 'addresses')}${problemSummary(asked, problems)}<div class="narrow-form">
<section class="panel"><h2>${t('settings.permalinks')}</h2>
${
  hasPosts
    ? fixed(t('settings.pattern'), site.permalinks, t('settings.permalinks-fixed'))
    : deskForm(
        asked,
        { action: path },
        html`${textField({
          name: 'permalinks',
          label: t('settings.pattern'),
          value: values.permalinks ?? site.permalinks,
          dir: 'ltr',
          required: true,
          list: 'patterns',
          hint: t('settings.permalinks-hint'),
          problem: problems.permalinks,
        })}<datalist id="patterns">${usual.map((pattern) => html`<option value="${pattern}"></option>`)}</datalist>
<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
      )
}</section>
<section class="panel"><h2>${t('settings.hosts')}</h2>
<p class="soft">${t('settings.hosts-hint')}</p>
<ul class="rows">
${site.hosts.map((each, index) => hostRow(asked, each, { primary: index === 0, mayManageHosts }))}</ul>
${mayManageHosts ? hostForm(asked, { values, problems }) : html`<p>${t('settings.hosts-owner')}</p>`}</section>
</div>`;
}

function hostForm(asked: Asked, { values, problems }: Filled): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: `${pathOfPage('addresses')}hosts` },
    html`${textField({
      name: 'host',
      label: t('settings.new-host'),
      value: values.host ?? '',
      dir: 'ltr',
      required: true,
      hint: t('settings.new-host-hint'),
      problem: problems.host,
    })}${checkBox({ name: 'primary', label: t('settings.make-primary'), checked: values.primary === '1' })}<p class="buttons"><button type="submit" class="plain">${t('settings.add-host')}</button></p>`,
  );
}

function hostRow(
  asked: Asked,
  { host, scheme }: { readonly host: string; readonly scheme: string },
  { primary, mayManageHosts }: { readonly primary: boolean; readonly mayManageHosts: boolean },
): Html {
  const { t } = asked;
  const path = pathOfPage('addresses');
  return html`<li><span class="code" dir="ltr">${scheme}://${host}/</span>${
    primary
      ? html` <span class="flag good">${t('settings.primary')}</span>`
      : html` <span class="row-buttons">${actionButton(asked, { action: `${path}primary`, label: t('settings.make-primary'), fields: { host }, tone: 'plain' })}${mayManageHosts && actionButton(asked, { action: `${path}remove`, label: t('settings.remove-host'), fields: { host }, tone: 'bad' })}</span>`
  }</li>
`;
}
