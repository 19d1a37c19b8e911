import { type RawBuilder, sql } from 'kysely';
import { type Database, hasWords } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import { complete } from './read.ts';
import type { Speaker, SpeakerKind } from './speaker.ts';

/** Which speakers; what is left out does not narrow. */
export type SpeakerFilter = {
  /** Words of any of their names. */
  readonly query?: string;
  readonly kind?: SpeakerKind;
};

type SpeakerPage = {
  readonly limit?: number;
  /** The page that follows, or comes before, a speaker: key and ID. Rows before come in the other order. */
  readonly after?: readonly string[] | undefined;
  readonly before?: readonly string[] | undefined;
  /** What else must be true of the row. */
  readonly only?: RawBuilder<boolean>;
};

/** A speaker in a list, with what the list is ordered by. */
export type ListedSpeaker = Speaker & { readonly key: string };

/** Speakers by the alphabet of their main names. */
export async function findSpeakers(
  db: Database,
  siteId: number,
  { query = '', kind }: SpeakerFilter,
  { limit = 20, after, before, only = sql<boolean>`1 = 1` }: SpeakerPage = {},
): Promise<readonly ListedSpeaker[]> {
  const direction = before === undefined ? 'asc' : 'desc';
  const [at = '', id = ''] = after ?? before ?? [];
  const rows = await db.read
    .selectFrom('speaker')
    .selectAll()
    .select(nameKey.as('key'))
    .where('site_id', '=', siteId)
    .where('merged_into', 'is', null)
    .$if(kind !== undefined, (narrowed) => narrowed.where('kind', '=', kind ?? 'person'))
    .where(hasWords('sought', query))
    .where(only)
    .$if(after !== undefined || before !== undefined, (narrowed) =>
      narrowed.where(
        sql<boolean>`(${nameKey}, id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${at}, ${idIn(id)})`,
      ),
    )
    .orderBy(nameKey, direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
  const whole = await complete(db, siteId, rows);
  return rows.flatMap(({ id: own, key }) => {
    const speaker = whole.get(Number(own));
    return speaker ? [{ ...speaker, key }] : [];
  });
}

/** Folded names sort as people expect of names, whatever their case and accents. */
const nameKey = sql<string>`substr(sought, 1, 200)`;
