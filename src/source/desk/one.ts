import { onwards } from '../../account/reply.ts';
import type { Asked, Desk } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { readSource } from '../read.ts';
import type { Source } from '../source.ts';
import { sourcesPath } from './list-view.ts';

/** The source that an address names; one that was merged leads to where it went. */
export async function withSource(
  desk: Desk,
  asked: Asked,
  handle: (source: Source) => Promise<Reply>,
): Promise<Reply> {
  const { world, request, site, params, t } = asked;
  const source = await readSource(world.db, site.id, idIn(params.id));
  if (source && source.id !== idIn(params.id) && request.method === 'GET')
    return onwards(`${sourcesPath}${source.id}/`);
  if (source) return handle(source);
  return desk.page(asked, {
    title: t('source.missing'),
    section: 'sources',
    status: 404,
    main: html`<p><a href="${sourcesPath}">${t('desk.section', { section: 'sources' })}</a></p>`,
  });
}
