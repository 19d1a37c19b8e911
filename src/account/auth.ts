import { createHmac } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { hostCookieName } from '../kit/http/cookie.ts';
import { isLoopback } from '../kit/http/host.ts';
import type { Incoming } from '../kit/http/message.ts';
import type { World } from '../kit/world.ts';
import { passwordLength } from './account.ts';
import { authConnection } from './connection.ts';

/** Under which better-auth knows its own endpoints. They are reached through our pages, never from outside. */
export const authPath = '/-/account';

/** The header in which a request to better-auth carries the client's pseudonym. */
export const clientHeader = 'x-verbatim-client';

export const sessionCookie = 'verbatim-session';
export const secondStepCookie = 'verbatim-second-step';

/** How long one stays signed in, in seconds: thirty days. */
export const sessionLength = 30 * 24 * 3600;

/**
 * The one place where better-auth is set up, for staff and readers alike. `baseUrl` is the install's address,
 * its scheme decides about cookies.
 */
export function authOptions(world: World, baseUrl: string) {
  const scheme = baseUrl.startsWith('https:') ? 'https' : 'http';
  return {
    appName: 'Verbatim',
    baseURL: baseUrl,
    basePath: authPath,
    secret: createHmac('sha256', world.secret).update('better-auth').digest('hex'),
    // Told that both databases are SQLite, it keeps times as ISO text and yes and no as 1 and 0 in both.
    database: { db: authConnection(world.db), type: 'sqlite', transaction: false },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by set-up and by the command, in our own transactions.
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    user: accountModel,
    account: { ...credentialModel, accountLinking: { disableImplicitLinking: true } },
    session: { ...sessionModel, expiresIn: sessionLength, disableSessionRefresh: true },
    verification: verificationModel,
    rateLimit: {
      ...rateLimitModel,
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/two-factor/*': { window: 60, max: 15 } },
    },
    databaseHooks: { session: { create: { before: forgetAddress } } },
    advanced: {
      database: { generateId: 'serial', validateSchema: false },
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: scheme === 'https' },
      cookies: {
        session_token: { name: hostCookieName(sessionCookie, scheme) },
        session_data: { name: hostCookieName('verbatim-session-data', scheme) },
        two_factor: { name: hostCookieName(secondStepCookie, scheme) },
        dont_remember: { name: hostCookieName('verbatim-session-only', scheme) },
      },
      ipAddress: { ipAddressHeaders: [clientHeader] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...details) =>
        world.log.error('account.auth', {
          error: details.find((detail) => detail instanceof Error) ?? message,
        }),
    },
    onAPIError: { throw: false },
  } satisfies BetterAuthOptions;
}

/** Better-auth's user, under the field's words. */
const accountModel = {
  modelName: 'account',
  fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  additionalFields: {
    login: { type: 'string', required: true, unique: true, input: false },
    locale: { type: 'string', required: true, input: false },
    isOwner: { type: 'boolean', required: true, input: false, fieldName: 'is_owner' },
  },
} as const;

/** Better-auth's account. */
const credentialModel = {
  modelName: 'credential',
  fields: {
    userId: 'account_id',
    providerId: 'provider',
    accountId: 'subject',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;

const sessionModel = {
  modelName: 'session',
  fields: {
    userId: 'account_id',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    expiresAt: 'expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;

const verificationModel = {
  modelName: 'verification',
  fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;

const rateLimitModel = { modelName: 'rate_limit', fields: { lastRequest: 'last_request' } } as const;

async function forgetAddress<Session extends { userAgent?: string | null | undefined }>(session: Session) {
  return { data: { ...session, ipAddress: null, userAgent: session.userAgent?.slice(0, 300) ?? null } };
}

async function createAuth(world: World, baseUrl: string) {
  const { betterAuth } = await import('better-auth');
  return betterAuth({ ...authOptions(world, baseUrl), plugins: [await secondFactorPlugin()] });
}

/**
 * The second factor, in our table. Its hook, which asks for a code after a password alone, is left out: whoever
 * signs in, by whatever way, passes `land`, and is asked there.
 */
export async function secondFactorPlugin() {
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  const plugin = twoFactor({
    // An account that signs in by a provider has no password to be asked for.
    allowPasswordless: true,
    twoFactorTable: 'two_factor',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        fields: {
          userId: 'account_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
  return { ...plugin, hooks: {} };
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;

/** For each world, by base URL. It is loaded when it is first needed: it takes 50 MB that reading needs not. */
const opened = new WeakMap<World, Map<string, Promise<Auth>>>();

export function authFor(world: World, baseUrl: string): Promise<Auth> {
  const known = opened.get(world) ?? new Map<string, Promise<Auth>>();
  opened.set(world, known);
  let auth = known.get(baseUrl);
  if (!auth) {
    // Loopback has many names and ports; whoever tries them all must not fill the memory.
    if (known.size >= 16) known.clear();
    auth = createAuth(world, baseUrl);
    known.set(baseUrl, auth);
  }
  return auth;
}

/** The value of a cookie as better-auth signs its own: a test signs in both ways. */
export function signedAsByAuth(text: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return encodeURIComponent(`${text}.${signature}`);
}

/**
 * The address under which better-auth works for a request: the install's own, or, where none is set or the
 * request is to this machine itself, one that stands for the request's scheme.
 */
export function baseUrlFor({ config }: World, { scheme, host }: Incoming): string {
  if (config.url !== undefined && !isLoopback(host) && config.url.startsWith(`${scheme}:`)) return config.url;
  return `${scheme}://${host}`;
}
