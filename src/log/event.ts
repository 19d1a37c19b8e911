import { createHash } from 'node:crypto';

/** What the log tells of. */
export type LogKind = 'publish' | 'revise' | 'correct' | 'retract' | 'redact' | 'capture' | 'verdict' | 'key';

export type NewLogEvent = {
  readonly kind: LogKind;
  /** 0 for what concerns the install. */
  readonly siteId: number;
  /** `post:12/3` (a version of a post), `capture:34`, `quotation:5`. */
  readonly subject: string;
  /** SHA-256, hex, of what it records. */
  readonly digest: string;
  /** Small things that are no text of anybody: a verdict, a method. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
};

/**
 * The event as it is hashed: JSON in one fixed order of keys, facts sorted by name, so that whoever has the same
 * facts writes the same bytes.
 */
export function eventText({ kind, siteId, subject, digest, facts = {} }: NewLogEvent, at: string): string {
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ v: 1, at, kind, site: siteId, subject, digest, facts: sorted });
}

/**
 * What stands in the tree: SHA-256 of 32 bytes of salt and the event. It binds the one who wrote it, and tells
 * nothing to whoever has no salt; when the salt is destroyed, nobody can find out again what it stood for.
 */
export function entryOf(salt: Buffer, event: string): Buffer {
  return createHash('sha256').update(salt).update(event).digest();
}
