import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { storable, type Transaction } from '../../kit/database/index.ts';
import type { JobInHand } from '../../kit/feature.ts';
import { enqueue } from '../../kit/queue/index.ts';
import type { World } from '../../kit/world.ts';
import { logChanged } from '../notice.ts';
import { newestCheckpoint } from '../read.ts';
import { keyOf, requestTimestamp, type Stamped, timestampJob } from './request.ts';

const payloadShape = z.object({
  siteId: z.int(),
  subject: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A minute at first, three times as long after each failure, a day at most; two weeks in all, then it is given up. */
const firstWait = 60_000;
const longestWait = 86_400_000;
const mostAttempts = 20;
const maxBytes = 256 * 1024;

type Asked = { readonly attempts: number } & (
  | { readonly ok: true; readonly response: Buffer; readonly at: string }
  | { readonly ok: false; readonly reason: string }
);

/** Asks each authority that has not answered yet and whose time it is; the others when theirs comes. */
export async function askAuthorities(world: World, { payload, signal }: JobInHand): Promise<void> {
  const stamped = payloadShape.parse(payload);
  for (const authority of world.config.timestampAuthorities ?? []) {
    const attempts = await world.db.write((tx) => begin(tx, stamped, authority));
    if (attempts === undefined) continue;
    const asked = await ask(world, authority, stamped.digest, signal);
    if (signal.aborted) return;
    await world.db.write((tx) => end(tx, stamped, authority, { ...asked, attempts }));
  }
  await world.db.write((tx) => askAgain(tx, stamped));
}

/** Has the newest checkpoint stamped, once for each. */
export async function stampCheckpoint({ db, config }: World): Promise<void> {
  const checkpoint = await newestCheckpoint(db);
  if (!checkpoint || (config.timestampAuthorities ?? []).length === 0) return;
  const digest = createHash('sha256').update(checkpoint.note).digest('hex');
  await db.write((tx) => requestTimestamp(tx, { subject: `checkpoint:${checkpoint.size}`, digest }));
}

/** Writes down that the question goes out, and answers which try it is; undefined when it need not, or not yet. */
async function begin(tx: Transaction, stamped: Stamped, authority: string): Promise<number | undefined> {
  const now = tx.clock.now().toISOString();
  const row = await rowOf(tx, stamped, authority);
  const isOver = row?.state === 'had' || row?.state === 'given-up';
  if (isOver || (row?.next_at && row.next_at > now)) return undefined;
  const attempts = (row?.attempts ?? 0) + 1;
  if (row) {
    await tx.db
      .updateTable('log_timestamp')
      .set({ state: 'asked', attempts, asked_at: now, next_at: null })
      .where('id', '=', row.id)
      .execute();
  } else {
    const { siteId, subject, digest } = stamped;
    await tx.db
      .insertInto('log_timestamp')
      .values({ site_id: siteId, subject, digest, authority, state: 'asked', attempts, asked_at: now })
      .execute();
  }
  return attempts;
}

async function end(tx: Transaction, stamped: Stamped, authority: string, asked: Asked): Promise<void> {
  const row = await rowOf(tx, stamped, authority);
  if (!row) return;
  const { attempts } = asked;
  const wait = Math.min(longestWait, firstWait * 3 ** (attempts - 1));
  const isLast = attempts >= mostAttempts;
  const nextAt = new Date(tx.clock.now().getTime() + wait);
  await tx.db
    .updateTable('log_timestamp')
    .set(
      asked.ok
        ? { state: 'had', response: asked.response.toString('base64'), stamped_at: asked.at, failure: null }
        : {
            state: isLast ? 'given-up' : 'failed',
            failure: storable(asked.reason),
            next_at: isLast ? null : nextAt.toISOString(),
          },
    )
    .where('id', '=', row.id)
    .execute();
  const { siteId, subject } = stamped;
  if (siteId > 0) tx.changed(siteId, subject);
  else await logChanged(tx);
}

/** When the first of those that failed is to be asked again. */
async function askAgain(tx: Transaction, stamped: Stamped): Promise<void> {
  const { siteId, subject, digest } = stamped;
  const { next } = await tx.db
    .selectFrom('log_timestamp')
    .select(({ fn }) => fn.min('next_at').as('next'))
    .where('site_id', '=', siteId)
    .where('subject', '=', subject)
    .where('digest', '=', digest)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow();
  if (next) await enqueue(tx, { kind: timestampJob, key: keyOf(stamped), payload: stamped, runAt: next });
}

function rowOf(tx: Transaction, { siteId, subject, digest }: Stamped, authority: string) {
  return tx.db
    .selectFrom('log_timestamp')
    .select(['id', 'state', 'attempts', 'next_at'])
    .where('site_id', '=', siteId)
    .where('subject', '=', subject)
    .where('digest', '=', digest)
    .where('authority', '=', authority)
    .executeTakeFirst();
}

/** RFC 3161 §3.4: by HTTP. The readers of ASN.1 are a hundred modules, loaded when there is somebody to ask. */
async function ask({ fetch }: World, authority: string, digest: string, signal: AbortSignal) {
  const { nonceFrom, readTimestamp, timestampRequest } = await import('./token.ts');
  const nonce = nonceFrom(randomBytes(8));
  const answer = await fetch(authority, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: timestampRequest(digest, nonce),
    accept: 'application/timestamp-reply',
    maxBytes,
    maxRedirects: 0,
    timeoutMs: 30_000,
    signal,
  });
  if (!answer.ok) return { ok: false as const, reason: answer.detail };
  if (answer.status !== 200) return { ok: false as const, reason: `it answered ${answer.status}` };
  const read = readTimestamp(answer.body, digest, nonce);
  return read.ok ? { ok: true as const, response: answer.body, at: read.at } : read;
}
