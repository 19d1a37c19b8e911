import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/kit/clock.ts';
import {
  type Database,
  type DatabaseAddress,
  type DialectName,
  migrate,
  openDatabase,
} from '../../src/kit/database/index.ts';
import { fakeWeb } from '../../src/kit/fetch/fake.ts';
import { type Log, type LogFields, silentLog } from '../../src/kit/log.ts';
import { noMail } from '../../src/kit/mail/mail.ts';
import { openStorage } from '../../src/kit/storage/index.ts';
import type { World } from '../../src/kit/world.ts';
import { openPostgres } from './postgres.ts';

/** Both databases: `for (const dialect of dialects)`. */
export const dialects: readonly DialectName[] = ['sqlite', 'postgres'];

/** A clock that stands still until it is moved. */
export type TestClock = Clock & {
  readonly advance: (seconds: number) => void;
  readonly set: (time: string) => void;
};

export type TestWorld = World & {
  readonly clock: TestClock;
  readonly address: DatabaseAddress;
  /** The same install as another process sees it; closed with this one. */
  readonly another: () => World;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export function testClock(start = '2026-03-01T08:00:00.000Z'): TestClock {
  let now = new Date(start);
  return {
    now: () => now,
    advance: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    set: (time) => {
      now = new Date(time);
    },
  };
}

/**
 * An install of its own: a data folder, a database, media, a clock, and an outside web that has no pages.
 *
 *     await using world = await openTestWorld(dialect);
 */
export async function openTestWorld(
  dialect: DialectName = 'sqlite',
  options: { readonly migrated?: boolean; readonly log?: Log } = {},
): Promise<TestWorld> {
  const { migrated = true, log = silentLog } = options;
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-world-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const clock = testClock();
  const address: DatabaseAddress =
    dialect === 'sqlite' ? { path: join(data, 'verbatim.sqlite') } : { url: await emptyPostgres(migrated) };
  const opened: Database[] = [];
  const open = () => {
    const db = openDatabase(address, clock);
    opened.push(db);
    return db;
  };
  const rest = {
    clock,
    log,
    fetch: fakeWeb({}).fetch,
    storage: openStorage({ folder: join(data, 'media') }),
    mail: noMail,
    secret: Buffer.alloc(32, 7),
    config: {
      data,
      host: '127.0.0.1',
      port: 4000,
      trustProxy: false,
      cacheMb: 16,
      fetchAllow: [],
      ...('url' in address && { databaseUrl: address.url }),
    },
  };
  const db = open();
  if (migrated && dialect === 'sqlite') assert.ok((await migrate(db)).ok);
  const close = async () => {
    for (const database of opened) await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...rest,
    db,
    address,
    another: () => ({ ...rest, db: open() }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A log that keeps its lines. */
export function keptLog(): Log & { readonly lines: { level: string; event: string; fields: LogFields }[] } {
  const lines: { level: string; event: string; fields: LogFields }[] = [];
  const keep =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      lines.push({ level, event, fields });
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

async function emptyPostgres(migrated: boolean): Promise<string> {
  const postgres = await openPostgres();
  if (!migrated) return postgres.createDatabase();
  const template = await postgres.template('migrated', async (url) => {
    const db = openDatabase({ url });
    assert.ok((await migrate(db)).ok);
    await db.close();
  });
  return postgres.createDatabase(template);
}
