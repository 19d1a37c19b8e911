import { type Html, html } from '../kit/html.ts';
import { hidden } from './fields.ts';
import { changePath, signInPath, signOutPath } from './paths.ts';
import { type Shell, type Somebody, shellPage } from './views.ts';

export type ChangeFacts = {
  readonly token: string;
  /** Where to go after. */
  readonly to: string;
  /** Who is signed in here, the account in use first. */
  readonly here: readonly (Somebody & { readonly current: boolean })[];
  /** The site's host that will learn which account it is; absent when it is this one. */
  readonly host: string | undefined;
};

/** Which of one's accounts to use: each a button, so that it works without scripts. */
export function changePage(shell: Shell, { token, to, here, host }: ChangeFacts): Html {
  const { t } = shell;
  const onward = encodeURIComponent(to);
  const main = html`<h1>${t('change.title')}</h1>
<p>${host === undefined ? t('change.text') : t.html('change.text-host', { host: html`<bdi dir="ltr">${host}</bdi>` })}</p>
<ul class="choices">
${here.map((person) => html`<li>${personForms(shell, { token, to, person })}</li>\n`)}</ul>
<ul class="choices">
<li><a href="${signInPath}?another=1&amp;to=${onward}">${t('change.another')}</a></li>
<li><a href="${signOutPath}${host === undefined && html`?to=${onward}`}">${t('change.sign-out')}</a></li>
</ul>`;
  return shellPage(shell, t('change.title'), main);
}

function personForms(
  { t }: Shell,
  {
    token,
    to,
    person,
  }: { readonly token: string; readonly to: string; readonly person: ChangeFacts['here'][number] },
): Html {
  const name = html`<bdi>${person.name}</bdi>`;
  return html`<form method="post" action="${changePath}">
${hidden('token', token)}${hidden('to', to)}<button type="submit" name="account" value="${person.id}">${name} <span dir="ltr">${person.login}</span>${
    person.current && html` <span class="hint">${t('change.current')}</span>`
  }</button>
</form>
<form method="post" action="${signOutPath}">
${hidden('token', token)}${hidden('to', changePath)}<button type="submit" class="lesser" name="account" value="${person.id}">${t.html('change.leave', { name })}</button>
</form>`;
}
