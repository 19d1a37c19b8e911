import type { Database } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { listSites } from '../site/read.ts';
import { keysOf, type Person } from './person.ts';
import { type KeptReply, repliesOf } from './read.ts';

/** Everything that an install keeps of a person, as it is handed to them: one JSON document. */
export async function exportPerson(world: World, person: Person) {
  const { db, clock } = world;
  const urls = new Map((await listSites(db)).map(({ id, url }) => [id, url]));
  const urlOf = (siteId: number) => urls.get(siteId) ?? '';
  return {
    format: 'verbatim-dossier',
    version: 1,
    made: clock.now().toISOString(),
    ...(person.email !== undefined && { address: person.email }),
    ...(person.account && { account: await accountOf(db, person.account.id, urlOf) }),
    replies: (await allReplies(db, person)).map((reply) => replyOf(reply, urlOf)),
    ...(await tracesOf(db, person, urlOf)),
  };
}

type UrlOf = (siteId: number) => string;

async function allReplies(db: Database, person: Person): Promise<readonly KeptReply[]> {
  const all: KeptReply[] = [];
  const most = 500;
  for (;;) {
    const last = all.at(-1);
    const after = last && { at: last.writtenAt, siteId: last.siteId, id: last.id };
    const next = await repliesOf(db, person, { after, most });
    all.push(...next);
    if (next.length < most) return all;
  }
}

function replyOf({ siteId, id, quote, url, ...reply }: KeptReply, urlOf: UrlOf) {
  return {
    site: urlOf(siteId),
    url: `${urlOf(siteId)}-/comments/${id}`,
    ...reply,
    website: url,
    quote: quote === null ? null : JSON.parse(quote),
  };
}

async function tracesOf({ read }: Database, person: Person, urlOf: UrlOf) {
  const senders = person.senders.length > 0 ? person.senders : [''];
  const { account, email } = keysOf(person);
  const likes = await read
    .selectFrom('comment_like')
    .select(['site_id', 'comment_id', 'created_at'])
    .where('sender', 'in', senders)
    .execute();
  const reports = await read
    .selectFrom('comment_report')
    .select(['site_id', 'comment_id', 'reason', 'note', 'created_at'])
    .where('sender', 'in', senders)
    .execute();
  const drafts = await read
    .selectFrom('reply_draft')
    .select(['site_id', 'post_id', 'fields', 'expires_at'])
    .where('sender', 'in', senders)
    .execute();
  const subscriptions = await read
    .selectFrom('subscriber')
    .innerJoin('subscription', (join) =>
      join
        .onRef('subscription.site_id', '=', 'subscriber.site_id')
        .onRef('subscription.subscriber_id', '=', 'subscriber.id'),
    )
    .select([
      'subscriber.site_id',
      'subscriber.email',
      'subscriber.locale',
      'subscription.post_id',
      'subscription.comment_id',
      'subscription.rhythm',
      'subscription.created_at',
      'subscription.confirmed_at',
    ])
    .where((eb) => eb.or([eb('subscriber.email', '=', email), eb('subscriber.account_id', '=', account)]))
    .execute();
  const at = ({ site_id, comment_id }: { site_id: number; comment_id: number }) =>
    `${urlOf(site_id)}-/comments/${comment_id}`;
  return {
    likes: likes.map((like) => ({ reply: at(like), at: like.created_at })),
    reports: reports.map((one) => ({
      reply: at(one),
      reason: one.reason,
      note: one.note,
      at: one.created_at,
    })),
    drafts: drafts.map((draft) => ({
      site: urlOf(draft.site_id),
      post: draft.post_id,
      fields: JSON.parse(draft.fields),
      keptUntil: draft.expires_at,
    })),
    subscriptions: subscriptions.map(({ site_id, comment_id, ...rest }) => ({
      site: urlOf(site_id),
      address: rest.email,
      language: rest.locale,
      post: rest.post_id,
      ...(comment_id !== 0 && { reply: at({ site_id, comment_id }) }),
      rhythm: rest.rhythm,
      asked: rest.created_at,
      confirmed: rest.confirmed_at,
    })),
  };
}

/** The account and how one signs in with it; no secret is among it. */
async function accountOf({ read }: Database, id: number, urlOf: UrlOf) {
  const own = await read
    .selectFrom('account')
    .select([
      'login',
      'email',
      'email_verified',
      'name',
      'locale',
      'image',
      'is_owner',
      'created_at',
      'updated_at',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  const credentials = await read
    .selectFrom('credential')
    .select(['provider', 'created_at'])
    .where('account_id', '=', id)
    .execute();
  const sessions = await read
    .selectFrom('session')
    .select(['user_agent', 'created_at', 'expires_at'])
    .where('account_id', '=', id)
    .execute();
  const programs = await read
    .selectFrom('application_password')
    .select(['name', 'created_at', 'last_used_on'])
    .where('account_id', '=', id)
    .execute();
  const passkeys = await read
    .selectFrom('passkey')
    .select(['name', 'host', 'created_at', 'last_used_on'])
    .where('account_id', '=', id)
    .execute();
  const roles = await read
    .selectFrom('role')
    .select(['site_id', 'role'])
    .where('account_id', '=', id)
    .execute();
  const profiles = await read
    .selectFrom('author')
    .select(['site_id', 'name', 'slug', 'links'])
    .where('account_id', '=', id)
    .execute();
  const notices = await read
    .selectFrom('notice_preference')
    .select('replies')
    .where('account_id', '=', id)
    .executeTakeFirst();
  const drafts = await read
    .selectFrom('autosave')
    .select(['site_id', 'post_id', 'fields', 'saved_at'])
    .where('account_id', '=', id)
    .execute();
  return {
    ...own,
    credentials,
    sessions,
    applicationPasswords: programs,
    passkeys,
    roles: roles.map(({ site_id, role }) => ({ site: urlOf(site_id), role })),
    profiles: profiles.map(({ site_id, ...rest }) => ({ site: urlOf(site_id), ...rest })),
    mailAboutReplies: notices?.replies ?? null,
    unsaved: drafts.map(({ site_id, post_id, fields, saved_at }) => ({
      site: urlOf(site_id),
      post: post_id,
      fields: JSON.parse(fields),
      at: saved_at,
    })),
  };
}
