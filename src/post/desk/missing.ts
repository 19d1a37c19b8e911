import type { Asked, Desk } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import type { Kind } from './kind.ts';

/** Says that there is no such post, or none any more. */
export function missingPage(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('post-desk.missing'),
    section: kind.section,
    status: 404,
    main: html`<p>${t('post-desk.missing-text')}</p>
<p><a class="button plain" href="${kind.base}">${t('desk.section', { section: kind.section })}</a></p>`,
  });
}
