import { type Asked, checkBox, textArea } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { mayAnnounce } from '../rights.ts';
import type { EditForm } from './form.ts';

/** What readers are told of a change to what they have read already, or of a withdrawal. */
export function announcementGroup(asked: Asked, { fields, problems, rightful }: EditForm): Html | undefined {
  if (!mayAnnounce(asked.actor, asked.site.id, rightful)) return undefined;
  const { t } = asked;
  return html`<section class="panel" aria-label="${t('post-desk.announcement')}">${textArea({
    name: 'announcement',
    label: t('post-desk.announcement'),
    value: fields.announcement,
    rows: 2,
    hint: t('post-desk.announcement-hint'),
    problem: problems.announcement,
  })}${checkBox({
    name: 'correction',
    label: t('post-desk.correction'),
    checked: fields.correction,
    hint: t('post-desk.correction-hint'),
  })}</section>
`;
}
