import { resolve } from 'node:path';
import { z } from 'zod';

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
  VERBATIM_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
});

/** Names of every setting, for the documentation's test. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

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
      ...(values.VERBATIM_SECRET !== undefined && { secret: values.VERBATIM_SECRET }),
    },
  };
}
