import { sql } from 'kysely';
import { eraseComment } from '../comment/save-erase.ts';
import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { withdrawAllOf } from '../quotation/override.ts';
import { historyName } from '../revision/publication.ts';
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
    await world.db.write((tx) => eraseReplies(tx, next));
    replies += next.length;
  }
  await world.db.write(async (tx) => {
    await eraseTraces(tx, person);
    if (person.account) await eraseAccount(tx, person.account.id);
  });
  return { ok: true, replies };
}

/** Some replies of a person's, what asked to be told of them, and the person's name in lists of who is banned. */
export async function eraseReplies(tx: Transaction, replies: readonly KeptReply[]): Promise<void> {
  for (const [siteId, own] of Map.groupBy(replies, (reply) => reply.siteId)) {
    const ids = own.map(({ id }) => id);
    const senders = await tx.db
      .selectFrom('comment')
      .select(['sender', 'network'])
      .where('site_id', '=', siteId)
      .where('id', 'in', ids)
      .execute();
    for (const id of ids) await eraseComment(tx, siteId, id);
    for (const table of ['delivery', 'subscription'] as const)
      await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('comment_id', 'in', ids).execute();
    const values = senders.flatMap(({ sender, network }) => [sender, network]);
    const names = own.map(({ name }) => name).filter((name) => name.trim() !== '');
    await eraseBanNames(tx, siteId, { values: values.filter((value) => value !== null), names });
  }
}

/** A ban holds without the name of whom it is for; so does what was written down about it, also of one that was lifted. */
async function eraseBanNames(
  tx: Transaction,
  siteId: number,
  who: { readonly values: readonly string[]; readonly names: readonly string[] },
): Promise<void> {
  await tx.db
    .updateTable('ban')
    .set({ label: '', note: '' })
    .where('site_id', '=', siteId)
    .where('value', 'in', ['', ...who.values])
    .execute();
  const deeds = await tx.db
    .selectFrom('comment_audit')
    .select(['id', 'before', 'after', 'note'])
    .where('site_id', '=', siteId)
    .where('action', 'in', ['ban', 'unban'])
    .execute();
  for (const deed of deeds) {
    if (!who.names.some((name) => tells(name, deed))) continue;
    await tx.db
      .updateTable('comment_audit')
      .set({ before: nameless(deed.before), after: nameless(deed.after), note: '' })
      .where('site_id', '=', siteId)
      .where('id', '=', deed.id)
      .execute();
  }
}

/** A short name stands in many a word: of such a one only a label that is just it. */
function tells(
  name: string,
  { before, after, note }: { before: string; after: string; note: string },
): boolean {
  const texts = [labelIn(before), labelIn(after), note];
  return texts.some((text) => text === name || (name.length > 4 && text.includes(name)));
}

function labelIn(state: string): string {
  const { label } = JSON.parse(state) as { label?: unknown };
  return typeof label === 'string' ? label : '';
}

function nameless(state: string): string {
  const values = JSON.parse(state) as Record<string, unknown>;
  return JSON.stringify('label' in values ? { ...values, label: '' } : values);
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

/** Jobs that hold an address: to send a letter to it, or a link. */
const addressed = ['mail.send', 'account.link', 'dossier.link'];

/** Letters to an address that were not sent yet, or never could be, and links that were asked for. */
async function dropLetters(tx: Transaction, address: string): Promise<void> {
  const to = `:${JSON.stringify(address)}`;
  const holds =
    tx.dialect === 'sqlite'
      ? sql<number>`instr(lower(payload), ${to})`
      : sql<number>`strpos(lower(payload), ${to})`;
  await tx.db.deleteFrom('job').where('kind', 'in', addressed).where(holds, '>', 0).execute();
}

/**
 * The account, with its sessions, credentials, roles and passwords of programs (they go with its row). A profile
 * that signs nothing goes too. Of what it did for a site the record stays, without a name; what it vouched for is
 * vouched for no more.
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
  const published = await tx.db
    .updateTable('publication')
    .set({ by_name: '', account_id: null })
    .where('account_id', '=', id)
    .returning(['site_id', 'post_id'])
    .execute();
  for (const { site_id, post_id } of published) tx.changed(site_id, historyName(post_id), 'corrections');
  await withdrawAllOf(tx, id);
  for (const table of ['unsourced_quotation', 'attribution'] as const)
    await tx.db.updateTable(table).set({ decided_by: null }).where('decided_by', '=', id).execute();
  await tx.db
    .updateTable('capture_decision')
    .set({ account_id: null })
    .where('account_id', '=', id)
    .execute();
  await tx.db.updateTable('capture').set({ requested_by: null }).where('requested_by', '=', id).execute();
  await tx.db.deleteFrom('watch_letter').where('account_id', '=', id).execute();
  await tx.db.deleteFrom('session').where('account_id', '=', id).execute();
  await tx.db.deleteFrom('account').where('id', '=', id).execute();
}
