import { hidden } from '../../account/fields.ts';
import { type Asked, type Desk, deskForm } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import type { Kind } from './kind.ts';

/** Asks once before several posts are deleted for good. */
export function askDeleteAll(
  desk: Desk,
  asked: Asked,
  kind: Kind,
  ids: readonly number[],
  back: string,
): Promise<Reply> {
  const { t } = asked;
  const fields = html`${hidden('do', 'delete')}${hidden('confirmed', '1')}${hidden('back', back)}${hidden('id', ids.join(','))}`;
  const buttons = html`<p class="buttons"><button type="submit" class="bad">${t('post-desk.delete')}</button>
<a class="button plain" href="${back}">${t('desk.cancel')}</a></p>
`;
  return desk.page(asked, {
    title: t('post-desk.delete-all', { count: ids.length }),
    section: kind.section,
    main: html`<p>${t('post-desk.delete-ask')}</p>
${deskForm(asked, { action: `${kind.base}bulk` }, html`${fields}${buttons}`)}`,
  });
}
