import { statement } from '../kit/database/index.ts';
import { note, type Reader } from './reader.ts';

/** What an address that nothing stands at leads to. */
export type Redirection = { readonly status: 301 | 302; readonly to: string } | { readonly status: 410 };

const redirectAt = statement<{ site: number; path: string }>()((db, value) =>
  db
    .selectFrom('redirect')
    .leftJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'redirect.site_id').onRef('post.id', '=', 'redirect.post_id'),
    )
    .leftJoin('term', (join) =>
      join.onRef('term.site_id', '=', 'redirect.site_id').onRef('term.id', '=', 'redirect.term_id'),
    )
    .select([
      'redirect.status',
      'redirect.target',
      'post.path',
      'redirect.post_id',
      'term.taxonomy',
      'term.path as term_path',
    ])
    .where('redirect.site_id', '=', value('site'))
    .where('redirect.path', '=', value('path')),
);

/** Paths and addresses are as stored: decoded. */
export async function readRedirect(reader: Reader, path: string): Promise<Redirection | undefined> {
  note(reader, 'redirects');
  const row = await redirectAt.first(reader.db, { site: reader.siteId, path });
  if (!row) return undefined;
  if (row.status === 410) return { status: 410 };
  const to = targetOf(row);
  return to === null ? undefined : { status: row.status, to };
}

function targetOf(row: {
  readonly post_id: number | null;
  readonly path: string | null;
  readonly taxonomy: 'category' | 'tag' | null;
  readonly term_path: string | null;
  readonly target: string | null;
}): string | null {
  if (row.post_id !== null) return row.path;
  return row.term_path === null ? row.target : `/${row.taxonomy}/${row.term_path}/`;
}

type ById = { site: number; id: number };

const legacy = statement<ById & { kind: string }>()((db, value) =>
  db
    .selectFrom('legacy_id')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('kind', '=', value('kind'))
    .where('legacy_id', '=', value('id')),
);

const postPath = statement<ById>()((db, value) =>
  db.selectFrom('post').select('path').where('site_id', '=', value('site')).where('id', '=', value('id')),
);

const termPath = statement<ById>()((db, value) =>
  db
    .selectFrom('term')
    .select(['taxonomy', 'path'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

const authorSlug = statement<ById>()((db, value) =>
  db.selectFrom('author').select('slug').where('site_id', '=', value('site')).where('id', '=', value('id')),
);

const mediaPath = statement<ById>()((db, value) =>
  db.selectFrom('media').select('path').where('site_id', '=', value('site')).where('id', '=', value('id')),
);

/**
 * Where `/?p=12` and its kin lead: the ID that the thing had where the blog came from, else its own.
 * A stored path.
 */
export async function readPathOfId(
  reader: Reader,
  kind: 'post' | 'term' | 'author' | 'media',
  given: number,
): Promise<string | undefined> {
  const args = { site: reader.siteId, id: await readOwnId(reader, kind, given) };
  switch (kind) {
    case 'post':
      return (await postPath.first(reader.db, args))?.path ?? undefined;
    case 'term': {
      const term = await termPath.first(reader.db, args);
      return term && `/${term.taxonomy}/${term.path}/`;
    }
    case 'author': {
      const author = await authorSlug.first(reader.db, args);
      return author && `/author/${author.slug}/`;
    }
    case 'media': {
      const media = await mediaPath.first(reader.db, args);
      return media?.path;
    }
  }
}

/** The number that a thing has here, by the one that it had where the blog came from, else by its own. */
export async function readOwnId(
  reader: Reader,
  kind: 'post' | 'term' | 'author' | 'media',
  given: number,
): Promise<number> {
  const known = await legacy.first(reader.db, { site: reader.siteId, id: given, kind });
  return known?.id ?? given;
}
