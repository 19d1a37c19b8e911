import { z } from 'zod';
import { isLoopback } from './http/host.ts';

/** An OpenID Connect provider that people may sign in with. */
export type ProviderSettings = {
  /** Lower case, of letters, digits and underscores: it stands in the address that the provider comes back to. */
  readonly name: string;
  /** What its button says. */
  readonly label: string;
  /** As the provider calls itself (OpenID Connect Discovery 1.0 § 2). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

export type ProvidersRead =
  | { readonly ok: true; readonly providers: readonly ProviderSettings[] }
  | { readonly ok: false; readonly setting: string; readonly problem: string };

/** The variables of a provider; `NAME` stands for a word of the administrator's choice. */
export const providerSettingNames = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'LABEL'].map(
  (part) => `VERBATIM_OIDC_NAME_${part}`,
);

const shape = /^VERBATIM_OIDC_([A-Z0-9_]+?)_(ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL)$/;

/** Every provider of the environment, in the order of their names. */
export function providersFrom(env: Readonly<Record<string, string | undefined>>): ProvidersRead {
  const names = new Set(Object.keys(env).flatMap((key) => shape.exec(key)?.[1] ?? []));
  const providers: ProviderSettings[] = [];
  for (const name of [...names].sort()) {
    const parsed = provider.safeParse({
      issuer: env[`VERBATIM_OIDC_${name}_ISSUER`],
      clientId: env[`VERBATIM_OIDC_${name}_CLIENT_ID`],
      clientSecret: env[`VERBATIM_OIDC_${name}_CLIENT_SECRET`],
      label: env[`VERBATIM_OIDC_${name}_LABEL`] ?? name[0] + name.slice(1).toLowerCase(),
    });
    if (!parsed.success) return refused(name, parsed.error.issues[0]);
    providers.push({ name: name.toLowerCase(), ...parsed.data });
  }
  return { ok: true, providers };
}

/** The secret and the names of people go there: in plain text only to this machine itself. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://accounts.example' })
  .refine((text) => {
    const url = URL.parse(text);
    // What is no address at all has been said already.
    return url?.protocol !== 'http:' || isLoopback(url.host);
  }, 'must begin with https://');
const needed = z.string({ error: 'is missing' }).min(1, 'is missing');
const provider = z.object({ issuer, clientId: needed, clientSecret: needed, label: needed });

function refused(name: string, issue: z.core.$ZodIssue | undefined): ProvidersRead {
  const parts: Readonly<Record<string, string>> = {
    issuer: 'ISSUER',
    clientId: 'CLIENT_ID',
    clientSecret: 'CLIENT_SECRET',
    label: 'LABEL',
  };
  return {
    ok: false,
    setting: `VERBATIM_OIDC_${name}_${parts[String(issue?.path[0])]}`,
    problem: issue?.message ?? '',
  };
}
