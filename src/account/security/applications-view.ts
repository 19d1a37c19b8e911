import { type Html, html } from '../../kit/html.ts';
import { formatDay, type Translate } from '../../kit/i18n/index.ts';
import { field, hidden, problemNote } from '../fields.ts';
import type { Frame } from '../mine.ts';
import { applicationsPath, securityPath } from '../paths.ts';
import { type ApplicationPassword, spaced } from './application-password.ts';

export type ApplicationsState = {
  /** The one that was just made: its only appearance. */
  readonly made?: { readonly name: string; readonly token: string };
  /** What was typed as the name, and what is wrong with it. */
  readonly name?: string;
  readonly problem?: 'no-name' | 'too-many';
  readonly notice?: string;
};

export type ApplicationsFacts = ApplicationsState & {
  readonly list: readonly ApplicationPassword[];
  readonly login: string;
};

export function applicationsPage(
  { t, token }: Frame,
  { made, name = '', problem, notice, list, login }: ApplicationsFacts,
): { readonly title: string; readonly main: Html } {
  const title = t('security.applications');
  const main = html`<h1>${title}</h1>
<p>${t('security.applications-explain')}</p>
${problemNote(notice)}${made && madeNote({ t }, made, login)}<form method="post" action="${applicationsPath}">
${hidden('token', token)}${field({
  name: 'name',
  label: t('security.application-name'),
  hint: t('security.application-name-hint'),
  value: name,
  problem:
    problem && t('security.application-problem', { problem: problem === 'too-many' ? 'too_many' : 'other' }),
  dir: 'auto',
  autocomplete: 'off',
})}<button type="submit">${t('security.application-make')}</button>
</form>
<h2>${t('security.applications-list')}</h2>
${list.length === 0 ? html`<p>${t('security.applications-none')}</p>` : html`<ul class="items">${list.map((each) => item({ t, token }, each))}</ul>`}
<p><a href="${securityPath}">${t('security.title')}</a></p>`;
  return { title, main };
}

function madeNote(
  { t }: Pick<Frame, 't'>,
  { name, token }: { readonly name: string; readonly token: string },
  login: string,
): Html {
  return html`<section class="notice" role="status"><h2>${t('security.application-made', { name })}</h2>
<p><label for="made">${t('security.application-once')}</label>
<input id="made" type="text" class="secret" readonly dir="ltr" value="${spaced(token)}"></p>
<p>${t.html('security.application-login', { login: html`<bdi dir="ltr">${login}</bdi>` })}</p></section>
`;
}

function item({ t, token }: Pick<Frame, 't' | 'token'>, each: ApplicationPassword): Html {
  const used =
    each.lastUsedOn === null
      ? t('security.never-used')
      : t('security.last-used', { day: day(t, each.lastUsedOn) });
  return html`<li><p><strong><bdi>${each.name}</bdi></strong><br>
${t('security.made-on', { day: day(t, each.createdAt.slice(0, 10)) })} · ${used}</p>
<form method="post" action="${applicationsPath}/${each.id}/revocation">
${hidden('token', token)}<button type="submit" aria-label="${t('security.revoke-named', { name: each.name })}">${t('security.revoke')}</button>
</form></li>
`;
}

function day({ locale }: Translate, date: string): string {
  return formatDay(date, { locale, calendar: 'gregory' });
}
