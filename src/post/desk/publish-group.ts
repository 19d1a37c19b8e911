import { type Asked, selectField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { PostStatus } from '../post.ts';
import { mayGive } from '../rights.ts';
import type { EditForm } from './form.ts';

const statuses: readonly PostStatus[] = ['draft', 'pending', 'private', 'published'];

/** The statuses that one may give, and the one that the post has. */
export function statusField(asked: Asked, { fields, problems, rightful, post }: EditForm): Html {
  const { t, actor, site } = asked;
  if (post?.status === 'trash') return html`<p>${t('post-desk.in-trash')}</p>\n`;
  const allowed = statuses.filter(
    (status) => status === fields.status || mayGive(actor, site.id, rightful, status),
  );
  return selectField(
    {
      name: 'status',
      label: t('post-desk.status-field'),
      value: fields.status,
      hint: allowed.includes('published') ? t('post-desk.status-hint') : t('post-desk.review-hint'),
      problem: problems.status,
    },
    allowed.map((status) => ({ value: status, label: t('post-desk.status', { status }) })),
  );
}

/** Save keeps the status that is chosen; the other button is the next step that one may take. */
export function submitButtons({ t, actor, site }: Asked, { rightful, post, kind }: EditForm): Html {
  const status = post?.status ?? 'draft';
  const shown =
    status === 'published' || status === 'scheduled' || status === 'private' || status === 'trash';
  const next = mayGive(actor, site.id, rightful, 'published') ? 'publish' : 'submit';
  return html`<p class="buttons"><button type="submit" name="do" value="save"${!shown && html` class="plain"`}>${t('post-desk.save', { status })}</button>
${!shown && html`<button type="submit" name="do" value="${next}">${next === 'publish' ? t('post-desk.publish') : t('post-desk.submit')}</button>\n`}</p>
${
  post &&
  html`<p class="links"><a href="${kind.base}${post.id}/revisions/">${t('post-desk.revisions')}</a>
${status !== 'trash' && html`<button type="submit" class="link bad" formaction="${kind.base}${post.id}/trash">${t('post-desk.bin')}</button>\n`}</p>
`
}`;
}
