import { type Html, html } from '../../src/kit/html.ts';
import type { ThreadComment } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { time } from './dateline.ts';
import { furnitureOf, tongueOf } from './tongue.ts';

/** One reply. Its element is what links to it point at. */
export function comment(reply: ThreadComment, context: Context): Html {
  const { t, say, frame } = context;
  if (reply.removed) {
    return html`<article class="comment removed" id="comment-${reply.id}"><p>${say(t('thread.removed'))}</p></article>`;
  }
  return html`<article class="comment" id="comment-${reply.id}"${tongueOf(reply, frame)}>
<header${furnitureOf(reply, frame)}>${author(reply)}${standing(reply, context)} ${permalink(reply, context)}</header>
${inReplyTo(reply, context)}<div class="prose">${reply.body}</div>
</article>`;
}

/** A heading, so that screen readers step from reply to reply. Links that readers leave lend them no weight with search engines. */
function author({ author, authorUrl }: ThreadComment): Html {
  const name = html`<bdi>${author}</bdi>`;
  return html`<h3>${authorUrl === undefined ? name : html`<a href="${authorUrl}" rel="ugc nofollow">${name}</a>`}</h3>`;
}

function standing({ badge, origin }: ThreadComment, { t, say }: Context): Html | false {
  if (badge !== undefined) return html` <span class="badge">${say(t('thread.role', { badge }))}</span>`;
  return origin !== 'account' && html` <span class="origin">${say(t('thread.origin', { origin }))}</span>`;
}

function permalink({ href, publishedAt, editedAt }: ThreadComment, context: Context): Html {
  const { t, say, moment } = context;
  const edited =
    editedAt !== undefined &&
    html` <bdi class="edited">${say(t.html('thread.edited', { date: time(editedAt, context) }))}</bdi>`;
  return html`<a class="when" href="${href}"><time datetime="${publishedAt}" dir="auto">${moment(publishedAt)}</time></a>${edited}`;
}

function inReplyTo({ inReplyTo: parent }: ThreadComment, { t, say, frame }: Context): Html | false {
  if (parent === undefined) return false;
  const link = html`<a href="${parent.href}"><bdi>${parent.label}</bdi></a>`;
  return html`<p class="in-reply-to" lang="${frame.locale}"><bdi dir="${frame.direction}">${say(t.html('thread.in-reply-to', { name: link }))}</bdi></p>`;
}
