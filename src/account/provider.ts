import { createHmac, randomBytes } from 'node:crypto';
import type { Incoming } from '../kit/http/message.ts';
import { signValue, verifyValue } from '../kit/http/signed-cookie.ts';
import type { ProviderSettings } from '../kit/oidc.ts';
import type { World } from '../kit/world.ts';
import { browserMark, isBrowser } from './destination.ts';
import { browserOf } from './form-token.ts';
import { homeOrigin } from './home.ts';
import { callbackPath } from './paths.ts';
import { discovered, faultOf, type OpenId, type ProviderFault } from './provider-client.ts';

/** What somebody set out to do at a provider. */
export type Errand = {
  /** An account to link the provider's to; absent when one wants to sign in. */
  readonly linkTo?: number;
  /** Where to go after. */
  readonly to: string;
  /** Whether the provider shall ask which of its accounts it is to be. */
  readonly choose: 'no' | 'account' | 'login';
};

/** Who came back, as far as the provider may be believed. */
export type ProviderPerson = {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  readonly username: string | undefined;
  /** Only an address that the provider says it has confirmed. */
  readonly email: string | undefined;
};

export type Begun =
  | { readonly ok: true; readonly url: string; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly reason: ProviderFault };

export type Finished =
  | { readonly ok: true; readonly person: ProviderPerson; readonly errand: Errand }
  | {
      readonly ok: false;
      readonly reason: ProviderFault | 'foreign-state' | 'expired' | 'denied' | 'cannot-choose';
      /** Absent when nothing says what this was for. */
      readonly errand?: Errand;
    };

/** Of one flow; it goes to the provider and comes back as `state`, signed. Nothing in it is secret. */
type State = Errand & {
  readonly id: string;
  readonly provider: string;
  /** Mark of the browser that set out. */
  readonly browser: string;
  readonly at: number;
};

/** How long one may take at the provider, in milliseconds. */
const validFor = 15 * 60_000;
/** How long we know that a state was ours, to say that it is too old rather than somebody else's. */
const knownFor = 24 * 3_600_000;

const scope = 'openid email profile';

/** The address of the provider's page for an errand (OpenID Connect Core 1.0 § 3.1.2.1, with PKCE: RFC 7636). */
export async function begin(
  world: World,
  request: Incoming,
  settings: ProviderSettings,
  errand: Errand,
): Promise<Begun> {
  const { number, cookies } = browserOf(request);
  const state: State = {
    ...errand,
    id: randomBytes(16).toString('hex'),
    provider: settings.name,
    browser: browserMark(number),
    at: world.clock.now().getTime(),
  };
  try {
    const { client, config } = await discovered(world, settings);
    const url = client.buildAuthorizationUrl(config, {
      scope,
      redirect_uri: await callbackOf(world, request, settings),
      state: signState(world, state),
      nonce: derived(world, state, 'nonce'),
      code_challenge: await client.calculatePKCECodeChallenge(derived(world, state, 'verifier')),
      code_challenge_method: 'S256',
      ...(errand.choose !== 'no' && { prompt: errand.choose === 'login' ? 'login' : 'select_account' }),
    });
    return { ok: true, url: url.href, cookies };
  } catch (error) {
    return { ok: false, reason: faultOf(world, settings, error) };
  }
}

/** What became of it, from the address that the provider sent the browser back to (§ 3.1.2.5 and on). */
export async function finish(world: World, request: Incoming, settings: ProviderSettings): Promise<Finished> {
  const text = request.query.get('state') ?? '';
  const state = readState(world, text);
  if (!state || state.provider !== settings.name || !isBrowser(request, state.browser))
    return { ok: false, reason: 'foreign-state' };
  const errand: Errand = state;
  if (world.clock.now().getTime() > state.at + validFor) return { ok: false, reason: 'expired', errand };
  const refusal = request.query.get('error');
  if (refusal !== null) return { ok: false, reason: reasonOf(refusal, state), errand };
  try {
    const person = await personOf(world, request, settings, { state, text });
    return { ok: true, person, errand };
  } catch (error) {
    return { ok: false, reason: faultOf(world, settings, error), errand };
  }
}

/** A provider that cannot ask which account to use says so (§ 3.1.2.1: `prompt`) as an invalid request. */
function reasonOf(refusal: string, { choose }: State): 'denied' | 'cannot-choose' | 'rubbish' {
  if (refusal === 'access_denied') return 'denied';
  const unable = ['invalid_request', 'account_selection_required', 'interaction_required'];
  return choose === 'account' && unable.includes(refusal) ? 'cannot-choose' : 'rubbish';
}

async function personOf(
  world: World,
  request: Incoming,
  settings: ProviderSettings,
  { state, text }: { readonly state: State; readonly text: string },
): Promise<ProviderPerson> {
  const { client, config } = await discovered(world, settings);
  const back = new URL(await callbackOf(world, request, settings));
  back.search = request.query.toString();
  const tokens = await client.authorizationCodeGrant(config, back, {
    expectedState: text,
    expectedNonce: derived(world, state, 'nonce'),
    pkceCodeVerifier: derived(world, state, 'verifier'),
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims || claims.sub.length > 255 || /\p{Cc}/u.test(claims.sub))
    throw new client.ClientError('no usable ID token');
  const told = await userInfo({ client, config }, tokens.access_token, claims.sub);
  return believed(settings, { ...claims, ...told });
}

async function userInfo({ client, config }: OpenId, accessToken: string, subject: string) {
  if (config.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(config, accessToken, subject);
}

function believed(
  { issuer }: ProviderSettings,
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
): ProviderPerson {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    issuer,
    subject: claims.sub,
    name: text(claims.name),
    username: text(claims.preferred_username),
    email: claims.email_verified === true ? text(claims.email) : undefined,
  };
}

/** Registered with the provider: it sends nobody elsewhere. */
async function callbackOf(world: World, request: Incoming, { name }: ProviderSettings): Promise<string> {
  return `${await homeOrigin(world, request)}${callbackPath}${name}`;
}

/** The nonce and the PKCE verifier need not be kept: only this install can make them of the flow's ID. */
function derived(world: World, { id }: State, what: 'nonce' | 'verifier'): string {
  return createHmac('sha256', world.secret).update(`oidc ${what} ${id}`).digest('base64url');
}

const purpose = 'oidc-state';

function signState(world: World, state: State): string {
  const expiresAt = new Date(state.at + knownFor);
  return signValue(JSON.stringify(state), expiresAt, { secret: world.secret, purpose });
}

function readState(world: World, text: string): State | undefined {
  const value = verifyValue(text, world.clock.now(), { secret: world.secret, purpose });
  return value === undefined ? undefined : (JSON.parse(value) as State);
}
