import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';

export type SecretRead =
  | { readonly ok: true; readonly secret: Buffer }
  | {
      readonly ok: false;
      readonly reason: 'secret-unreadable';
      readonly path: string;
      readonly problem: string;
    };

/**
 * The key for this install's signatures: `VERBATIM_SECRET`, or the file `secret` of the data folder, which is
 * made on the first start, for its owner's eyes only (0600). Processes that start together agree on one.
 */
export function loadSecret(config: Pick<Config, 'data' | 'secret'>): SecretRead {
  if (config.secret !== undefined) return { ok: true, secret: Buffer.from(config.secret) };
  const path = join(config.data, 'secret');
  try {
    const text = readSecret(path) ?? makeSecret(config.data, path);
    if (!/^[0-9a-f]{64,}$/.test(text)) return unreadable(path, 'it does not hold 64 hexadecimal digits');
    return { ok: true, secret: Buffer.from(text, 'hex') };
  } catch (error) {
    return unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes it whole under another name first; linking fails where another process was quicker, whose secret then
 * holds. Some file systems know no links: there it is copied, which fails in the same way.
 */
function makeSecret(folder: string, path: string): string {
  mkdirSync(folder, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    unlessThere(
      () => linkSync(draft, path),
      () => copyFileSync(draft, path, constants.COPYFILE_EXCL),
    );
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

function unlessThere(...ways: readonly (() => void)[]): void {
  const [way, ...others] = ways;
  try {
    way?.();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    if (others.length === 0) throw error;
    unlessThere(...others);
  }
}

function unreadable(path: string, problem: string): SecretRead {
  return { ok: false, reason: 'secret-unreadable', path, problem };
}
