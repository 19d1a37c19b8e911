import { createHmac, randomBytes } from 'node:crypto';
import { type Database, statement } from '../../kit/database/index.ts';
import { hostCookie, hostCookieName, readCookie } from '../../kit/http/cookie.ts';
import type { Incoming } from '../../kit/http/message.ts';
import { signValue, verifyValue } from '../../kit/http/signed-cookie.ts';
import type { World } from '../../kit/world.ts';
import { authFor, baseUrlFor, secondStepCookie, signedAsByAuth } from '../auth.ts';
import { ask } from '../session.ts';

/** Whether signing in to an account takes a code besides. */
export async function hasSecondFactor(database: Database, accountId: number): Promise<boolean> {
  return (await factorOf.first(database, { account: accountId })) !== undefined;
}

const factorOf = statement<{ account: number }>()((db, value) =>
  db
    .selectFrom('two_factor')
    .innerJoin('account', 'account.id', 'two_factor.account_id')
    .select(['two_factor.id', 'two_factor.last_code'])
    .where('two_factor.account_id', '=', value('account'))
    .where('account.two_factor_enabled', '=', 1),
);

/** What is shown once, while a second factor is set up. */
export type Setup = {
  /** `otpauth://totp/…`, for the program that makes the codes. */
  readonly uri: string;
  /** Each lets its owner in once, when the device is lost. */
  readonly codes: readonly string[];
};

type Refused = { readonly ok: false; readonly reason: 'wrong' | 'too-many' };

/** Begins: nothing is asked at signing in until a first code was right. */
export async function beginSecondFactor(
  world: World,
  request: Incoming,
  { password, issuer }: { readonly password: string; readonly issuer: string },
): Promise<({ readonly ok: true } & Setup) | Refused> {
  const response = await ask(world, request, '/two-factor/enable', {
    issuer,
    ...(password !== '' && { password }),
  });
  if (!response.ok) return refused(response);
  const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
  return { ok: true, uri: totpURI, codes: backupCodes };
}

/** The first code: from now on one is asked for. The session begins anew. */
export async function confirmSecondFactor(
  world: World,
  request: Incoming,
  { accountId, code }: { readonly accountId: number; readonly code: string },
): Promise<{ readonly ok: true; readonly cookies: readonly string[] } | Refused> {
  const response = await ask(world, request, '/two-factor/verify-totp', { code: digits(code) });
  if (!response.ok) return refused(response);
  await useUp(world, accountId, digits(code));
  return { ok: true, cookies: response.headers.getSetCookie() };
}

/** Ends it: signing in asks for no code any more. */
export async function removeSecondFactor(
  world: World,
  request: Incoming,
  password: string,
): Promise<{ readonly ok: true; readonly cookies: readonly string[] } | Refused> {
  const body = password === '' ? {} : { password };
  const response = await ask(world, request, '/two-factor/disable', body);
  return response.ok ? { ok: true, cookies: response.headers.getSetCookie() } : refused(response);
}

/** New backup codes; those before are worth nothing from then on. */
export async function renewBackupCodes(
  world: World,
  request: Incoming,
  password: string,
): Promise<{ readonly ok: true; readonly codes: readonly string[] } | Refused> {
  const body = password === '' ? {} : { password };
  const response = await ask(world, request, '/two-factor/generate-backup-codes', body);
  if (!response.ok) return refused(response);
  return { ok: true, codes: ((await response.json()) as { backupCodes: string[] }).backupCodes };
}

function refused({ status }: Response): Refused {
  if (status >= 500) throw new Error(`The second factor failed with status ${status}.`);
  return { ok: false, reason: status === 429 ? 'too-many' : 'wrong' };
}

function digits(code: string): string {
  return code.replaceAll(/\s/g, '').normalize('NFKC').slice(0, 32);
}

const stepMinutes = 10;

/**
 * Between the first step of signing in and the second: cookies that say who passed the first. As better-auth's
 * own hook writes it, which knows passwords only.
 */
export async function beginSecondStep(
  world: World,
  request: Incoming,
  accountId: number,
): Promise<readonly string[]> {
  const { $context } = await authFor(world, baseUrlFor(world, request));
  const { internalAdapter, secret } = await $context;
  const identifier = `2fa-${randomBytes(16).toString('hex')}`;
  // Better-auth looks at the machine's clock.
  const expiresAt = new Date(Date.now() + stepMinutes * 60_000);
  await internalAdapter.createVerificationValue({ identifier, value: String(accountId), expiresAt });
  await internalAdapter.createVerificationValue({
    identifier: `2fa-attempts-${identifier}`,
    value: '0',
    expiresAt,
  });
  const value = signedAsByAuth(identifier, secret);
  return [hostCookie(secondStepCookie, value, { scheme: request.scheme, maxAge: stepMinutes * 60 })];
}

export type SecondStep =
  | { readonly ok: true; readonly accountId: number; readonly cookies: readonly string[] }
  /** `expired`: the first step is too long ago, or was tried too often; begin anew. */
  | { readonly ok: false; readonly reason: 'wrong' | 'expired' | 'too-many' };

/** The second step, by six digits of the device or by a backup code. No code is taken twice. */
export async function passSecondStep(world: World, request: Incoming, text: string): Promise<SecondStep> {
  const cookie = stepCookie(request);
  if (cookie === undefined) return { ok: false, reason: 'expired' };
  const code = digits(text);
  const fromDevice = /^\d{6}$/.test(code);
  const path = fromDevice ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
  const response = await ask(world, request, path, { code }, cookie);
  if (response.status === 429) return { ok: false, reason: 'too-many' };
  if (!response.ok) return { ok: false, reason: await whyNot(response) };
  const { user, token } = (await response.json()) as { user: { id: string | number }; token: string };
  const accountId = Number(user.id);
  if (fromDevice && !(await useUp(world, accountId, code))) {
    await world.db.write((tx) => tx.db.deleteFrom('session').where('token', '=', token).execute());
    return { ok: false, reason: 'wrong' };
  }
  return { ok: true, accountId, cookies: response.headers.getSetCookie() };
}

function stepCookie(request: Incoming): string | undefined {
  const name = hostCookieName(secondStepCookie, request.scheme);
  const value = readCookie(request.header('cookie'), name);
  return value === undefined || value === '' ? undefined : `${name}=${value}`;
}

/** Whether somebody is between the two steps. */
export function isBetweenSteps(request: Incoming): boolean {
  return stepCookie(request) !== undefined;
}

async function whyNot(response: Response): Promise<'wrong' | 'expired'> {
  if (response.status >= 500) throw new Error(`The second step failed with status ${response.status}.`);
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  return code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' ? 'wrong' : 'expired';
}

/** A code holds for a minute and a half; whoever saw it typed must not use it again (RFC 6238 § 5.2). */
async function useUp(world: World, accountId: number, code: string): Promise<boolean> {
  const hash = createHmac('sha256', world.secret).update(`code ${accountId} ${code}`).digest('hex');
  const { numUpdatedRows } = await world.db.write((tx) =>
    tx.db
      .updateTable('two_factor')
      .set({ last_code: hash })
      .where('account_id', '=', accountId)
      .where((eb) => eb.or([eb('last_code', 'is', null), eb('last_code', '!=', hash)]))
      .executeTakeFirst(),
  );
  return numUpdatedRows === 1n;
}

const trustDays = 30;
const trustCookie = 'verbatim-trusted';

/** A cookie by which this browser is not asked again for thirty days, as long as the factor stays the same. */
export async function trustBrowser(world: World, request: Incoming, accountId: number): Promise<string> {
  const factor = await factorOf.first(world.db, { account: accountId });
  const seconds = trustDays * 86_400;
  const until = new Date(world.clock.now().getTime() + seconds * 1000);
  const value = signValue(`${accountId} ${factor?.id}`, until, {
    secret: world.secret,
    purpose: trustCookie,
  });
  return hostCookie(trustCookie, value, { scheme: request.scheme, maxAge: seconds });
}

/** Whether signing in takes the second step: there is a factor, and this browser is not trusted. */
export async function needsSecondStep(world: World, request: Incoming, accountId: number): Promise<boolean> {
  const factor = await factorOf.first(world.db, { account: accountId });
  if (!factor) return false;
  const name = hostCookieName(trustCookie, request.scheme);
  const cookie = readCookie(request.header('cookie'), name) ?? '';
  const trusted = verifyValue(cookie, world.clock.now(), { secret: world.secret, purpose: trustCookie });
  return trusted !== `${accountId} ${factor.id}`;
}
