import { type Action, type Actor, may } from '../account/may.ts';
import { writersOf } from '../author/read.ts';
import { type Database, type PostStatus, statement, type Transaction } from '../kit/database/index.ts';
import type { PostType } from './post.ts';

/** What decides who may do what with a post: `writtenBy` are the accounts of its authors. */
export type Rightful = {
  readonly type: PostType;
  readonly status: PostStatus;
  readonly writtenBy: readonly number[];
};

/** The statuses that readers see something of, or will when their hour comes. */
const shown: ReadonlySet<PostStatus> = new Set(['published', 'scheduled', 'private']);

/** Whether somebody may read a post that readers cannot, or not without its password. */
export function maySee(
  actor: Actor,
  siteId: number,
  { status, writtenBy }: Pick<Rightful, 'status' | 'writtenBy'>,
): boolean {
  return may(actor, seeing[status] ?? 'read-unpublished', { siteId, writtenBy });
}

const seeing: Partial<Record<PostStatus, Action>> = {
  published: 'read-protected',
  private: 'read-private',
};

/** Whether somebody may change a post as it is now, or put it into the trash. */
export function mayEdit(actor: Actor, siteId: number, post: Rightful): boolean {
  return mayDo(actor, siteId, post, shown.has(post.status) ? 'edit-post' : 'edit-draft');
}

/** Whether somebody may give a post that status. */
export function mayGive(actor: Actor, siteId: number, post: Rightful, status: PostStatus): boolean {
  return mayEdit(actor, siteId, post) && (!shown.has(status) || mayDo(actor, siteId, post, 'publish-post'));
}

export function mayDelete(actor: Actor, siteId: number, post: Rightful): boolean {
  return mayDo(actor, siteId, post, 'delete-post');
}

/** Whether somebody may say to readers what changed in a post, and why it is withdrawn. */
export function mayAnnounce(
  actor: Actor,
  siteId: number,
  { status, writtenBy }: Pick<Rightful, 'status' | 'writtenBy'>,
): boolean {
  return status === 'published' && may(actor, 'correct-post', { siteId, writtenBy });
}

/** Whether somebody may begin a post or a page. */
export function mayBegin(actor: Actor, siteId: number, type: PostType): boolean {
  return may(actor, type === 'page' ? 'edit-pages' : 'create-post', { siteId });
}

function mayDo(actor: Actor, siteId: number, { type, writtenBy }: Rightful, action: Action): boolean {
  return may(actor, type === 'page' ? 'edit-pages' : action, { siteId, writtenBy });
}

/** What of a post decides who may do what with it; undefined where there is none. */
export async function readRightful(
  from: Database | Transaction,
  siteId: number,
  id: number,
): Promise<(Rightful & { readonly version: number }) | undefined> {
  const row = await byId.first(from, { site: siteId, id });
  return row && { ...row, writtenBy: await writersOf(from, siteId, id) };
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['type', 'status', 'version'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);
