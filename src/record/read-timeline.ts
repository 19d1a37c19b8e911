import { sql } from 'kysely';
import type { Database } from '../kit/database/index.ts';
import type { QuotationFilter } from '../quotation/read.ts';
import { complete } from '../speaker/read.ts';
import type { Speaker } from '../speaker/speaker.ts';

export type YearCount = { readonly year: number; readonly count: number };

/** How many quotations of each year a timeline has, the earliest first. */
export async function yearsOf(
  db: Database,
  siteId: number,
  filter: QuotationFilter,
): Promise<readonly YearCount[]> {
  const year = sql<string>`substr(said_key, 1, 4)`;
  const rows = await narrowed(db, siteId, filter)
    .select([year.as('year'), sql<number>`count(*)`.as('count')])
    .groupBy(year)
    .orderBy(year)
    .execute();
  return rows.map((row) => ({ year: Number(row.year), count: Number(row.count) }));
}

/** The languages of a site's dated quotations. */
export async function languagesOf(db: Database, siteId: number): Promise<readonly string[]> {
  const rows = await narrowed(db, siteId, {}).select('lang').distinct().orderBy('lang').execute();
  return rows.flatMap(({ lang }) => lang ?? []);
}

const mostChoices = 100;

/** The speakers who are quoted most with a date, by name. */
export async function speakersOf(db: Database, siteId: number): Promise<readonly Speaker[]> {
  const quoted = await narrowed(db, siteId, {})
    .select(['speaker_id', sql<number>`count(*)`.as('count')])
    .where('speaker_id', 'is not', null)
    .groupBy('speaker_id')
    .orderBy('count', 'desc')
    .limit(mostChoices)
    .execute();
  const ids = quoted.flatMap(({ speaker_id: id }) => id ?? []);
  if (ids.length === 0) return [];
  const rows = await db.read
    .selectFrom('speaker')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .orderBy('sought')
    .execute();
  return [...(await complete(db, siteId, rows)).values()];
}

function narrowed(db: Database, siteId: number, { speaker, source, lang, verdict }: QuotationFilter) {
  return db.read
    .selectFrom('quotation')
    .where('site_id', '=', siteId)
    .where('listed_at', 'is not', null)
    .where('said_key', 'is not', null)
    .$if(speaker !== undefined, (query) => query.where('speaker_id', '=', speaker ?? 0))
    .$if(source !== undefined, (query) => query.where('source_id', '=', source ?? 0))
    .$if(lang !== undefined, (query) => query.where('lang', '=', lang ?? ''))
    .$if(verdict === 'overridden', (query) => query.where('override', 'is not', null))
    .$if(verdict !== undefined && verdict !== 'overridden', (query) =>
      query.where('verdict', '=', verdict as Exclude<typeof verdict, 'overridden' | undefined>),
    );
}
