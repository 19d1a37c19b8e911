import { hidden } from '../account/fields.ts';
import { type Shell, shellPage } from '../account/views.ts';
import { type Html, html } from '../kit/html.ts';
import { nameOf, titleOf } from '../subscription/letter.ts';
import type { Decision } from './link.ts';
import { type Preference, preferences } from './notice.ts';
import type { NoticedReply } from './read.ts';

export type DecidePage = {
  readonly reply: NoticedReply;
  readonly decision: Decision;
  readonly token: string;
  /** What was done already, when it is what the link would do; then there is no button. */
  readonly done?: string;
  readonly queue: string;
};

/** A reply, and a button that does what the link in the letter said. */
export function decidePage(shell: Shell, page: DecidePage): Html {
  const { t } = shell;
  const { reply, decision } = page;
  const which = { decision: decision === 'removed' ? 'other' : decision } as const;
  const title = page.done === undefined ? t('notice.decide.title', which) : t('notice.decided.title', which);
  const by = t.html('notice.letter.by', {
    author: html`<bdi>${nameOf(t, reply)}</bdi>`,
    post: html`<bdi>${titleOf(t, reply.post)}</bdi>`,
    state: reply.standing === 'pending' ? 'held' : 'other',
  });
  const main = html`<h1>${title}</h1>
<p>${by}</p>
<blockquote class="reply" dir="${reply.dir}">${paragraphs(reply.text)}</blockquote>
${
  page.done === undefined
    ? html`<form method="post" action="/-/notices/decide">
${hidden('token', page.token)}<button type="submit">${t('notice.decision', which)}</button>
</form>`
    : html`<p class="done" role="status">${page.done}</p>`
}
<ul class="onwards"><li><a href="${page.queue}">${t('notice.letter.queue')}</a></li></ul>`;
  return shellPage(shell, title, main);
}

function paragraphs(text: string): readonly Html[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p>${line}</p>\n`);
}

/** What one wants to hear of replies; `chosen` is absent for what fits one's role. */
export function preferencePage(
  shell: Shell,
  page: {
    readonly token: string;
    readonly email: string;
    readonly verified: boolean;
    readonly chosen?: Preference;
    readonly done: boolean;
  },
): Html {
  const { t } = shell;
  const option = (value: string, label: string, checked: boolean) =>
    html`<p class="option"><input type="radio" id="replies-${value}" name="replies" value="${value}"${checked && html` checked`}><label for="replies-${value}">${label}</label></p>\n`;
  const main = html`<h1>${t('notice.preference.title')}</h1>
${page.done && html`<p class="done" role="status">${t('notice.preference.done')}</p>\n`}<p>${t.html('notice.preference.text', { email: html`<bdi dir="ltr">${page.email}</bdi>` })}</p>
${!page.verified && html`<p>${t('notice.letter.unverified')}</p>\n`}<form method="post" action="/-/notices/">
${hidden('token', page.token)}<fieldset class="plain"><legend>${t('notice.preference.legend')}</legend>
${option('fitting', t('notice.preference.fitting'), page.chosen === undefined)}${preferences.map((one) =>
  option(
    one,
    t('notice.preference.name', { preference: one === 'never' ? 'other' : one }),
    one === page.chosen,
  ),
)}</fieldset>
<button type="submit">${t('notice.preference.submit')}</button>
</form>`;
  return shellPage(shell, t('notice.preference.title'), main);
}
