import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './port.ts';
import { startServer } from './postgres-server.ts';

/** A PostgreSQL for tests. */
export type TestPostgres = {
  /** Address of the server's own database, for its superuser. */
  readonly url: string;
  /** Makes an empty database, or a copy of a template that nobody is connected to, and returns its address. */
  readonly createDatabase: (template?: string) => Promise<string>;
  /**
   * Makes a template once in this process, and returns its name for `createDatabase`. `prepare` is given the
   * address of an empty database (to migrate it, as a rule), and must close its connections before it returns.
   */
  readonly template: (name: string, prepare: (url: string) => Promise<void>) => Promise<string>;
  /**
   * Waits until the server is gone. A test need not call this: the server ends with the process that started
   * it, however that process ends, and keeps no process alive.
   */
  readonly stop: () => Promise<void>;
};

/** Where `npm test` says which server its test processes share. */
export const sharedServer = 'VERBATIM_TEST_POSTGRES_URL';

let opened: Promise<TestPostgres> | undefined;

/**
 * Opens the real PostgreSQL of this test run: one server for all files of a process, and for all processes of
 * `npm test`. Its data folder is a temporary one, it listens on a free port of 127.0.0.1 alone, and it trades
 * durability for speed. Throws where it cannot run: a test of the storage never passes for want of a server.
 *
 *     const postgres = await openPostgres();
 *     const template = await postgres.template('migrated', (url) => migrate(url));
 *     const url = await postgres.createDatabase(template);
 */
export function openPostgres(): Promise<TestPostgres> {
  opened ??= openServer();
  return opened;
}

async function openServer(): Promise<TestPostgres> {
  const shared = process.env[sharedServer];
  const server = shared === undefined ? await startFreshServer() : { url: shared, stop: async () => {} };
  const templates = new Map<string, Promise<string>>();
  const copy = async (template?: string) => {
    const name = uniqueName('test');
    const copied =
      template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`;
    await run(server.url, `CREATE DATABASE ${pg.escapeIdentifier(name)}${copied}`);
    return at(server.url, name);
  };
  // A copy takes a tenth of a second or two: the next one is made while the test with this one runs.
  const spares = new Map<string, Promise<string>>();
  const createDatabase = async (template?: string) => {
    if (template === undefined) return await copy();
    const spare = spares.get(template);
    spares.delete(template);
    const database = await (spare ?? copy(template));
    const next = copy(template);
    next.catch(() => spares.delete(template));
    spares.set(template, next);
    return database;
  };
  return {
    url: server.url,
    createDatabase,
    template: (name, prepare) => {
      const made = templates.get(name) ?? makeTemplate(server.url, name, prepare);
      templates.set(name, made);
      return made;
    },
    stop: async () => {
      opened = undefined;
      await server.stop();
    },
  };
}

async function makeTemplate(
  url: string,
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<string> {
  const template = uniqueName(name);
  await run(url, `CREATE DATABASE ${pg.escapeIdentifier(template)}`);
  await prepare(at(url, template));
  return template;
}

/** Another program may take the port between the look for a free one and the start: then another is looked for. */
async function startFreshServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  let reason: unknown;
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await startServer(await freePort());
    try {
      await untilReady(server.url, server.ended);
      return server;
    } catch (error) {
      reason = error;
      await server.stop();
    }
  }
  throw reason;
}

async function untilReady(url: string, ended: Promise<string>): Promise<void> {
  let over: string | undefined;
  void ended.then((log) => {
    over = log;
  });
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await run(url, 'SELECT 1');
    } catch (error) {
      if (over !== undefined)
        throw new Error(`PostgreSQL did not start. It said:\n${over}`, { cause: error });
      if (Date.now() > deadline)
        throw new Error('PostgreSQL did not answer within 30 seconds.', { cause: error });
      await pause(25);
    }
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function at(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

function uniqueName(purpose: string): string {
  return `${purpose}_${process.pid}_${randomBytes(5).toString('hex')}`;
}
