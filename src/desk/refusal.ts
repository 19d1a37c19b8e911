import { hidden } from '../account/fields.ts';
import { deskPath, signInHref } from '../account/paths.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import type { Asked, Desk } from './desk.ts';

/** A form that cannot be read, or that another site's page sent. */
export function refusedForm(desk: Desk, asked: Asked, status: number, text: string): Promise<Reply> {
  return desk.page(asked, {
    title: asked.t('form.refused'),
    section: 'home',
    status,
    main: html`<p role="alert">${text}</p>`,
  });
}

/** A form that lay open too long: everything that was written goes along, and is sent again by one button. */
export function expiredForm(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, form, token, request } = asked;
  const fields = [...form].filter(([name]) => name !== 'token');
  return desk.page(asked, {
    title: t('desk.expired'),
    section: 'home',
    status: 403,
    main: html`<p role="alert">${t('desk.expired-text')}</p>
<form method="post" action="${request.path}">
${hidden('token', token)}${fields.map(([name, value]) => carried(name, value))}<p><button type="submit">${t('desk.send-again')}</button></p>
</form>
${written(asked)}`,
  });
}

/** A hidden field would lose the line ends of a text. */
export function carried(name: string, value: string): Html {
  return value.includes('\n')
    ? html`<textarea name="${name}" hidden>\n${value}</textarea>\n`
    : hidden(name, value);
}

/** Who may not, or may no longer, gets back what they wrote. */
export function notAllowed(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, account } = asked;
  const signedOut = account.id === 0;
  return desk.page(asked, {
    title: t('desk.not-allowed'),
    section: 'home',
    status: 403,
    main: html`<p role="alert">${t(signedOut ? 'desk.signed-out-text' : 'desk.not-allowed-text')}</p>
${signedOut && html`<p><a class="button" href="${signInHref(deskPath)}" target="_blank" rel="noopener">${t('sign-in.title')}</a></p>`}
${written(asked)}`,
  });
}

/** The long texts of a form that was not taken, to be copied. */
function written({ t, form }: Asked): Html | undefined {
  const texts = [...form].filter(([name, value]) => name !== 'token' && value.length > 40);
  if (texts.length === 0) return undefined;
  return html`<section class="written">
<h2>${t('desk.written')}</h2>
${texts.map(
  ([name, value], index) => html`<p class="field"><label for="written-${index}">${name}</label>
<textarea id="written-${index}" rows="12" readonly dir="auto">\n${value}</textarea></p>
`,
)}</section>`;
}
