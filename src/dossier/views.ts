import { field, hidden, problemNote } from '../account/fields.ts';
import { type Shell, shellPage } from '../account/views.ts';
import { type Html, html } from '../kit/html.ts';
import { formatDate, type Translate } from '../kit/i18n/index.ts';
import type { Site } from '../site/site.ts';
import { shortened, titleOf } from '../subscription/letter.ts';
import type { Hindrance } from './erase.ts';
import type { KeptReply } from './read.ts';

const path = '/-/account/replies';

/** An address of these pages; `key` opens them for who has no account. */
export function pathOf(
  where: '' | '/export' | '/erase' | '/delete' | '/link',
  facts: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) query.set(name, value);
  return `${path}${where}${query.size > 0 ? `?${query}` : ''}`;
}

export type ListPage = {
  readonly key?: string | undefined;
  readonly email?: string | undefined;
  readonly replies: readonly { readonly reply: KeptReply; readonly site: Site }[];
  readonly older?: string;
  readonly done?: 'deleted' | undefined;
};

/** All that somebody wrote, on every site of the install. */
export function listPage(shell: Shell, page: ListPage): Html {
  const { t } = shell;
  const { key, replies, older } = page;
  const main = html`<h1>${t('dossier.title')}</h1>
${page.done && html`<p class="done" role="status">${t('dossier.deleted')}</p>\n`}<p>${
    page.email === undefined
      ? t('dossier.text')
      : t.html('dossier.text-address', { email: html`<bdi dir="ltr">${page.email}</bdi>` })
  }</p>
${
  replies.length === 0
    ? html`<p>${t('dossier.none')}</p>`
    : html`<ol class="subscriptions">
${replies.map((one) => replyItem(t, one, key))}</ol>`
}
${older && html`<p><a href="${older}" rel="next">${t('dossier.older')}</a></p>\n`}<h2>${t('dossier.yours')}</h2>
<ul class="onwards">
<li><a href="${pathOf('/export', { key })}">${t('dossier.export')}</a></li>
<li><a href="${pathOf('/erase', { key })}">${t('dossier.erase')}</a></li>
<li><a href="/-/subscriptions/">${t('subscription.manage.title')}</a></li>
</ul>`;
  return shellPage(shell, t('dossier.title'), main);
}

function replyItem(
  t: Translate,
  { reply, site }: { readonly reply: KeptReply; readonly site: Site },
  key: string | undefined,
): Html {
  const { calendar, timeZone } = site;
  const at = formatDate(reply.writtenAt, { locale: t.locale, calendar, timeZone, style: 'moment' });
  const about = t.html('dossier.reply', {
    post: html`<a href="${site.url}-/comments/${reply.id}"><bdi>${titleOf(t, reply.post)}</bdi></a>`,
    site: html`<bdi>${site.title}</bdi>`,
  });
  return html`<li>
<p>${about}</p>
<blockquote class="reply" dir="${reply.dir}">${shortened(reply.text, 500)
    .split(/\n+/)
    .map((line) => html`<p>${line}</p>`)}</blockquote>
<p><small><time datetime="${reply.writtenAt}">${at}</time> · ${t('dossier.state', { state: reply.state === 'removed' ? 'other' : reply.state })} · <a href="${pathOf('/delete', { site: String(reply.siteId), reply: String(reply.id), key })}">${t('dossier.delete')}</a></small></p>
</li>
`;
}

/** Asks for an address, to send a link to. */
export function askPage(
  shell: Shell,
  form: {
    readonly token: string;
    readonly email: string;
    readonly emailProblem?: string | undefined;
    readonly problem?: string | undefined;
    /** Whether mail is sent at all. */
    readonly mail: boolean;
  },
): Html {
  const { t } = shell;
  const main = html`<h1>${t('dossier.title')}</h1>
<p><a href="/-/account/sign-in?to=${encodeURIComponent(path)}">${t('dossier.sign-in')}</a></p>
${
  form.mail
    ? html`<h2>${t('dossier.guest')}</h2>
<p>${t('dossier.guest-text')}</p>
${problemNote(form.problem)}<form method="post" action="${pathOf('/link')}">
${hidden('token', form.token)}${field({
  name: 'email',
  label: t('subscription.new.email'),
  type: 'email',
  value: form.email,
  autocomplete: 'email',
  dir: 'ltr',
  problem: form.emailProblem,
})}<button type="submit">${t('dossier.ask')}</button>
</form>`
    : html`<p>${t('dossier.no-mail')}</p>`
}`;
  return shellPage(shell, t('dossier.title'), main);
}

export type ErasePage = {
  readonly token: string;
  readonly key?: string | undefined;
  /** The account that goes; absent for a guest. */
  readonly login?: string | undefined;
  readonly hasPassword: boolean;
  readonly passwordProblem?: string | undefined;
  readonly problem?: string | undefined;
  readonly hindrances: readonly Hindrance[];
};

/** Says what goes and what stays, and asks once. */
export function erasePage(shell: Shell, page: ErasePage): Html {
  const { t } = shell;
  const { hindrances, key } = page;
  const main = html`<h1>${t('dossier.erase')}</h1>
<p>${page.login === undefined ? t('dossier.erase.guest') : t('dossier.erase.account')}</p>
<p>${t('dossier.erase.stays')}</p>
<p><a href="${pathOf('/export', { key })}">${t('dossier.export')}</a></p>
${hindrances.length > 0 ? hindranceList(t, hindrances) : eraseForm(t, page)}`;
  return shellPage(shell, t('dossier.erase'), main);
}

function hindranceList(t: Translate, hindrances: readonly Hindrance[]): Html {
  return html`<div class="problem" role="alert"><p>${t('dossier.hindered')}</p>
<ul>${hindrances.map((one) =>
    one.reason === 'last-owner'
      ? html`<li>${t('dossier.hindered.owner')}</li>`
      : one.sites.map(
          ({ title, posts }) =>
            html`<li>${t.html('dossier.hindered.posts', { site: html`<bdi>${title}</bdi>`, count: posts })}</li>`,
        ),
  )}</ul></div>`;
}

function eraseForm(t: Translate, page: ErasePage): Html {
  return html`${problemNote(page.problem)}<form method="post" action="${pathOf('/erase')}">
${hidden('token', page.token)}${page.key !== undefined && hidden('key', page.key)}${
  page.hasPassword &&
  field({
    name: 'password',
    label: t('sign-in.password'),
    type: 'password',
    autocomplete: 'current-password',
    dir: 'ltr',
    problem: page.passwordProblem,
  })
}<button type="submit" class="grave">${t('dossier.erase.submit')}</button>
</form>`;
}

/** Asks once before one reply goes. */
export function deletePage(
  shell: Shell,
  page: { readonly token: string; readonly key?: string | undefined; readonly reply: KeptReply },
): Html {
  const { t } = shell;
  const { reply, key, token } = page;
  const main = html`<h1>${t('dossier.delete.title')}</h1>
<blockquote class="reply" dir="${reply.dir}">${shortened(reply.text, 1500)
    .split(/\n+/)
    .map((line) => html`<p>${line}</p>`)}</blockquote>
<p>${t('dossier.delete.text')}</p>
<form method="post" action="${pathOf('/delete')}">
${hidden('token', token)}${key !== undefined && hidden('key', key)}${hidden('site', String(reply.siteId))}${hidden('reply', String(reply.id))}<button type="submit" class="grave">${t('dossier.delete')}</button>
</form>
<p><a href="${pathOf('', { key })}">${t('dossier.title')}</a></p>`;
  return shellPage(shell, t('dossier.delete.title'), main);
}
