import { numbersIn, statement } from '../kit/database/index.ts';
import { mediaFromRow, picture } from '../media/media.ts';
import type { Picture } from './page.ts';
import { note, type Reader } from './reader.ts';

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('id', 'in', numbersIn(value('ids'), dialect)),
);

/** A picture, with what its writer says of it to readers. */
export type CaptionedPicture = Picture & { readonly caption?: string };

/** Pictures of a site's media; those that are not there (yet) are left out. */
export async function pictureOf(
  reader: Reader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CaptionedPicture>> {
  const pictures = new Map<number, CaptionedPicture>();
  if (ids.length === 0) return pictures;
  note(reader, ...ids.map((id) => `media:${id}`));
  for (const row of await byIds.all(reader.db, { site: reader.siteId, ids: JSON.stringify(ids) })) {
    const found = picture(mediaFromRow(row));
    if (found) pictures.set(row.id, { ...found, ...(row.caption !== '' && { caption: row.caption }) });
  }
  return pictures;
}
