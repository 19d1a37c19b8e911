import { type Html, html } from '../../src/kit/html.ts';
import type { ThreadComment } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { time } from './dateline.ts';
import { face } from './face.ts';
import { furnitureOf, tongueOf } from './tongue.ts';

/** The form that the buttons of all replies send (`thread.ts`). */
export const deedsForm = 'deeds';

/** One reply. Its element is what links to it point at. */
export function comment(reply: ThreadComment, context: Context): Html {
  const { t, say, frame } = context;
  if (reply.removed) {
    return html`<article class="comment removed" id="comment-${reply.id}"><p>${say(t('thread.removed'))}</p></article>`;
  }
  return html`<article class="comment${reply.waiting && ' waits'}" id="comment-${reply.id}"${tongueOf(reply, frame)}>
<header${furnitureOf(reply, frame)} dir="${frame.direction}">${face(reply.face)}${author(reply, context)}${standing(reply, context)} ${permalink(reply, context)}</header>
${waiting(reply, context)}${inReplyTo(reply, context)}${passage(reply, context)}<div class="prose">${reply.body}</div>
${editNote(reply, context)}${deeds(reply, context)}</article>`;
}

/** A heading, so that screen readers step from reply to reply. Links that readers leave lend them no weight with search engines. */
function author({ author, authorUrl }: ThreadComment, { t, say }: Context): Html {
  const name = author === '' ? say(t('reply.nameless')) : html`<bdi>${author}</bdi>`;
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

function waiting({ waiting }: ThreadComment, { t, say, frame }: Context): Html | false {
  return (
    waiting &&
    html`<p class="waiting" lang="${frame.locale}" dir="${frame.direction}"><strong>${say(t('reply.waiting-word'))}</strong> ${say(t('reply.waiting'))}</p>`
  );
}

function inReplyTo({ inReplyTo: parent }: ThreadComment, { t, say, frame }: Context): Html | false {
  if (parent === undefined) return false;
  const name = parent.label === '' ? t('reply.nameless') : parent.label;
  const link = html`<a href="${parent.href}"><bdi>${name}</bdi></a>`;
  return html`<p class="in-reply-to" lang="${frame.locale}"><bdi dir="${frame.direction}">${say(t.html('thread.in-reply-to', { name: link }))}</bdi></p>`;
}

/** The words of the post that are answered, with the way back to their place. */
function passage({ quote }: ThreadComment, { t, say, frame }: Context): Html | false {
  if (quote === undefined) return false;
  const where =
    quote.href === undefined
      ? say(t('reply.passage-gone'))
      : html`<a href="${quote.href}">${say(t('reply.passage'))}</a>`;
  return html`<figure class="passage"><figcaption lang="${frame.locale}" dir="${frame.direction}">${where}</figcaption><blockquote dir="auto">${quote.text}</blockquote></figure>`;
}

function editNote({ editNote: note }: ThreadComment, { t, say, frame }: Context): Html | false {
  return (
    note !== undefined &&
    html`<p class="edit-note" lang="${frame.locale}" dir="${frame.direction}">${say(t.html('thread.edit-note', { note: html`<bdi>${note}</bdi>` }))}</p>\n`
  );
}

/** What can be done with a reply. Each works without a script: links to pages, and buttons of one form. */
function deeds(reply: ThreadComment, { t, say, frame }: Context): Html | false {
  const link = (href: string | undefined, name: string, words: string) =>
    href !== undefined && html`<a class="${name}" href="${href}" rel="nofollow">${say(words)}</a>`;
  const likes = reply.like !== undefined && likeButton(reply, t('reply.likes', { count: reply.likes }));
  const all = [
    link(reply.reply, 'answer', t('reply.answer')),
    likes,
    link(reply.edit, 'own', t('reply.edit')),
    link(reply.delete, 'own', t('reply.delete')),
    link(reply.report, 'report', t('reply.report')),
  ].filter(Boolean);
  return (
    all.length > 0 && html`<p class="deeds"${furnitureOf(reply, frame)} dir="${frame.direction}">${all}</p>\n`
  );
}

function likeButton({ like, liked }: ThreadComment, words: string): Html {
  return html`<button type="submit" class="like" form="${deedsForm}" formaction="${like}" aria-pressed="${String(liked)}">${words}</button>`;
}
