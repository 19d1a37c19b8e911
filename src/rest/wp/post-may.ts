import {
  mayBegin as begin,
  mayEdit as edit,
  maySee,
  type Rightful,
  mayDelete as remove,
} from '../../post/rights.ts';
import { type Call, callerMay } from '../call.ts';
import type { PostRow } from './post-read.ts';

/** What of a post decides who may do what with it. */
export type Judged = Pick<PostRow, 'type' | 'status' | 'authors'>;

/** The accounts that wrote it. */
export function writersOf({ authors }: Pick<Judged, 'authors'>): readonly number[] {
  return authors.flatMap(({ accountId }) => accountId ?? []);
}

export function rightful({ type, status, authors }: Judged): Rightful {
  return { type, status, writtenBy: writersOf({ authors }) };
}

export function mayRead({ actor, site }: Call, post: Judged): boolean {
  return post.status === 'published' || maySee(actor, site.id, rightful(post));
}

export function mayEdit({ actor, site }: Call, post: Judged): boolean {
  return edit(actor, site.id, rightful(post));
}

/** Whether this post can be let out. */
export function mayPublish(call: Call, { type, authors }: Pick<Judged, 'type' | 'authors'>): boolean {
  return type === 'page'
    ? callerMay(call, 'edit-pages')
    : callerMay(call, 'publish-post', writersOf({ authors }));
}

export function mayDelete({ actor, site }: Call, post: Judged): boolean {
  return remove(actor, site.id, rightful(post));
}

/** Whether who asks may begin such a thing, and so see lists of what can be edited. */
export function mayBegin({ actor, site }: Call, type: PostRow['type']): boolean {
  return begin(actor, site.id, type);
}
