import type { Document } from '../document/index.ts';
import type { Database } from '../kit/database/index.ts';

export type PostDocument = {
  readonly id: number;
  readonly title: string;
  readonly lang: string | null;
  /** Of the post's present state: an edit makes it one more. */
  readonly version: number;
  readonly document: Document;
};

/** As many as are held at a time. */
const batch = 50;

/** The texts of every post and page of a site that is not in the trash, by their IDs, a few at a time. */
export async function* documentsOf(
  db: Pick<Database, 'read'>,
  siteId: number,
  { after = 0 }: { readonly after?: number } = {},
): AsyncGenerator<PostDocument> {
  for (let last = after; ; ) {
    const rows = await db.read
      .selectFrom('post')
      .innerJoin('post_document', (join) =>
        join
          .onRef('post_document.site_id', '=', 'post.site_id')
          .onRef('post_document.post_id', '=', 'post.id'),
      )
      .select(['post.id', 'post.title', 'post.lang', 'post.version', 'post_document.document'])
      .where('post.site_id', '=', siteId)
      .where('post.id', '>', last)
      .where('post.status', '!=', 'trash')
      .orderBy('post.id')
      .limit(batch)
      .execute();
    for (const row of rows) yield { ...row, document: JSON.parse(row.document) };
    last = rows.at(-1)?.id ?? last;
    if (rows.length < batch) return;
  }
}
