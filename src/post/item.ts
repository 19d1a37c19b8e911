import type { Database, PostStatus } from '../kit/database/index.ts';
import type { PostType } from './post.ts';

/** Posts as lists of the desk and programs need them. */
export type PostItem = {
  readonly id: number;
  readonly type: PostType;
  readonly status: PostStatus;
  readonly title: string;
  readonly dir: 'ltr' | 'rtl';
  readonly lang: string | null;
  readonly slug: string;
  /** Null while it has no public address. */
  readonly path: string | null;
  readonly sticky: boolean;
  readonly locked: boolean;
  readonly version: number;
  readonly publishedAt: string | null;
  readonly changedAt: string;
  readonly commentCount: number;
  readonly parentId: number | null;
  readonly menuOrder: number;
  /** In the order in which they sign. */
  readonly authors: readonly number[];
  /** Its own, not those above them. */
  readonly terms: readonly number[];
  /** Where it stands in the order that was asked for: for `keyText`. */
  readonly key: readonly [value: string, id: string];
};

/** A post that a list found, and what it was sorted by. */
export type Found = { readonly id: number; readonly key: string | number };

/** Everything that lists show of the posts that were found, in their order. */
export async function loadItems(
  { read }: Database,
  siteId: number,
  found: readonly Found[],
): Promise<readonly PostItem[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await read
    .selectFrom('post')
    .select([
      'id',
      'type',
      'status',
      'title',
      'dir',
      'lang',
      'slug',
      'path',
      'sticky',
      'password',
      'version',
      'published_at',
      'changed_at',
      'comment_count',
      'parent_id',
      'menu_order',
    ])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .execute();
  const authors = await read
    .selectFrom('post_author')
    .select(['post_id', 'author_id as other'])
    .where('site_id', '=', siteId)
    .where('post_id', 'in', ids)
    .orderBy('position')
    .execute();
  const terms = await read
    .selectFrom('post_term')
    .select(['post_id', 'term_id as other'])
    .where('site_id', '=', siteId)
    .where('post_id', 'in', ids)
    .where('position', '>=', 0)
    .orderBy('position')
    .execute();
  const [authorsOf, termsOf] = [grouped(authors), grouped(terms)];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, key }) => {
    const row = byId.get(id);
    if (!row) return [];
    return {
      id,
      type: row.type,
      status: row.status,
      title: row.title,
      dir: row.dir,
      lang: row.lang,
      slug: row.slug,
      path: row.path,
      sticky: row.sticky === 1,
      locked: row.password !== null,
      version: row.version,
      publishedAt: row.published_at,
      changedAt: row.changed_at,
      commentCount: row.comment_count,
      parentId: row.parent_id,
      menuOrder: row.menu_order,
      authors: authorsOf.get(id) ?? [],
      terms: termsOf.get(id) ?? [],
      key: [String(key), String(id)] as const,
    };
  });
}

function grouped(
  rows: readonly { readonly post_id: number; readonly other: number }[],
): ReadonlyMap<number, readonly number[]> {
  const groups = Map.groupBy(rows, ({ post_id }) => post_id);
  return new Map([...groups].map(([id, each]) => [id, each.map(({ other }) => other)]));
}
