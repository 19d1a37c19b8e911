import { type Asked, actionButton, type Desk, noticed } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { formatRelative } from '../../kit/i18n/index.ts';
import { type Autosave, dropAutosave, keepAutosave } from '../../revision/autosave.ts';
import { readSource } from '../source.ts';
import { fieldsFrom, keptFields, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { blankFields, readKnown } from './known.ts';
import { saveWanted } from './save.ts';

/** `POST /-/admin/posts/12/autosave`: keeps what is being written; the post stays as it is. Asked by a script. */
export async function takeAutosave(_: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { world, site, account, form } = asked;
  const known = await readKnown(asked, kind);
  if (!known) return answer(404, { saved: false });
  const version = Number(form.get('version') ?? 0) || 0;
  const savedAt = world.clock.now().toISOString();
  const fields = keptFields(form);
  await world.db.write((tx) => keepAutosave(tx, site.id, known.id, account.id, { version, fields, savedAt }));
  return answer(200, { saved: true, text: savedLine(asked), stale: version !== known.version });
}

/**
 * `POST /-/admin/posts/autosave`: what is begun becomes a draft, so that a closed tab loses nothing. Answers where
 * its form is sent from then on.
 */
export async function beginDraft(_: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const fields = fieldsFrom(asked.form);
  const read = readSource({ format: fields.format, text: fields.text });
  if (!read.ok || (fields.title.trim() === '' && fields.text.trim() === ''))
    return answer(422, { saved: false });
  const blank = await blankFields(asked, kind);
  const result = await saveWanted(
    asked,
    {
      write: {
        type: kind.type,
        status: 'draft',
        title: fields.title.trim().slice(0, 500),
        document: read.document,
        source: { format: fields.format, text: fields.text },
        authors: blank.authors.map(Number),
      },
      categories: [],
      tags: [],
      losses: [],
    },
    {},
  );
  if (!result.ok) return answer(409, { saved: false });
  return answer(200, {
    saved: true,
    text: savedLine(asked),
    address: `${kind.base}${result.id}/`,
    version: result.version,
  });
}

/** `POST /-/admin/posts/12/autosave/drop` */
export async function takeDrop(_: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { world, site, account, t } = asked;
  const known = await readKnown(asked, kind);
  if (!known) return answer(404, { saved: false });
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

function savedLine({ t, world, site }: Asked): string {
  const time = new Intl.DateTimeFormat(t.locale, { timeStyle: 'short', timeZone: site.timeZone }).format(
    world.clock.now(),
  );
  return t('post-desk.autosaved', { time });
}

function answer(status: number, body: object): Reply {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}
