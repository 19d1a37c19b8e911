import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { timestamp } from '../kit/clock.ts';
import type { Database, Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';

/**
 * What a ticket lets its holder do, once: arrive signed in on a site's host, sign in by a link, confirm an
 * account, choose a new password, confirm an address, see what is kept of an address (not once, but for an hour).
 */
export type TicketKind = 'arrive' | 'enter' | 'register' | 'reset' | 'address' | 'dossier';

export type TicketIssue = {
  readonly kind: TicketKind;
  readonly accountId?: number;
  /** Lower case; the address that the ticket goes to. */
  readonly email?: string;
  /** What the holder will need; kept as JSON. */
  readonly payload?: unknown;
  readonly minutes: number;
};

export type Ticket = {
  readonly nonce: string;
  readonly kind: string;
  readonly accountId: number | null;
  readonly email: string | null;
  readonly payload: unknown;
  readonly expiresAt: string;
};

/** Gives a ticket out; its token, 64 letters and digits, is what the holder shows. */
export async function issueTicket(world: World, tx: Transaction, issue: TicketIssue): Promise<string> {
  const nonce = randomBytes(16).toString('hex');
  const expiresAt = new Date(world.clock.now().getTime() + issue.minutes * 60_000).toISOString();
  const { kind, accountId = null, email = null, payload = null } = issue;
  await tx.db
    .insertInto('ticket')
    .values({
      nonce,
      kind,
      account_id: accountId,
      email,
      payload: JSON.stringify(payload),
      created_at: timestamp(world.clock),
      expires_at: expiresAt,
    })
    .execute();
  return tokenOf(world, { kind, nonce });
}

/** What a token is good for, without using it up: a page may be looked at more than once. */
export async function readTicket(
  world: World,
  kind: TicketKind,
  token: string | null,
): Promise<Ticket | undefined> {
  const nonce = nonceIn(world, kind, token);
  return nonce === undefined ? undefined : find(world, world.db.read, kind, nonce);
}

/** Uses a ticket up. Of two who show the same one, one is served. */
export async function takeTicket(
  world: World,
  tx: Transaction,
  kind: TicketKind,
  token: string | null,
): Promise<Ticket | undefined> {
  const nonce = nonceIn(world, kind, token);
  if (nonce === undefined) return undefined;
  const ticket = await find(world, tx.db, kind, nonce);
  const taken = await tx.db
    .deleteFrom('ticket')
    .where('nonce', '=', nonce)
    .returning('nonce')
    .executeTakeFirst();
  return taken && ticket;
}

/** HMAC-SHA256 over kind and nonce: who reads the database cannot make it, and one kind is no other. */
export function tokenOf(world: World, { kind, nonce }: { kind: string; nonce: string }): string {
  const mac = createHmac('sha256', world.secret).update(`ticket ${kind} ${nonce}`).digest('hex');
  return `${nonce}${mac.slice(0, 32)}`;
}

function nonceIn(world: World, kind: TicketKind, token: string | null): string | undefined {
  if (token === null || !/^[0-9a-f]{64}$/.test(token)) return undefined;
  const nonce = token.slice(0, 32);
  const expected = Buffer.from(tokenOf(world, { kind, nonce }));
  return timingSafeEqual(Buffer.from(token), expected) ? nonce : undefined;
}

async function find(
  world: World,
  db: Pick<Database['read'], 'selectFrom'>,
  kind: TicketKind,
  nonce: string,
): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom('ticket')
    .selectAll()
    .where('nonce', '=', nonce)
    .where('kind', '=', kind)
    .where('expires_at', '>', timestamp(world.clock))
    .executeTakeFirst();
  if (!row) return undefined;
  const { email, payload } = row;
  return {
    nonce,
    kind,
    email,
    accountId: row.account_id,
    payload: JSON.parse(payload),
    expiresAt: row.expires_at,
  };
}
