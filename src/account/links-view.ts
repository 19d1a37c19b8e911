import { type Html, html } from '../kit/html.ts';
import { field, hidden, hiddenUsername, newPassword, problemNote } from './fields.ts';
import { type LinkPurpose, linkPages } from './links.ts';
import { linkPaths } from './paths.ts';
import { type Shell, shellPage } from './views.ts';

export type LinkAskForm = {
  readonly token: string;
  readonly to: string;
  readonly purpose: 'enter' | 'reset';
  readonly name: string;
  readonly problem?: string;
  /** Whether this install sends mail at all. */
  readonly mail: boolean;
};

/** Asks for a link to sign in, or to choose a new password. */
export function linkAskPage(shell: Shell, form: LinkAskForm): Html {
  const { t } = shell;
  const { token, to, purpose, name, problem, mail } = form;
  const title = t('link.title', { purpose });
  const main = html`<h1>${title}</h1>
${problemNote(problem)}<p>${mail ? t('link.explain', { purpose }) : t('link.no-mail')}</p>
<form method="post" action="${linkPaths[purpose]}">
${hidden('token', token)}${hidden('to', to)}${field({
  name: 'name',
  label: t('sign-in.name'),
  value: name,
  autocomplete: 'username',
  dir: 'ltr',
})}<button type="submit">${mail ? t('link.send') : t('link.ask-owner')}</button>
</form>`;
  return shellPage(shell, title, main);
}

export type RegisterForm = {
  readonly token: string;
  readonly to: string;
  readonly name: string;
  readonly email: string;
  readonly problem?: string | undefined;
  readonly problems: { readonly name?: string | undefined; readonly email?: string | undefined };
  readonly mail: boolean;
};

/** Asks for an account, a reader's. */
export function registerPage(shell: Shell, form: RegisterForm): Html {
  const { t } = shell;
  const { token, to, name, email, problem, problems, mail } = form;
  const main = html`<h1>${t('register.title')}</h1>
${problemNote(problem)}<p>${mail ? t('register.explain') : t('link.no-mail')}</p>
<form method="post" action="${linkPaths.register}">
${hidden('token', token)}${hidden('to', to)}${field({
  name: 'name',
  label: t('setup.name'),
  value: name,
  problem: problems.name,
  autocomplete: 'name',
  dir: 'auto',
})}${field({
  name: 'email',
  label: t('account.email'),
  type: 'email',
  value: email,
  problem: problems.email,
  autocomplete: 'email',
  dir: 'ltr',
})}<button type="submit">${mail ? t('link.send') : t('link.ask-owner')}</button>
</form>`;
  return shellPage(shell, t('register.title'), main);
}

export type LinkPageForm = {
  readonly token: string;
  /** Of the link. */
  readonly ticket: string;
  readonly purpose: LinkPurpose;
  /** Whose account it is about. */
  readonly name: string;
  readonly email: string;
  readonly problem?: string | undefined;
  readonly passwordProblem?: string | undefined;
};

/** Where a link leads: what it will do, and the button that does it. Mail programs open links to look at them. */
export function linkPage(shell: Shell, form: LinkPageForm): Html {
  const { t } = shell;
  const { token, ticket, purpose, name, email, problem, passwordProblem } = form;
  const title = t('link.do', { purpose });
  const withPassword = purpose === 'reset' || purpose === 'register';
  const main = html`<h1>${title}</h1>
${problemNote(problem)}<p>${t.html('link.for', { purpose, name: html`<bdi>${name}</bdi>`, email: html`<bdi dir="ltr">${email}</bdi>` })}</p>
<form method="post" action="${linkPages[purpose]}?token=${ticket}">
${hidden('token', token)}${
  withPassword &&
  html`${hiddenUsername(email)}${newPassword(t, {
    ...(purpose === 'register'
      ? { label: t('register.password'), hint: t('register.password-hint'), optional: true }
      : { label: t('password.new') }),
    problem: passwordProblem,
  })}`
}<button type="submit">${t('link.act', { purpose })}</button>
</form>`;
  return shellPage(shell, title, main);
}
