import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/account/account.ts';
import { loadDeskAssets } from '../../src/admin/assets.ts';
import type { App } from '../../src/app.ts';
import { openInstall } from '../../src/install.ts';
import type { Clock } from '../../src/kit/clock.ts';
import type { Config } from '../../src/kit/config.ts';
import {
  type DatabaseAddress,
  type DialectName,
  migrate,
  openDatabase,
} from '../../src/kit/database/index.ts';
import { createFetch, type SafeFetch } from '../../src/kit/fetch/index.ts';
import { Html } from '../../src/kit/html.ts';
import { type Incoming, keepable, type Reply } from '../../src/kit/http/index.ts';
import { splitBlocks } from '../../src/kit/http/keepable.ts';
import { silentLog } from '../../src/kit/log.ts';
import { createMetrics } from '../../src/kit/metrics.ts';
import { createWorker } from '../../src/kit/queue/index.ts';
import type { World } from '../../src/kit/world.ts';
import { createProduct } from '../../src/main.ts';
import { readSite } from '../../src/site/read.ts';
import { createSite } from '../../src/site/save.ts';
import type { Site } from '../../src/site/site.ts';
import { loadAssets } from '../../src/theme/assets.ts';
import { asPerson, type Person, personWith } from './person.ts';
import { openPostgres } from './postgres.ts';

export const dialects: readonly DialectName[] = ['sqlite', 'postgres'];

export type TestClock = Clock & {
  readonly advance: (by: string) => void;
  readonly set: (iso: string) => void;
};

/** A clock that stands still until it is told to go on: `clock.advance('1 hour')`. */
export function testClock(start = '2026-05-21T12:00:00.000Z'): TestClock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance: (by) => {
      const [, amount, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(by) ?? [];
      const length = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit ?? ''];
      if (length === undefined) throw new Error(`no such time: ${by}`);
      time += Number(amount) * length;
    },
    set: (iso) => {
      time = Date.parse(iso);
    },
  };
}

export type Got = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Names of what was read, when the answer may be kept. */
  readonly reads: ReadonlySet<string> | undefined;
};

export type BlogOptions = {
  readonly dialect?: DialectName;
  readonly site?: {
    readonly title?: string;
    readonly locale?: string;
    readonly timeZone?: string;
    readonly permalinks?: string;
    readonly host?: string;
  };
  /** No site is made. */
  readonly empty?: boolean;
  readonly fetch?: SafeFetch;
  /** Address of the mail server (`openMailServer()` of mail.ts); without it no mail is sent. */
  readonly smtpUrl?: string;
  /** Settings of the install; those that `fetchAllow` opens are really fetched. */
  readonly config?: Pick<Partial<Config>, 'url' | 'oidc' | 'fetchAllow' | 'dkim' | 'timestampAuthorities'>;
  readonly now?: string;
};

/** A whole install in a folder of its own, with one site; ask it as a browser would, without a port. */
export async function openBlog(options: BlogOptions = {}) {
  const data = mkdtempSync(join(tmpdir(), 'verbatim-blog-'));
  const clock = testClock(options.now);
  const databaseUrl = options.dialect === 'postgres' ? await migratedPostgres() : undefined;
  if (databaseUrl === undefined) copyFileSync(await migratedSqlite(), join(data, 'verbatim.sqlite'));
  const config = {
    data,
    host: '127.0.0.1',
    port: 0,
    trustProxy: false,
    cacheMb: 16,
    fetchAllow: [] as readonly string[],
    ...(databaseUrl && { databaseUrl }),
    ...(options.smtpUrl !== undefined && { smtpUrl: options.smtpUrl }),
    ...options.config,
  };
  const refuse: SafeFetch = async (url) =>
    ({ ok: false, reason: 'address-refused', url: String(url) }) as never;
  const allow = config.fetchAllow;
  const fetch = options.fetch ?? (allow.length > 0 ? createFetch({ allow }) : refuse);
  const world = await openInstall(config, { log: silentLog, clock, fetch });
  const site = options.empty ? undefined : await makeSite(world, options.site ?? {});
  const app = productOf(world);
  const ask = (request: Incoming, product: App = app) =>
    product.respond(request).catch((error: unknown) => product.failed(error, request));
  const people = new Map<string, Promise<Person>>();
  const signedIn = (role: Role | 'owner' | 'reader') => {
    const known = people.get(role) ?? personWith(world, site as Site, role);
    people.set(role, known);
    return known.then((person) => asPerson(person, send));
  };
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) =>
    got(app, ask(requestFor(method, path, headers, site, body)));
  return {
    world,
    clock,
    app,
    /** The site that was made. */
    site: site as Site,
    /** Asks past the page cache. */
    get: (path: string, headers: Readonly<Record<string, string>> = {}, product: App = app) =>
      got(product, ask(requestFor('GET', path, headers, site), product)),
    /** Asks as the server does, by way of the page cache; the text alone. */
    visit: async (path: string): Promise<string> => {
      const request = requestFor('GET', path, {}, site);
      const key = `${request.scheme}://${request.host}${request.path}`;
      const kept = app.pages.find(key, 'identity');
      if (kept) return kept.body.toString();
      const filled = await app.pages.fill<Reply>(key, 'identity', async () => {
        const reply = await ask(request);
        return keepable(reply) ?? { uncached: reply };
      });
      return 'uncached' in filled ? textOf(app, filled.uncached) : filled.body.toString();
    },
    post: (
      path: string,
      fields: Readonly<Record<string, string>>,
      headers: Readonly<Record<string, string>> = {},
    ) =>
      got(
        app,
        ask(
          requestFor(
            'POST',
            path,
            { 'content-type': 'application/x-www-form-urlencoded', ...headers },
            site,
            new URLSearchParams(fields).toString(),
          ),
        ),
      ),
    /** Asks by any method. */
    send,
    /** Somebody with a role on the site who is signed in; each time the same person for a role. */
    as: (role: Role | 'owner' | 'reader') => signedIn(role),
    /** From now on the database answers as one that is gone. */
    breakDatabase: () => {
      const gone = async () =>
        Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
      const broken = new Proxy(
        {},
        {
          get: () => () => {
            throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
          },
        },
      );
      Object.assign(world.db, { select: gone, write: gone, read: broken });
    },
    /** Does all work that is due by the clock. */
    work: () => createWorker(world, app.features).runUntilIdle(),
    close: async () => {
      await world.db.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The product on a world, with files of the theme that are read once. */
export function productOf(world: World): App {
  return createProduct(world, createMetrics(), assets, deskAssets);
}

const assets = loadAssets();
const deskAssets = loadDeskAssets();

export type Blog = Awaited<ReturnType<typeof openBlog>>;

/** A copy of a database that was migrated once: migrating takes longer than most tests. */
async function migratedPostgres(): Promise<string> {
  const postgres = await openPostgres();
  const template = await postgres.template('migrated', (url) => migrated({ url }));
  return postgres.createDatabase(template);
}

let sqliteTemplate: Promise<string> | undefined;

function migratedSqlite(): Promise<string> {
  sqliteTemplate ??= makeSqliteTemplate();
  return sqliteTemplate;
}

async function makeSqliteTemplate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await migrated({ path: join(folder, 'template.sqlite') });
  return join(folder, 'template.sqlite');
}

async function migrated(address: DatabaseAddress): Promise<void> {
  const db = openDatabase(address);
  const result = await migrate(db);
  await db.close();
  if (!result.ok) throw new Error(result.reason);
}

async function makeSite(
  world: World,
  {
    host = 'blog.example',
    title = 'The Test Blog',
    locale = 'en',
    ...rest
  }: NonNullable<BlogOptions['site']>,
) {
  const now = world.clock.now().toISOString();
  const made = await world.db.write((tx) =>
    createSite(tx, { host, title, locale, timeZone: 'UTC', ...rest }, { now }),
  );
  if (!made.ok) throw new Error(`the test's site was refused: ${made.reason}`);
  return readSite(world.db, made.id);
}

function requestFor(
  method: string,
  address: string,
  headers: Readonly<Record<string, string>>,
  site: Site | undefined,
  body = '',
): Incoming {
  const url = new URL(address, site?.url ?? 'http://127.0.0.1:4000/');
  const lower = new Map(
    Object.entries({ host: url.host, ...headers }).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method,
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: lower.get('host') ?? url.host,
    path: url.pathname,
    query: url.searchParams,
    header: (name) => lower.get(name.toLowerCase()),
    body: async (limit) => (Buffer.byteLength(body) > limit ? 'too-large' : Buffer.from(body)),
    remoteAddress: '192.0.2.1',
  };
}

async function got(app: App, answer: Promise<Reply>): Promise<Got> {
  const reply = await answer;
  const headers = Object.fromEntries(
    Object.entries(reply.headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join(', '),
    ]),
  );
  return { status: reply.status, headers, text: await textOf(app, reply), reads: keepable(reply)?.reads };
}

async function textOf(app: App, { body }: Reply): Promise<string> {
  if (body === undefined) return '';
  if (typeof body === 'string') return body;
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  if (body instanceof Html) return app.pages.withBlocks(splitBlocks(body.toString()));
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
