import { statement } from '../kit/database/index.ts';
import { sourceIsOpen } from '../record/read-sources.ts';
import { speakerIsOpen } from '../record/read-speakers.ts';

type Range = { site: number; from: number; to: number };

/** Sources that readers find among the records. */
export const openSources = statement<Range>()((db, value) =>
  db
    .selectFrom('source')
    .select(['id', 'changed_at'])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where('merged_into', 'is', null)
    .where(sourceIsOpen)
    .orderBy('id'),
);

/** Speakers whom they find there. */
export const openSpeakers = statement<Range>()((db, value) =>
  db
    .selectFrom('speaker')
    .select(['id', 'slug', 'changed_at'])
    .where('site_id', '=', value('site'))
    .where('id', '>', value('from'))
    .where('id', '<=', value('to'))
    .where('merged_into', 'is', null)
    .where(speakerIsOpen)
    .orderBy('id'),
);
