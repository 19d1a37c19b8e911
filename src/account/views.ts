import { type Html, html } from '../kit/html.ts';
import { localeDirection, messagesFor, type Translate } from '../kit/i18n/index.ts';
import type { Role } from './account.ts';
import { field, hidden, problemNote } from './fields.ts';
import {
  changePath,
  emailPath,
  linkPaths,
  linkProviderPath,
  passwordPath,
  securityPath,
  signInPath,
  signOutPath,
  unlinkProviderPath,
} from './paths.ts';
import type { ProviderLink } from './provider-read.ts';
import type { SignInWay } from './ways.ts';

/** What every page of accounts needs: the words, the way back, and where the style sheets are. */
export type Shell = {
  readonly t: Translate;
  readonly stylesheets: readonly string[];
  /** Title of the site that the page stands on; absent before set-up. */
  readonly site?: string;
};

/** The small page around a form. `head` is what else its head holds. */
export function shellPage(shell: Shell, title: string, main: Html, head?: Html): Html {
  const { t, stylesheets, site } = shell;
  return html`<!doctype html>
<html lang="${t.language}" dir="${localeDirection(t.language)}">
<head>
<meta charset="utf-8">
<title>${site === undefined ? title : `${title} · ${site}`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${stylesheets.map((href) => html`<link rel="stylesheet" href="${href}">\n`)}${head}</head>
<body>
<main id="content" class="account">
${main}
${site !== undefined && html`<p class="back"><a href="/">${t.html('account.back', { site: html`<bdi>${site}</bdi>` })}</a></p>\n`}</main>
</body>
</html>
`;
}

export type Somebody = { readonly id: number; readonly name: string; readonly login: string };

export type SignInForm = {
  readonly token: string;
  /** Where to go after. */
  readonly to: string;
  readonly name: string;
  readonly problem?: string;
  /** Providers. */
  readonly ways: readonly SignInWay[];
  /** Who is signed in here already. */
  readonly here: readonly Somebody[];
  /** The form of passkeys, and the island that it needs. */
  readonly passkey?: { readonly form: Html; readonly script: Html };
};

export function signInPage(shell: Shell, form: SignInForm): Html {
  const { t } = shell;
  const { token, to, name, problem, ways, here, passkey } = form;
  const onward = `?to=${encodeURIComponent(to)}`;
  const main = html`<h1>${t('sign-in.title')}</h1>
${problemNote(problem)}${here.length > 0 && html`<p><a href="${changePath}${onward}">${t('sign-in.here', { count: here.length })}</a></p>\n`}<form method="post" action="${signInPath}">
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
</form>
${passkey?.form}${wayList(shell, ways, to)}<ul class="choices">
<li><a href="${linkPaths.enter}${onward}">${t('sign-in.by-link')}</a></li>
<li><a href="${linkPaths.reset}${onward}">${t('sign-in.forgotten')}</a></li>
<li><a href="${linkPaths.register}${onward}">${t('sign-in.register')}</a></li>
</ul>`;
  return shellPage(shell, t('sign-in.title'), main, passkey?.script);
}

function wayList({ t }: Shell, ways: readonly SignInWay[], to: string): Html | undefined {
  if (ways.length === 0) return undefined;
  return html`<h2>${t('sign-in.or')}</h2>
<ul class="choices">
${ways.map(({ label, href }) => html`<li><a class="button" rel="nofollow" href="${href(to)}">${t.html('sign-in.with', { provider: html`<bdi>${label}</bdi>` })}</a></li>\n`)}</ul>
`;
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
  /** Whether the address is one. */
  readonly hasAddress: boolean;
  readonly roles: readonly { readonly role: Role; readonly site: string }[];
  /** The desks that one may come to. */
  readonly desks: readonly { readonly site: string; readonly href: string }[];
  readonly providers: readonly ProviderLink[];
  /** The page of the account on the install's own host, where it is changed; absent when this is it. */
  readonly elsewhere: string | undefined;
};

export function accountPage(shell: Shell, facts: AccountFacts): Html {
  const { t } = shell;
  const { token, account, roles, elsewhere, desks } = facts;
  const main = html`<h1>${t('account.title')}</h1>
<p>${t.html('account.signed-in', { name: html`<bdi>${account.name}</bdi>` })}</p>
<dl>
<dt>${t('account.login')}</dt><dd dir="ltr">${account.login}</dd>
<dt>${t('account.email')}</dt>${facts.hasAddress ? html`<dd dir="ltr">${account.email}</dd>` : html`<dd>${t('account.no-address')}</dd>`}
<dt>${t('account.roles')}</dt>${account.owner && html`<dd>${t('account.owner')}</dd>`}${roles.map(
    ({ role, site }) =>
      html`<dd>${t.html('account.role-on', { role: t('account.role', { role }), site: html`<bdi>${site}</bdi>` })}</dd>`,
  )}${!account.owner && roles.length === 0 && html`<dd>${t('account.no-role')}</dd>`}
</dl>
${desksOf(shell, facts)}${signOutForm(shell, { token, lesser: desks.length > 0 })}<p><a href="${changePath}">${t('account.change')}</a></p>
${elsewhere === undefined ? accountPlaces(shell, facts) : html`<p><a href="${elsewhere}">${t('account.elsewhere')}</a></p>`}`;
  return shellPage(shell, t('account.title'), main);
}

/** Why most people who write come to this page. */
function desksOf({ t }: Shell, { desks }: AccountFacts): readonly Html[] {
  return desks.map(
    ({ site, href }) =>
      html`<p><a class="button" href="${href}">${t.html('account.desk', { site: html`<bdi>${site}</bdi>` })}</a></p>\n`,
  );
}

/** Where an account is changed. */
function accountPlaces(shell: Shell, { token, providers, account, roles }: AccountFacts): Html {
  const { t } = shell;
  const answers = shell.site !== undefined && (account.owner || roles.length > 0);
  return html`<h2>${t('account.ways')}</h2>
<ul class="choices">
<li><a href="${passwordPath}">${t('account.password')}</a></li>
<li><a href="${emailPath}">${t('account.change-email')}</a></li>
<li><a href="${securityPath}">${t('account.security')}</a></li>
<li><a href="/-/account/replies">${t('dossier.title')}</a></li>${answers && html`\n<li><a href="/-/notices/">${t('notice.preference.title')}</a></li>`}
</ul>
${providers.map((provider) => linkForm(shell, token, provider))}`;
}

function linkForm({ t }: Shell, token: string, { name, label, linked }: ProviderLink): Html {
  const provider = html`<bdi>${label}</bdi>`;
  return html`<form method="post" action="${linked ? unlinkProviderPath : linkProviderPath}">
${hidden('token', token)}${hidden('provider', name)}<button type="submit" class="lesser">${
    linked ? t.html('account.unlink', { provider }) : t.html('account.link', { provider })
  }</button>
</form>
`;
}

export type SignOutFacts = {
  readonly token: string;
  readonly to: string;
  /** Who is signed in here, the account in use first. */
  readonly here: readonly Somebody[];
  /** The install's own host, where one stays signed in; absent when this is it. */
  readonly staysAt: string | undefined;
};

export function signOutPage(shell: Shell, { token, to, here, staysAt }: SignOutFacts): Html {
  const { t } = shell;
  const main = html`<h1>${t('sign-out.title')}</h1>
<p>${t.html('sign-out.ask', { name: html`<bdi>${here[0]?.name}</bdi>` })}</p>
${staysAt !== undefined && html`<p>${t.html('sign-out.stays', { host: html`<bdi dir="ltr">${staysAt}</bdi>` })}</p>\n`}${signOutForm(
  shell,
  { token, to },
)}${here.length > 1 && signOutForm(shell, { token, to, count: here.length })}`;
  return shellPage(shell, t('sign-out.title'), main);
}

/** With `count`, of all accounts that are signed in here; `lesser` where something else comes first. */
function signOutForm(
  { t }: Shell,
  {
    token,
    to,
    count,
    lesser = count !== undefined,
  }: { readonly token: string; readonly to?: string; readonly count?: number; readonly lesser?: boolean },
): Html {
  return html`<form method="post" action="${signOutPath}">
${hidden('token', token)}${to !== undefined && hidden('to', to)}${count !== undefined && hidden('account', 'all')}<button type="submit"${
    lesser && html` class="lesser"`
  }>${count === undefined ? t('sign-out.submit') : t('sign-out.all', { count })}</button>
</form>
`;
}

/** Leads to another host at once, by itself where the browser lets it, else by a link. */
export function leavingPage(shell: Shell, url: string): Html {
  const { t } = shell;
  const host = new URL(url).host;
  const main = html`<h1>${t('leaving.title')}</h1>
<p>${t.html('leaving.text', { host: html`<bdi dir="ltr">${host}</bdi>` })}</p>
<p><a class="button" href="${url}">${t('leaving.go')}</a></p>`;
  return shellPage(
    shell,
    t('leaving.title'),
    main,
    html`<meta http-equiv="refresh" content="0; url=${url}">\n`,
  );
}

/** What a page says that only says something: a form was refused, a link does not work. */
export type Notice = {
  readonly title: string;
  readonly text: string;
  readonly next?: { readonly href: string; readonly label: string };
};

export function noticePage(shell: Shell, { title, text, next }: Notice): Html {
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
