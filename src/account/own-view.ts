import { type Html, html } from '../kit/html.ts';
import { field, hidden, hiddenUsername, newPassword, problemNote } from './fields.ts';
import { emailPath, home, passwordPath } from './paths.ts';
import { type Shell, shellPage } from './views.ts';

export type OwnForm = {
  readonly token: string;
  /** Whether the account has a password, which is asked for then. */
  readonly hasPassword: boolean;
  readonly problem?: string | undefined;
  readonly problems?: {
    readonly current?: string | undefined;
    readonly password?: string | undefined;
    readonly email?: string | undefined;
  };
};

export function passwordPage(shell: Shell, form: OwnForm & { readonly email: string }): Html {
  const { t } = shell;
  const { token, email, problem, problems } = form;
  return ownPage(
    shell,
    t('account.password'),
    html`${problemNote(problem)}<form method="post" action="${passwordPath}">
${hidden('token', token)}${hiddenUsername(email)}${currentPassword(shell, form)}${newPassword(t, {
  label: t('password.new'),
  problem: problems?.password,
})}<button type="submit">${t('account.password')}</button>
</form>`,
  );
}

export function emailPage(
  shell: Shell,
  form: OwnForm & { readonly email: string; readonly mail: boolean },
): Html {
  const { t } = shell;
  const { token, email, problem, problems, mail } = form;
  return ownPage(
    shell,
    t('account.change-email'),
    html`${problemNote(problem)}<p>${mail ? t('address.explain') : t('link.no-mail')}</p>
<form method="post" action="${emailPath}">
${hidden('token', token)}${field({
  name: 'email',
  label: t('address.new'),
  type: 'email',
  value: email,
  autocomplete: 'email',
  dir: 'ltr',
  problem: problems?.email,
})}${currentPassword(shell, form)}<button type="submit">${mail ? t('link.send') : t('link.ask-owner')}</button>
</form>`,
  );
}

function currentPassword({ t }: Shell, { hasPassword, problems }: OwnForm): Html | undefined {
  if (!hasPassword) return undefined;
  return field({
    name: 'current',
    label: t('password.current'),
    type: 'password',
    autocomplete: 'current-password',
    dir: 'ltr',
    problem: problems?.current,
  });
}

function ownPage(shell: Shell, title: string, main: Html): Html {
  const { t } = shell;
  return shellPage(
    shell,
    title,
    html`<h1>${title}</h1>
${main}
<p><a href="${home}">${t('account.title')}</a></p>`,
  );
}
