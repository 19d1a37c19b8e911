import type { FetchAnswer, FetchFailure, SafeFetch } from '../kit/fetch/index.ts';
import type { Seen } from './link.ts';

/** A page that is read whole, to see whether it still says the same. */
export type Page = {
  readonly body: Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
};

export type Asking = {
  readonly href: string;
  /** From the last answer; the page is then sent only where it changed. */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly signal: AbortSignal;
  readonly now: Date;
};

export type Answered = { readonly seen: Seen; readonly page?: Page };

const day = 24 * 3600_000;
const longestPage = 8 * 2 ** 20;
const timeoutMs = 25_000;

/** Whether an address answers: its head alone; the beginning of its body where a server does not speak of heads. */
export async function askHead(fetch: SafeFetch, { href, signal, now }: Asking): Promise<Answered> {
  const head = await fetch(href, { method: 'HEAD', maxBytes: 0, timeoutMs, signal });
  if (head.ok && (head.status < 400 || head.status === 429)) return { seen: seenIn(head, now) };
  if (!head.ok && isRefused(head)) return { seen: seenIn(head, now) };
  const answer = await fetch(href, { maxBytes: longestPage, timeoutMs, signal, into: firstPiece });
  return { seen: seenIn(answer, now) };
}

/** The page itself, where it changed since the last time. */
export async function askPage(fetch: SafeFetch, asking: Asking): Promise<Answered> {
  const { href, etag, lastModified, signal, now } = asking;
  const headers = {
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
  const accept = 'text/html,application/xhtml+xml,application/pdf,*/*;q=0.5';
  const answer = await fetch(href, { maxBytes: longestPage, timeoutMs, accept, headers, signal });
  if (!answer.ok && answer.reason === 'too-large') return askHead(fetch, asking);
  const seen = seenIn(answer, now);
  if (!answer.ok || seen.kind !== 'there' || answer.status === 304) return { seen };
  return {
    seen: {
      ...seen,
      etag: validator(answer.headers.etag),
      lastModified: validator(answer.headers['last-modified']),
    },
    page: { body: answer.body, status: answer.status, headers: answer.headers, url: answer.url },
  };
}

async function firstPiece(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of pieces) return;
}

function seenIn(answer: FetchAnswer | FetchFailure, now: Date): Seen {
  if (!answer.ok) {
    if (isRefused(answer)) return { kind: 'unsaid', reason: answer.reason, again: undefined };
    if (answer.reason === 'cancelled')
      return { kind: 'unsaid', reason: answer.reason, again: new Date(now.getTime() + day / 24) };
    return { kind: 'failed', reason: answer.reason };
  }
  const { status } = answer;
  if ((status >= 200 && status < 300) || status === 304) return { kind: 'there', status };
  if (status === 429)
    return {
      kind: 'unsaid',
      reason: 'too-many',
      status,
      again: afterWait(answer.headers['retry-after'], now),
    };
  return { kind: 'failed', reason: `status-${status}`, status };
}

/** Addresses that this server does not ask: of machines within, of other protocols. */
function isRefused({ reason }: FetchFailure): boolean {
  return /^(?:bad-url|scheme-refused|credentials-refused|port-refused|address-refused)$/.test(reason);
}

/** RFC 9110, 10.2.3; between a day and a week. */
function afterWait(header: string | undefined, now: Date): Date {
  const wait = /^\d{1,9}$/.test(header ?? '')
    ? Number(header) * 1000
    : Date.parse(header ?? '') - now.getTime();
  return new Date(now.getTime() + Math.min(7 * day, Math.max(day, Number.isFinite(wait) ? wait : day)));
}

/** What is sent back as it came has one line of a sensible length. */
function validator(value: string | undefined): string | null {
  return value !== undefined && /^[\x20-\x7e]{1,300}$/.test(value) ? value : null;
}
