import { longest } from '../comment/comment.ts';
import { type Asked, deskForm, moment, textArea, textField } from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import { hrefOf } from '../post/permalink.ts';
import { queuePath, recordText } from './card.ts';
import { deedTable } from './history.ts';
import type { OneReply } from './read-one.ts';

export type EditView = {
  readonly one: OneReply;
  readonly fields: {
    readonly text: string;
    readonly name: string;
    readonly url: string;
    readonly note: string;
  };
  readonly problem?: string | undefined;
  /** Whether addresses and bans are shown: to whom all of the site's replies are. */
  readonly all: boolean;
};

export function editMain(asked: Asked, { one, fields, problem, all }: EditView): Html {
  const { t } = asked;
  const path = `${queuePath}${one.id}/`;
  const where =
    one.post_path !== null && one.standing === 'live'
      ? `${hrefOf(one.post_path)}#comment-${one.id}`
      : undefined;
  return html`<p>${t('moderation.on', { post: one.post_title || t('moderation.untitled') })} · ${moment(asked, one.published_at)}${
    where !== undefined && html` · <a href="${where}">${t('moderation.view')}</a>`
  }${all && html` · <a href="${path}ban">${t('moderation.ban')}</a>`}</p>
<p class="soft">${all && one.email !== null && html`<bdi dir="ltr">${one.email}</bdi> · `}${recordText(one.record, asked)}</p>
${deskForm(
  asked,
  { action: path, className: 'narrow-form' },
  html`${textArea({ name: 'text', label: t('moderation.text'), value: fields.text, rows: 10, required: true, problem })}
<div class="row">${textField({ name: 'name', label: t('moderation.name'), value: fields.name, most: longest.name })}${textField(
    { name: 'url', label: t('moderation.website'), value: fields.url, dir: 'ltr', most: longest.url },
  )}</div>
${textField({ name: 'note', label: t('moderation.note'), value: fields.note, most: longest.note, hint: t('moderation.note-hint') })}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>
`,
)}${reports(asked, one)}<h2>${t('moderation.what-happened')}</h2>
${deedTable(asked, one.deeds, path)}`;
}

function reports(asked: Asked, { told }: OneReply): Html | undefined {
  const { t } = asked;
  if (told.length === 0) return undefined;
  return html`<h2>${t('moderation.reports')}</h2>
<ul>${told.map(
    ({ reason, note, created_at }) =>
      html`<li>${t('moderation.report-reason', { reason })}${note !== '' && html`: <bdi>${note}</bdi>`} <small>${moment(asked, created_at)}</small></li>\n`,
  )}</ul>
`;
}
