import { sql } from 'kysely';
import { eraseComment } from '../comment/save-erase.ts';
import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { forgetSubscriber } from '../subscription/save.ts';
import { keysOf, type Person } from './person.ts';
import { type KeptReply, repliesOf } from './read.ts';

/** What has to be handed over to others before an account can go. */
export type Hindrance =
  | { readonly reason: 'last-owner' }
  | {
      readonly reason: 'signs-posts';
      readonly sites: readonly { readonly title: string; readonly posts: number }[];
    };

export type Erased =
  | { readonly ok: true; readonly replies: number }
  | { readonly ok: false; readonly hindrances: readonly Hindrance[] };

/** How many replies go in one transaction: others can write in between. */
const batch = 50;

/**
 * Erases what is kept of a person on every site: replies (of those that were answered an empty place stays), likes,
 * reports, drafts, subscriptions, and the account itself. An account that somebody relies on stays as it is.
 * Broken off, it goes on where it was when it is asked for again.
 */
export async function erasePerson(world: World, person: Person): Promise<Erased> {
  const hindrances = person.account ? await hindrancesOf(world.db, person.account.id) : [];
  if (hindrances.length > 0) return { ok: false, hindrances };
  let replies = 0;
  for (;;) {
    const next = await repliesOf(world.db, person, { most: batch });
    if (next.length === 0) break;
    await world.db.write(async (tx) => {
      for (const reply of next) await eraseReply(tx, reply);
    });
    replies += next.length;
  }
  await world.db.write(async (tx) => {
    await eraseTraces(tx, person);
    if (person.account) await eraseAccount(tx, person.account.id);
  });
  return { ok: true, replies };
}

/** A reply, what asked to be told of it, and its writer's name in lists of who is banned. */
export async function eraseReply(tx: Transaction, reply: Pick<KeptReply, 'siteId' | 'id'>): Promise<void> {
  const { siteId, id } = reply;
  const row = await tx.db
    .selectFrom('comment')
    .select(['sender', 'network'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return;
  await eraseComment(tx, siteId, id);
  for (const table of ['delivery', 'subscription'] as const)
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('comment_id', '=', id).execute();
  const values = [row.sender, row.network].filter((value) => value !== null);
  if (values.length > 0) await eraseBanNames(tx, siteId, values);
}

/** A ban holds without the name of whom it is for; so does what was written down about it. */
async function eraseBanNames(tx: Transaction, siteId: number, values: readonly string[]): Promise<void> {
  const bans = await tx.db
    .updateTable('ban')
    .set({ label: '', note: '' })
    .where('site_id', '=', siteId)
    .where('value', 'in', values)
    .returning('id')
    .execute();
  if (bans.length === 0) return;
  const deeds = await tx.db
    .selectFrom('comment_audit')
    .select(['id', 'before', 'after'])
    .where('site_id', '=', siteId)
    .where('action', 'in', ['ban', 'unban'])
    .execute();
  const known = new Set(bans.map((ban) => ban.id));
  for (const deed of deeds) {
    const [before, after] = [JSON.parse(deed.before), JSON.parse(deed.after)];
    if (!known.has(before.id) && !known.has(after.id)) continue;
    await tx.db
      .updateTable('comment_audit')
      .set({ before: nameless(before), after: nameless(after), note: '' })
      .where('site_id', '=', siteId)
      .where('id', '=', deed.id)
      .execute();
  }
}

function nameless(state: Readonly<Record<string, unknown>>): string {
  return JSON.stringify('label' in state ? { ...state, label: '' } : state);
}

/** Who may not go yet: the only owner of the install, and whose name stands over posts. */
export async function hindrancesOf(database: Database, accountId: number): Promise<readonly Hindrance[]> {
  const owners = await everyOwner.all(database, {});
  const lastOwner = owners.length === 1 && owners[0]?.id === accountId;
  const signed = await signedPosts.all(database, { account: accountId });
  const sites = signed.map(({ title, posts }) => ({ title, posts: Number(posts) }));
  return [
    ...(lastOwner ? [{ reason: 'last-owner' } as const] : []),
    ...(sites.length > 0 ? [{ reason: 'signs-posts', sites } as const] : []),
  ];
}

const everyOwner = statement<Record<never, never>>()((db) =>
  db.selectFrom('account').select('id').where('is_owner', '=', 1),
);

const signedPosts = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('author')
    .innerJoin('post_author', (join) =>
      join
        .onRef('post_author.site_id', '=', 'author.site_id')
        .onRef('post_author.author_id', '=', 'author.id'),
    )
    .innerJoin('site', 'site.id', 'author.site_id')
    .select(({ fn }) => ['site.id', 'site.title', fn.countAll<number>().as('posts')])
    .where('author.account_id', '=', value('account'))
    .groupBy(['site.id', 'site.title'])
    .orderBy('site.id'),
);

/** Likes, reports, drafts, subscriptions, letters that wait, and bans that name them. */
async function eraseTraces(tx: Transaction, person: Person): Promise<void> {
  const { account, email, senders } = person;
  if (senders.length > 0) {
    await eraseLikes(tx, senders);
    await eraseReports(tx, senders);
    await tx.db.deleteFrom('reply_draft').where('sender', 'in', senders).execute();
    await tx.db.deleteFrom('ban').where('kind', '=', 'sender').where('value', 'in', senders).execute();
  }
  await forgetSubscriber(tx, {
    ...(account && { accountId: account.id }),
    ...(email !== undefined && { email: keysOf(person).email }),
  });
  for (const address of new Set([account?.email, email])) {
    if (address !== undefined) await dropLetters(tx, address);
  }
  if (email !== undefined) {
    await tx.db.deleteFrom('invitation').where('email', '=', email).execute();
    await tx.db.deleteFrom('ticket').where('email', '=', email).execute();
  }
}

async function eraseLikes(tx: Transaction, senders: readonly string[]): Promise<void> {
  const gone = await tx.db
    .deleteFrom('comment_like')
    .where('sender', 'in', senders)
    .returning(['site_id', 'comment_id'])
    .execute();
  for (const { site_id, comment_id } of gone) {
    const row = await tx.db
      .updateTable('comment')
      .set(({ eb }) => ({ likes: eb('likes', '-', 1) }))
      .where('site_id', '=', site_id)
      .where('id', '=', comment_id)
      .where('likes', '>', 0)
      .returning('post_id')
      .executeTakeFirst();
    if (row) tx.changed(site_id, `post:${row.post_id}/comments`);
  }
}

async function eraseReports(tx: Transaction, senders: readonly string[]): Promise<void> {
  const gone = await tx.db
    .deleteFrom('comment_report')
    .where('sender', 'in', senders)
    .returning(['site_id', 'comment_id'])
    .execute();
  for (const { site_id, comment_id } of gone) {
    await tx.db
      .updateTable('comment')
      .set(({ eb }) => ({ reports: eb('reports', '-', 1) }))
      .where('site_id', '=', site_id)
      .where('id', '=', comment_id)
      .where('reports', '>', 0)
      .execute();
  }
}

/** Letters to an address that were not sent yet, or never could be. */
async function dropLetters(tx: Transaction, address: string): Promise<void> {
  const to = `"to":${JSON.stringify(address)}`;
  const holds =
    tx.dialect === 'sqlite' ? sql<number>`instr(payload, ${to})` : sql<number>`strpos(payload, ${to})`;
  await tx.db.deleteFrom('job').where('kind', '=', 'mail.send').where(holds, '>', 0).execute();
}

/**
 * The account, with its sessions, credentials, roles and passwords of programs (they go with its row). A profile
 * that signs nothing goes too. Of what it did for a site the record stays, without a name.
 */
async function eraseAccount(tx: Transaction, id: number): Promise<void> {
  const profiles = await tx.db
    .deleteFrom('author')
    .where('account_id', '=', id)
    .returning(['site_id', 'id'])
    .execute();
  for (const profile of profiles) {
    await tx.db
      .updateTable('media')
      .set({ author_id: null })
      .where('site_id', '=', profile.site_id)
      .where('author_id', '=', profile.id)
      .execute();
    tx.changed(profile.site_id, `author:${profile.id}`);
  }
  await tx.db.deleteFrom('session').where('account_id', '=', id).execute();
  await tx.db.deleteFrom('account').where('id', '=', id).execute();
}
