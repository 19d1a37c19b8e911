import { sql } from 'kysely';
import { type Database, rowCount, statement } from '../kit/database/index.ts';
import { keysOf, type Person } from './person.ts';

/** A reply of somebody's, on whatever site, as it was written. */
export type KeptReply = {
  readonly siteId: number;
  readonly id: number;
  readonly post: { readonly id: number; readonly title: string };
  /** What readers get of it; what was taken for spam waits, as far as its writer is told. */
  readonly state: 'live' | 'pending' | 'removed';
  readonly name: string;
  readonly email: string | null;
  readonly url: string | null;
  readonly provider: string | null;
  readonly text: string;
  readonly html: string;
  readonly original: string | null;
  readonly format: 'markdown' | 'html' | null;
  readonly quote: string | null;
  readonly lang: string | null;
  readonly dir: 'ltr' | 'rtl';
  readonly writtenAt: string;
  readonly editedAt: string | null;
};

/** Where a page of the list goes on: the time, site and number of the last reply that was shown. */
export type Place = { readonly at: string; readonly siteId: number; readonly id: number };

const beginning: Place = { at: '9999', siteId: 0, id: 0 };

/** A person's replies on every site of the install, the newest first; `most` of those after a place. */
export async function repliesOf(
  database: Database,
  person: Person,
  { after = beginning, most }: { readonly after?: Place | undefined; readonly most: number },
): Promise<readonly KeptReply[]> {
  const rows = await byPerson.all(database, {
    ...keysOf(person),
    at: after.at,
    site: after.siteId,
    id: after.id,
    most,
  });
  return rows.map((row) => ({
    siteId: row.site_id,
    id: row.id,
    post: { id: row.post_id, title: row.title },
    state: row.standing === 'live' || row.standing === 'removed' ? row.standing : 'pending',
    name: row.name,
    email: row.email,
    url: row.url,
    provider: row.provider,
    text: row.text,
    html: row.html,
    original: row.original,
    format: row.format,
    quote: row.quote,
    lang: row.lang,
    dir: row.dir,
    writtenAt: row.published_at,
    editedAt: row.edited_at,
  }));
}

const byPerson = statement<{
  account: number;
  email: string;
  at: string;
  site: number;
  id: number;
  most: number;
}>()((db, value) =>
  db
    .selectFrom('identity')
    .innerJoin('comment', (join) =>
      join.onRef('comment.site_id', '=', 'identity.site_id').onRef('comment.identity_id', '=', 'identity.id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.site_id',
      'comment.id',
      'comment.post_id',
      'comment.standing',
      'comment.text',
      'comment.html',
      'comment.original',
      'comment.format',
      'comment.quote',
      'comment.lang',
      'comment.dir',
      'comment.published_at',
      'comment.edited_at',
      'identity.name',
      'identity.email',
      'identity.url',
      'identity.provider',
      'post.title',
    ])
    .where((eb) =>
      eb.or([
        eb('identity.account_id', '=', value('account')),
        eb.and([
          eb('identity.email', 'is not', null),
          sql<boolean>`lower(identity.email) = ${value('email')}`,
          eb('identity.account_id', 'is', null),
        ]),
      ]),
    )
    .where(
      sql<boolean>`(comment.published_at, comment.site_id, comment.id) < (${value('at')}, ${value('site')}, ${value('id')})`,
    )
    .orderBy('comment.published_at', 'desc')
    .orderBy('comment.site_id', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(rowCount(value('most'))),
);

/** One reply of a person's; undefined when it is not theirs. */
export async function replyOf(
  database: Database,
  person: Person,
  siteId: number,
  id: number,
): Promise<KeptReply | undefined> {
  const at = await timeOf.first(database, { site: siteId, id });
  if (!at) return undefined;
  const after = { at: at.published_at, siteId, id: id + 1 };
  const [found] = await repliesOf(database, person, { after, most: 1 });
  return found?.siteId === siteId && found.id === id ? found : undefined;
}

const timeOf = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('published_at')
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id')),
);

/** Whether anything is kept that has to do with an address: then a link to it is worth a letter. */
export async function keepsAnything(database: Database, email: string): Promise<boolean> {
  const [reply, subscriber] = [
    await repliesOf(database, { email, senders: [] }, { most: 1 }),
    await subscribed.first(database, { email }),
  ];
  return reply.length > 0 || subscriber !== undefined;
}

const subscribed = statement<{ email: string }>()((db, value) =>
  db.selectFrom('subscriber').select('id').where('email', '=', value('email')),
);
