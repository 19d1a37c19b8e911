import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { type ProviderSettings, providersFrom } from '../../src/kit/oidc.ts';
import type { Page } from './browser.ts';

/** Somebody whom the provider knows, with the claims that it tells of them. */
export type Known = {
  readonly sub: string;
  readonly name?: string;
  readonly preferred_username?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
};

/** Ada's address is confirmed, Ben's is not, Noor has none. */
export const people: readonly Known[] = [
  { sub: 'ada', name: 'Ada Byron', email: 'ada@people.example', email_verified: true },
  { sub: 'ben', name: 'Ben Okri', email: 'ben@people.example', email_verified: false },
  { sub: 'noor', name: 'نور الهدى' },
];

export type TestProvider = {
  readonly issuer: string;
  /** As the install's settings name it: `world.config.oidc`. */
  readonly settings: ProviderSettings;
  /** The same as variables of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Goes away, and stays away. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/**
 * A real OpenID Connect provider on a free port of this machine. Its page of signing in has a button for each
 * of the people (`button[value=ada]`) and one to refuse (`button[value=""]`); it works without JavaScript.
 *
 *     await using provider = await openProvider();
 *     const config = { ...world.config, oidc: [provider.settings], fetchAllow: ['127.0.0.1'] };
 */
export async function openProvider(
  options: { readonly name?: string; readonly label?: string; readonly people?: readonly Known[] } = {},
): Promise<TestProvider> {
  const { name = 'SCHOOL', label = 'The School', people: known = people } = options;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(known));
  // Every test's server has a port of its own, which nobody knows before it listens.
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    /^http:\/\/([a-z.]+\.(localhost|example)|127\.0\.0\.1)(:\d+)?\/-\/account\/callback\/[a-z0-9_]+$/.test(
      uri,
    );
  const callback = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, known, request, response);
    else callback(request, response);
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const env = environment(name, label, issuer);
  return { issuer, settings: settingsOf(env), env, close, [Symbol.asyncDispose]: close };
}

/**
 * Chooses one of the people on the provider's page of signing in. Whoever was another one there before is asked,
 * without scripts, to press a button more.
 */
export async function chooseAt(page: Page, provider: TestProvider, who: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.click(`button[value="${who}"]`);
  await page.waitForURL((url) => !url.pathname.startsWith('/interaction/'));
  const more = page.locator('form[action$="/session/end/confirm"] button');
  if (page.url().startsWith(provider.issuer) && (await more.isVisible())) await more.click();
}

const client = { id: 'verbatim', secret: 'a secret of the test' };

function environment(name: string, label: string, issuer: string): Record<string, string> {
  return {
    [`VERBATIM_OIDC_${name}_ISSUER`]: issuer,
    [`VERBATIM_OIDC_${name}_CLIENT_ID`]: client.id,
    [`VERBATIM_OIDC_${name}_CLIENT_SECRET`]: client.secret,
    [`VERBATIM_OIDC_${name}_LABEL`]: label,
  };
}

function settingsOf(env: Readonly<Record<string, string>>): ProviderSettings {
  const read = providersFrom(env);
  if (!read.ok || !read.providers[0]) throw new Error('the provider of the test has no settings');
  return read.providers[0];
}

function configuration(known: readonly Known[]): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      { client_id: client.id, client_secret: client.secret, redirect_uris: ['https://verbatim.invalid/'] },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] as never,
    },
    cookies: { keys: ['a key of the test'] },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    findAccount: (_ctx, id) => {
      const person = known.find(({ sub }) => sub === id);
      return person && { accountId: id, claims: async () => ({ ...person }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client: asking, session, provider } = oidc;
      if (!asking || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

async function interact(
  provider: Provider,
  known: readonly Known[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(known));
    return;
  }
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const chosen = new URLSearchParams(Buffer.concat(pieces).toString()).get('account') ?? '';
  const result =
    chosen === ''
      ? { error: 'access_denied', error_description: 'The person refused.' }
      : { login: { accountId: chosen } };
  await provider.interactionFinished(request, response, result);
}

function page(known: readonly Known[]): string {
  const buttons = known.map(({ sub }) => `<button name="account" value="${sub}">${sub}</button>`).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The provider</title>
<h1>Who are you?</h1>
<form method="post">${buttons}<button name="account" value="">Nobody</button></form></html>`;
}

/** What a provider that goes wrong answers at its addresses; what is not given is as it should be. */
export type Rubbish = {
  readonly discovery?: Answer;
  readonly token?: Answer;
  readonly keys?: Answer;
};
type Answer = { readonly status?: number; readonly type?: string; readonly body: string };

/**
 * A provider that sends everybody straight back with a code, and then answers what it is told to. Its ID tokens
 * (`idToken`) carry whatever claims a test puts into them.
 */
export async function openRubbish(make: (issuer: string, sign: Sign) => (nonce: string) => Rubbish) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sign: Sign = (claims, key = privateKey) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = `${part({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${part(claims)}`;
    return `${payload}.${createSign('sha256').update(payload).sign(key, 'base64url')}`;
  };
  const rubbish = make(issuer, sign);
  let nonce = '';
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' };
  const json = (value: object): Answer => ({ body: JSON.stringify(value) });
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') {
      nonce = url.searchParams.get('nonce') ?? '';
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code: 'c', state: url.searchParams.get('state') ?? '' }).toString();
      response.writeHead(303, { location: back.href }).end();
      return;
    }
    const said = rubbish(nonce);
    const answers: Record<string, Answer | undefined> = {
      '/.well-known/openid-configuration':
        said.discovery ??
        json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      '/token': said.token ?? json({}),
      '/keys': said.keys ?? json({ keys: [jwk] }),
    };
    const {
      status = 200,
      type = 'application/json',
      body,
    } = answers[url.pathname] ?? { status: 404, body: '' };
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const env = environment('RUBBISH', 'Rubbish & Co.', issuer);
  return { issuer, settings: settingsOf(env), close, [Symbol.asyncDispose]: close };
}

export type Sign = (claims: object, key?: KeyObject) => string;
