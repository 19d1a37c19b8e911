import { writersOfPosts } from '../author/read.ts';
import { type Database, numbersIn, rowCount, statement } from '../kit/database/index.ts';
import type { News, Preference, Recipient } from './notice.ts';

/** How far a site's letters have come. */
export type Progress = {
  readonly last_comment_id: number;
  readonly last_held_id: number;
  readonly sent_at: string | null;
};

export const progressOf = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('notice')
    .select(['last_comment_id', 'last_held_id', 'sent_at'])
    .where('site_id', '=', value('site')),
);

/**
 * New replies after a number and not older than a time, in order, `most` of them: those that are seen and were never
 * held, or those that wait, and that were approved before anybody was told of them.
 */
export async function newsAfter(
  database: Database,
  siteId: number,
  asked: { readonly held: boolean; readonly after: number; readonly since: string; readonly most: number },
): Promise<readonly News[]> {
  const { held, after, since, most } = asked;
  const rows = await (held ? freshHeld : fresh).all(database, { site: siteId, after, since, most });
  const posts = [...new Set(rows.map(({ post_id }) => post_id))];
  const writers = await writersOfPosts(database, siteId, posts);
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    at: row.published_at,
    held: row.standing === 'pending',
    writtenBy: writers.get(row.post_id) ?? [],
    accountId: row.account_id,
    rank: row.spam_rank,
  }));
}

type Fresh = { readonly site: number; readonly after: number; readonly since: string; readonly most: number };

const fresh = statement<Fresh>()((db, value) =>
  selectFresh(db, value).where('comment.standing', '=', 'live').where('comment.reasons', '=', '[]'),
);

const freshHeld = statement<Fresh>()((db, value) =>
  selectFresh(db, value)
    .where('comment.standing', 'in', ['pending', 'live'])
    .where((eb) => eb.or([eb('comment.standing', '=', 'pending'), eb('comment.reasons', '!=', '[]')])),
);

function selectFresh(db: Database['read'], value: <K extends keyof Fresh>(name: K) => Fresh[K]) {
  return db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .select([
      'comment.id',
      'comment.post_id',
      'comment.published_at',
      'comment.standing',
      'comment.spam_rank',
      'identity.account_id',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', '>', value('after'))
    .where('comment.published_at', '>=', value('since'))
    .where('comment.origin', '!=', 'import')
    .orderBy('comment.id')
    .limit(rowCount(value('most')));
}

/**
 * Where more than `most` replies came in since a time and wait: when the one came of which that is true no longer
 * once it is older. Undefined where fewer did.
 */
export async function floodIn(
  database: Database,
  siteId: number,
  { since, most }: { readonly since: string; readonly most: number },
): Promise<string | undefined> {
  return (await waitingBehind.first(database, { site: siteId, since, most }))?.published_at;
}

const waitingBehind = statement<{ site: number; since: string; most: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('published_at')
    .where('site_id', '=', value('site'))
    .where('standing', '=', 'pending')
    .where('published_at', '>', value('since'))
    .orderBy('published_at', 'desc')
    .limit(rowCount(1))
    .offset(rowCount(value('most'))),
);

/** Everybody who may moderate replies on a site, to their own posts at least. */
export async function recipientsOf(database: Database, siteId: number): Promise<readonly Recipient[]> {
  const rows = await staff.all(database, { site: siteId });
  return rows.map((row) => ({
    accountId: row.id,
    email: row.email,
    verified: row.email_verified === 1,
    locale: row.locale,
    scope: row.is_owner === 1 || row.role === 'editor' || row.role === 'administrator' ? 'site' : 'own',
    aside: row.role === null,
    ...(row.replies !== null && { preference: row.replies }),
  }));
}

const staff = statement<{ site: number }>()((db, value) =>
  db
    .selectFrom('account')
    .leftJoin('role', (join) =>
      join.onRef('role.account_id', '=', 'account.id').on('role.site_id', '=', value('site')),
    )
    .leftJoin('notice_preference', 'notice_preference.account_id', 'account.id')
    .select([
      'account.id',
      'account.email',
      'account.email_verified',
      'account.locale',
      'account.is_owner',
      'role.role',
      'notice_preference.replies',
    ])
    .where((eb) =>
      eb.or([eb('account.is_owner', '=', 1), eb('role.role', 'in', ['author', 'editor', 'administrator'])]),
    )
    .orderBy('account.id'),
);

/** A reply as a letter and the page behind its links show it, whatever was decided about it. */
export type NoticedReply = {
  readonly id: number;
  readonly author: string;
  readonly text: string;
  readonly dir: 'ltr' | 'rtl';
  readonly standing: 'pending' | 'live' | 'spam' | 'removed';
  readonly post: { readonly id: number; readonly title: string; readonly path: string | null };
};

export async function noticedReplies(
  database: Database,
  siteId: number,
  ids: readonly number[],
): Promise<readonly NoticedReply[]> {
  const rows = await replies.all(database, { site: siteId, ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    id: row.id,
    author: row.name,
    text: row.text,
    dir: row.dir,
    standing: row.standing,
    post: { id: row.post_id, title: row.title, path: row.path },
  }));
}

const replies = statement<{ site: number; ids: string }>()((db, value, dialect) =>
  db
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.id',
      'comment.text',
      'comment.dir',
      'comment.standing',
      'comment.post_id',
      'identity.name',
      'post.title',
      'post.path',
    ])
    .where('comment.site_id', '=', value('site'))
    .where('comment.id', 'in', numbersIn(value('ids'), dialect))
    .orderBy('comment.id'),
);

/** Who decided about a reply last, and when; undefined where nobody did, or the account is gone. */
export async function lastDecision(
  database: Database,
  siteId: number,
  commentId: number,
): Promise<
  { readonly accountId: number | null; readonly name: string | null; readonly at: string } | undefined
> {
  const row = await decided.first(database, { site: siteId, comment: commentId });
  return row && { accountId: row.account_id, name: row.name, at: row.created_at };
}

const decided = statement<{ site: number; comment: number }>()((db, value) =>
  db
    .selectFrom('comment_audit')
    .leftJoin('account', 'account.id', 'comment_audit.account_id')
    .select(['comment_audit.account_id', 'comment_audit.created_at', 'account.name'])
    .where('comment_audit.site_id', '=', value('site'))
    .where('comment_audit.comment_id', '=', value('comment'))
    .where('comment_audit.action', 'in', ['approve', 'hold', 'spam', 'trash'])
    .where('comment_audit.undone_at', 'is', null)
    .orderBy('comment_audit.id', 'desc')
    .limit(rowCount(1)),
);

export async function preferenceOf(database: Database, accountId: number): Promise<Preference | undefined> {
  return (await chosen.first(database, { account: accountId }))?.replies;
}

const chosen = statement<{ account: number }>()((db, value) =>
  db.selectFrom('notice_preference').select('replies').where('account_id', '=', value('account')),
);
