import { type Html, html } from '../kit/html.ts';
import { localeDirection, messagesFor, type Translate } from '../kit/i18n/index.ts';
import type { Role } from './account.ts';
import { field, hidden, problemNote } from './fields.ts';

/** What every page of accounts needs: the words, the way back, and where the style sheets are. */
export type Shell = {
  readonly t: Translate;
  readonly stylesheets: readonly string[];
  /** Title of the site that the page stands on; absent before set-up. */
  readonly site?: string;
};

/** The small page around a form. */
export function shellPage(shell: Shell, title: string, main: Html): Html {
  const { t, stylesheets, site } = shell;
  return html`<!doctype html>
<html lang="${t.language}" dir="${localeDirection(t.language)}">
<head>
<meta charset="utf-8">
<title>${site === undefined ? title : `${title} · ${site}`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${stylesheets.map((href) => html`<link rel="stylesheet" href="${href}">\n`)}</head>
<body>
<main id="content" class="account">
${main}
${site !== undefined && html`<p class="back"><a href="/">${t.html('account.back', { site: html`<bdi>${site}</bdi>` })}</a></p>\n`}</main>
</body>
</html>
`;
}

export type SignInForm = {
  readonly token: string;
  /** Where to go after. */
  readonly to: string;
  readonly name: string;
  readonly problem?: string;
};

export function signInPage(shell: Shell, { token, to, name, problem }: SignInForm): Html {
  const { t } = shell;
  const main = html`<h1>${t('sign-in.title')}</h1>
${problemNote(problem)}<form method="post" action="/-/account/sign-in">
${hidden('token', token)}${hidden('to', to)}${field({
  name: 'name',
  label: t('sign-in.name'),
  value: name,
  autocomplete: 'username',
  dir: 'ltr',
})}${field({
  name: 'password',
  label: t('sign-in.password'),
  type: 'password',
  autocomplete: 'current-password',
  dir: 'ltr',
})}<button type="submit">${t('sign-in.submit')}</button>
</form>`;
  return shellPage(shell, t('sign-in.title'), main);
}

export type Whoever = {
  readonly name: string;
  readonly login: string;
  readonly email: string;
  readonly owner: boolean;
};

export type AccountFacts = {
  readonly token: string;
  readonly account: Whoever;
  readonly roles: readonly { readonly role: Role; readonly site: string }[];
};

export function accountPage(shell: Shell, { token, account, roles }: AccountFacts): Html {
  const { t } = shell;
  const main = html`<h1>${t('account.title')}</h1>
<p>${t.html('account.signed-in', { name: html`<bdi>${account.name}</bdi>` })}</p>
<dl>
<dt>${t('account.login')}</dt><dd dir="ltr">${account.login}</dd>
<dt>${t('account.email')}</dt><dd dir="ltr">${account.email}</dd>
<dt>${t('account.roles')}</dt>${account.owner && html`<dd>${t('account.owner')}</dd>`}${roles.map(
    ({ role, site }) =>
      html`<dd>${t.html('account.role-on', { role: t('account.role', { role }), site: html`<bdi>${site}</bdi>` })}</dd>`,
  )}${!account.owner && roles.length === 0 && html`<dd>${t('account.no-role')}</dd>`}
</dl>
${signOutForm(shell, token)}`;
  return shellPage(shell, t('account.title'), main);
}

export function signOutPage(
  shell: Shell,
  { token, name }: { readonly token: string; readonly name: string },
): Html {
  const { t } = shell;
  const main = html`<h1>${t('sign-out.title')}</h1>
<p>${t.html('sign-out.ask', { name: html`<bdi>${name}</bdi>` })}</p>
${signOutForm(shell, token)}`;
  return shellPage(shell, t('sign-out.title'), main);
}

function signOutForm({ t }: Shell, token: string): Html {
  return html`<form method="post" action="/-/account/sign-out">
${hidden('token', token)}<button type="submit">${t('sign-out.submit')}</button>
</form>`;
}

/** A page that only says something: a form that was refused, a link that does not work. */
export function noticePage(
  shell: Shell,
  {
    title,
    text,
    next,
  }: {
    readonly title: string;
    readonly text: string;
    readonly next?: { readonly href: string; readonly label: string };
  },
): Html {
  return shellPage(
    shell,
    title,
    html`<h1>${title}</h1>
<p>${text}</p>${next && html`\n<p><a href="${next.href}">${next.label}</a></p>`}`,
  );
}

/** The words of a page: in the language that the browser asks for, of those that we have; else the site's. */
export function wordsFor(acceptLanguage: string | undefined, fallback: string): Translate {
  const wanted = acceptLanguage?.split(',').map((part) => part.split(';')[0]?.trim() ?? '') ?? [];
  return messagesFor(wanted.find((tag) => ['en', 'ar', 'fr'].includes(tag.split('-')[0] ?? '')) ?? fallback);
}
