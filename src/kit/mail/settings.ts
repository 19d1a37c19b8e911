import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { isLoopback } from '../http/host.ts';
import { isMailAddress } from './address.ts';

/** What `VERBATIM_SMTP_URL` and the settings of DKIM come to. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps); else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Whether to refuse a server without TLS: a password never travels openly over a network. */
  readonly requireTls: boolean;
  readonly user?: string;
  readonly password?: string;
  /** `name@host` */
  readonly from: string;
  readonly fromName?: string;
  readonly dkim?: DkimSettings;
};

export type DkimSettings = {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
};

export type MailSettingsRead =
  | { readonly ok: true; readonly settings: MailSettings | undefined }
  | {
      readonly ok: false;
      readonly reason: 'bad-setting';
      readonly setting: string;
      readonly problem: string;
    };

/** Reads the settings of mail; undefined where no server is named. The key of DKIM is read from its file. */
export function mailSettings({ smtpUrl, dkim }: Pick<Config, 'smtpUrl' | 'dkim'>): MailSettingsRead {
  if (smtpUrl === undefined) return { ok: true, settings: undefined };
  const url = URL.parse(smtpUrl);
  if (!url || url.hostname === '') return bad('VERBATIM_SMTP_URL', 'it is no address of a server');
  const user = decoded(url.username);
  const from = sender(url.searchParams.get('from') ?? user);
  if (!from) {
    return bad(
      'VERBATIM_SMTP_URL',
      'it does not say from which address mail comes: add ?from=name@example.org',
    );
  }
  const secure = url.protocol === 'smtps:';
  const key = dkim && privateKey(dkim.keyFile);
  if (typeof key === 'string') return bad('VERBATIM_DKIM_KEY_FILE', key);
  return {
    ok: true,
    settings: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTls: !secure && user !== '' && !isLoopback(url.hostname),
      ...(user !== '' && { user, password: decoded(url.password) }),
      ...from,
      ...(dkim &&
        key && {
          dkim: {
            domain: dkim.domain,
            selector: dkim.selector,
            privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
          },
        }),
    },
  };
}

/** `name@host`, or `Name <name@host>`. */
function sender(text: string): { readonly from: string; readonly fromName?: string } | undefined {
  const named = /^(.*?)\s*<([^<>]+)>$/.exec(text.trim());
  const from = (named?.[2] ?? text).trim();
  if (!isMailAddress(from)) return undefined;
  const fromName = named?.[1]?.replaceAll(/^"|"$/g, '').trim();
  return { from, ...(fromName && { fromName }) };
}

/** An RSA key of a strength that receivers take (RFC 8301 § 3.2); a sentence when it is none. */
function privateKey(file: string): KeyObject | string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    return `the file ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < 1024)
      return `the file ${file} must hold an RSA key of 1024 bits or more`;
    return key;
  } catch {
    return `the file ${file} does not hold a private key in PEM form`;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function bad(setting: string, problem: string): MailSettingsRead {
  return { ok: false, reason: 'bad-setting', setting, problem };
}
