import type { QuoteAnchor } from '../comment/comment.ts';
import { type Asked, dateText, moment } from '../desk/index.ts';
import { type Html, html, trusted } from '../kit/html.ts';
import { hrefOf } from '../post/permalink.ts';
import type { Act } from './act.ts';
import { type QueueRow, reasonsOf, type Shelf } from './read.ts';
import { reasonText } from './reason.ts';
import type { SenderRecord } from './record.ts';

/** Where the queue is. */
export const queuePath = '/-/admin/comments/';

/** Longer replies are folded, so that a page of them stays one. */
const foldedFrom = 1_200;

export type CardContext = {
  readonly asked: Asked;
  readonly shelf: Shelf;
  readonly record: SenderRecord | undefined;
  /** Whether addresses of people are shown: to whom all of the site's replies are. */
  readonly addresses: boolean;
  /** What somebody wrote as an answer and could not be posted. */
  readonly answer?: string | undefined;
};

/** One reply in the queue: who, where, what, why it is here, and what can be done. All of it in the list's form. */
export function card(row: QueueRow, context: CardContext): Html {
  const { t } = context.asked;
  const name = row.name || t('moderation.nameless');
  return html`<article class="held" id="comment-${row.id}" data-id="${row.id}" aria-labelledby="of-${row.id}" tabindex="-1">
<header><input type="checkbox" name="id" value="${row.id}" aria-label="${t('desk.select', { name })}">
${head(row, name, context)}</header>
<div class="words" dir="${row.dir}">${words(row, context)}</div>
${why(row, context)}${recordLine(row, context)}${buttons(row, name, context)}</article>
`;
}

function head(row: QueueRow, name: string, { asked, addresses }: CardContext): Html {
  const { t } = asked;
  const title = row.post_title || t('moderation.untitled');
  const post = html`<a href="${queuePath}?${new URLSearchParams({ shelf: 'live', post: String(row.post_id) }).toString()}"><bdi>${title}</bdi></a>`;
  return html`<h2 id="of-${row.id}"><span class="quiet">${t('moderation.by', { name })}</span><bdi aria-hidden="true">${name}</bdi></h2>
<p class="facts"><span class="flag">${t('moderation.kind', { kind: row.kind })}</span>${
    row.origin === 'import' && html` <span class="flag">${t('moderation.imported')}</span>`
  }${row.reports > 0 && html` <span class="flag bad">${t('moderation.reported', { count: row.reports })}</span>`}${rankFlag(row, asked)}
${addresses && row.email !== null && html`<bdi dir="ltr">${row.email}</bdi> · `}${
  row.url !== null &&
  html`<a href="${row.url}" rel="nofollow ugc noreferrer" dir="ltr"><bdi>${hostOf(row.url)}</bdi></a> · `
}${post}${row.parent_id !== null && html` · ${t('moderation.in-reply')}`} · ${moment(asked, row.published_at)}</p>`;
}

/** Only what stands out is said: the middle says nothing. */
function rankFlag({ spam_rank, standing }: QueueRow, { t }: Asked): Html | undefined {
  if (standing === 'live' || standing === 'removed') return undefined;
  if (spam_rank >= 700)
    return html` <span class="flag bad">${t('moderation.rank-spam', { percent: String(Math.round(spam_rank / 10)) })}</span>`;
  return spam_rank <= 200 ? html` <span class="flag good">${t('moderation.rank-ham')}</span>` : undefined;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}

function words({ html: body, text, id, quote }: QueueRow, { asked: { t } }: CardContext): Html {
  const passage =
    quote !== null &&
    html`<figure class="passage"><figcaption>${t('reply.passage')}</figcaption><blockquote dir="auto">${(JSON.parse(quote) as QuoteAnchor).exact}</blockquote></figure>
`;
  if (text.length <= foldedFrom) return html`${passage}${trusted(body)}`;
  return html`${passage}<p>${text.slice(0, 400)}…</p>
<details id="whole-${id}"><summary>${t('moderation.rest')}</summary>${trusted(body)}</details>`;
}

function why(row: QueueRow, { asked: { t }, shelf }: CardContext): Html | undefined {
  const reasons = shelf === 'live' ? [] : reasonsOf(row).map((reason) => reasonText(t, reason));
  const said = reasons.filter((reason) => reason !== '');
  const note = row.edit_note === null ? undefined : t('moderation.edited-note', { note: row.edit_note });
  if (said.length === 0 && note === undefined) return undefined;
  return html`<ul class="why" aria-label="${t('moderation.why')}">${said.map((reason) => html`<li>${reason}</li>`)}${
    note !== undefined && html`<li class="soft">${note}</li>`
  }</ul>
`;
}

function recordLine(row: QueueRow, { asked, record }: CardContext): Html | undefined {
  const { t } = asked;
  const several = record !== undefined && record.live + record.pending + record.spam + record.removed > 1;
  // That it is a first reply, the reason says already.
  if (record !== undefined && !several && reasonsOf(row).some(({ phase }) => phase === 'pre-moderation'))
    return undefined;
  const query = new URLSearchParams({ shelf: 'live', sender: row.sender ?? '' }).toString();
  return html`<p class="record">${recordText(record, asked)}${several && html` <a href="${queuePath}?${query}">${t('moderation.all-of')}</a>`}</p>
`;
}

/** The record of a writer, in words. */
export function recordText(record: SenderRecord | undefined, asked: Asked): string {
  const { t } = asked;
  if (record === undefined) return t('moderation.record-unknown');
  const { live, pending, spam, removed, since } = record;
  if (live + pending + spam + removed <= 1) return t('moderation.record-first');
  return t('moderation.record-known', {
    date: dateText(asked, since, 'day'),
    live: String(live),
    pending: String(pending),
    refused: String(spam + removed),
  });
}

/** What can be done with a reply, by where it stands. */
export const actsOf: Readonly<Record<Shelf, readonly Act[]>> = {
  pending: ['approve', 'spam', 'trash'],
  reported: ['approve', 'hold', 'spam', 'trash'],
  live: ['hold', 'spam', 'trash'],
  spam: ['approve', 'trash', 'erase'],
  trash: ['restore', 'spam', 'erase'],
};

export function actLabel(asked: Asked, act: Act, shelf: Shelf): string {
  const { t } = asked;
  return act === 'approve' && shelf === 'spam' ? t('moderation.not-spam') : t(`moderation.${act}`);
}

function buttons(row: QueueRow, name: string, { asked, shelf, addresses, answer }: CardContext): Html {
  const { t } = asked;
  const shown = row.standing === 'live' && row.post_path !== null;
  const acts = actsOf[shelf].filter((act) => act !== 'erase' || addresses);
  return html`<div class="deeds">${acts.map(
    (act, index) =>
      html`<button type="submit" name="one" value="${act} ${row.id}" class="${index === 0 ? 'first' : act === 'erase' ? 'bad' : 'plain'}" data-act="${act}">${actLabel(asked, act, shelf)}</button>\n`,
  )}<a href="${queuePath}${row.id}/" data-act="edit">${t('moderation.edit')}</a>
${addresses && html`<a href="${queuePath}${row.id}/ban">${t('moderation.ban')}</a>\n`}${
  shown && html`<a href="${hrefOf(row.post_path ?? '/')}#comment-${row.id}">${t('moderation.view')}</a>\n`
}${(shelf === 'pending' || shelf === 'live' || shelf === 'reported') && answerBox(row, name, asked, answer)}</div>
`;
}

/** An answer in place. To one that waits, it approves it too: nobody answers what nobody sees. */
function answerBox({ id, standing }: QueueRow, name: string, { t }: Asked, answer: string | undefined): Html {
  const label = standing === 'live' ? t('moderation.reply-send') : t('moderation.reply-approve');
  return html`<details class="answer"${answer !== undefined && html` open`}><summary data-act="reply">${t('moderation.reply')}</summary>
<label class="quiet" for="answer-${id}">${t('moderation.reply-text', { name })}</label>
<textarea id="answer-${id}" name="answer-${id}" rows="4" dir="auto" placeholder="${t('moderation.reply-text', { name })}">
${answer}</textarea>
<button type="submit" name="one" value="reply ${id}">${label}</button></details>
`;
}
