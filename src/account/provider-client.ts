import type * as openid from 'openid-client';
import { isLoopback } from '../kit/http/host.ts';
import type { ProviderSettings } from '../kit/oidc.ts';
import type { World } from '../kit/world.ts';

export type OpenId = { readonly client: typeof openid; readonly config: openid.Configuration };

/** The provider cannot be reached, or what it says makes no sense. */
export type ProviderFault = 'down' | 'rubbish';

/** How long what a provider says about itself is believed, in milliseconds: ten minutes. */
const believedFor = 10 * 60_000;

type Known = { readonly until: number; readonly config: Promise<openid.Configuration> };

/** What providers said about themselves, for each world, by issuer and client. */
const known = new WeakMap<World, Map<string, Known>>();

/**
 * What a provider says about itself (OpenID Connect Discovery 1.0), asked when it is first needed. Throws what
 * `faultOf` understands.
 */
export async function discovered(world: World, settings: ProviderSettings): Promise<OpenId> {
  const client = await import('openid-client');
  const mine = known.get(world) ?? new Map<string, Known>();
  known.set(world, mine);
  const key = `${settings.issuer} ${settings.clientId}`;
  const now = world.clock.now().getTime();
  const kept = mine.get(key);
  if (kept && kept.until > now) return { client, config: await kept.config };
  // However many come at once, a provider is asked once; what went wrong is not kept.
  const config = discover(world, client, settings);
  mine.set(key, { config, until: now + believedFor });
  config.catch(() => mine.delete(key));
  return { client, config: await config };
}

async function discover(
  world: World,
  client: typeof openid,
  { issuer, clientId, clientSecret }: ProviderSettings,
): Promise<openid.Configuration> {
  const fetch = fetchOf(world);
  const insecure = issuer.startsWith('http:') && isLoopback(new URL(issuer).host);
  const execute = insecure ? [client.allowInsecureRequests] : [];
  const found = await client.discovery(new URL(issuer), clientId, undefined, undefined, {
    [client.customFetch]: fetch,
    execute,
  });
  const metadata = found.serverMetadata();
  // Without a list it is `client_secret_basic` (OpenID Connect Discovery 1.0 § 3).
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const how = methods.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
  const config = new client.Configuration(metadata, clientId, undefined, how(clientSecret));
  config[client.customFetch] = fetch;
  if (insecure) client.allowInsecureRequests(config);
  // The ID token's signature is checked although it came over TLS from the provider itself.
  client.enableNonRepudiationChecks(config);
  return config;
}

/** Nothing came, or nothing that could be used. */
class ProviderGone extends Error {}

/** Answers of a provider are small. */
const maxBytes = 512 * 1024;

/** The one safe fetch, as `openid-client` wants it: no redirect is followed. */
function fetchOf({ fetch }: World): openid.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await fetch(url, {
      maxBytes,
      maxRedirects: 0,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      accept: headers.accept ?? 'application/json',
      ...(body != null && { body: body instanceof Uint8Array ? body : String(body) }),
      ...(signal && { signal }),
    });
    if (!answer.ok) {
      const rubbish = ['too-large', 'bad-answer', 'too-many-redirects'].includes(answer.reason);
      if (rubbish) return new Response('', { status: 502 });
      throw new ProviderGone(answer.reason);
    }
    if (answer.status >= 500) throw new ProviderGone(`status ${answer.status}`);
    const empty = answer.status === 204 || answer.status === 304;
    const text = empty ? null : new Uint8Array(answer.body);
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
}

/**
 * What an error on the way to a provider means, and a line in the log for the administrator. Errors that are
 * nothing of the provider's are thrown again.
 */
export function faultOf(world: World, { name }: ProviderSettings, error: unknown): ProviderFault {
  const all = causes(error);
  const gone = all.find((each) => each instanceof ProviderGone);
  const fault = gone || all.some(({ name: kind }) => kind === 'TimeoutError') ? 'down' : 'rubbish';
  const code = all.map(codeOf).find((each) => each !== undefined);
  if (!gone && !isOfProvider(code)) throw error;
  world.log.warn('account.provider', { provider: name, fault, detail: gone?.message ?? code ?? '' });
  return fault;
}

function causes(error: unknown): readonly Error[] {
  const list: Error[] = [];
  for (let each = error; each instanceof Error && list.length < 5; each = each.cause) list.push(each);
  return list;
}

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.constructor.name === 'ClientError' ? 'OAUTH_CLIENT_ERROR' : undefined;
}

/** `openid-client` gives its errors codes; metadata without what is needed are invalid arguments to it. */
function isOfProvider(code: string | undefined): boolean {
  return code !== undefined && /^(OAUTH_|ERR_INVALID_)/.test(code);
}
