import { type Call, named } from '../call.ts';
import { type Refusal, refuse } from '../outcome.ts';
import { type PostRow, readPostRow } from './post-read.ts';

/** The post or page that a route's `id` names. */
export async function findPost(call: Call, type: PostRow['type'], param = 'id'): Promise<PostRow | Refusal> {
  const row = await named(call, readPostRow, param);
  return row?.type === type ? row : refuse(404, 'rest_post_invalid_id', 'Invalid post ID.');
}
