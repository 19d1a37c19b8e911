import { type Html, html, trusted } from '../../src/kit/html.ts';
import type { Thread } from '../../src/reading/page.ts';
import { comment, deedsForm } from './comment.ts';
import type { Context } from './context.ts';
import { replyForm } from './reply-form.ts';

/** The replies under a post, one page of them, and the form for another. */
export function thread(replies: Thread, context: Context): Html {
  const { t, say } = context;
  const { form, comments, total } = replies;
  const under = comments.find(({ id }) => id === form?.to?.id)?.id;
  return html`<section class="replies" id="replies" aria-labelledby="replies-title">
<header class="replies-head"><h2 id="replies-title">${say(t('thread.title', { total }))}</h2>${
    form !== undefined && total > 0 && html`<a href="#respond">${say(t('thread.jump'))}</a>`
  }</header>
${total === 0 && form !== undefined && html`<p class="aside">${say(t('thread.none'))}</p>`}${nested(replies, under, context)}
${pages(replies, context)}${!replies.open && html`<p class="aside">${say(t('thread.closed'))}</p>`}
${form !== undefined && under === undefined && replyForm(form, { level: 2 }, context)}
<p class="aside follow"><a href="${replies.feed}">${say(t('thread.feed'))}</a>${replies.mail !== undefined && html` <a href="${replies.mail}" rel="nofollow">${say(t('thread.mail'))}</a>`}</p>
${comments.some(({ like }) => like !== undefined) && buttons(replies)}</section>`;
}

/** Comments come in reading order with their depth; lists open and close as it rises and falls. */
function nested({ comments, levels, form }: Thread, under: number | undefined, context: Context): Html {
  let out = '';
  let level = -1;
  for (const item of comments) {
    const wanted = Math.min(item.depth, levels - 1, level + 1);
    out += wanted > level ? '<ol class="thread"><li>' : `</li>${'</ol></li>'.repeat(level - wanted)}<li>`;
    out += comment(item, context).toString();
    if (form !== undefined && item.id === under) out += replyForm(form, { level: 4 }, context).toString();
    level = wanted;
  }
  return trusted(out + '</li></ol>'.repeat(level + 1));
}

/** What the buttons of the replies send, once for all of them. */
function buttons({ buttons: { token, post } }: Thread): Html {
  return html`<form id="${deedsForm}" method="post" action="/-/comments/"><input type="hidden" name="post" value="${post}"><input type="hidden" name="token" value="${token}"></form>`;
}

function pages({ older, newer }: Thread, { t, say }: Context): Html | false {
  if (older === undefined && newer === undefined) return false;
  return html`<nav class="pagination" aria-label="${t('thread.pages')}">${
    older !== undefined &&
    html`<a class="step" rel="prev" href="${older}#replies">${say(t('thread.older'))}</a>`
  }${newer !== undefined && html`<a class="step" rel="next" href="${newer}#replies">${say(t('thread.newer'))}</a>`}</nav>`;
}
