import { type Asked, type Desk, deskForm, noticed } from '../../desk/index.ts';
import { notAllowed } from '../../desk/refusal.ts';
import { html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import type { Saver } from '../../revision/save.ts';
import { mayAnnounce, mayDelete, mayGive } from '../rights.ts';
import { deletePost } from '../save.ts';
import { statusBefore, trashPost, untrashPost } from '../trash.ts';
import { fieldsFrom } from './fields.ts';
import type { Kind } from './kind.ts';
import { type KnownPost, readKnown } from './known.ts';
import { nameOf } from './list-columns.ts';
import { missingPage } from './missing.ts';

/** `POST /-/admin/posts/12/trash` */
export async function takeTrash(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, account, t } = asked;
  const now = world.clock.now().toISOString();
  const options = { now, by: account.id, ...said(asked, known) };
  const result = await world.db.write((tx) => trashPost(tx, site, known.id, options));
  const name = nameOf(asked, known.write);
  if (!result.ok && result.reason === 'missing') return missingPage(desk, asked, kind);
  return noticed(asked, kind.base, {
    text: t('post-desk.binned', { title: name }),
    undo: { action: `${kind.base}${known.id}/untrash`, fields: {} },
  });
}

/** The button stands in the form of the post: what that says to readers and to who writes here is why. */
function said(asked: Asked, { rightful }: KnownPost): Pick<Saver, 'note' | 'announcement'> {
  const { note, announcement } = fieldsFrom(asked.form);
  return {
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(mayAnnounce(asked.actor, asked.site.id, rightful) && {
      announcement: { note: announcement, correction: false },
    }),
  };
}

/** `POST /-/admin/posts/12/untrash`: as what it was before, if one may make it that. */
export async function takeUntrash(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, account, actor, t } = asked;
  const before = (await statusBefore({ db: world.db.read }, site.id, known.id)) ?? 'draft';
  if (!mayGive(actor, site.id, { ...known.rightful, status: 'draft' }, before))
    return notAllowed(desk, asked);
  const now = world.clock.now().toISOString();
  const result = await world.db.write((tx) => untrashPost(tx, site, known.id, { now, by: account.id }));
  const name = nameOf(asked, known.write);
  if (!result.ok && result.reason === 'missing') return missingPage(desk, asked, kind);
  return noticed(asked, kind.base, { text: t('post-desk.restored', { title: name }) });
}

/** `GET /-/admin/posts/12/delete`: asks once. */
export async function askDelete(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  if (!mayDelete(asked.actor, asked.site.id, known.rightful)) return notAllowed(desk, asked);
  const { t } = asked;
  const button = html`<p class="buttons"><button type="submit" class="bad">${t('post-desk.delete')}</button>
<a class="button plain" href="${kind.base}?status=trash">${t('desk.cancel')}</a></p>
`;
  return desk.page(asked, {
    title: t('post-desk.delete-title', { title: nameOf(asked, known.write) }),
    section: kind.section,
    main: html`<p>${t('post-desk.delete-ask')}</p>
${deskForm(asked, { action: `${kind.base}${known.id}/delete` }, button)}`,
  });
}

/** `POST /-/admin/posts/12/delete` */
export async function takeDelete(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  const { world, site, account, actor, t } = asked;
  if (!mayDelete(actor, site.id, known.rightful)) return notAllowed(desk, asked);
  const now = world.clock.now().toISOString();
  await world.db.write((tx) => deletePost(tx, site, known.id, { now, by: account.id }));
  return noticed(asked, `${kind.base}?status=trash`, {
    text: t('post-desk.deleted', { title: nameOf(asked, known.write) }),
  });
}
