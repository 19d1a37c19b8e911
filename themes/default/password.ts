import { type Html, html } from '../../src/kit/html.ts';
import type { PasswordPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';

/** Asks for the password of a protected post. */
export function passwordPage(page: PasswordPage, context: Context): Html {
  const { t, say } = context;
  const invalid = page.refused && html` aria-invalid="true" aria-describedby="wrong"`;
  const main = html`<article class="notice"><header class="head"><p class="kicker">${say(t('password.title'))}</p>
<h1 dir="${page.dir}">${page.title}</h1></header>
<p>${say(t('password.explain'))}</p>
<form class="password" method="post" action="${page.action}">
<label for="password">${say(t('password.field'))}</label>
<div class="row"><input id="password" type="password" name="password" required autocomplete="current-password"${invalid}>
<button type="submit">${say(t('password.submit'))}</button></div>
${page.refused && html`<p class="wrong" id="wrong" role="alert">${say(t(page.refused === 'wrong' ? 'password.not-it' : 'password.too-many'))}</p>`}
</form></article>`;
  return layout(main, context, { shape: 'reading' });
}
