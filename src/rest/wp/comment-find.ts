import { type Call, named } from '../call.ts';
import { type Refusal, refuse } from '../outcome.ts';
import type { CommentRow } from './comment-list.ts';
import { readCommentRow } from './comment-read.ts';

export const noComment = refuse(404, 'rest_comment_invalid_id', 'Invalid comment ID.');

/** The comment that a route's `id` names. */
export async function findComment(call: Call): Promise<CommentRow | Refusal> {
  return (await named(call, readCommentRow)) ?? noComment;
}
