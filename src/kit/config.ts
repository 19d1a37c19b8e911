import { resolve } from 'node:path';
import { z } from 'zod';
import { type ProviderSettings, providerSettingNames, providersFrom } from './oidc.ts';

/** The settings of an install, from the environment: read once, here and nowhere else. */
export type Config = {
  /** Folder of the database, the media and the secret. Absolute. */
  readonly data: string;
  /** `postgres://…`; absent for SQLite in the data folder. */
  readonly databaseUrl?: string;
  /** Public base URL of the install's own host, without a trailing slash. */
  readonly url?: string;
  readonly host: string;
  readonly port: number;
  /** `s3://bucket?endpoint=…`; absent for the data folder. */
  readonly storageUrl?: string;
  /** Believe `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-For`: only behind a proxy that sets them. */
  readonly trustProxy: boolean;
  /** How much memory the page cache may take, in mebibytes. */
  readonly cacheMb: number;
  /** CIDRs that outgoing fetches may reach although private. */
  readonly fetchAllow: readonly string[];
  /** Addresses of timestamp authorities (RFC 3161); absent where none is asked. */
  readonly timestampAuthorities?: readonly string[];
  /** `smtp://user:password@host:587?from=…`; absent where no mail is sent. */
  readonly smtpUrl?: string;
  /** Signs mail for a domain (RFC 6376); the key is read from its file. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly keyFile: string };
  /** OpenID Connect providers that people may sign in with; absent when there are none. */
  readonly oidc?: readonly ProviderSettings[];
  /** The program of the browser in which pages are captured on request; looked for on the system when absent. */
  readonly chromium?: string;
  /** Signs cookies and tokens; made and kept in the data folder when absent. */
  readonly secret?: string;
};

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | {
      readonly ok: false;
      readonly reason: 'bad-setting';
      readonly setting: string;
      readonly problem: string;
    };

const yesNo = z
  .enum(['', '0', '1', 'no', 'yes', 'false', 'true'])
  .transform((text) => ['1', 'yes', 'true'].includes(text));
const webAddress = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));

const environment = z.object({
  VERBATIM_DATA: z.string().min(1).default('./data'),
  VERBATIM_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  VERBATIM_URL: webAddress.optional(),
  VERBATIM_HOST: z.string().min(1).default('127.0.0.1'),
  VERBATIM_PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  VERBATIM_STORAGE_URL: z
    .string()
    .regex(/^s3:\/\//, 'must begin with s3://')
    .optional(),
  VERBATIM_TRUST_PROXY: yesNo.default(false),
  VERBATIM_CACHE_MB: z.coerce.number().int().min(0).max(65536).default(64),
  VERBATIM_FETCH_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((cidr) => cidr !== '')),
  VERBATIM_TSA_URLS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((url) => url !== ''))
    .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be addresses, with spaces between them' })))
    .optional(),
  VERBATIM_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  VERBATIM_DKIM_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/i, 'must be a domain, such as example.org')
    .optional(),
  VERBATIM_DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'must be the selector of the key, such as mail1')
    .optional(),
  VERBATIM_DKIM_KEY_FILE: z.string().min(1).optional(),
  VERBATIM_CHROMIUM: z.string().min(1).optional(),
  VERBATIM_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
});

/** Names of every setting, for the documentation's test. */
export const settingNames: readonly string[] = [...Object.keys(environment.shape), ...providerSettingNames];

/** Reads the settings; words of the command line (`--data`, `--port`, `--host`) come before the environment's. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigRead {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      reason: 'bad-setting',
      setting: String(issue?.path[0]),
      problem: issue?.message ?? '',
    };
  }
  const values = parsed.data;
  const oidc = providersFrom(given);
  if (!oidc.ok) return { ...oidc, reason: 'bad-setting' };
  const dkim = dkimOf(values);
  if (dkim === 'incomplete') {
    return {
      ok: false,
      reason: 'bad-setting',
      setting: 'VERBATIM_DKIM_DOMAIN',
      problem: 'must be set together with VERBATIM_DKIM_SELECTOR and VERBATIM_DKIM_KEY_FILE',
    };
  }
  return {
    ok: true,
    config: {
      data: resolve(values.VERBATIM_DATA),
      host: values.VERBATIM_HOST,
      port: values.VERBATIM_PORT,
      trustProxy: values.VERBATIM_TRUST_PROXY,
      cacheMb: values.VERBATIM_CACHE_MB,
      fetchAllow: values.VERBATIM_FETCH_ALLOW,
      ...(values.VERBATIM_DATABASE_URL !== undefined && { databaseUrl: values.VERBATIM_DATABASE_URL }),
      ...(values.VERBATIM_URL !== undefined && { url: values.VERBATIM_URL }),
      ...(values.VERBATIM_STORAGE_URL !== undefined && { storageUrl: values.VERBATIM_STORAGE_URL }),
      ...(values.VERBATIM_TSA_URLS !== undefined && { timestampAuthorities: values.VERBATIM_TSA_URLS }),
      ...(values.VERBATIM_SMTP_URL !== undefined && { smtpUrl: values.VERBATIM_SMTP_URL }),
      ...(dkim && { dkim }),
      ...(oidc.providers.length > 0 && { oidc: oidc.providers }),
      ...(values.VERBATIM_CHROMIUM !== undefined && { chromium: resolve(values.VERBATIM_CHROMIUM) }),
      ...(values.VERBATIM_SECRET !== undefined && { secret: values.VERBATIM_SECRET }),
    },
  };
}

/** Three settings that make sense together only. */
function dkimOf(values: z.infer<typeof environment>): Config['dkim'] | 'incomplete' {
  const { VERBATIM_DKIM_DOMAIN: domain, VERBATIM_DKIM_SELECTOR: selector } = values;
  const keyFile = values.VERBATIM_DKIM_KEY_FILE;
  if (domain === undefined && selector === undefined && keyFile === undefined) return undefined;
  if (domain === undefined || selector === undefined || keyFile === undefined) return 'incomplete';
  return { domain, selector, keyFile: resolve(keyFile) };
}
