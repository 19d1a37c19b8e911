import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from './kit/clock.ts';
import type { Config } from './kit/config.ts';
import { type Database, databaseFault, migrate, openDatabase } from './kit/database/index.ts';
import { createFetch, type SafeFetch } from './kit/fetch/index.ts';
import type { Log } from './kit/log.ts';
import { openMail } from './kit/mail/open.ts';
import { loadSecret } from './kit/secret.ts';
import { openStorage, StorageError } from './kit/storage/index.ts';
import type { World } from './kit/world.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** An install cannot be opened, for a reason that its owner can mend: what is wrong, and what to do. */
export class InstallError extends Error {}

export type OpenOptions = {
  readonly log: Log;
  readonly clock?: Clock;
  readonly fetch?: SafeFetch;
  /** Bring the database up to date; else it is opened as it is. Default true. */
  readonly migrate?: boolean;
};

/** Opens an install: its folder, database, media and key. Throws `InstallError`. */
export async function openInstall(config: Config, options: OpenOptions): Promise<World> {
  prepareFolder(config.data);
  const secret = loadSecret(config);
  if (!secret.ok) throw new InstallError(`the file ${secret.path} cannot be used: ${secret.problem}.`);
  const clock = options.clock ?? systemClock;
  const db = openDatabaseOf(config, clock);
  try {
    if (options.migrate !== false) await bringUpToDate(db, config, options.log);
    return {
      db,
      clock,
      config,
      log: options.log,
      fetch: options.fetch ?? createFetch({ allow: config.fetchAllow, userAgent: userAgentOf(config) }),
      storage: storageOf(config),
      mail: mailOf(config),
      secret: secret.secret,
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Says to other places what asks them, and where it can be seen. */
function userAgentOf({ url }: Config): string {
  return url === undefined ? `Verbatim/${version}` : `Verbatim/${version} (+${url})`;
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InstallError(
      `the data folder ${folder} cannot be used (${code}). Give the user that runs Verbatim the right to read and write it, or name another with --data or VERBATIM_DATA.`,
    );
  }
}

function openDatabaseOf(config: Config, clock: Clock): Database {
  try {
    const address = config.databaseUrl
      ? { url: config.databaseUrl }
      : { path: join(config.data, 'verbatim.sqlite') };
    return openDatabase(address, clock);
  } catch (error) {
    throw new InstallError(databaseProblem(config, error));
  }
}

async function bringUpToDate(db: Database, config: Config, log: Log): Promise<void> {
  const result = await migrate(db, { snapshots: join(config.data, 'snapshots') }).catch((error: unknown) => {
    if (databaseFault(error) !== undefined || isConnectionError(error))
      throw new InstallError(databaseProblem(config, error));
    throw error;
  });
  if (result.ok) {
    if (result.applied.length > 0)
      log.info('database.migrated', { migrations: result.applied, snapshot: result.snapshot });
    return;
  }
  throw new InstallError(
    result.reason === 'newer-database'
      ? `the database was last used by a newer version of Verbatim (it has ${result.names.join(', ')}). Start that version, or restore a backup that this one made.`
      : `the migration ${result.name} is not the one that this database was made with. Put the file back as it was released.`,
  );
}

function isConnectionError(error: unknown): boolean {
  const { code } = error as { code?: string };
  return typeof code === 'string' && (/^(28|3D)/.test(code) || code.startsWith('E'));
}

function databaseProblem(config: Config, error: unknown): string {
  const message =
    error instanceof AggregateError
      ? error.errors.map((one) => (one as Error).message).join('; ')
      : (error as Error).message;
  if (!config.databaseUrl) {
    return `the database ${join(config.data, 'verbatim.sqlite')} cannot be opened: ${message}. Look at the rights of the file and the space on its disk; \`verbatim restore\` brings back a backup.`;
  }
  const { host, pathname } = new URL(config.databaseUrl);
  return `the database ${pathname.slice(1)} at ${host} cannot be reached: ${message}. Look at VERBATIM_DATABASE_URL, and whether the server runs and lets this user in.`;
}

function storageOf(config: Config): World['storage'] {
  try {
    return openStorage({ url: config.storageUrl, folder: join(config.data, 'media') });
  } catch (error) {
    if (error instanceof StorageError) throw new InstallError(`VERBATIM_STORAGE_URL: ${error.message}`);
    throw error;
  }
}

function mailOf(config: Config): World['mail'] {
  const opened = openMail(config);
  if (!opened.ok) throw new InstallError(`the setting ${opened.setting} cannot be used: ${opened.problem}.`);
  return opened.mail;
}
