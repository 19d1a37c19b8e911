import { sql } from 'kysely';
import type { Account } from '../account/account.ts';
import { type Actor, may } from '../account/may.ts';
import type { Database, PostStatus } from '../kit/database/index.ts';
import { countJobs } from '../kit/queue/index.ts';
import type { Site } from '../site/site.ts';

/** How much there was in a month (`2026-05`). */
export type MonthCount = { readonly month: string; readonly count: number };

export type HomeFacts = {
  /** What waits for somebody: absent where one could do nothing about it. */
  readonly waiting: {
    readonly held?: number;
    readonly pending?: number;
    readonly drafts: number;
    readonly scheduled?: number;
    readonly failed?: number;
  };
  /** Whether every post is one's to edit. */
  readonly editor: boolean;
  readonly drafts: readonly HomePost[];
  readonly recent: readonly HomePost[];
  /** The last twelve months, oldest first, those without anything too. */
  readonly posts: readonly MonthCount[];
  readonly replies: readonly MonthCount[];
};

export type HomePost = {
  readonly id: number;
  readonly type: 'post' | 'page';
  readonly title: string;
  readonly at: string;
  /** Where readers find it. */
  readonly path: string | null;
};

/** What the front page of the desk tells somebody about a site. A few questions that cost the same at any size. */
export async function homeFacts(
  db: Database,
  site: Site,
  actor: Actor,
  account: Account,
  now: Date,
): Promise<HomeFacts> {
  const mayAll = (action: Parameters<typeof may>[1]) => may(actor, action, { siteId: site.id });
  const editor = mayAll('edit-draft');
  const own = editor ? undefined : account.id;
  const months = lastMonths(now);
  const counts = await countStatuses(db, site.id);
  const moderates = mayAll('moderate-comments');
  return {
    waiting: {
      drafts: own === undefined ? (counts.get('draft') ?? 0) : await countOwnDrafts(db, site.id, own),
      ...(editor && { pending: counts.get('pending') ?? 0, scheduled: counts.get('scheduled') ?? 0 }),
      ...(moderates && { held: await countHeld(db, site.id) }),
      ...(mayAll('manage-jobs') && { failed: (await countJobs(db, { siteId: site.id }, now)).failed }),
    },
    editor,
    drafts: await posts(db, site.id, 'draft', own),
    recent: await posts(db, site.id, 'published', undefined),
    posts: await postsByMonth(db, site.id, months),
    replies: await repliesByMonth(db, site.id, months),
  };
}

/** Twelve months up to this one. */
function lastMonths(now: Date): readonly string[] {
  return Array.from({ length: 12 }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + back, 1)).toISOString().slice(0, 7),
  );
}

async function countStatuses(db: Database, siteId: number): Promise<ReadonlyMap<PostStatus, number>> {
  const rows = await db.read
    .selectFrom('post')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .where('type', 'in', ['post', 'page'])
    .where('status', 'in', ['draft', 'pending', 'scheduled'])
    .groupBy('status')
    .execute();
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

async function countOwnDrafts(db: Database, siteId: number, accountId: number): Promise<number> {
  const row = await ownedBy(db, siteId, accountId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('post.status', '=', 'draft')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function ownedBy(db: Database, siteId: number, accountId: number) {
  return db.read
    .selectFrom('post')
    .where('post.site_id', '=', siteId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('post_author')
          .innerJoin('author', (join) =>
            join
              .onRef('author.site_id', '=', 'post_author.site_id')
              .onRef('author.id', '=', 'post_author.author_id'),
          )
          .select('author.id')
          .whereRef('post_author.site_id', '=', 'post.site_id')
          .whereRef('post_author.post_id', '=', 'post.id')
          .where('author.account_id', '=', accountId),
      ),
    );
}

async function countHeld(db: Database, siteId: number): Promise<number> {
  const row = await db.read
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('standing', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function posts(
  db: Database,
  siteId: number,
  status: 'draft' | 'published',
  own: number | undefined,
): Promise<readonly HomePost[]> {
  const from =
    own === undefined
      ? db.read.selectFrom('post').where('post.site_id', '=', siteId)
      : ownedBy(db, siteId, own);
  const at = sql<string>`coalesce(post.published_at, post.changed_at)`;
  return from
    .select(['post.id', 'post.type', 'post.title', 'post.path', at.as('at')])
    .where('post.type', '=', 'post')
    .where('post.status', '=', status)
    .orderBy(at, 'desc')
    .orderBy('post.id', 'desc')
    .limit(5)
    .execute();
}

async function postsByMonth(
  db: Database,
  siteId: number,
  months: readonly string[],
): Promise<readonly MonthCount[]> {
  const rows = await db.read
    .selectFrom('tally')
    .select(['list', 'count'])
    .where('site_id', '=', siteId)
    .where(
      'list',
      'in',
      months.map((month) => `month:${month}`),
    )
    .execute();
  const counts = new Map(rows.map(({ list, count }) => [list, count]));
  return months.map((month) => ({ month, count: counts.get(`month:${month}`) ?? 0 }));
}

async function repliesByMonth(
  db: Database,
  siteId: number,
  months: readonly string[],
): Promise<readonly MonthCount[]> {
  const month = sql<string>`substr(published_at, 1, 7)`;
  const rows = await db.read
    .selectFrom('comment')
    .select([month.as('month'), ({ fn }) => fn.countAll<number>().as('count')])
    .where('site_id', '=', siteId)
    .where('status', '=', 'live')
    .where('published_at', '>=', months[0] ?? '')
    .groupBy(month)
    .execute();
  const counts = new Map(rows.map((row) => [row.month, Number(row.count)]));
  return months.map((each) => ({ month: each, count: counts.get(each) ?? 0 }));
}
