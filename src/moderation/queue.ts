import { hidden } from '../account/fields.ts';
import { onwards } from '../account/reply.ts';
import { type Asked, type Desk, deskForm, noticed, readKeyset } from '../desk/index.ts';
import { statement } from '../kit/database/index.ts';
import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/index.ts';
import { type Act, type Acted, actOn, emptyShelf, isAct } from './act.ts';
import { answerTo } from './answer.ts';
import { queuePath } from './card.ts';
import { closePost } from './door.ts';
import { queueMain } from './queue-view.ts';
import { countShelves, type QueueFilter, readQueue, type Shelf, shelves } from './read.ts';
import { readRecords } from './record.ts';
import { mayClose, type Scope, scopeOf } from './scope.ts';
import { undoBatch } from './undo.ts';

/** `GET /-/admin/comments/` */
export async function showQueue(desk: Desk, asked: Asked): Promise<Reply> {
  return queuePage(desk, asked, filterOf(asked.request.query));
}

async function queuePage(
  desk: Desk,
  asked: Asked,
  filter: QueueFilter,
  answer?: { readonly id: number; readonly text: string },
): Promise<Reply> {
  const { world, site, actor, t } = asked;
  const scope = scopeOf(actor, site.id) ?? { accountId: 0 };
  const db = world.db.read;
  const [page, counts, post] = [
    await readQueue(db, site.id, scope, filter, readKeyset(asked.request.query, 2)),
    await countShelves(db, site.id, scope),
    filter.postId !== undefined && (await mayClose(world.db, site.id, scope, filter.postId))
      ? await postById.first(world.db, { site: site.id, id: filter.postId })
      : undefined,
  ];
  const records = await readRecords(
    db,
    site.id,
    page.rows.map(({ sender }) => sender),
  );
  return desk.page(asked, {
    title: t('desk.section', { section: 'comments' }),
    section: 'comments',
    scripts: ['moderation'],
    ...(answer && { status: 400, notice: { text: t('moderation.replied-refused'), tone: 'bad' } }),
    ...(scope === 'all' && {
      actions: html`<a class="button plain" href="${queuePath}history">${t('moderation.history')}</a> <a class="button plain" href="${queuePath}bans">${t('moderation.bans')}</a>`,
    }),
    main: queueMain(asked, { filter, page, counts, records, scope, post, answer }),
  });
}

const postById = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['id', 'title', 'type', 'comments_open', 'published_at'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

function filterOf(query: URLSearchParams): QueueFilter {
  const shelf = shelves.find((one) => one === query.get('shelf')) ?? 'pending';
  const postId = Number(query.get('post') ?? Number.NaN);
  const search = (query.get('search') ?? '').replaceAll('\0', '').trim().slice(0, 200);
  const sender = (query.get('sender') ?? '').replaceAll('\0', '').slice(0, 60);
  return {
    shelf,
    order: query.get('order') === 'ranked' && shelf === 'pending' ? 'ranked' : 'newest',
    ...(Number.isSafeInteger(postId) && postId > 0 && { postId }),
    ...(search !== '' && { search }),
    ...(sender !== '' && { sender }),
  };
}

/**
 * `POST /-/admin/comments/do`: one button of one reply (`one`: `approve 12`), or one thing for all that are selected
 * (`do`, `id`). A script that asks for JSON gets what was done, and the batch by which it is undone.
 */
export async function takeDeed(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, account, t } = asked;
  const [word, only] = (form.get('one') ?? '').split(' ');
  const back = backOf(form.get('back'));
  if (word === 'reply') return answered(desk, asked, idIn(only), back);
  const act = word || (form.get('do') ?? '');
  const ids = word ? [Number(only)] : form.getAll('id').map(Number);
  const chosen = ids.filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, 1_000);
  const scope = scopeOf(asked.actor, site.id);
  if (!isAct(act) || scope === undefined || chosen.length === 0 || (act === 'erase' && scope !== 'all'))
    return noticed(asked, back, { text: t('moderation.none-selected'), tone: 'warning' });
  const acted = await actOn(world, site.id, scope, act, chosen, account.id);
  return said(asked, back, act, acted);
}

function said(asked: Asked, back: string, act: Act, { count, batch }: Acted): Reply {
  const text = asked.t('moderation.done', { act, count });
  if (wantsJson(asked)) return inJson({ text, count, batch: act === 'erase' ? null : batch });
  const undo = { action: `${queuePath}undo`, fields: { batch: String(batch), back } };
  return noticed(asked, back, { text, ...(act !== 'erase' && count > 0 && { undo }) });
}

async function answered(desk: Desk, asked: Asked, id: number, back: string): Promise<Reply> {
  const { form, t } = asked;
  const text = form.get(`answer-${id}`) ?? '';
  if (text.trim() === '')
    return noticed(asked, back, { text: t('moderation.replied-empty'), tone: 'warning' });
  const answer = await answerTo(asked, id, text);
  if (answer.ok) return noticed(asked, back, { text: t('moderation.replied') });
  const query = new URL(back, 'http://desk.invalid').searchParams;
  return queuePage(desk, asked, filterOf(query), { id, text });
}

/** `POST /-/admin/comments/undo` */
export async function takeUndo(_desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, t } = asked;
  const scope: Scope = scopeOf(asked.actor, site.id) ?? { accountId: 0 };
  const { count } = await undoBatch(world, site.id, scope, idIn(form.get('batch')));
  const text = t('moderation.undone', { count });
  if (wantsJson(asked)) return inJson({ text, count });
  return noticed(asked, backOf(form.get('back')), { text, ...(count === 0 && { tone: 'warning' }) });
}

function wantsJson({ request }: Asked): boolean {
  return request.header('accept') === 'application/json';
}

function inJson(said: object): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(said),
  };
}

/** `POST /-/admin/comments/posts/12`: opens or closes a post. */
export async function takeDoor(_desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, account, t, params } = asked;
  const postId = idIn(params.id);
  const open = form.get('do') === 'open';
  const back = `${queuePath}?shelf=live&post=${postId}`;
  const scope = scopeOf(asked.actor, site.id);
  if (scope === undefined || !(await mayClose(world.db, site.id, scope, postId))) return onwards(queuePath);
  const batch = await world.db.write((tx) => closePost(tx, site.id, postId, open, { by: account.id }));
  const text = t(open ? 'moderation.opened' : 'moderation.closed');
  const undo = { action: `${queuePath}undo`, fields: { batch: String(batch), back } };
  return noticed(asked, back, { text, ...(batch !== undefined && scope === 'all' && { undo }) });
}

/** `GET /-/admin/comments/empty?shelf=spam`: asks first. */
export async function askEmpty(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, request } = asked;
  const shelf = emptied(request.query.get('shelf'));
  return desk.page(asked, {
    title: t('moderation.empty-shelf'),
    section: 'comments',
    main: html`<p>${t('moderation.empty-ask', { shelf })}</p>
${deskForm(
  asked,
  { action: `${queuePath}empty` },
  html`${hidden('shelf', shelf)}<p class="buttons"><button type="submit" class="bad">${t('moderation.erase')}</button> <a href="${queuePath}?shelf=${shelf}">${t('desk.cancel')}</a></p>
`,
)}`,
  });
}

/** `POST /-/admin/comments/empty` */
export async function takeEmpty(_desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, account, t } = asked;
  const shelf = emptied(form.get('shelf'));
  const count = await emptyShelf(world, site.id, shelf === 'spam' ? 'spam' : 'removed', account.id);
  return noticed(asked, `${queuePath}?shelf=${shelf}`, {
    text: t('moderation.done', { act: 'erase', count }),
  });
}

function emptied(text: string | null): Extract<Shelf, 'spam' | 'trash'> {
  return text === 'trash' ? 'trash' : 'spam';
}

/** Back to a page of the queue, and to nowhere else. */
function backOf(text: string | null): string {
  return text !== null && /^\/-\/admin\/comments\/(history|\d+\/)?(\?[\w=&%.+:*-]*)?$/.test(text)
    ? text
    : queuePath;
}
