import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Database, Transaction } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import { appendEvent } from './append.ts';
import { endorse } from './endorsement.ts';
import { parseVerifier, type Signer, type Verifier, verifierOf } from './note.ts';
import { writeNotice } from './notice.ts';

/** A key of the log, as it is published: the newest first, each with the word of the one before it. */
export type LogKey = {
  readonly verifier: Verifier;
  /** A note by which the key before this one names it; absent for the first, and where the one before was lost. */
  readonly endorsement?: string;
  readonly since: string;
};

/** What opens the log's private keys, and names a new one. */
export type Keyring = Pick<World, 'secret' | 'config'>;

export async function readKeys(from: Database): Promise<readonly LogKey[]> {
  const rows = await from.read.selectFrom('log_key').selectAll().orderBy('id', 'desc').execute();
  return rows.flatMap(({ verifier, endorsement, created_at }) => {
    const parsed = parseVerifier(verifier);
    return parsed
      ? [{ verifier: parsed, since: created_at, ...(endorsement !== null && { endorsement }) }]
      : [];
  });
}

/**
 * The key that signs: the one that stands in the database, sealed by the install's secret, which all its machines
 * share. It is made with the first event. When the secret is no longer the one that sealed it, there is a new key,
 * which none before it vouches for, and the log says so.
 */
export async function signerFor(tx: Transaction, ring: Keyring): Promise<Signer> {
  const row = await currentKey(tx);
  const signer = row && openSigner(row, ring.secret);
  if (signer) return signer;
  if (row) await writeNotice(tx, { kind: 'key-lost', detail: { verifier: row.verifier } });
  return makeKey(tx, ring, undefined);
}

/** Whether the key that should sign can be opened. */
export async function canSign(db: Database, { secret }: Keyring): Promise<boolean> {
  const row = await db.read
    .selectFrom('log_key')
    .selectAll()
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row === undefined || openSigner(row, secret) !== undefined;
}

/** A new key, which the old one names in a note of its own; from the next checkpoint on it signs. */
export async function rotateKey(tx: Transaction, ring: Keyring): Promise<Signer> {
  return makeKey(tx, ring, await signerFor(tx, ring));
}

async function makeKey(tx: Transaction, ring: Keyring, older: Signer | undefined): Promise<Signer> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const verifier = verifierOf(await originOf(tx, ring), publicKey);
  const now = tx.clock.now().toISOString();
  const endorsement = older ? endorse(verifier, older) : null;
  await tx.db
    .updateTable('log_key')
    .set({ retired_at: now, sealed: null })
    .where('retired_at', 'is', null)
    .execute();
  await tx.db
    .insertInto('log_key')
    .values({ verifier: verifier.text, sealed: seal(privateKey, ring.secret), endorsement, created_at: now })
    .execute();
  await appendEvent(tx, {
    kind: 'key',
    siteId: 0,
    subject: `key:${verifier.id}`,
    digest: createHash('sha256').update(verifier.text).digest('hex'),
    facts: { verifier: verifier.text, before: older?.verifier.text ?? null, endorsement },
  });
  return { verifier, privateKey };
}

/** The log's name: where it is found, without the scheme. */
async function originOf(tx: Transaction, { config }: Keyring): Promise<string> {
  if (config.url !== undefined) return `${config.url.replace(/^https?:\/\//, '')}/-/log`;
  const first = await tx.db
    .selectFrom('site_host')
    .select('host')
    .orderBy('site_id')
    .orderBy('is_primary', 'desc')
    .orderBy('host')
    .executeTakeFirst();
  return `${first?.host ?? `${config.host}:${config.port}`}/-/log`;
}

function currentKey(tx: Transaction): Promise<{ verifier: string; sealed: string | null } | undefined> {
  return tx.db
    .selectFrom('log_key')
    .select(['verifier', 'sealed'])
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

function openSigner(
  row: { readonly verifier: string; readonly sealed: string | null },
  secret: Buffer,
): Signer | undefined {
  const verifier = parseVerifier(row.verifier);
  const privateKey = row.sealed === null ? undefined : unseal(row.sealed, secret);
  return verifier && privateKey ? { verifier, privateKey } : undefined;
}

/** AES-256-GCM under a key of its own: nonce, tag and what is sealed, in hex. */
function seal(key: KeyObject, secret: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret), nonce);
  const sealed = cipher.update(key.export({ format: 'der', type: 'pkcs8' }));
  return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('hex');
}

function unseal(text: string, secret: Buffer): KeyObject | undefined {
  const bytes = Buffer.from(text, 'hex');
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const der = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function sealingKey(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'verbatim log key', 32));
}
