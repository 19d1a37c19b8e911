import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { BackupStep } from './backup.ts';
import {
  formatVersion,
  headName,
  type Manifest,
  manifestName,
  parseHead,
  parseManifest,
  sealName,
} from './format.ts';
import { type TarEntry, TarError, tarBytes, tarEntries } from './read-tar.ts';

export type Verified =
  | { readonly ok: true; readonly manifest: Manifest; readonly entries: readonly SealedEntry[] }
  | {
      readonly ok: false;
      readonly reason: 'not-a-backup' | 'newer-format' | 'cut-off' | 'altered';
      readonly problem: string;
    };

/** An entry, and what its bytes must add up to. */
export type SealedEntry = TarEntry & { readonly sha256: string };

/** Reads a backup from end to end, and says whether it is whole and as it was written. Changes nothing. */
export async function verify(file: FileHandle, progress: (step: BackupStep) => void): Promise<Verified> {
  const total = (await file.stat()).size;
  const entries: SealedEntry[] = [];
  try {
    for await (const entry of tarEntries(file)) {
      if (entries.length === 0) {
        const early = await examineHead(file, entry);
        if (early) return early;
      }
      entries.push({ ...entry, sha256: await digest(file, entry) });
      progress({ phase: 'check', name: entry.name, done: entry.start + entry.bytes, total });
    }
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    if (entries.length === 0) return notBackup();
    return {
      ok: false,
      reason: error.reason === 'cut-off' ? 'cut-off' : 'altered',
      problem: `${error.message}.`,
    };
  }
  return examineSeal(file, entries);
}

/** The bytes of an entry; throws when they are no longer those that were verified. */
export async function* sealedBytes(file: FileHandle, entry: SealedEntry): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const piece of tarBytes(file, entry)) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== entry.sha256)
    throw new TarError('damaged', `${entry.name} changed while it was read`);
}

export async function readWhole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

async function examineHead(file: FileHandle, entry: TarEntry): Promise<Verified | undefined> {
  if (entry.name !== headName || entry.bytes > 1024 * 1024) return notBackup();
  const head = parseHead(await readWhole(tarBytes(file, entry)));
  if (!head) return notBackup();
  if (head.version <= formatVersion) return undefined;
  return {
    ok: false,
    reason: 'newer-format',
    problem: `It was written by Verbatim ${head.program}, a newer one.`,
  };
}

async function examineSeal(file: FileHandle, entries: readonly SealedEntry[]): Promise<Verified> {
  if (entries.length === 0) return notBackup();
  const [listing, seal] = entries.slice(-2);
  if (listing?.name !== manifestName || seal?.name !== sealName) {
    return { ok: false, reason: 'cut-off', problem: 'The list of what it holds is missing at its end.' };
  }
  const sealed = (await readWhole(tarBytes(file, seal))).toString('latin1').trim();
  const manifest = parseManifest(await readWhole(tarBytes(file, listing)));
  if (sealed !== listing.sha256 || !manifest) return altered(manifestName);
  const found = entries.slice(0, -2);
  for (const [at, expected] of manifest.entries.entries()) {
    const entry = found[at];
    if (entry?.name !== expected.name || entry.sha256 !== expected.sha256) return altered(expected.name);
  }
  const extra = found[manifest.entries.length];
  return extra ? altered(extra.name) : { ok: true, manifest, entries: found };
}

async function digest(file: FileHandle, entry: TarEntry): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of tarBytes(file, entry)) hash.update(piece);
  return hash.digest('hex');
}

function notBackup(): Verified {
  return { ok: false, reason: 'not-a-backup', problem: 'It is no backup of Verbatim.' };
}

function altered(name: string): Verified {
  return { ok: false, reason: 'altered', problem: `${name} in it is not what was written.` };
}
