import { may } from '../../account/may.ts';
import { localPath } from '../../account/reply.ts';
import { type Asked, type Desk, noticed } from '../../desk/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { loadWrite } from '../load.ts';
import type { PostStatus } from '../post.ts';
import { mayDelete, mayEdit, mayGive, type Rightful, readRightful } from '../rights.ts';
import { deletePost, updatePost } from '../save.ts';
import { statusBefore, trashPost, untrashPost } from '../trash.ts';
import { askDeleteAll } from './bulk-delete.ts';
import { askTerms, changeTerms, newTerms } from './bulk-terms.ts';
import type { Kind } from './kind.ts';

const deeds = ['publish', 'draft', 'trash', 'untrash', 'delete', 'terms'] as const;
type Deed = (typeof deeds)[number];

/** What can be done with several posts at once. */
export function bulkActions({ t, actor, site }: Asked, kind: Kind, inTrash: boolean) {
  const mayPublish = may(actor, 'publish-post', { siteId: site.id, writtenBy: ownId(actor) });
  const shown: readonly Deed[] = inTrash
    ? ['untrash', ...(mayPublish ? (['delete'] as const) : [])]
    : [
        ...(mayPublish ? (['publish', 'draft'] as const) : []),
        ...(kind.type === 'post' ? (['terms'] as const) : []),
        'trash',
      ];
  return shown.map((deed) => ({ value: deed, label: t('post-desk.bulk', { deed }) }));
}

function ownId(actor: Asked['actor']): readonly number[] {
  return actor.kind === 'account' ? [actor.accountId] : [];
}

/** More than a page holds is nobody's selection. */
const mostAtOnce = 200;

/** `POST /-/admin/posts/bulk`: fields `do`, `id` (several; or with commas, where a notice takes it back), `back`. */
export async function takeBulk(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { form, t } = asked;
  const back = backPath(form.get('back'), kind);
  const ids = selectedIds(form);
  const deed = deeds.find((one) => one === form.get('do'));
  if (ids.length === 0 || deed === undefined)
    return noticed(asked, back, { text: t('post-desk.none-selected'), tone: 'warning' });
  if (deed === 'terms' && !form.has('confirmed')) return askTerms(desk, asked, kind, ids, back);
  if (deed === 'delete' && !form.has('confirmed')) return askDeleteAll(desk, asked, kind, ids, back);
  const done = await doAll(asked, kind, deed, ids);
  const left = ids.length - done.length;
  const text = [
    t('post-desk.bulk-done', { deed, count: done.length }),
    ...(left > 0 ? [t('post-desk.bulk-left', { count: left })] : []),
  ].join(' ');
  return noticed(asked, back, {
    text,
    ...(left > 0 && { tone: 'warning' }),
    ...(deed === 'trash' &&
      done.length > 0 && {
        undo: { action: `${kind.base}bulk`, fields: { do: 'untrash', id: done.join(','), back } },
      }),
  });
}

export function selectedIds(form: URLSearchParams): readonly number[] {
  const ids = form.getAll('id').flatMap((text) => text.split(',').map(idIn));
  return [...new Set(ids.filter((id) => id > 0))].slice(0, mostAtOnce);
}

/** A list of the same kind, on the page where it was. */
function backPath(given: string | null, { base }: Kind): string {
  const path = localPath(given);
  const url = path === undefined ? undefined : new URL(path, 'http://desk.invalid');
  return url?.pathname.startsWith(base) ? url.pathname + url.search : base;
}

/** Does it with each that one may do it with; those are named. All in one transaction: all or nothing is saved. */
async function doAll(
  asked: Asked,
  kind: Kind,
  deed: Deed,
  ids: readonly number[],
): Promise<readonly number[]> {
  return asked.world.db.write(async (tx) => {
    const terms = deed === 'terms' ? await newTerms(tx, asked) : undefined;
    const done: number[] = [];
    for (const id of ids) {
      const rightful = await readRightful(tx, asked.site.id, id);
      if (rightful?.type !== kind.type) continue;
      if (
        terms
          ? mayEdit(asked.actor, asked.site.id, rightful) && (await changeTerms(tx, asked, id, terms))
          : await doOne(tx, asked, deed, id, rightful)
      )
        done.push(id);
    }
    return done;
  });
}

async function doOne(
  tx: Transaction,
  asked: Asked,
  deed: Deed,
  id: number,
  rightful: Rightful,
): Promise<boolean> {
  const { site, actor, account, world } = asked;
  const options = { now: world.clock.now().toISOString(), by: account.id };
  switch (deed) {
    case 'trash':
      return mayEdit(actor, site.id, rightful) && (await trashPost(tx, site, id, options)).ok;
    case 'untrash': {
      const before = (await statusBefore(tx, site.id, id)) ?? 'draft';
      return (
        mayGive(actor, site.id, { ...rightful, status: 'draft' }, before) &&
        (await untrashPost(tx, site, id, options)).ok
      );
    }
    case 'delete':
      if (rightful.status !== 'trash' || !mayDelete(actor, site.id, rightful)) return false;
      return (await deletePost(tx, site, id, options)).ok;
    case 'publish':
    case 'draft':
      return give(tx, asked, id, rightful, deed === 'publish' ? 'published' : 'draft');
    case 'terms':
      return false;
  }
}

async function give(
  tx: Transaction,
  { site, actor, account, world }: Asked,
  id: number,
  rightful: Rightful,
  status: PostStatus,
): Promise<boolean> {
  if (rightful.status === 'trash' || !mayGive(actor, site.id, rightful, status)) return false;
  const write = await loadWrite(tx, site.id, id);
  if (!write || write.status === status) return write !== undefined;
  const now = world.clock.now().toISOString();
  return (await updatePost(tx, site, id, { ...write, status }, { now, by: account.id })).ok;
}
