import { field, hidden, newPassword, problemNote } from '../account/fields.ts';
import { signInHref } from '../account/paths.ts';
import { type Shell, shellPage } from '../account/views.ts';
import { type Html, html } from '../kit/html.ts';
import type { Open } from './invitation.ts';

export type JoinProblems = { readonly login?: string; readonly name?: string; readonly password?: string };

export type JoinForm = {
  readonly open: Open;
  readonly site: string;
  readonly action: string;
  readonly token: string;
  readonly fields: { readonly login: string; readonly name: string };
  readonly problems: JoinProblems;
  readonly notice?: string;
  /** Name of the account that is signed in. */
  readonly account?: string;
};

export function joinPage(shell: Shell, form: JoinForm): Html {
  const { t } = shell;
  const { open, site, notice, account } = form;
  const role = t('account.role', { role: open.role });
  const main = html`<h1>${t('people.join')}</h1>
<p>${t.html('people.join-text', { site: html`<bdi>${site}</bdi>`, role })}</p>
${problemNote(notice)}${
  account !== undefined
    ? joinAsMe(shell, form, account)
    : open.known
      ? html`<p>${t.html('people.join-sign-in', { email: html`<bdi dir="ltr">${open.email}</bdi>` })}</p>
<p><a href="${signInHref(form.action)}">${t('sign-in.title')}</a></p>`
      : joinNew(shell, form)
}`;
  return shellPage(shell, t('people.join'), main);
}

function joinAsMe({ t }: Shell, { action, token }: JoinForm, account: string): Html {
  return html`<form method="post" action="${action}">
${hidden('token', token)}${hidden('as', 'me')}<button type="submit">${t('people.join-as', { name: account })}</button>
</form>`;
}

function joinNew({ t }: Shell, { action, token, fields, problems, open }: JoinForm): Html {
  return html`<form method="post" action="${action}">
${hidden('token', token)}<p>${t.html('people.join-address', { email: html`<bdi dir="ltr">${open.email}</bdi>` })}</p>
${field({ name: 'name', label: t('setup.name'), value: fields.name, problem: problems.name, autocomplete: 'name', dir: 'auto' })}${field(
  {
    name: 'login',
    label: t('setup.login'),
    value: fields.login,
    hint: t('setup.login-hint'),
    problem: problems.login,
    autocomplete: 'username',
    dir: 'ltr',
  },
)}${newPassword(t, { label: t('setup.password'), problem: problems.password })}<button type="submit">${t('people.join')}</button>
</form>
<p><a href="${signInHref(action)}">${t('people.join-known')}</a></p>`;
}
