import { sql } from 'kysely';
import { may } from '../account/may.ts';
import { writersOf } from '../author/read.ts';
import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { askAkismet } from './akismet.ts';
import { longest, type QuoteAnchor } from './comment.ts';
import { dropDraft } from './draft.ts';
import { readReplyToken } from './form.ts';
import { isNewcomer } from './newcomer.ts';
import { type Decision, decide } from './policy/order.ts';
import type { Looked } from './policy/phase.ts';
import { type RepliedPost, readPostText, readRepliedPost } from './read-post.ts';
import { addComment, type IdentityWrite } from './save.ts';
import { networkHash, sendersOf } from './sender.ts';
import type { Received, Refused, Submission } from './submission.ts';
import { identityOf } from './submitter.ts';
import { anchorIn, readText } from './text.ts';

/** Within this time, in milliseconds, the same from the same sender is a button that was pressed twice. */
const twice = 10 * 60_000;

/**
 * Takes a reply that was sent to this install: the one way in. It is verified, read into a document, looked at by
 * the phases of `policy/order.ts`, and written with its event in one transaction. The same sent twice is one reply.
 */
export async function receiveComment(world: World, submission: Submission): Promise<Received> {
  const { site, author, postId } = submission;
  const post = await readRepliedPost(world.db, site.id, postId);
  const writers = author.kind === 'account' ? await writersOf(world.db, site.id, postId) : [];
  if (!post || !isReadable(submission, post, writers)) return { ok: false, reason: 'post-missing' };
  const read = readText(submission.text, submission.format);
  if (!read.ok) return read;
  const signed = await identityOf(world, site, author);
  if (!signed.ok) return signed;
  const quote = await quoteOf(world, submission);
  if (quote?.ok === false) return quote;
  const looked = lookAt(world, submission, { post, read, writers });
  const again = await findTwice(looked, world.db);
  if (again !== undefined) return again;
  const decision = await decide(looked);
  if (!decision.ok) return decision;
  return world.db.write((tx) =>
    save(tx, {
      submission,
      looked,
      decision,
      identity: signed.identity,
      document: read.document,
      quote: quote?.anchor,
    }),
  );
}

/** Whether the sender can read the post: who cannot is told what everybody is, that there is none. */
function isReadable({ site, author, unlocked }: Submission, post: RepliedPost, writtenBy: readonly number[]) {
  const context = { siteId: site.id, writtenBy };
  const actor = author.kind === 'account' ? author.actor : undefined;
  if (post.path === null) return false;
  if (
    post.status !== 'published' &&
    !(post.status === 'private' && actor && may(actor, 'read-private', context))
  )
    return false;
  return (
    post.password === null ||
    unlocked?.(post.password) === true ||
    (actor !== undefined && may(actor, 'read-protected', context))
  );
}

type QuoteRead =
  | { readonly ok: true; readonly anchor: QuoteAnchor }
  | Extract<Refused, { reason: 'quote-missing' }>;

async function quoteOf(world: World, { site, postId, quote }: Submission): Promise<QuoteRead | undefined> {
  if (quote === undefined || quote.trim() === '') return undefined;
  const text = await readPostText(world.db, site.id, postId);
  const anchor = quote.length > longest.quote ? undefined : anchorIn(text ?? '', quote);
  return anchor === undefined ? { ok: false, reason: 'quote-missing' } : { ok: true, anchor };
}

function lookAt(
  world: World,
  submission: Submission,
  {
    post,
    read,
    writers,
  }: {
    readonly post: RepliedPost;
    readonly read: Extract<ReturnType<typeof readText>, { ok: true }>;
    readonly writers: readonly number[];
  },
): Looked {
  const { site, author, from, form } = submission;
  const account = author.kind === 'account' ? author : undefined;
  const senders = sendersOf(world, site.id, { accountId: account?.account.id, key: from.readerKey });
  let newcomer: Promise<boolean> | undefined;
  return {
    world,
    submission,
    now: world.clock.now(),
    post,
    moderates:
      account !== undefined &&
      may(account.actor, 'moderate-comments', { siteId: site.id, writtenBy: writers }),
    senders,
    network: from.address === '' ? undefined : networkHash(world, site.id, from.address),
    token: form && readReplyToken(world, site.id, post.id, form.token),
    text: read.text,
    links: read.links,
    digest: read.digest,
    newcomer: () => {
      newcomer ??= isNewcomer(world.db, site.id, senders);
      return newcomer;
    },
  };
}

type Same = {
  readonly site: number;
  readonly post: number;
  readonly sender: string;
  readonly digest: string;
  readonly since: string;
};

/** The reply that stands already, when the button was pressed twice. */
async function findTwice(
  { submission, senders, digest, now }: Looked,
  from: Database | Transaction,
): Promise<Received | undefined> {
  const [sender] = senders;
  if (sender === undefined) return undefined;
  const since = new Date(now.getTime() - twice).toISOString();
  const { site, postId } = submission;
  const row = await same.first(from, { site: site.id, post: postId, sender, digest, since });
  if (row === undefined) return undefined;
  const standing = row.standing === 'live' || row.standing === 'spam' ? row.standing : 'pending';
  return { ok: true, id: row.id, standing, reasons: JSON.parse(row.reasons), created: false };
}

const same = statement<Same>()((db, value) =>
  db
    .selectFrom('comment')
    .select(['id', 'standing', 'reasons'])
    .where('site_id', '=', value('site'))
    .where('sender', '=', value('sender'))
    .where('published_at', '>', value('since'))
    .where('post_id', '=', value('post'))
    .where('digest', '=', value('digest'))
    .where('standing', '!=', 'removed')
    .orderBy('id')
    .limit(sql.lit(1)),
);

type Save = {
  readonly submission: Submission;
  readonly looked: Looked;
  readonly decision: Extract<Decision, { ok: true }>;
  readonly identity: IdentityWrite;
  readonly document: Parameters<typeof addComment>[2]['document'];
  readonly quote: QuoteAnchor | undefined;
};

/** Asks again what could have changed meanwhile, while no other reply to the post is being written. */
async function save(
  tx: Transaction,
  { submission, looked, decision, identity, document, quote }: Save,
): Promise<Received> {
  const { site, postId, parentId, format, text, lang, wish } = submission;
  if (!(await lockPost(tx, site.id, postId))) return { ok: false, reason: 'post-missing' };
  const again = await findTwice(looked, tx);
  if (again !== undefined) return again;
  if (parentId !== undefined && !(await isAnswerable(tx, site.id, postId, parentId)))
    return { ok: false, reason: 'parent-missing' };
  const standing = (looked.moderates && wish?.standing) || decision.standing;
  const added = await addComment(tx, site.id, {
    postId,
    identity,
    document,
    original: text,
    origin: 'local',
    status: standing,
    publishedAt: (looked.moderates && wish?.publishedAt) || looked.now.toISOString(),
    subscribe: submission.subscribe,
    arrival: {
      sender: looked.senders[0],
      network: looked.network,
      format,
      reasons: decision.reasons,
      rank: decision.rank,
      digest: looked.digest,
      quote,
      lang,
    },
    ...(parentId !== undefined && { parentId }),
  });
  if (!added.ok) return added;
  // What was begun is under the browser's name, the last of them.
  const browser = submission.from.readerKey === undefined ? undefined : looked.senders.at(-1);
  if (browser !== undefined) await dropDraft(tx, { siteId: site.id, postId, sender: browser });
  if (standing === 'pending' && decision.reasons.some(({ phase }) => phase === 'akismet'))
    await askAkismet(tx, site.id, added.id);
  return { ok: true, id: added.id, standing, reasons: decision.reasons, created: true };
}

/** One reply at a time to a post: the same that is sent twice at once finds the first. */
async function lockPost(tx: Transaction, siteId: number, id: number): Promise<boolean> {
  return tx.dialect === 'sqlite' || (await locked.first(tx, { site: siteId, id })) !== undefined;
}

const locked = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id'))
    .forUpdate(),
);

/** One answers what one can read. */
async function isAnswerable(tx: Transaction, siteId: number, postId: number, id: number): Promise<boolean> {
  const row = await answered.first(tx, { site: siteId, post: postId, id });
  return row?.status === 'live';
}

const answered = statement<{ site: number; post: number; id: number }>()((db, value) =>
  db
    .selectFrom('comment')
    .select('status')
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post'))
    .where('id', '=', value('id')),
);
