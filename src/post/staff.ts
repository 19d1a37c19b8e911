import type { Actor } from '../account/may.ts';
import type { Database } from '../kit/database/index.ts';
import { kinds } from './desk/kind.ts';
import { mayEdit, maySee, readRightful } from './rights.ts';

/** What an account may do with a post besides what every reader may, and where at the desk. */
export async function rightsOfStaff(
  database: Database,
  actor: Actor,
  siteId: number,
  postId: number,
): Promise<{ readonly sees: boolean; readonly preview: string; readonly edit?: string } | undefined> {
  const post = await readRightful(database, siteId, postId);
  const kind = kinds.find(({ type }) => type === post?.type);
  if (!post || !kind) return undefined;
  const edit = `${kind.base}${postId}/`;
  return {
    sees: maySee(actor, siteId, post),
    preview: `${edit}preview`,
    ...(mayEdit(actor, siteId, post) && { edit }),
  };
}
