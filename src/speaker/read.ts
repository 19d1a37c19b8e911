import { type Database, numbersIn, statement, type Transaction, textsIn } from '../kit/database/index.ts';
import type { SpeakerTable } from '../kit/database/tables/source.ts';
import type { Speaker } from './speaker.ts';

/**
 * Speakers by the slugs that were asked for, which may be old ones, or those of speakers who were merged; unknown
 * ones are left out.
 */
export async function readSpeakersBySlug(
  db: Database | Transaction,
  siteId: number,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, Speaker>> {
  if (slugs.length === 0) return new Map();
  const rows = await bySlugs.all(db, { site: siteId, slugs: JSON.stringify([...new Set(slugs)]) });
  const speakers = await complete(db, siteId, rows as readonly SpeakerTable[]);
  return new Map(
    rows.flatMap(({ id, asked }) => {
      const speaker = speakers.get(Number(id));
      return speaker ? [[asked, speaker]] : [];
    }),
  );
}

/** The same by numbers; that of one who was merged gives the one that they became. */
export async function readSpeakers(
  db: Database | Transaction,
  siteId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Speaker>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds.all(db, { site: siteId, ids: JSON.stringify([...new Set(ids)]) });
  const speakers = await complete(db, siteId, rows as readonly SpeakerTable[]);
  return new Map(
    rows.flatMap(({ id, asked }) => {
      const speaker = speakers.get(Number(id));
      return speaker ? [[Number(asked), speaker]] : [];
    }),
  );
}

/** Adds names and roles to rows of speakers; in the order of the rows, each once. */
export async function complete(
  db: Database | Transaction,
  siteId: number,
  rows: readonly SpeakerTable[],
): Promise<ReadonlyMap<number, Speaker>> {
  if (rows.length === 0) return new Map();
  const ids = JSON.stringify([...new Set(rows.map(({ id }) => Number(id)))]);
  const names = await namesOf.all(db, { site: siteId, ids });
  const roles = await rolesOf.all(db, { site: siteId, ids });
  return new Map(
    rows.map((row) => {
      const id = Number(row.id);
      const mine = (each: { speaker_id: number }) => Number(each.speaker_id) === id;
      const { slug, kind, name, url, description } = row;
      const speaker: Speaker = {
        id,
        slug,
        kind,
        name,
        url,
        description,
        names: names.filter(mine).map(({ text, lang }) => ({ text, lang })),
        roles: roles
          .filter(mine)
          .map(({ title, organisation, since, until }) => ({ title, organisation, from: since, until })),
      };
      return [id, speaker];
    }),
  );
}

const bySlugs = statement<{ site: number; slugs: string }>()((db, value, dialect) =>
  db
    .selectFrom('speaker_slug')
    .innerJoin('speaker', (join) =>
      join
        .onRef('speaker.site_id', '=', 'speaker_slug.site_id')
        .onRef('speaker.id', '=', 'speaker_slug.speaker_id'),
    )
    .selectAll('speaker')
    .select('speaker_slug.slug as asked')
    .where('speaker_slug.site_id', '=', value('site'))
    .where('speaker_slug.slug', 'in', textsIn(value('slugs'), dialect)),
);

const byIds = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('speaker as asked')
    .innerJoin('speaker', (join) =>
      join
        .onRef('speaker.site_id', '=', 'asked.site_id')
        .on((eb) => eb('speaker.id', '=', eb.fn.coalesce('asked.merged_into', 'asked.id'))),
    )
    .selectAll('speaker')
    .select('asked.id as asked')
    .where('asked.site_id', '=', value('site'))
    .where('asked.id', 'in', numbersIn(value('ids'), dialect)),
);

const namesOf = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('speaker_name')
    .select(['speaker_id', 'text', 'lang'])
    .where('site_id', '=', value('site'))
    .where('speaker_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('speaker_id')
    .orderBy('position'),
);

const rolesOf = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('speaker_role')
    .select(['speaker_id', 'title', 'organisation', 'since', 'until'])
    .where('site_id', '=', value('site'))
    .where('speaker_id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('speaker_id')
    .orderBy('position'),
);
