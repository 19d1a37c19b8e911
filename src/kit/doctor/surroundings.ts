import { constants } from 'node:fs';
import { access, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { isLoopback } from '../http/host.ts';
import { type Finding, ill, well } from './check.ts';

/** A check that needs no install to be open: of the machine and the settings. */
export type SurroundingsCheck = {
  readonly name: string;
  readonly examine: (config: Config, clock: Clock) => Promise<Finding>;
};

export const surroundings: readonly SurroundingsCheck[] = [
  { name: 'node', examine: async () => examineNode(process.versions.node) },
  { name: 'clock', examine: async (_config, clock) => examineClock(clock) },
  { name: 'settings', examine: async (config) => examineSettings(config) },
  { name: 'data-folder', examine: examineFolder },
  { name: 'disk-space', examine: examineSpace },
  { name: 'secret', examine: examineSecret },
];

const leastNode = 24;

export function examineNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= leastNode) return well(version);
  return ill(
    `This is Node ${version}; Verbatim needs ${leastNode} or later.`,
    'Install a newer Node, or start Verbatim by `npm start` or `bin/verbatim`, which bring their own.',
  );
}

/** The year in which this program was written; a clock before it was never set. */
const begun = '2026-01-01';

export function examineClock(clock: Clock): Finding {
  const now = clock.now().toISOString();
  if (now >= begun) return well(now);
  return ill(`The clock says ${now}.`, 'Set the clock of this machine; let it follow a time server (NTP).');
}

/** What each setting allows, but they do not together. */
export function examineSettings({ url, trustProxy, host, port }: Config): Finding {
  if (url?.startsWith('https:') && !trustProxy) {
    return ill(
      'VERBATIM_URL is https, but VERBATIM_TRUST_PROXY is not set: Verbatim speaks http to the proxy, and does not see that readers come by https.',
      'Set VERBATIM_TRUST_PROXY=yes, and have the proxy set X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-For itself.',
    );
  }
  if (url !== undefined && isLoopback(new URL(url).host) && !isLoopback(host)) {
    return ill(
      `VERBATIM_URL is ${url}, which nobody else can reach, but Verbatim listens on ${host}.`,
      'Set VERBATIM_URL to the address by which readers come.',
    );
  }
  if (trustProxy && !isLoopback(host)) {
    return well(`listens on ${host}:${port} and trusts the proxy: let nobody else reach that port`);
  }
  return well();
}

async function examineFolder({ data }: Config): Promise<Finding> {
  const found = await stat(data).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (found === 'ENOENT') {
    return ill(
      `The data folder ${data} does not exist.`,
      'Start `verbatim serve`, which makes it, or name the right one (--data or VERBATIM_DATA).',
    );
  }
  if (typeof found === 'string')
    return ill(`The data folder ${data} cannot be looked at (${found}).`, rights(data));
  if (!found.isDirectory()) return ill(`${data} is a file.`, 'Name a folder by --data or VERBATIM_DATA.');
  const probe = join(data, `.doctor-${process.pid}`);
  try {
    await access(data, constants.R_OK | constants.W_OK | constants.X_OK);
    await writeFile(probe, 'x', { flush: true });
    return well(data);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOSPC' || code === 'EDQUOT')
      return ill(`Nothing can be written to ${data}: the disk is full.`, 'Free some space.');
    return ill(`The data folder ${data} cannot be read and written (${code}).`, rights(data));
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

function rights(folder: string): string {
  return `Give the user that runs Verbatim the right to read and write ${folder}.`;
}

const leastSpace = 256 * 1024 * 1024;

async function examineSpace({ data }: Config): Promise<Finding> {
  const { bavail, bsize, ffree, files } = await statfs(data);
  return spaceFinding(data, bavail * bsize, files > 0 ? ffree : undefined);
}

/** `inodes` are how many more files fit; undefined where the file system does not count them. */
export function spaceFinding(folder: string, bytes: number, inodes: number | undefined): Finding {
  const free = `${Math.floor(bytes / 1024 / 1024)} MiB`;
  const mend = 'Free some space: writes, uploads and backups fail on a full disk.';
  if (bytes < leastSpace) return ill(`Only ${free} are free on the disk of ${folder}.`, mend);
  if (inodes !== undefined && inodes < 1000)
    return ill(`The disk of ${folder} has room for ${inodes} more files only.`, mend);
  return well(`${free} free`);
}

async function examineSecret({ data, secret }: Config): Promise<Finding> {
  if (secret !== undefined) return well('from VERBATIM_SECRET');
  const path = join(data, 'secret');
  const found = await stat(path).catch(() => undefined);
  if (!found) return well('made at the next start');
  if ((found.mode & 0o077) !== 0) {
    return ill(
      `Others than its owner can read ${path} (mode ${(found.mode & 0o777).toString(8)}): who has it can sign in as anybody.`,
      `chmod 600 ${path}; delete it if somebody may have read it: a new one is made, and everybody signs in again.`,
    );
  }
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') {
    return ill(`${path} cannot be read (${text.code}).`, 'Give it to the user that runs Verbatim, mode 600.');
  }
  if (/^[0-9a-f]{64,}$/.test(text.trim())) return well();
  return ill(
    `${path} does not hold 64 hexadecimal digits.`,
    'Delete it: a new one is made, and everybody signs in again.',
  );
}
