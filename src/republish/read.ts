import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import { type Republication, republicationFromRow } from './republication.ts';

/** What a post republishes, in the order of its text; a source that it names as a whole comes first. */
export async function republicationsOf(
  db: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<readonly Republication[]> {
  return (await ofPost.all(db, { site: siteId, post: postId })).map(republicationFromRow);
}

const ofPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('republication')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .orderBy('position')
    .orderBy('key'),
);
