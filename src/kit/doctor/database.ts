import { sql } from 'kysely';
import { migrationState } from '../database/index.ts';
import type { World } from '../world.ts';
import { type Check, type Finding, ill, some, well } from './check.ts';

/** Checks of the database itself, whatever is in it. */
export const databaseChecks: readonly Check[] = [
  { name: 'migrations', examine: examineMigrations },
  { name: 'database-settings', examine: examineSettings },
  { name: 'database-integrity', examine: examineIntegrity },
  { name: 'foreign-keys', examine: examineKeys },
  { name: 'database-clock', examine: examineClock },
];

async function examineMigrations({ db }: World): Promise<Finding> {
  const { pending, unknown, changed } = await migrationState(db);
  if (unknown.length > 0) {
    return ill(
      `A newer version of Verbatim used this database (${some(unknown)}).`,
      'Start that version, or a later one.',
    );
  }
  if (changed.length > 0) {
    return ill(
      `The migration ${some(changed)} is not the one that made this database.`,
      'Put the files of `migrations/` back as they were released.',
    );
  }
  if (pending.length > 0)
    return ill(
      `The tables are of an older version (${some(pending)} to come).`,
      'Run `verbatim migrate`, or start the server, which does.',
    );
  return well();
}

async function examineSettings(world: World): Promise<Finding> {
  return world.db.dialect === 'sqlite' ? examineSqliteSettings(world) : examinePostgresSettings(world);
}

/** What `openConnection` asks for; a file on some network disks does not get it. */
const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 } as const;

async function examineSqliteSettings({ db }: World): Promise<Finding> {
  const { raw } = db;
  if (raw.dialect !== 'sqlite') return well();
  for (const [name, value] of Object.entries(wanted)) {
    const found = raw.connection.run(`PRAGMA ${name}`, []).rows[0]?.[name];
    if (found !== value) {
      return ill(
        `SQLite has ${name} = ${found}, not ${value}: writes are not safe.`,
        'Keep the data folder on a local disk; network file systems do not carry SQLite.',
      );
    }
  }
  const version = raw.connection.run('select sqlite_version() as version', []).rows[0]?.version;
  return well(`SQLite ${version}`);
}

const leastPostgres = 140_000;

async function examinePostgresSettings({ db }: World): Promise<Finding> {
  const setting = async (name: string) => {
    const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db.read);
    return rows[0]?.value ?? '';
  };
  const version = await setting('server_version');
  if (Number(await setting('server_version_num')) < leastPostgres) {
    return ill(`The server is PostgreSQL ${version}.`, 'Verbatim needs 14 or later.');
  }
  const encoding = await setting('server_encoding');
  if (encoding !== 'UTF8')
    return ill(
      `The database keeps text as ${encoding}.`,
      "Make one with ENCODING 'UTF8', and restore a backup into it.",
    );
  if ((await setting('fsync')) === 'off')
    return ill('The server has fsync = off: a power cut can destroy the database.', 'Set fsync = on.');
  return well(`PostgreSQL ${version}`);
}

async function examineIntegrity({ db }: World): Promise<Finding> {
  if (db.dialect === 'postgres') {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
      where not i.indisvalid and c.relnamespace = current_schema()::regnamespace`.execute(db.read);
    if (rows.length === 0) return well();
    return ill(`An index is not valid: ${some(rows.map(({ name }) => name))}.`, 'REINDEX it.');
  }
  const rows = (await db.select('PRAGMA integrity_check(5)', [])) as readonly { integrity_check: string }[];
  const problems = rows.map(({ integrity_check }) => integrity_check).filter((line) => line !== 'ok');
  if (problems.length === 0) return well();
  return ill(
    `The database file is damaged: ${some(problems)}.`,
    'Stop the server, keep a copy of the data folder, and restore the newest backup into a new one. Look at the disk.',
  );
}

async function examineKeys({ db }: World): Promise<Finding> {
  if (db.dialect === 'postgres') return well();
  const rows = (await db.select('PRAGMA foreign_key_check', [])) as readonly {
    table: string;
    parent: string;
  }[];
  if (rows.length === 0) return well();
  const tables = new Set(rows.map(({ table, parent }) => `${table} → ${parent}`));
  return ill(
    `${rows.length} rows refer to something that is not there (${some([...tables])}).`,
    'Another program wrote to the file. Restore the newest backup into a new data folder.',
  );
}

/** Seconds by which two clocks may differ before times in the database are out of order. */
const tolerance = 120;

async function examineClock({ db, clock }: World): Promise<Finding> {
  const mend = 'Set the clocks; let them follow a time server (NTP).';
  const now = clock.now().getTime();
  if (db.dialect === 'postgres') {
    const { rows } = await sql<{
      seconds: number;
    }>`select extract(epoch from now())::float8 as seconds`.execute(db.read);
    const ahead = Math.round((rows[0]?.seconds ?? 0) - now / 1000);
    return Math.abs(ahead) > tolerance
      ? ill(`The clock of the database is ${ahead} s ahead of this machine's.`, mend)
      : well();
  }
  const { last } = await db.read
    .selectFrom('change')
    .select(sql<string | null>`max(at)`.as('last'))
    .executeTakeFirstOrThrow();
  if (last === null || Date.parse(last) <= now + tolerance * 1000) return well();
  return ill(`Something was written at ${last}, which is still to come: the clock was set back.`, mend);
}
