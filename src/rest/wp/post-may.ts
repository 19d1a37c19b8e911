import { type Call, callerMay } from '../call.ts';
import type { PostRow } from './post-read.ts';

/** What of a post decides who may do what with it. */
export type Judged = Pick<PostRow, 'type' | 'status' | 'authors'>;

/** The accounts that wrote it. */
export function writersOf({ authors }: Pick<Judged, 'authors'>): readonly number[] {
  return authors.flatMap(({ accountId }) => accountId ?? []);
}

export function mayRead(call: Call, post: Judged): boolean {
  if (post.status === 'published') return true;
  const action = post.status === 'private' ? 'read-private' : 'read-unpublished';
  return callerMay(call, action, writersOf(post));
}

/** A post that readers see, or that was approved for an hour to come, takes more than a draft. */
export function mayEdit(call: Call, post: Judged): boolean {
  if (post.type === 'page') return callerMay(call, 'edit-pages');
  const isOut = post.status === 'published' || post.status === 'private' || post.status === 'scheduled';
  return callerMay(call, isOut ? 'edit-post' : 'edit-draft', writersOf(post));
}

/** Whether this post can be let out, or changed while it is. */
export function mayPublish(call: Call, type: PostRow['type'], writers: readonly number[]): boolean {
  return type === 'page' ? callerMay(call, 'edit-pages') : callerMay(call, 'publish-post', writers);
}

export function mayDelete(call: Call, post: Judged): boolean {
  return post.type === 'page'
    ? callerMay(call, 'edit-pages')
    : callerMay(call, 'delete-post', writersOf(post));
}

/** Whether who asks may see what a list in the context `edit` shows of some posts at all. */
export function mayEditSome(call: Call, type: PostRow['type']): boolean {
  return callerMay(call, type === 'page' ? 'edit-pages' : 'create-post');
}
