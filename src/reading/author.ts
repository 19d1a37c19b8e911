import { numbersIn, statement } from '../kit/database/index.ts';
import { note, type Reader, rememberedRows } from './reader.ts';

/** An author's profile as it stands in the database. */
export type ReadAuthor = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly picture_id: number | null;
  readonly biography_html: string | null;
  /** JSON. */
  readonly links: string;
  /** JSON. */
  readonly honours: string;
  readonly lang: string | null;
};

const columns = ['id', 'slug', 'name', 'picture_id', 'biography_html', 'links', 'honours', 'lang'] as const;

const bySlug = statement<{ site: number; slug: string }>()((db, value) =>
  db
    .selectFrom('author')
    .select(columns)
    .where('site_id', '=', value('site'))
    .where('slug', '=', value('slug')),
);

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('author')
    .select(columns)
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

export async function readAuthor(reader: Reader, slug: string): Promise<ReadAuthor | undefined> {
  const row = await bySlug.first(reader.db, { site: reader.siteId, slug });
  if (row) note(reader, `author:${row.id}`);
  return row;
}

/** Profiles by their IDs. */
export function readAuthorRows(
  reader: Reader,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, ReadAuthor>> {
  return rememberedRows(reader, 'author', ids, (missing) =>
    byIds.all(reader.db, { site: reader.siteId, ids: JSON.stringify(missing) }),
  );
}
