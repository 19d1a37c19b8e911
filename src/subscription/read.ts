import { type Database, numbersIn, rowCount, statement } from '../kit/database/index.ts';
import type { ToldReply } from './reply.ts';
import type { Rhythm, Subscriber, Subscription } from './subscription.ts';

export async function findSubscriber(
  database: Database,
  siteId: number,
  id: number,
): Promise<Subscriber | undefined> {
  const row = await byId.first(database, { site: siteId, id });
  return row && toSubscriber(siteId, row);
}

const byId = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('subscriber')
    .select(['id', 'email', 'account_id', 'locale'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** Who an account is among a site's subscribers. */
export async function subscriberOfAccount(
  database: Database,
  siteId: number,
  accountId: number,
): Promise<Subscriber | undefined> {
  const row = await byAccount.first(database, { site: siteId, account: accountId });
  return row && toSubscriber(siteId, row);
}

const byAccount = statement<{ site: number; account: number }>()((db, value) =>
  db
    .selectFrom('subscriber')
    .select(['id', 'email', 'account_id', 'locale'])
    .where('site_id', '=', value('site'))
    .where('account_id', '=', value('account'))
    .orderBy('id'),
);

type SubscriberRow = {
  readonly id: number;
  readonly email: string;
  readonly account_id: number | null;
  readonly locale: string;
};

function toSubscriber(siteId: number, { id, email, account_id, locale }: SubscriberRow): Subscriber {
  return { siteId, id, email, accountId: account_id, locale };
}

/** What somebody is told of, the newest first; five hundred at most. */
export async function subscriptionsOf(
  database: Database,
  { siteId, id }: Pick<Subscriber, 'siteId' | 'id'>,
): Promise<readonly Subscription[]> {
  const rows = await ofSubscriber.all(database, { site: siteId, subscriber: id, most: 500 });
  return rows.map((row) => ({
    id: row.id,
    postId: row.post_id,
    ...(row.comment_id !== 0 && { commentId: row.comment_id }),
    rhythm: row.rhythm,
    confirmed: row.confirmed_at !== null,
    post: { title: row.title, path: row.path },
  }));
}

const ofSubscriber = statement<{ site: number; subscriber: number; most: number }>()((db, value) =>
  db
    .selectFrom('subscription')
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'subscription.site_id').onRef('post.id', '=', 'subscription.post_id'),
    )
    .select([
      'subscription.id',
      'subscription.post_id',
      'subscription.comment_id',
      'subscription.rhythm',
      'subscription.confirmed_at',
      'post.title',
      'post.path',
    ])
    .where('subscription.site_id', '=', value('site'))
    .where('subscription.subscriber_id', '=', value('subscriber'))
    .orderBy('subscription.id', 'desc')
    .limit(rowCount(value('most'))),
);

/** A post whose thread can be subscribed to: published, and for everybody. */
export async function followablePost(
  database: Database,
  siteId: number,
  id: number,
): Promise<{ readonly id: number; readonly title: string; readonly path: string } | undefined> {
  const row = await publicPost.first(database, { site: siteId, id });
  return row && row.path !== null ? { id, title: row.title, path: row.path } : undefined;
}

const publicPost = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['title', 'path'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id'))
    .where('status', '=', 'published')
    .where('password', 'is', null),
);

/** Somebody who is to be told of a reply, and by which subscription. */
export type Addressee = Subscriber & {
  readonly subscriptionId: number;
  readonly rhythm: Rhythm;
  /** Whether it is the answers to one comment that were asked for. */
  readonly ofAnswers: boolean;
};

/**
 * Who asked to be told of a reply, each once, in the order of their numbers: `most` of those after a number. Who
 * asked for it in two ways is told at once if one of them says so. The writer is not among them.
 */
export async function addresseesOf(
  database: Database,
  siteId: number,
  reply: ToldReply,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<{ readonly addressees: readonly Addressee[] /** Where to go on. */; readonly next?: number }> {
  const above = reply.line.slice(0, -1);
  const rows = await asking.all(database, {
    site: siteId,
    post: reply.postId,
    comments: JSON.stringify([0, ...above]),
    after,
    most,
  });
  const once = rows.filter(({ subscriber_id }, at) => rows[at - 1]?.subscriber_id !== subscriber_id);
  const { writer } = reply;
  const others = once.filter(
    (row) => row.email !== writer.email && (row.account_id === null || row.account_id !== writer.accountId),
  );
  const next = rows.length === most ? rows.at(-1)?.subscriber_id : undefined;
  return {
    addressees: others.map((row) => ({
      ...toSubscriber(siteId, { ...row, id: row.subscriber_id }),
      subscriptionId: row.id,
      rhythm: row.rhythm,
      ofAnswers: row.comment_id !== 0,
    })),
    ...(next !== undefined && { next }),
  };
}

const asking = statement<{ site: number; post: number; comments: string; after: number; most: number }>()(
  (db, value, dialect) =>
    db
      .selectFrom('subscription')
      .innerJoin('subscriber', (join) =>
        join
          .onRef('subscriber.site_id', '=', 'subscription.site_id')
          .onRef('subscriber.id', '=', 'subscription.subscriber_id'),
      )
      .select([
        'subscription.id',
        'subscription.subscriber_id',
        'subscription.comment_id',
        'subscription.rhythm',
        'subscriber.email',
        'subscriber.account_id',
        'subscriber.locale',
      ])
      .where('subscription.site_id', '=', value('site'))
      .where('subscription.post_id', '=', value('post'))
      .where('subscription.comment_id', 'in', numbersIn(value('comments'), dialect))
      .where('subscription.confirmed_at', 'is not', null)
      .where('subscription.subscriber_id', '>', value('after'))
      .orderBy('subscription.subscriber_id')
      // `at-once` stands before `daily`.
      .orderBy('subscription.rhythm')
      .orderBy('subscription.comment_id')
      .limit(rowCount(value('most'))),
);
