import { type RawBuilder, sql } from 'kysely';
import { containing, type Database } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import { foldedText } from '../kit/words/folded-text.ts';
import { complete } from '../speaker/read.ts';
import type { Speaker } from '../speaker/speaker.ts';

/** A speaker with how many quotations give their words in posts that everybody may read. */
export type QuotedSpeaker = Speaker & { readonly quotations: number; readonly key: string };

const count = sql<number>`(select count(*) from quotation where quotation.site_id = speaker.site_id
  and quotation.speaker_id = speaker.id and quotation.listed_at is not null)`;

/** A speaker stands in the open while a post that everybody may read quotes them. */
const isOpen: RawBuilder<boolean> = sql<boolean>`exists (select 1 from quotation
  where quotation.site_id = speaker.site_id and quotation.speaker_id = speaker.id
  and quotation.listed_at is not null)`;

const nameKey = sql<string>`substr(sought, 1, 200)`;

/** Speakers that readers may see, by name; `after` is the key and ID of the one before. */
export async function openSpeakers(
  db: Database,
  siteId: number,
  query: string,
  { limit, after }: { readonly limit: number; readonly after?: readonly string[] | undefined },
): Promise<readonly QuotedSpeaker[]> {
  const words = foldedText(query)
    .split(' ')
    .filter((word) => word !== '');
  const [at = '', id = ''] = after ?? [];
  const rows = await db.read
    .selectFrom('speaker')
    .selectAll()
    .select([nameKey.as('key'), count.as('quotations')])
    .where('site_id', '=', siteId)
    .where('merged_into', 'is', null)
    .where(isOpen)
    .where((eb) => eb.and(words.map((word) => sql<boolean>`sought like ${containing(word)} escape '!'`)))
    .$if(after !== undefined, (narrowed) =>
      narrowed.where(sql<boolean>`(${nameKey}, id) > (${at}, ${idIn(id)})`),
    )
    .orderBy(nameKey)
    .orderBy('id')
    .limit(limit)
    .execute();
  const whole = await complete(db, siteId, rows);
  return rows.flatMap(({ id: own, key, quotations }) => {
    const speaker = whole.get(Number(own));
    return speaker ? [{ ...speaker, key, quotations: Number(quotations) }] : [];
  });
}

export async function isOpenSpeaker(db: Database, siteId: number, id: number): Promise<boolean> {
  const row = await db.read
    .selectFrom('speaker')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where(isOpen)
    .executeTakeFirst();
  return row !== undefined;
}
