import { type Html, html } from '../../src/kit/html.ts';
import type { DeedPage } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { face } from './face.ts';
import { layout } from './layout.ts';

/** Changes, takes back, likes or reports a reply, which is shown as it is. */
export function deedPage(page: DeedPage, context: Context): Html {
  const { t, say } = context;
  const { deed } = page;
  const main = html`<article class="notice deed"><header class="head"><h1>${say(page.title)}</h1></header>
${page.notice !== undefined && html`<p class="notice-line" role="alert">${page.notice}</p>`}<p>${say(t('reply.deed.explain', { deed }))}</p>
${deed !== 'edit' && deed !== 'reported' && deed !== 'late' && reply(page, context)}${form(page, context)}
<p class="aside"><a href="${page.back}">${say(t('reply.deed.back'))}</a></p></article>`;
  return layout(main, context, { shape: 'reading' });
}

function reply({ reply }: DeedPage, { t, say }: Context): Html {
  const name = reply.author === '' ? say(t('reply.nameless')) : html`<bdi>${reply.author}</bdi>`;
  return html`<div class="comment shown"><header>${face(reply.face)}<h2>${name}</h2></header><div class="prose" dir="${reply.dir}">${reply.body}</div></div>`;
}

function form(page: DeedPage, context: Context): Html | false {
  const { deed, action, post, token } = page;
  if (deed === 'reported' || deed === 'late') return false;
  const { t, say } = context;
  return html`<form class="respond" method="post" action="${action}"><input type="hidden" name="post" value="${post}"><input type="hidden" name="token" value="${token}">
${deed === 'edit' && words(page, t('reply.text'), context)}${deed === 'report' && reasons(page, context)}<p class="send"><button type="submit">${say(t('reply.deed.submit', { deed }))}</button></p></form>`;
}

function words({ text, problem }: DeedPage, label: string, { say }: Context): Html {
  const wrong = problem !== undefined && html` aria-invalid="true" aria-describedby="deed-problem"`;
  return html`<div class="row"><label for="deed-text">${say(label)}</label>
<textarea id="deed-text" name="text" rows="8" dir="auto"${wrong}>
${text}</textarea>${problem !== undefined && html`<p class="wrong" id="deed-problem">${problem}</p>`}</div>`;
}

function reasons({ reason, text, problem }: DeedPage, context: Context): Html {
  const { t, say } = context;
  const choices = (['spam', 'abuse', 'other'] as const).map(
    (one) =>
      html`<p class="box"><label><input type="radio" name="reason" value="${one}" required${reason === one && html` checked`}> ${say(t('reply.deed.reason', { reason: one }))}</label></p>`,
  );
  return html`<fieldset class="choices"${problem !== undefined && html` aria-describedby="reason-problem"`}><legend>${say(t('reply.deed.why'))}</legend>${choices}${problem !== undefined && html`<p class="wrong" id="reason-problem">${problem}</p>`}</fieldset>
<div class="row"><label for="deed-text">${say(t('reply.deed.note'))} <small>${say(t('reply.optional'))}</small></label>
<textarea id="deed-text" name="text" rows="3" dir="auto">
${text}</textarea></div>`;
}
