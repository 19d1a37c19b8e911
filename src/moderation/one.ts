import { longest } from '../comment/comment.ts';
import { reviseComment } from '../comment/save-edit.ts';
import { type Asked, type Desk, noticed, type Stand } from '../desk/index.ts';
import { html } from '../kit/html.ts';
import type { Reply } from '../kit/http/index.ts';
import { queuePath } from './card.ts';
import { type EditView, editMain } from './one-view.ts';
import { type OneReply, readOne } from './read-one.ts';
import { scopeOf } from './scope.ts';

/** `GET /-/admin/comments/12/`: a reply by itself, to be changed, with all that happened to it. */
export async function showOne(desk: Desk, asked: Asked): Promise<Reply> {
  const one = await oneOf(asked);
  if (!one) return gone(desk, asked);
  return editPage(desk, asked, one, { fields: shownFields(one) });
}

function shownFields(one: OneReply): EditView['fields'] {
  return {
    text: one.original ?? one.text,
    name: one.name,
    url: one.url ?? '',
    note: one.edit_note ?? '',
  };
}

/** How a reply stands: two who change it see each other's words. */
export async function standOfOne(asked: Asked): Promise<Stand | undefined> {
  const { t } = asked;
  const one = await oneOf(asked);
  if (!one) return undefined;
  const { text, name, url, note } = shownFields(one);
  return {
    text: { label: t('moderation.text'), now: text },
    name: { label: t('moderation.name'), now: name },
    url: { label: t('moderation.website'), now: url },
    note: { label: t('moderation.note'), now: note },
  };
}

/** `POST /-/admin/comments/12/` */
export async function takeOne(desk: Desk, asked: Asked): Promise<Reply> {
  const one = await oneOf(asked);
  if (!one) return gone(desk, asked);
  const { form, world, site, account, t } = asked;
  const field = (name: string, most: number) => (form.get(name) ?? '').trim().slice(0, most);
  const fields = {
    text: (form.get('text') ?? '').replaceAll('\r\n', '\n'),
    name: field('name', longest.name),
    url: field('url', longest.url),
    note: field('note', longest.note),
  };
  const { text, name, note } = fields;
  const url = /^https?:\/\//i.test(fields.url) && URL.canParse(fields.url) ? fields.url : '';
  const revised = await world.db.write((tx) =>
    reviseComment(tx, site.id, one.id, { text, name, url }, { by: account.id, note }),
  );
  if (revised.ok) {
    const undo = { action: `${queuePath}undo`, fields: { batch: String(revised.batch) } };
    return noticed(asked, `${queuePath}${one.id}/`, { text: t('moderation.saved'), undo });
  }
  if (revised.reason === 'missing') return gone(desk, asked);
  const problem =
    revised.reason === 'empty'
      ? t('reply.problem.empty')
      : t('reply.problem.too-long', { most: revised.most });
  return editPage(desk, asked, one, { fields, problem });
}

/** The reply that the address names, where one may moderate it. */
export async function oneOf({ world, site, actor, params }: Asked): Promise<OneReply | undefined> {
  const scope = scopeOf(actor, site.id);
  const id = Number(params.id);
  return scope === undefined || !Number.isSafeInteger(id)
    ? undefined
    : readOne(world.db.read, site.id, scope, id);
}

async function editPage(
  desk: Desk,
  asked: Asked,
  one: OneReply,
  view: Pick<EditView, 'fields' | 'problem'>,
): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('moderation.edit-title'),
    section: 'comments',
    actions: html`<a class="button plain" href="${queuePath}">${t('moderation.back')}</a>`,
    ...(view.problem !== undefined && { status: 400 }),
    main: editMain(asked, { ...view, one, all: scopeOf(asked.actor, asked.site.id) === 'all' }),
  });
}

export function gone(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    status: 404,
    title: t('moderation.missing'),
    section: 'comments',
    main: html`<p>${t('moderation.missing-text')}</p>
<p><a href="${queuePath}">${t('moderation.back')}</a></p>`,
  });
}
