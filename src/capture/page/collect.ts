import type { FetchFailure, SafeFetch } from '../../kit/fetch/index.ts';
import type { Recorder } from '../archive/recorder.ts';
import { captureLimits as limits } from './limits.ts';
import { addressesInCss, type Requisite, requisitesOf } from './requisites.ts';

/** What was answered at an address itself. */
export type MainAnswer = {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};

/** Asks for an address, following redirects; everything that goes over the wire is recorded. */
export async function askMain(
  fetch: SafeFetch,
  address: string,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly main: MainAnswer } | FetchFailure> {
  const answer = await fetch(address, {
    maxBytes: limits.mainBytes,
    timeoutMs: limits.mainMs,
    maxRedirects: limits.redirects,
    accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8',
    observe: recorder.observe,
    signal,
  });
  if (!answer.ok) return answer;
  const { url, status, headers, body: bytes } = answer;
  return { ok: true, main: { url, status, headers, bytes } };
}

export type Collected = { readonly kept: number; readonly missed: number };

/**
 * Fetches what a page needs, and what its style sheets need, one `@import` deep. What cannot be had, or is one too
 * many, is missed: the words of the page stand without it.
 */
export async function collectRequisites(
  fetch: SafeFetch,
  page: { readonly html: string; readonly url: string },
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Collected> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(limits.allMs)]);
  const waiting: (Requisite & { readonly depth: number })[] = [];
  const known = new Set([page.url]);
  const count = { kept: 0, missed: 0 };
  const add = (requisites: readonly Requisite[], depth: number) => {
    for (const { url, kind } of requisites) {
      if (known.has(url)) continue;
      known.add(url);
      if (known.size - 1 > limits.requisites) count.missed++;
      else waiting.push({ url, kind, depth });
    }
  };
  const take = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { url, kind, depth } = next;
      const left = limits.allBytes - recorder.bytes;
      if (end.aborted || left <= 0) {
        count.missed++;
        continue;
      }
      const answer = await fetch(url, {
        maxBytes: Math.min(limits.requisiteBytes, left),
        timeoutMs: limits.requisiteMs,
        headers: { referer: page.url },
        observe: recorder.observe,
        signal: end,
      });
      const kept = answer.ok && answer.status < 400;
      count[kept ? 'kept' : 'missed']++;
      if (!answer.ok || kind !== 'style' || depth > 1) continue;
      const inside = addressesInCss(answer.body.toString('utf8'), answer.url);
      add(depth === 0 ? inside : inside.filter((found) => found.kind === 'other'), depth + 1);
    }
  };
  add(requisitesOf(page.html, page.url), 0);
  while (waiting.length > 0) await Promise.all(Array.from({ length: limits.atOnce }, take));
  return count;
}
