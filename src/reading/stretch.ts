import { sql } from 'kysely';
import { rowCount, statement } from '../kit/database/index.ts';
import { note, type Reader, remembered } from './reader.ts';

/**
 * Where things stand in a thread, by counting. Entries are numbered from 0 in the order of their paths. Of a long
 * thread the stretches are added up (`comment/stretch.ts`), and at most one of them is counted through; a short
 * one is counted through as it is.
 */

type Stretch = { readonly start: string /** Entries before it. */; readonly before: number };
type Stretches = { readonly list: readonly Stretch[]; readonly total: number };

const shown = sql<boolean>`status in ('live', 'tombstone')`;

const ofPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('thread_stretch')
    .select(['start', 'count'])
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .orderBy('start'),
);

const counted = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where(shown),
);

function stretchesOf(reader: Reader, postId: number): Promise<Stretches> {
  return remembered(reader, `stretches ${postId}`, async (own) => {
    note(own, `post:${postId}/comments`);
    const at = { site: own.siteId, post: postId };
    const rows = await ofPost.all(own.db, at);
    if (rows.length === 0) {
      const row = await counted.first(own.db, at);
      return { list: [{ start: '', before: 0 }], total: Number(row?.count ?? 0) };
    }
    let total = 0;
    const list = rows.map(({ start, count }) => {
      const stretch = { start, before: total };
      total += Number(count);
      return stretch;
    });
    return { list, total };
  });
}

/** How many entries a thread shows: live replies, and the places of removed ones that others answered. */
export async function countThread(reader: Reader, postId: number): Promise<number> {
  return (await stretchesOf(reader, postId)).total;
}

const nth = statement<{ site: number; post: number; from: string; offset: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('path')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where(shown)
    .where('path', '>=', value('from'))
    .orderBy('path')
    .limit(sql.lit(1))
    .offset(rowCount(value('offset'))),
);

/** The path of an entry by its number. */
export async function pathAt(reader: Reader, postId: number, number: number): Promise<string | undefined> {
  const { list } = await stretchesOf(reader, postId);
  const { start, before } = lastOf(list, (stretch) => stretch.before <= number);
  const row = await nth.first(reader.db, {
    site: reader.siteId,
    post: postId,
    from: start,
    offset: number - before,
  });
  return row?.path;
}

const between = statement<{ site: number; post: number; from: string; to: string }>()((db, value) =>
  db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where(shown)
    .where('path', '>=', value('from'))
    .where('path', '<', value('to')),
);

/** How many entries stand before a path, whether or not one stands there. */
export async function numberOf(reader: Reader, postId: number, path: string): Promise<number> {
  const { list } = await stretchesOf(reader, postId);
  const { start, before } = lastOf(list, (stretch) => stretch.start <= path);
  const at = { site: reader.siteId, post: postId, from: start, to: path };
  return before + Number((await between.first(reader.db, at))?.count ?? 0);
}

/** The last that fits, of a list whose first ones do. */
function lastOf(list: readonly Stretch[], fits: (stretch: Stretch) => boolean): Stretch {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const stretch = list[middle];
    if (stretch !== undefined && fits(stretch)) low = middle;
    else high = middle - 1;
  }
  return list[low] ?? { start: '', before: 0 };
}
