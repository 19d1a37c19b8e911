import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';

/** What came of asking for an address. */
export type Seen =
  /** It answered. With `drifted`, what was quoted from it no longer stands there. */
  | ({ readonly kind: 'there'; readonly status: number; readonly drifted?: boolean } & Validators)
  /** It did not, or answered that it has nothing. */
  | { readonly kind: 'failed'; readonly reason: string; readonly status?: number }
  /** Nothing is known from that: it asked for patience, or may not be asked at all. */
  | {
      readonly kind: 'unsaid';
      readonly reason: string;
      readonly status?: number;
      readonly again: Date | undefined;
    };

/** What a later request can ask by: whether anything changed since (RFC 9110, 13.1). */
type Validators = {
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly textSha256?: string | null;
};

/** What a check leaves in the row of a link. */
export type Standing = Pick<
  WatchedLinkTable,
  | 'state'
  | 'reason'
  | 'http_status'
  | 'failures'
  | 'failing_since'
  | 'days'
  | 'checked_at'
  | 'state_at'
  | 'next_at'
  | 'etag'
  | 'last_modified'
  | 'text_sha256'
>;

const day = 24 * 3600_000;
const longestPause = 30;
/** A link is dead after so many failures in a row, the first of them so long ago; never after one. */
const failuresOfDead = 3;
const timeOfDead = 3 * day;

/** How a link stands after a check, and when it is checked again: the longer all is well, the later. */
export function standing(before: Standing, seen: Seen, now: Date): Standing {
  const at = now.toISOString();
  switch (seen.kind) {
    case 'there': {
      const state = seen.drifted ? 'drifted' : 'live';
      const days = before.state === state && before.failures === 0 ? doubled(before.days) : 1;
      return {
        ...before,
        ...stateSince(before, state, at),
        reason: null,
        http_status: seen.status,
        failures: 0,
        failing_since: null,
        days,
        checked_at: at,
        next_at: inDays(now, days),
        etag: seen.etag === undefined ? before.etag : seen.etag,
        last_modified: seen.lastModified === undefined ? before.last_modified : seen.lastModified,
        text_sha256: seen.textSha256 === undefined ? before.text_sha256 : seen.textSha256,
      };
    }
    case 'failed': {
      const failures = before.failures + 1;
      const since = before.failing_since ?? at;
      const dead =
        before.state === 'dead' ||
        (failures >= failuresOfDead && now.getTime() - Date.parse(since) >= timeOfDead);
      const days = before.state === 'dead' ? doubled(before.days) : 1;
      return {
        ...before,
        ...(dead && stateSince(before, 'dead', at)),
        reason: seen.reason,
        http_status: seen.status ?? null,
        failures,
        failing_since: since,
        days,
        checked_at: at,
        next_at: inDays(now, days),
      };
    }
    case 'unsaid':
      return {
        ...before,
        reason: seen.reason,
        http_status: seen.status ?? null,
        checked_at: at,
        next_at: (seen.again ?? new Date(now.getTime() + longestPause * day)).toISOString(),
      };
  }
}

function stateSince(before: Standing, state: Standing['state'], at: string) {
  return before.state === state ? {} : { state, state_at: at };
}

function doubled(days: number): number {
  return Math.min(longestPause, Math.max(1, days * 2));
}

function inDays(now: Date, days: number): string {
  return new Date(now.getTime() + days * day).toISOString();
}
