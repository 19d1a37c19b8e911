import { sql } from 'kysely';
import { type Database, numbersIn, rowCount, statement } from '../../kit/database/index.ts';
import type { AttributionTable } from '../../kit/database/tables/republish.ts';

export type AttributionState = AttributionTable['state'];

/** Words of a post that name where it comes from, with the post. */
export type Attribution = Pick<AttributionTable, 'id' | 'cue' | 'passage' | 'address' | 'host' | 'state'> & {
  readonly post_id: number;
  readonly title: string;
};

type Asked = {
  site: number;
  state: AttributionState;
  host: string;
  id: number;
  limit: number;
  all: number;
  authors: string;
};

const after = statement<Asked>()((db, value, dialect) =>
  page(db, value, dialect).where('attribution.id', '>', value('id')).orderBy('attribution.id'),
);
const before = statement<Asked>()((db, value, dialect) =>
  page(db, value, dialect).where('attribution.id', '<', value('id')).orderBy('attribution.id', 'desc'),
);

type Read = Database['read'];

function page(
  db: Read,
  value: <Name extends keyof Asked>(name: Name) => Asked[Name],
  dialect: Parameters<typeof numbersIn>[1],
) {
  return db
    .selectFrom('attribution')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'attribution.site_id').onRef('post.id', '=', 'attribution.post_id'),
    )
    .select([
      'attribution.id',
      'attribution.cue',
      'attribution.passage',
      'attribution.address',
      'attribution.host',
      'attribution.state',
      'attribution.post_id',
      'post.title',
    ])
    .where('attribution.site_id', '=', value('site'))
    .where('attribution.state', '=', value('state'))
    .where((eb) => eb.or([eb(sql.val(''), '=', value('host')), eb('attribution.host', '=', value('host'))]))
    .where('post.status', '<>', sql.lit('trash'))
    .where((eb) =>
      eb.or([
        eb(sql.lit(1), '=', value('all')),
        eb('post.path', 'is not', null),
        eb.exists(
          eb
            .selectFrom('post_author')
            .select('post_author.post_id')
            .whereRef('post_author.site_id', '=', 'attribution.site_id')
            .whereRef('post_author.post_id', '=', 'attribution.post_id')
            .where('post_author.author_id', 'in', numbersIn(value('authors'), dialect)),
        ),
      ]),
    )
    .limit(rowCount(value('limit')));
}

/** A page of them by number; `host` empty for all. */
export async function readAttributions(
  db: Database,
  siteId: number,
  asked: {
    readonly state: AttributionState;
    readonly host: string;
    readonly keyset: { readonly after?: readonly string[]; readonly before?: readonly string[] };
    readonly limit: number;
    /** Besides those of posts that readers may see, only of what these authors sign; left out: all. */
    readonly signedBy?: readonly number[] | undefined;
  },
): Promise<readonly Attribution[]> {
  const { state, host, keyset, limit, signedBy } = asked;
  const at = Number(keyset.before?.[0] ?? keyset.after?.[0] ?? 0) || 0;
  const query = keyset.before ? before : after;
  return query.all(db, {
    site: siteId,
    state,
    host,
    id: at,
    limit,
    all: signedBy === undefined ? 1 : 0,
    authors: JSON.stringify(signedBy ?? []),
  });
}

/** How many wait, by the host that they name, the most first. */
export async function hostsOf(
  db: Database,
  siteId: number,
): Promise<readonly { readonly host: string; readonly count: number }[]> {
  const rows = await byHost.all(db, { site: siteId });
  return rows.map(({ host, count }) => ({ host, count: Number(count) }));
}

const byHost = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('attribution')
    .select(['host', ({ fn }) => fn.countAll<number>().as('count')])
    .where('site_id', '=', value('site'))
    .where('state', '=', sql.lit('found'))
    .where('host', '<>', sql.lit(''))
    .groupBy('host')
    .orderBy('count', 'desc')
    .orderBy('host')
    .limit(sql.lit(100)),
);

export async function readAttribution(
  db: Database,
  siteId: number,
  id: number,
): Promise<AttributionTable | undefined> {
  return byId.first(db, { site: siteId, id });
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db.selectFrom('attribution').selectAll().where('site_id', '=', value('site')).where('id', '=', value('id')),
);

/** The numbers of those that wait and name a host; so many at most. */
export async function waitingFrom(
  db: Database,
  siteId: number,
  host: string,
  limit: number,
): Promise<readonly number[]> {
  return (await ofHost.all(db, { site: siteId, host, limit })).map(({ id }) => id);
}

const ofHost = statement<{ site: number; host: string; limit: number }>()((db, value) =>
  db
    .selectFrom('attribution')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('state', '=', sql.lit('found'))
    .where('host', '=', value('host'))
    .orderBy('id')
    .limit(rowCount(value('limit'))),
);
