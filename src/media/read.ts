import { type Database, statement } from '../kit/database/index.ts';
import { type Media, mediaFromRow } from './media.ts';
import { mediaPaths } from './path.ts';

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db.selectFrom('media').selectAll().where('site_id', '=', value('site')).where('id', '=', value('id')),
);

const byPath = statement<{ site: number; path: string }>()((db, value) =>
  db.selectFrom('media').selectAll().where('site_id', '=', value('site')).where('path', '=', value('path')),
);

const bySource = statement<{ site: number; url: string }>()((db, value) =>
  db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('source_url', '=', value('url')),
);

export async function mediaById(db: Database, siteId: number, id: number): Promise<Media | undefined> {
  const row = await byId.first(db, { site: siteId, id });
  return row && mediaFromRow(row);
}

/** `path` decoded, as it stands in the table. */
export async function mediaByPath(db: Database, siteId: number, path: string): Promise<Media | undefined> {
  const row = await byPath.first(db, { site: siteId, path });
  return row && mediaFromRow(row);
}

export async function mediaBySource(db: Database, siteId: number, url: string): Promise<Media | undefined> {
  const row = await bySource.first(db, { site: siteId, url });
  return row && mediaFromRow(row);
}

/**
 * The file that an address in a post means: a path of the site (or an absolute address with one of its `hosts`),
 * one of WordPress's sizes of it, or the place that it came from. Addresses are percent-encoded.
 */
export async function mediaForAddress(
  db: Database,
  siteId: number,
  address: string,
  hosts: readonly string[] = [],
): Promise<Media | undefined> {
  for (const candidate of mediaPaths(address, hosts)) {
    const found = await mediaByPath(db, siteId, candidate);
    if (found) return found;
  }
  return /^https?:/i.test(address) ? mediaBySource(db, siteId, address) : undefined;
}

export type MediaPage = {
  /** Only this family (`image`, `audio`, `video`), by the beginning of the media type. */
  readonly family?: string;
  readonly limit: number;
  /** The last item of the page before. */
  readonly after?: { readonly createdAt: string; readonly id: number };
};

/** Newest first. */
export async function listMedia(
  db: Database,
  siteId: number,
  { family, limit, after }: MediaPage,
): Promise<Media[]> {
  const rows = await db.read
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', siteId)
    .$if(family !== undefined, (query) => query.where('mime', 'like', `${family}/%`))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('created_at', '<', after!.createdAt),
          eb.and([eb('created_at', '=', after!.createdAt), eb('id', '<', after!.id)]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(mediaFromRow);
}
