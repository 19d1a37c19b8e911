import { type Html, html, trusted } from '../../src/kit/html.ts';
import type { Thread, ThreadComment } from '../../src/reading/page.ts';
import { comment } from './comment.ts';
import type { Context } from './context.ts';

/** How many levels stand inside each other; deeper replies stay at the last, and name whom they answer. */
export const levels = 5;

/** The replies under a post, one page of them. */
export function thread(replies: Thread, context: Context): Html {
  const { t, say } = context;
  return html`<section class="replies" id="replies" aria-labelledby="replies-title">
<h2 id="replies-title">${say(t('thread.title', { total: replies.total }))}</h2>
${replies.total === 0 && replies.open && html`<p class="aside">${say(t('thread.none'))}</p>`}${nested(replies.comments, context)}
${pages(replies, context)}${!replies.open && html`<p class="aside">${say(t('thread.closed'))}</p>`}
<p class="aside"><a href="${replies.feed}">${say(t('thread.feed'))}</a></p>
</section>`;
}

/** Comments come in reading order with their depth; lists open and close as it rises and falls. */
function nested(comments: readonly ThreadComment[], context: Context): Html {
  let out = '';
  let level = -1;
  for (const item of comments) {
    const wanted = Math.min(item.depth, levels - 1, level + 1);
    out += wanted > level ? '<ol class="thread"><li>' : `</li>${'</ol></li>'.repeat(level - wanted)}<li>`;
    out += comment(item, context).toString();
    level = wanted;
  }
  return trusted(out + '</li></ol>'.repeat(level + 1));
}

function pages({ older, newer }: Thread, { t, say }: Context): Html | false {
  if (older === undefined && newer === undefined) return false;
  return html`<nav class="pagination" aria-label="${t('thread.pages')}">${
    older !== undefined &&
    html`<a class="step" rel="prev" href="${older}#replies">${say(t('thread.older'))}</a>`
  }${newer !== undefined && html`<a class="step" rel="next" href="${newer}#replies">${say(t('thread.newer'))}</a>`}</nav>`;
}
