import { sql } from 'kysely';
import { statement } from '../kit/database/index.ts';

type Range = { site: number; from: number; to: number };

/** Sources that posts which everybody may read quote or republish; as readers' pages of them have it. */
export const openSources = statement<Range>()((db, value) =>
  db
    .selectFrom('source')
    .select(['id', 'changed_at'])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where('merged_into', 'is', null)
    .where(
      sql<boolean>`(exists (select 1 from quotation where quotation.site_id = source.site_id
        and quotation.source_id = source.id and quotation.listed_at is not null)
      or exists (select 1 from republication join post on post.site_id = republication.site_id
        and post.id = republication.post_id where republication.site_id = source.site_id
        and republication.source_id = source.id and post.path is not null and post.password is null))`,
    )
    .orderBy('id'),
);

/** Speakers whom posts that everybody may read quote. */
export const openSpeakers = statement<Range>()((db, value) =>
  db
    .selectFrom('speaker')
    .select(['id', 'slug', 'changed_at'])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where('merged_into', 'is', null)
    .where(
      sql<boolean>`exists (select 1 from quotation where quotation.site_id = speaker.site_id
        and quotation.speaker_id = speaker.id and quotation.listed_at is not null)`,
    )
    .orderBy('id'),
);
