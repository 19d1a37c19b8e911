import { z } from 'zod';
import type { Transaction } from '../kit/database/index.ts';
import type { EventHandler, JobFailure, JobHandler } from '../kit/feature.ts';
import { enqueue } from '../kit/queue/index.ts';
import type { World } from '../kit/world.ts';
import { readSite, settingsOf } from '../site/read.ts';
import type { Site } from '../site/site.ts';
import type { Reason } from './comment.ts';
import { audit } from './save-audit.ts';
import { findForStatus, putState } from './save-status.ts';

/**
 * Akismet's protocol, version 1.1. What is sent is what readers could see, with a pseudonym in the place of the
 * client's address: that is never kept, and nobody outside learns it.
 */
export const askJob = 'comment.akismet';
export const tellJob = 'comment.akismet-tell';

const aboutComment = z.object({ commentId: z.number().int() });
const taught = aboutComment.extend({ as: z.enum(['ham', 'spam']) });

export async function askAkismet(tx: Transaction, siteId: number, commentId: number): Promise<void> {
  await enqueue(tx, { kind: askJob, key: `${siteId}:${commentId}`, siteId, payload: { commentId } });
}

/** What moderators decide is told to the service, where the site has one. */
export const onTaught: EventHandler = async (tx, { siteId, payload }) => {
  if (siteId === null) return;
  const settings = await settingsOf(tx, siteId);
  if (!settings || settings.akismetKey === null) return;
  const { commentId, as } = taught.parse(payload);
  await enqueue(tx, { kind: tellJob, key: `${siteId}:${commentId}`, siteId, payload: { commentId, as } });
};

/**
 * Asks about a reply that waits. While the service cannot be asked, the reply goes on waiting for a moderator: it is
 * never lost, and never shown unasked.
 */
export const ask: JobHandler = async (world, { siteId, payload }) => {
  const { commentId } = aboutComment.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site || site.settings.akismetKey === null) return undefined;
  const row = await readSent(world, site.id, commentId);
  if (row?.standing !== 'pending') return undefined;
  const answer = await call(world, site, 'comment-check', row);
  if (!answer.ok) return answer;
  if (answer.text !== 'true' && answer.text !== 'false')
    return failed('the service answered neither true nor false');
  await world.db.write((tx) => decided(tx, site.id, commentId, answer.text === 'true'));
  return undefined;
};

export const tell: JobHandler = async (world, { siteId, payload }) => {
  const { commentId, as } = taught.parse(payload);
  const site = siteId === null ? undefined : await readSite(world.db, siteId);
  if (!site || site.settings.akismetKey === null) return undefined;
  const row = await readSent(world, site.id, commentId);
  if (!row) return undefined;
  const answer = await call(world, site, as === 'ham' ? 'submit-ham' : 'submit-spam', row);
  return answer.ok ? undefined : answer;
};

/** Its answer is one reason among others: without them the reply comes live, or is put with the spam. */
async function decided(tx: Transaction, siteId: number, commentId: number, isSpam: boolean): Promise<void> {
  const row = await findForStatus(tx, siteId, commentId);
  if (row?.standing !== 'pending') return;
  const reasons: readonly Reason[] = JSON.parse(row.reasons);
  const others = reasons.filter(({ phase }) => phase !== 'akismet');
  const kept: readonly Reason[] = isSpam ? [...others, { phase: 'akismet', facts: { spam: 1 } }] : others;
  await tx.db
    .updateTable('comment')
    .set({ reasons: JSON.stringify(kept) })
    .where('site_id', '=', siteId)
    .where('id', '=', commentId)
    .execute();
  if (!isSpam && others.length > 0) return;
  const standing = isSpam ? 'spam' : 'live';
  const before = { standing: row.standing, taught: row.taught };
  const after = { standing, taught: row.taught } as const;
  await putState(tx, siteId, row, after);
  const action = isSpam ? 'spam' : 'approve';
  await audit(
    tx,
    siteId,
    { action, commentId, postId: row.post_id, before, after },
    { by: null, note: 'Akismet' },
  );
}

type Sent = NonNullable<Awaited<ReturnType<typeof readSent>>>;

async function readSent({ db }: World, siteId: number, commentId: number) {
  return db.read
    .selectFrom('comment')
    .innerJoin('identity', (join) =>
      join.onRef('identity.site_id', '=', 'comment.site_id').onRef('identity.id', '=', 'comment.identity_id'),
    )
    .innerJoin('post', (join) =>
      join.onRef('post.site_id', '=', 'comment.site_id').onRef('post.id', '=', 'comment.post_id'),
    )
    .select([
      'comment.standing',
      'comment.html',
      'comment.network',
      'comment.published_at',
      'comment.parent_id',
      'identity.name',
      'identity.email',
      'identity.url',
      'post.path',
    ])
    .where('comment.site_id', '=', siteId)
    .where('comment.id', '=', commentId)
    .executeTakeFirst();
}

type Answer = { readonly ok: true; readonly text: string } | JobFailure;

async function call(world: World, site: Site, method: string, sent: Sent): Promise<Answer> {
  const fields = new URLSearchParams({
    api_key: site.settings.akismetKey ?? '',
    blog: site.url,
    blog_lang: site.locale,
    blog_charset: 'UTF-8',
    user_ip: pseudonymOf(sent.network),
    permalink: new URL(sent.path ?? '/', site.url).href,
    comment_type: sent.parent_id === null ? 'comment' : 'reply',
    comment_author: sent.name,
    comment_content: sent.html,
    comment_date_gmt: sent.published_at,
    ...(sent.email !== null && { comment_author_email: sent.email }),
    ...(sent.url !== null && { comment_author_url: sent.url }),
  });
  const base = site.settings.akismetUrl.replace(/\/*$/, '/');
  const got = await world.fetch(base + method, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: fields.toString(),
    maxBytes: 4_096,
  });
  if (!got.ok) return failed(got.reason);
  if (got.status >= 300) return failed(`status ${got.status}`);
  return { ok: true, text: got.body.toString('utf8').trim() };
}

/** An address that stands for a network and is nobody's (RFC 4193). */
function pseudonymOf(network: string | null): string {
  const hex = Buffer.from(network ?? '', 'base64url')
    .toString('hex')
    .padEnd(14, '0');
  return `fd${hex.slice(0, 2)}:${hex.slice(2, 6)}:${hex.slice(6, 10)}:${hex.slice(10, 14)}::1`;
}

function failed(reason: string): JobFailure {
  return { ok: false, reason: `Akismet: ${reason}`, retry: true };
}
