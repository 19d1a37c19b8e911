import { type Html, html } from '../../kit/html.ts';
import { formatDay, type Translate } from '../../kit/i18n/index.ts';
import { field, hidden, problemNote } from '../fields.ts';
import type { Frame } from '../mine.ts';
import { passkeysPath, securityPath } from '../paths.ts';
import type { Passkey } from './passkey.ts';

export type PasskeysFacts = {
  readonly list: readonly Passkey[];
  readonly options: object;
  readonly problem?: string;
};

export function passkeysPage(
  frame: Frame,
  { list, options, problem }: PasskeysFacts,
): { readonly title: string; readonly main: Html } {
  const { t } = frame;
  const title = t('passkey.title');
  const main = html`<h1>${title}</h1>
<p>${t('passkey.explain')}</p>
${problemNote(problem)}${passkeyForm(frame, {
  kind: 'create',
  action: passkeysPath,
  options,
  label: t('passkey.make'),
  fields: field({
    name: 'name',
    label: t('passkey.name'),
    hint: t('passkey.name-hint'),
    dir: 'auto',
    autocomplete: 'off',
  }),
})}<h2>${t('passkey.list')}</h2>
${list.length === 0 ? html`<p>${t('passkey.none')}</p>` : html`<ul class="items">${list.map((each) => item(frame, each))}</ul>`}
<p><a href="${securityPath}">${t('security.title')}</a></p>`;
  return { title, main };
}

function item({ t, token }: Frame, { id, name, host, createdAt, lastUsedOn }: Passkey): Html {
  const used =
    lastUsedOn === null ? t('security.never-used') : t('security.last-used', { day: day(t, lastUsedOn) });
  return html`<li><p>${t('security.made-on', { day: day(t, createdAt.slice(0, 10)) })} · ${used} · <bdi dir="ltr">${host}</bdi></p>
<form method="post" action="${passkeysPath}/${id}/name">
${hidden('token', token)}${field({ name: 'name', id: `name-${id}`, label: t('passkey.name'), value: name, dir: 'auto', autocomplete: 'off' })}<button type="submit" aria-label="${t('passkey.rename-named', { name })}">${t('passkey.rename')}</button>
</form>
<form method="post" action="${passkeysPath}/${id}/removal">
${hidden('token', token)}<button type="submit" aria-label="${t('passkey.remove-named', { name })}">${t('passkey.remove')}</button>
</form></li>
`;
}

function day({ locale }: Translate, date: string): string {
  return formatDay(date, { locale, calendar: 'gregory' });
}

export type PasskeyForm = {
  readonly kind: 'create' | 'get';
  readonly action: string;
  readonly options: object;
  readonly label: string;
  readonly fields?: Html;
};

/** Shown by the island `passkey`, which asks the device and sends the form; without scripts a note stands there. */
export function passkeyForm(
  { t, token }: Pick<Frame, 't' | 'token'>,
  { kind, action, options, label, fields }: PasskeyForm,
): Html {
  return html`<p class="needs-script hint">${t('passkey.needs-script')}</p>
<form method="post" action="${action}" hidden data-passkey="${kind}" data-options="${JSON.stringify(options)}" data-failed="${t('passkey.failed')}" data-unknown="${t('passkey.unknown')}">
${hidden('token', token)}${hidden('response', '')}${fields}<p class="problem" role="alert" hidden></p>
<button type="submit"${kind === 'get' && html` class="lesser"`}>${label}</button>
</form>
`;
}
