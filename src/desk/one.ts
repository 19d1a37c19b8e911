import { onwards } from '../account/reply.ts';
import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/index.ts';
import type { Asked, Desk, SectionName } from './desk.ts';

/**
 * Hands on the one that an address names by its number (`:id`). One that became part of another (`one` is then that
 * other) leads to where it went; where there is none, a page says so.
 */
export async function withOne<One extends { readonly id: number }>(
  desk: Desk,
  asked: Asked,
  { one, path, section, missing }: Wanted<One>,
  handle: (one: One) => Promise<Reply>,
): Promise<Reply> {
  const { request, params, t } = asked;
  if (one && one.id !== idIn(params.id) && request.method === 'GET') return onwards(`${path}${one.id}/`);
  if (one) return handle(one);
  return desk.page(asked, {
    title: missing,
    section,
    status: 404,
    main: html`<p><a href="${path}">${t('desk.section', { section })}</a></p>`,
  });
}

type Wanted<One> = {
  readonly one: One | undefined;
  /** Of the list that it stands in: `/-/admin/sources/`. */
  readonly path: string;
  readonly section: SectionName;
  /** The heading where there is none. */
  readonly missing: string;
};
