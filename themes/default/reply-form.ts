import { type Html, type HtmlValue, html, trusted } from '../../src/kit/html.ts';
import type { ReplyField, ReplyForm } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { face } from './face.ts';

type Guest = Extract<ReplyForm['who'], { kind: 'guest' }>;

/** "Leave a reply". Every button sends the same form, so that nothing written is lost by any of them. */
export function replyForm(form: ReplyForm, { level }: { readonly level: 2 | 4 }, context: Context): Html {
  const { t, say } = context;
  const heading = trusted(`h${level}`);
  return html`<section class="respond" id="respond" aria-labelledby="respond-title" data-quote="${t('reply.quote-this')}" data-answer="${t('reply.title-to', { name: '{name}' })}">
<header><${heading} id="respond-title">${title(form, context)}</${heading}> <a class="cancel" href="${form.cancel}" rel="nofollow"${form.to === undefined && html` hidden`}>${say(t('reply.cancel'))}</a></header>
${form.notice !== undefined && html`<p class="notice-line" role="alert">${form.notice}</p>`}${previewed(form, context)}
${form.closed ? written(form, context) : sendable(form, context)}
</section>`;
}

function sendable(form: ReplyForm, context: Context): Html {
  const { names } = form;
  return html`<form method="post" action="${form.action}">
<input type="hidden" name="${names.post}" value="${form.post}"><input type="hidden" name="${names.parent}" value="${form.to?.id ?? ''}"><input type="hidden" name="${names.token}" value="${form.token}">
${first(form, context)}${written(form, context)}
${passage(form, context)}${who(form, context)}
${form.who.kind !== 'stranger' && sending(form, context)}</form>`;
}

/**
 * The Enter key presses the first button of a form, which must not be one that leaves the page. Then a field that
 * only programs fill in.
 */
function first({ names }: ReplyForm, { t }: Context): Html {
  return html`<button type="submit" class="quiet" tabindex="-1" aria-hidden="true">${t('reply.submit')}</button>
<p class="quiet" aria-hidden="true"><label>${t('reply.trap')} <input type="text" name="${names.trap}" tabindex="-1" autocomplete="off"></label></p>
`;
}

function title({ to }: ReplyForm, { t, say }: Context): Html | string {
  if (to === undefined) return say(t('reply.title'));
  return say(
    t.html('reply.title-to', {
      name: html`<a href="${to.href}"><bdi>${to.name || t('reply.nameless')}</bdi></a>`,
    }),
  );
}

function previewed({ previewed }: ReplyForm, { t, say }: Context): Html | false {
  if (previewed === undefined) return false;
  return html`<section class="previewed" aria-labelledby="previewed"><p class="kicker" id="previewed">${say(t('reply.previewed'))}</p><div class="prose" dir="${previewed.dir}">${previewed.html}</div></section>`;
}

function written({ text, names, problems }: ReplyForm, context: Context): Html {
  const { t, say } = context;
  const about = described('text', problems, true);
  return html`<div class="row"><label for="reply-text">${say(t('reply.text'))}</label>
<textarea id="reply-text" name="${names.text}" rows="6" dir="auto" required${about}>
${text}</textarea>
${hint('text', t('reply.text-hint'), context)}${problem('text', problems)}</div>`;
}

/** Closed until it is wanted: most replies are to the whole post. */
function passage({ quote, names, problems }: ReplyForm, context: Context): Html {
  const { t, say } = context;
  const open = (quote !== '' || problems.quote !== undefined) && html` open`;
  return html`<details class="quoting"${open}><summary>${say(t('reply.quote-open'))}</summary>
<div class="row"><label for="reply-quote">${say(t('reply.quote'))}</label>
<textarea id="reply-quote" name="${names.quote}" rows="2" dir="auto"${described('quote', problems, true)}>
${quote}</textarea>
${hint('quote', t('reply.quote-hint'), context)}${problem('quote', problems)}</div></details>`;
}

function who(form: ReplyForm, context: Context): Html {
  const { t, say } = context;
  switch (form.who.kind) {
    case 'account': {
      const name = html`<strong><bdi>${form.who.name}</bdi></strong>`;
      return html`<p class="who">${face(form.who.face)}<span>${say(t.html('reply.as', { name }))}</span> <span class="leave">${leave(form, 'log-out', t('reply.log-out'), context)}${leave(form, 'change', t('reply.change'), context)}</span></p>`;
    }
    case 'stranger':
      return html`<p class="aside">${say(t('reply.stranger'))}</p>${ways(form, context)}`;
    case 'guest':
      return html`${ways(form, context)}${guest(form, form.who, context)}`;
  }
}

/** A button that goes elsewhere for a while: what is written is kept, whatever it is. */
function leave(form: ReplyForm, to: string, words: HtmlValue, { say }: Context): Html {
  const label = typeof words === 'string' ? say(words) : words;
  return html`<button type="submit" class="plain" formaction="${form.leave}" formnovalidate name="go" value="${to}">${label}</button>`;
}

function ways(form: ReplyForm, context: Context): Html | false {
  const { t, say } = context;
  if (form.ways.length === 0) return false;
  const buttons = form.ways.map(
    ({ way, label }) =>
      html` <button type="submit" class="way" formaction="${form.leave}" formnovalidate name="go" value="${way}">${label === '' ? say(t('reply.account')) : html`<bdi>${label}</bdi>`}</button>`,
  );
  return html`<div class="ways" role="group" aria-labelledby="ways"><p id="ways">${say(t('reply.log-in'))}</p>${buttons}</div>`;
}

function guest(form: ReplyForm, who: Guest, context: Context): Html {
  const { t, say } = context;
  const { names, problems } = form;
  const field = (
    name: 'name' | 'email' | 'url',
    { type, autocomplete, required }: { type: string; autocomplete: string; required: boolean },
  ) =>
    html`<div class="row"><label for="reply-${name}">${say(t(`reply.${name}`))} <small>${say(t(required ? 'reply.required' : 'reply.optional'))}</small></label>
<input id="reply-${name}" name="${names[name]}" type="${type}" value="${who[name]}" autocomplete="${autocomplete}"${name === 'name' ? html` dir="auto"` : html` dir="ltr"`}${required && html` required`}${described(name, problems, name === 'email')}>
${name === 'email' && hint('email', t('reply.email-hint'), context)}${problem(name, problems)}</div>`;
  const lead = form.ways.length > 0 && html`<p class="or">${say(t('reply.or-guest'))}</p>`;
  return html`${lead}<div class="guest">${field('name', { type: 'text', autocomplete: 'name', required: who.nameRequired })}
${field('email', { type: 'email', autocomplete: 'email', required: who.emailRequired })}
${field('url', { type: 'text', autocomplete: 'url', required: false })}</div>
<p class="box"><label><input type="checkbox" name="${names.remember}" value="1"${who.remember && html` checked`}> ${say(t('reply.remember'))}</label></p>`;
}

function sending(form: ReplyForm, { t, say }: Context): Html {
  const { subscribe, names } = form;
  const option = (value: '' | 'thread' | 'replies', words: string) =>
    html`<option value="${value}"${subscribe === value && html` selected`}>${words}</option>`;
  return html`${
    subscribe !== undefined &&
    html`<p class="box"><label for="reply-subscribe">${say(t('reply.subscribe'))}</label> <select id="reply-subscribe" name="${names.subscribe}">${option('', t('reply.subscribe-none'))}${option('replies', t('reply.subscribe-replies'))}${option('thread', t('reply.subscribe-thread'))}</select></p>\n`
  }<p class="send"><button type="submit">${say(t('reply.submit'))}</button> <button class="way" type="submit" formaction="${form.preview}" formnovalidate>${say(t('reply.preview'))}</button></p>
`;
}

function hint(name: ReplyField, words: string, { say }: Context): Html {
  return html`<p class="hint" id="reply-${name}-hint">${say(words)}</p>`;
}

function problem(name: ReplyField, problems: ReplyForm['problems']): Html | false {
  const words = problems[name];
  return words !== undefined && html`<p class="wrong" id="reply-${name}-problem">${words}</p>`;
}

/** What a field is described by: what is wrong with it, then what it is for. */
function described(name: ReplyField, problems: ReplyForm['problems'], hinted: boolean): Html | false {
  const wrong = problems[name] !== undefined;
  const ids = [...(wrong ? [`reply-${name}-problem`] : []), ...(hinted ? [`reply-${name}-hint`] : [])];
  if (ids.length === 0) return false;
  return html` aria-describedby="${ids.join(' ')}"${wrong && html` aria-invalid="true"`}`;
}
