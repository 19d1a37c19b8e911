import { type Database, statement } from '../../kit/database/index.ts';

/** What one authority was asked of one thing, and what came of it. */
export type Timestamp = {
  readonly id: number;
  readonly subject: string;
  readonly digest: string;
  /** Its address. */
  readonly authority: string;
  /** `asked`: the question is under way; `failed`: it is asked again at `nextAt`; `given-up`: it is not. */
  readonly state: 'asked' | 'had' | 'failed' | 'given-up';
  readonly attempts: number;
  /** What the authority says the time was. */
  readonly stampedAt?: string;
  /** Why the last try failed. */
  readonly failure?: string;
  readonly askedAt?: string;
  readonly nextAt?: string;
};

/** Every timestamp of a thing, oldest first; `siteId` is 0 for what is the install's. */
export async function timestampsOf(db: Database, subject: string, siteId = 0): Promise<readonly Timestamp[]> {
  return (await ofSubject.all(db, { siteId, subject })).map(fromRow);
}

const columns = [
  'id',
  'subject',
  'digest',
  'authority',
  'state',
  'attempts',
  'stamped_at',
  'failure',
  'asked_at',
  'next_at',
] as const;

const ofSubject = statement<{ siteId: number; subject: string }>()((db, value) =>
  db
    .selectFrom('log_timestamp')
    .select(columns)
    .where('site_id', '=', value('siteId'))
    .where('subject', '=', value('subject'))
    .orderBy('id'),
);

/** The newest of any checkpoint, whatever came of them. */
export async function newestOfCheckpoints(db: Database, most: number): Promise<readonly Timestamp[]> {
  const rows = await db.read
    .selectFrom('log_timestamp')
    .select(columns)
    .where('site_id', '=', 0)
    .where('subject', 'like', 'checkpoint:%')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(fromRow);
}

/** The authority's answer as it came (`TimeStampResp`, DER). */
export async function timestampFile(db: Database, id: number): Promise<Buffer | undefined> {
  const row = await db.read
    .selectFrom('log_timestamp')
    .select('response')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.response ? Buffer.from(row.response, 'base64') : undefined;
}

/** Where the answer of an authority is served. */
export function timestampHref({ id }: Pick<Timestamp, 'id'>): string {
  return `/-/log/timestamp/${id}`;
}

/** How anybody checks it, with the certificate of an authority that they believe. */
export function timestampCommand({ id, digest }: Pick<Timestamp, 'id' | 'digest'>): string {
  return `openssl ts -verify -digest ${digest} -in timestamp-${id}.tsr -CAfile authority.pem`;
}

type Row = {
  readonly id: number;
  readonly subject: string;
  readonly digest: string;
  readonly authority: string;
  readonly state: Timestamp['state'];
  readonly attempts: number;
  readonly stamped_at: string | null;
  readonly failure: string | null;
  readonly asked_at: string | null;
  readonly next_at: string | null;
};

function fromRow({ id, subject, digest, authority, state, attempts, ...row }: Row): Timestamp {
  return {
    id,
    subject,
    digest,
    authority,
    state,
    attempts,
    ...(row.stamped_at !== null && { stampedAt: row.stamped_at }),
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.asked_at !== null && { askedAt: row.asked_at }),
    ...(row.next_at !== null && { nextAt: row.next_at }),
  };
}
