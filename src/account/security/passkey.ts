import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { timestamp } from '../../kit/clock.ts';
import { type Database, statement, type Transaction } from '../../kit/database/index.ts';
import type { Incoming } from '../../kit/http/message.ts';
import { signValue, verifyValue } from '../../kit/http/signed-cookie.ts';
import type { World } from '../../kit/world.ts';
import type { Account } from '../account.ts';
import { shortName } from './application-password.ts';

/** A key in somebody's device, good on the host that it was made on (Web Authentication, level 3). */
export type Passkey = {
  readonly id: number;
  readonly name: string;
  readonly host: string;
  readonly createdAt: string;
  readonly lastUsedOn: string | null;
};

/** An account's, the newest first. */
export async function passkeysOf(database: Database, accountId: number): Promise<readonly Passkey[]> {
  const rows = await byAccount.all(database, { account: accountId });
  return rows.map(({ id, name, host, created_at, last_used_on }) => {
    return { id, name, host, createdAt: created_at, lastUsedOn: last_used_on };
  });
}

const byAccount = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('passkey')
    .select(['id', 'name', 'host', 'credential', 'transports', 'created_at', 'last_used_on'])
    .where('account_id', '=', value('account'))
    .orderBy('id', 'desc'),
);

type Purpose = 'create' | 'get';

const signing = (world: World, purpose: Purpose) => ({ secret: world.secret, purpose: `passkey ${purpose}` });
const minutes = 10;

/** What the browser is asked to sign: nobody but us could have asked it, and not long ago. */
function challengeFor(world: World, purpose: Purpose): string {
  const until = new Date(world.clock.now().getTime() + minutes * 60_000);
  const text = signValue(randomBytes(16).toString('hex'), until, signing(world, purpose));
  return Buffer.from(text).toString('base64url');
}

function isOurChallenge(world: World, purpose: Purpose, challenge: string): boolean {
  const text = Buffer.from(challenge, 'base64url').toString();
  return verifyValue(text, world.clock.now(), signing(world, purpose)) !== undefined;
}

/** Passkeys belong to the name of a host, whatever its port. */
function hostName({ host }: Incoming): string {
  return host.replace(/:\d+$/, '');
}

/** The options for `navigator.credentials.create`, as JSON (§ 5.1.8). */
export async function creationOptions(world: World, request: Incoming, account: Account): Promise<object> {
  const known = await byAccount.all(world.db, { account: account.id });
  return {
    rp: { id: hostName(request), name: hostName(request) },
    user: { id: userHandle(world, account.id), name: account.login, displayName: account.name },
    challenge: challengeFor(world, 'create'),
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: known
      .filter(({ host }) => host === hostName(request))
      .map(({ credential, transports }) => ({
        type: 'public-key',
        id: credential,
        transports: JSON.parse(transports),
      })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  };
}

/** The options for `navigator.credentials.get`: any passkey of this host. */
export function requestOptions(world: World, request: Incoming): object {
  return {
    rpId: hostName(request),
    challenge: challengeFor(world, 'get'),
    allowCredentials: [],
    userVerification: 'required',
  };
}

/** Says the account to the device without saying who it is (§ 5.4.3). */
function userHandle({ secret }: World, accountId: number): string {
  return createHmac('sha256', secret).update(`passkey user ${accountId}`).digest('base64url');
}

type Refused = { readonly ok: false; readonly reason: 'refused' };
const refused: Refused = { ok: false, reason: 'refused' };

/** Keeps what a device has made for an account. `text` is the credential as JSON, from the browser. */
export async function addPasskey(
  world: World,
  request: Incoming,
  { accountId, text, name }: { readonly accountId: number; readonly text: string; readonly name: string },
): Promise<{ readonly ok: true } | Refused> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const response = parsed<RegistrationResponseJSON>(text);
  if (!response) return refused;
  const verified = await verifyRegistrationResponse({
    response,
    ...expectations(world, request, 'create'),
  }).catch(() => undefined);
  if (!verified?.verified) return refused;
  const { credential } = verified.registrationInfo;
  return world.db.write(async (tx) => {
    if (!(await useUp(tx, response))) return refused;
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('passkey')
      .values({
        account_id: accountId,
        host: hostName(request),
        name: shortName(name) || 'Passkey',
        credential: credential.id,
        public_key: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: JSON.stringify(credential.transports ?? []),
        created_at: timestamp(world.clock),
        last_used_on: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n ? { ok: true } : refused;
  });
}

/** Whose passkey signed, if it did: two factors at once, the device and what unlocks it. */
export async function accountByPasskey(
  world: World,
  request: Incoming,
  text: string,
): Promise<{ readonly ok: true; readonly accountId: number } | Refused> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const response = parsed<AuthenticationResponseJSON>(text);
  const key = response && (await byCredential.first(world.db, { credential: String(response.id) }));
  if (!response || !key || key.host !== hostName(request)) return refused;
  const verified = await verifyAuthenticationResponse({
    response,
    ...expectations(world, request, 'get'),
    credential: {
      id: key.credential,
      publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')),
      counter: key.counter,
    },
  }).catch(() => undefined);
  if (!verified?.verified) return refused;
  const counter = verified.authenticationInfo.newCounter;
  return world.db.write(async (tx) => {
    if (!(await useUp(tx, response))) return refused;
    await tx.db
      .updateTable('passkey')
      .set({ counter, last_used_on: timestamp(world.clock).slice(0, 10) })
      .where('id', '=', key.id)
      .execute();
    return { ok: true, accountId: key.account_id };
  });
}

const byCredential = statement<{ credential: string }>()((db, value) =>
  db.selectFrom('passkey').selectAll().where('credential', '=', value('credential')),
);

function expectations(world: World, request: Incoming, purpose: Purpose) {
  return {
    expectedChallenge: (challenge: string) => isOurChallenge(world, purpose, challenge),
    // Behind a proxy that does not say it, https is not seen.
    expectedOrigin: [`https://${request.host}`, `${request.scheme}://${request.host}`],
    expectedRPID: hostName(request),
    requireUserVerification: true,
  };
}

/** What the browser sent; its parts are checked by what verifies it, which throws on what is none. */
function parsed<T extends { readonly id: string }>(text: string): T | undefined {
  if (text.length > 20_000) return undefined;
  try {
    const value = JSON.parse(text);
    return typeof value?.id === 'string' && typeof value.response?.clientDataJSON === 'string'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** A challenge is good once (§ 13.4.3): it is written down beside the tickets, until it is too old anyway. */
async function useUp(
  tx: Transaction,
  { response }: { readonly response: { readonly clientDataJSON: string } },
): Promise<boolean> {
  const now = tx.clock.now();
  const made = await tx.db
    .insertInto('ticket')
    .values({
      nonce: createHash('sha256').update(response.clientDataJSON).digest('hex'),
      kind: 'passkey',
      account_id: null,
      email: null,
      payload: 'null',
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + minutes * 60_000).toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return made !== undefined;
}

/** Calls one of an account's passkeys something else. */
export async function renamePasskey(
  tx: Transaction,
  accountId: number,
  id: number,
  name: string,
): Promise<boolean> {
  const tidy = shortName(name);
  if (tidy === '') return false;
  const { numUpdatedRows } = await tx.db
    .updateTable('passkey')
    .set({ name: tidy })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Forgets one of an account's passkeys; the device may keep its half, which opens nothing any more. */
export async function removePasskey(tx: Transaction, accountId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('passkey')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
