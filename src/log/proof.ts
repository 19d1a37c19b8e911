import type { Database } from '../kit/database/index.ts';
import type { World } from '../kit/world.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readKeys } from './key.ts';
import { eventAt, eventsOf, hashesOf, type LoggedEvent, newestCheckpoint } from './read.ts';
import { inclusionProof } from './tree.ts';

/** Everything that is needed to see, without asking anybody, that the log has what happened to a subject. */
export type Proof = {
  readonly checkpoint: string;
  /** Public keys of the log, the one that signs now first. */
  readonly keys: readonly string[];
  /** Oldest first. */
  readonly events: readonly ProvenEvent[];
};

export type ProvenEvent = {
  readonly leaf: number;
  /** Hex: SHA-256 of the salt and the event. */
  readonly entry: string;
  /** Hex, 32 bytes; null once it was destroyed. */
  readonly salt: string | null;
  /** JSON, to the byte. */
  readonly event: string | null;
  /** Siblings from the leaf's up to those below the root, base64 (RFC 6962 §2.1.1). */
  readonly path: readonly string[];
};

/** `pending` while it waits to be taken into the tree, which takes a second or two; undefined where nothing was logged. */
export async function readProof(
  { db }: Pick<World, 'db'>,
  siteId: number,
  subject: string,
): Promise<Proof | 'pending' | undefined> {
  const all = await eventsOf(db, siteId, subject);
  if (all.length === 0) return undefined;
  const checkpoint = await newestCheckpoint(db);
  const events = all.filter(({ leaf }) => leaf !== null && leaf < (checkpoint?.size ?? 0));
  if (!checkpoint || events.length === 0) return 'pending';
  const keys = await readKeys(db);
  return {
    checkpoint: checkpoint.note,
    keys: keys.map(({ verifier }) => verifier.text),
    events: await Promise.all(events.map((event) => proven(db, checkpoint, event))),
  };
}

/** Where the proof of a subject is served, as JSON. */
export function proofHref(siteId: number, subject: string): string {
  return `/-/log/proof/${siteId}/${subject}`;
}

/** Where the proof of one entry is served, in the form that other programs read (c2sp.org/tlog-proof). */
export function leafHref(leaf: number): string {
  return `/-/log/leaf/${leaf}`;
}

/** The proof of one entry as a file (c2sp.org/tlog-proof); what opens the entry stands in its extra data. */
export async function proofFile(db: Database, leaf: number): Promise<string | undefined> {
  const checkpoint = await newestCheckpoint(db);
  const event = await eventAt(db, leaf);
  if (!event || !checkpoint || leaf >= checkpoint.size) return undefined;
  const { salt, event: text, path } = await proven(db, checkpoint, event);
  const opening = Buffer.from(JSON.stringify({ salt, event: text })).toString('base64');
  return [
    'c2sp.org/tlog-proof@v1',
    ...(text === null ? [] : [`extra ${opening}`]),
    `index ${leaf}`,
    ...path,
    '',
    checkpoint.note,
  ].join('\n');
}

async function proven(db: Database, { size }: Checkpoint, logged: LoggedEvent): Promise<ProvenEvent> {
  const { leaf, entry, salt, event } = logged;
  if (leaf === null) throw new Error('an event that waits has no proof');
  const path = await inclusionProof(hashesOf(db), leaf, size);
  return { leaf, entry, salt, event, path: path.map((hash) => hash.toString('base64')) };
}
