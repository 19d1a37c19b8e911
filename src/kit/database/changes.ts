import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { RawDatabase, Transaction } from './database.ts';
import { postgresDriver } from './postgres.ts';
import type { SqliteConnection } from './sqlite.ts';
import { statement } from './statement.ts';

/** Names that changed, each `<site id>/<name>`; `everything` after changes may have been missed. */
export type Changed = ReadonlySet<string> | 'everything';

const channel = 'verbatim_change';
const pollEvery = 100;
const reconnectAfter = 1_000;

/**
 * What writes changed, told to who keeps copies: at once in this process, and through the `change` table in
 * others. SQLite is asked every 100 ms whether another process wrote (`PRAGMA data_version`, a microsecond);
 * PostgreSQL notifies, in the order of the commits.
 */
export class Changes {
  readonly #origin = randomUUID();
  readonly #raw: RawDatabase;
  readonly #reader: SqliteConnection | undefined;
  readonly #listeners = new Set<(changed: Changed) => void>();
  #timer: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #stopped = false;
  #lost = false;
  #last = 0;
  #dataVersion = -1;

  constructor(raw: RawDatabase, reader?: SqliteConnection) {
    this.#raw = raw;
    this.#reader = reader;
  }

  subscribe(listener: (changed: Changed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes the names down, in the transaction that changes what they name. */
  async record(tx: Transaction, names: ReadonlySet<string>): Promise<void> {
    const at = new Date().toISOString();
    const row = await recorded.first(tx, { origin: this.#origin, names: JSON.stringify([...names]), at });
    if (tx.dialect === 'postgres') await tx.select('select pg_notify($1, $2)', [channel, String(row?.id)]);
  }

  announce(changed: Changed): void {
    for (const listener of this.#listeners) listener(changed);
  }

  /** Begins to follow what other processes write. */
  async watch(): Promise<void> {
    if (this.#raw.dialect === 'postgres') await this.#listen();
    else this.#poll();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.end();
  }

  #poll(): void {
    const reader = this.#reader;
    if (!reader) return;
    this.#last = lastChange(reader);
    this.#dataVersion = dataVersion(reader);
    this.#timer = setInterval(() => this.#look(reader), pollEvery).unref();
  }

  #look(reader: SqliteConnection): void {
    try {
      const version = dataVersion(reader);
      if (version === this.#dataVersion) return;
      this.#dataVersion = version;
      if (this.#lost) return this.#recover(reader);
      const { rows } = reader.run('select id, origin, names from change where id > ? order by id', [
        this.#last,
      ]);
      this.#tell(rows as ChangeRow[]);
    } catch {
      // The file cannot be read just now; whoever needs it will say so. What is kept serves readers until then.
      this.#lost = true;
      this.#dataVersion = -1;
    }
  }

  #recover(reader: SqliteConnection): void {
    this.#last = lastChange(reader);
    this.#lost = false;
    this.announce('everything');
  }

  #tell(rows: readonly ChangeRow[]): void {
    const first = rows[0];
    if (!first) return;
    const missed = first.id > this.#last + 1;
    this.#last = rows[rows.length - 1]?.id ?? this.#last;
    if (missed) return this.announce('everything');
    const names = rows.filter((row) => row.origin !== this.#origin).flatMap((row) => JSON.parse(row.names));
    if (names.length > 0) this.announce(new Set<string>(names));
  }

  async #listen(): Promise<void> {
    if (this.#raw.dialect !== 'postgres') return;
    const pool = this.#raw.pool;
    const { Client } = postgresDriver();
    const client = new Client({ connectionString: this.#raw.url, connectionTimeoutMillis: 5_000 });
    const lost = () => this.#reconnect(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => {
      pool
        .query('select id, origin, names from change where id = $1', [Number(payload)])
        .then(({ rows }) => this.#hear(rows[0]))
        .catch(() => this.announce('everything'));
    });
    await client.connect();
    this.#listener = client;
    await client.query(`listen ${channel}`);
  }

  #hear(row: ChangeRow | undefined): void {
    if (!row) return this.announce('everything');
    if (row.origin !== this.#origin) this.announce(new Set<string>(JSON.parse(row.names)));
  }

  #reconnect(lost: pg.Client): void {
    if (this.#stopped || (this.#listener && this.#listener !== lost)) return;
    this.#listener = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#listen().then(
        () => this.announce('everything'),
        () => this.#reconnect(lost),
      );
    }, reconnectAfter).unref();
  }
}

const recorded = statement<{ origin: string; names: string; at: string }>()((db, value) =>
  db
    .insertInto('change')
    .values({ origin: value('origin'), names: value('names'), at: value('at') })
    .returning('id'),
);

type ChangeRow = { readonly id: number; readonly origin: string; readonly names: string };

function dataVersion(reader: SqliteConnection): number {
  return Number(reader.run('PRAGMA data_version', []).rows[0]?.data_version);
}

function lastChange(reader: SqliteConnection): number {
  return Number(reader.run('select coalesce(max(id), 0) as last from change', []).rows[0]?.last);
}
