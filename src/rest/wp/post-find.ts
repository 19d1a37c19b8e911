import type { Call } from '../call.ts';
import { type Refusal, refuse } from '../outcome.ts';
import { type PostRow, readPostRow } from './post-read.ts';

/** The post or page that a route's `id` names. */
export async function findPost(call: Call, type: PostRow['type'], name = 'id'): Promise<PostRow | Refusal> {
  const id = Number(call.params[name]);
  const row = Number.isSafeInteger(id) ? await readPostRow(call.world.db, call.site.id, id) : undefined;
  return row?.type === type ? row : refuse(404, 'rest_post_invalid_id', 'Invalid post ID.');
}
