import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../kit/database/index.ts';
import { findSpeakers, type ListedSpeaker } from '../speaker/find.ts';
import { quotationsOfSpeakers } from './uses.ts';

/** A speaker with how many quotations give their words in posts that everybody may read. */
export type QuotedSpeaker = ListedSpeaker & { readonly quotations: number };

/** A speaker stands in the open while a post that everybody may read quotes them. */
export const speakerIsOpen: RawBuilder<boolean> = sql<boolean>`exists (select 1 from quotation
  where quotation.site_id = speaker.site_id and quotation.speaker_id = speaker.id
  and quotation.listed_at is not null)`;

/** Speakers that readers may see, by name. */
export async function openSpeakers(
  db: Database,
  siteId: number,
  query: string,
  page: { readonly limit: number; readonly after?: readonly string[] | undefined },
): Promise<readonly QuotedSpeaker[]> {
  const speakers = await findSpeakers(db, siteId, { query }, { ...page, only: speakerIsOpen });
  const ids = speakers.map(({ id }) => id);
  const counts = await quotationsOfSpeakers(db, siteId, ids, { public: true });
  return speakers.map((speaker) => ({ ...speaker, quotations: counts.get(speaker.id) ?? 0 }));
}

export async function isOpenSpeaker(db: Database, siteId: number, id: number): Promise<boolean> {
  const row = await db.read
    .selectFrom('speaker')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where(speakerIsOpen)
    .executeTakeFirst();
  return row !== undefined;
}
