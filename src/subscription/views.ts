import { field, hidden, problemNote } from '../account/fields.ts';
import { type Shell, shellPage } from '../account/views.ts';
import { type Html, html } from '../kit/html.ts';
import type { Translate } from '../kit/i18n/index.ts';
import { nameOf, rhythmName, titleOf } from './letter.ts';
import { type Rhythm, rhythms, type Subscription } from './subscription.ts';

/** A post as the pages name it. */
export type PostNamed = { readonly title: string; readonly href?: string };

function postLink(t: Translate, post: PostNamed): Html {
  const title = html`<bdi>${titleOf(t, post)}</bdi>`;
  return post.href === undefined ? title : html`<a href="${post.href}">${title}</a>`;
}

export type NewForm = {
  readonly token: string;
  readonly postId: number;
  readonly post: PostNamed;
  /** The reply whose answers are meant; absent for the whole thread. */
  readonly reply?: { readonly id: number; readonly author: string };
  readonly email: string;
  readonly rhythm: Rhythm;
  /** Whether the address is the account's, verified: it is shown and not asked for. */
  readonly known: boolean;
  readonly problem?: string;
  readonly emailProblem?: string;
};

/** The form by which one asks to be told. */
export function newPage(shell: Shell, form: NewForm): Html {
  const { t } = shell;
  const what = form.reply
    ? t.html('subscription.new.answers', {
        author: html`<bdi>${nameOf(t, form.reply)}</bdi>`,
        post: postLink(t, form.post),
      })
    : t.html('subscription.new.thread', { post: postLink(t, form.post) });
  const address = form.known
    ? html`<p>${t.html('subscription.new.known', { email: html`<bdi dir="ltr">${form.email}</bdi>` })}</p>\n`
    : field({
        name: 'email',
        label: t('subscription.new.email'),
        type: 'email',
        value: form.email,
        autocomplete: 'email',
        dir: 'ltr',
        hint: t('subscription.new.hint'),
        ...(form.emailProblem !== undefined && { problem: form.emailProblem }),
      });
  const main = html`<h1>${t('subscription.new.title')}</h1>
<p>${what}</p>
${problemNote(form.problem)}<form method="post" action="/-/subscriptions/new">
${hidden('token', form.token)}${hidden('post', String(form.postId))}${
  form.reply && hidden('reply', String(form.reply.id))
}${address}${rhythmChoice(t, form.rhythm)}<button type="submit">${t('subscription.new.submit')}</button>
</form>`;
  return shellPage(shell, t('subscription.new.title'), main);
}

function rhythmChoice(t: Translate, chosen: Rhythm): Html {
  return html`<fieldset class="plain"><legend>${t('subscription.rhythm')}</legend>
${rhythms.map(
  (rhythm) =>
    html`<p class="option"><input type="radio" id="rhythm-${rhythm}" name="rhythm" value="${rhythm}"${rhythm === chosen && html` checked`}><label for="rhythm-${rhythm}">${t('subscription.rhythm.name', { rhythm: rhythmName(rhythm) })}</label></p>\n`,
)}</fieldset>
`;
}

/** A page that asks for one press of a button, which does what a link in a letter is for. */
export function pressPage(
  shell: Shell,
  press: {
    readonly title: string;
    readonly text: Html;
    readonly action: string;
    readonly token: string;
    readonly button: string;
    readonly after?: Html;
  },
): Html {
  const main = html`<h1>${press.title}</h1>
<p>${press.text}</p>
<form method="post" action="${press.action}">
${hidden('token', press.token)}<button type="submit">${press.button}</button>
</form>${press.after && html`\n${press.after}`}`;
  return shellPage(shell, press.title, main);
}

/** A page that says what is so, with places to go on to. */
export function saidPage(
  shell: Shell,
  said: {
    readonly title: string;
    readonly text: Html | string;
    readonly links?: readonly { readonly href: string; readonly label: string }[];
  },
): Html {
  const links = said.links ?? [];
  const main = html`<h1>${said.title}</h1>
<p role="status">${said.text}</p>${
    links.length > 0 &&
    html`\n<ul class="onwards">${links.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>`
  }`;
  return shellPage(shell, said.title, main);
}

export type ManageForm = {
  readonly token: string;
  readonly email: string;
  readonly subscriptions: readonly Subscription[];
  /** Where a post's thread is. */
  readonly hrefOf: (subscription: Subscription) => string | undefined;
  readonly done?: string;
};

/** All that somebody is told of on a site. */
export function managePage(shell: Shell, form: ManageForm): Html {
  const { t } = shell;
  const { subscriptions } = form;
  const main = html`<h1>${t('subscription.manage.title')}</h1>
${form.done !== undefined && html`<p class="done" role="status">${form.done}</p>\n`}<p>${t.html('subscription.manage.text', { email: html`<bdi dir="ltr">${form.email}</bdi>`, count: subscriptions.length })}</p>
${
  subscriptions.length > 0 &&
  html`<ul class="subscriptions">
${subscriptions.map((one) => subscriptionItem(t, form, one))}</ul>
${subscriptions.length > 1 && endAll(t, form)}`
}`;
  return shellPage(shell, t('subscription.manage.title'), main);
}

function endAll(t: Translate, { token }: ManageForm): Html {
  return html`<form method="post" action="/-/subscriptions/">
${hidden('token', token)}${hidden('subscription', '0')}<button type="submit" name="do" value="end" class="lesser">${t('subscription.manage.end-all')}</button>
</form>`;
}

function subscriptionItem(t: Translate, form: ManageForm, one: Subscription): Html {
  const href = form.hrefOf(one);
  const post = postLink(t, { title: one.post.title, ...(href !== undefined && { href }) });
  const id = `rhythm-${one.id}`;
  return html`<li><form method="post" action="/-/subscriptions/">
${hidden('token', form.token)}${hidden('subscription', String(one.id))}<p>${
    one.commentId === undefined
      ? t.html('subscription.manage.thread', { post })
      : t.html('subscription.manage.answers', { post })
  }${!one.confirmed && html` <small>${t('subscription.manage.unconfirmed')}</small>`}</p>
<p class="row"><label for="${id}">${t('subscription.rhythm')}</label> <select id="${id}" name="rhythm">${rhythms.map(
    (rhythm) =>
      html`<option value="${rhythm}"${rhythm === one.rhythm && html` selected`}>${t('subscription.rhythm.name', { rhythm: rhythmName(rhythm) })}</option>`,
  )}</select>
<button type="submit" name="do" value="change">${t('subscription.manage.change')}</button>
<button type="submit" name="do" value="end" class="lesser">${t('subscription.manage.end')}</button></p>
</form></li>
`;
}
