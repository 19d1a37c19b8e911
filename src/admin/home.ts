import type { Asked, Desk } from '../desk/index.ts';
import { html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';

/** `GET /-/admin/` */
export function showHome(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, account } = asked;
  return desk.page(asked, {
    title: t('desk.section', { section: 'home' }),
    section: 'home',
    main: html`<p>${t.html('desk.empty-home', { name: html`<bdi>${account.name}</bdi>` })}</p>`,
  });
}
