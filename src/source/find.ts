import { type RawBuilder, sql } from 'kysely';
import { type Database, hasWords } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import {
  type Source,
  type SourceKind,
  type SourceState,
  sourceFromRow,
  sourceKinds,
  sourceStates,
} from './source.ts';

/** `new`: last made first; `changed`: last changed first; `title`: by the alphabet. */
export type SourceOrder = 'new' | 'changed' | 'title';

export const sourceOrders = ['new', 'changed', 'title'] as const satisfies readonly SourceOrder[];

/** Which sources; what is left out does not narrow. */
export type SourceFilter = {
  /** Words of title, publisher, author or address. */
  readonly query?: string;
  readonly kind?: SourceKind;
  readonly state?: SourceState;
};

/** Which ones an address asks for: `q`, `kind`, `state`. */
export function sourceFilterIn(query: URLSearchParams): SourceFilter {
  const text = (query.get('q') ?? '').trim().slice(0, 200);
  const kind = sourceKinds.find((each) => each === query.get('kind'));
  const state = sourceStates.find((each) => each === query.get('state'));
  return { ...(text !== '' && { query: text }), ...(kind && { kind }), ...(state && { state }) };
}

type SourcePage = {
  readonly order?: SourceOrder;
  readonly limit: number;
  /** The page that follows, or comes before, a source: its key and ID. Rows before come in the other order. */
  readonly after?: readonly string[] | undefined;
  readonly before?: readonly string[] | undefined;
  /** What else must be true of the row. */
  readonly only?: RawBuilder<boolean>;
};

/** A source in a list, with what the list is ordered by. */
export type ListedSource = Source & { readonly key: string };

export async function findSources(
  db: Database,
  siteId: number,
  { query = '', kind, state }: SourceFilter,
  { order = 'new', limit, after, before, only = sql<boolean>`1 = 1` }: SourcePage,
): Promise<readonly ListedSource[]> {
  const key = keyOf(order);
  const edge = after ?? before;
  const direction = (order === 'title') === (before === undefined) ? 'asc' : 'desc';
  const rows = await db.read
    .selectFrom('source')
    .selectAll()
    .select(key.as('key'))
    .where('site_id', '=', siteId)
    .where('merged_into', 'is', null)
    .$if(kind !== undefined, (narrowed) => narrowed.where('kind', '=', kind ?? 'article'))
    .$if(state !== undefined, (narrowed) => narrowed.where('state', '=', state ?? 'unknown'))
    .where(hasWords('sought', query))
    .where(only)
    .$if(edge !== undefined, (narrowed) => narrowed.where(beyond(key, edge ?? [], direction)))
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
  return rows.map(({ key: at, ...row }) => ({ ...sourceFromRow(row), key: at }));
}

/** How many sources there are in each state. */
export async function countSources(
  db: Database,
  siteId: number,
): Promise<Readonly<Record<SourceState, number>>> {
  const rows = await db.read
    .selectFrom('source')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .where('merged_into', 'is', null)
    .groupBy('state')
    .execute();
  const counts = { unknown: 0, live: 0, dead: 0, drifted: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

function keyOf(order: SourceOrder): RawBuilder<string> {
  switch (order) {
    case 'new':
      return sql<string>`created_at`;
    case 'changed':
      return sql<string>`changed_at`;
    case 'title':
      return sql<string>`substr(lower(title), 1, 200)`;
  }
}

function beyond(
  key: RawBuilder<string>,
  [at = '', id = '']: readonly string[],
  direction: 'asc' | 'desc',
): RawBuilder<boolean> {
  return sql<boolean>`(${key}, id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${at}, ${idIn(id)})`;
}
