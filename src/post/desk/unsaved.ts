import { type Asked, actionButton, type Desk, noticed } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { formatRelative } from '../../kit/i18n/index.ts';
import { type Autosave, dropAutosave } from '../../revision/autosave.ts';
import { fieldsFrom, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { readKnown } from './known.ts';
import { missingPage } from './missing.ts';

/** `POST /-/admin/posts/12/autosave/drop` */
export async function takeDrop(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { world, site, account, t } = asked;
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  await world.db.write((tx) => dropAutosave(tx, site.id, known.id, account.id));
  return noticed(asked, `${kind.base}${known.id}/`, { text: t('post-desk.unsaved-dropped') });
}

export function unsavedFields({ fields }: Autosave): PostFields {
  return fieldsFrom(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])));
}

/** Offers what was not saved, where it says something else than the post. */
export function offerOf(
  asked: Asked,
  kind: Kind,
  id: number,
  kept: Autosave,
  saved: PostFields,
): Html | undefined {
  const { t, world } = asked;
  const unsaved = unsavedFields(kept);
  if (JSON.stringify({ ...unsaved, pictureWords: '' }) === JSON.stringify(saved)) return undefined;
  const ago = formatRelative(kept.savedAt, world.clock.now().toISOString(), t.locale);
  return html`<section class="notice warning" aria-labelledby="unsaved"><p id="unsaved">${t('post-desk.unsaved', { ago })}</p>
<div class="buttons"><a class="button" href="${kind.base}${id}/?unsaved=1">${t('post-desk.unsaved-show')}</a>
${actionButton(asked, { action: `${kind.base}${id}/autosave/drop`, label: t('post-desk.unsaved-drop'), tone: 'plain' })}</div></section>
`;
}
