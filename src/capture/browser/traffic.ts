import type { Route } from 'playwright-core';
import type { SafeFetch } from '../../kit/fetch/index.ts';
import type { Recorder } from '../archive/recorder.ts';
import type { Collected, MainAnswer } from '../page/collect.ts';
import { browserLimits as limits } from './limits.ts';

/** What a page in the browser asks for, and how it gets it. */
export type Traffic = {
  readonly answer: (route: Route) => Promise<void>;
  readonly count: () => Collected;
};

/**
 * Every request of a page goes through the safe fetch, which checks where it leads and records it; the browser itself
 * reaches nothing. What was answered at the address itself is not asked for twice.
 */
export function trafficOf(
  fetch: SafeFetch,
  main: MainAnswer,
  recorder: Recorder,
  signal: AbortSignal,
): Traffic {
  const count = { kept: 0, missed: 0 };
  let mainIsSent = false;

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    if (!mainIsSent && request.isNavigationRequest() && request.url() === main.url) {
      mainIsSent = true;
      return await fulfill(route, main);
    }
    const left = limits.allBytes - recorder.bytes;
    const method = methods.find((name) => name === request.method());
    const body = request.postDataBuffer() ?? undefined;
    const tooMuch = count.kept + count.missed >= limits.requests || left <= 0;
    if (method === undefined || tooMuch || (body?.length ?? 0) > limits.postBytes) return await miss(route);
    const answered = await fetch(request.url(), {
      method,
      headers: headersOf(request.headers()),
      maxBytes: Math.min(limits.requestBytes, left),
      timeoutMs: limits.requestMs,
      observe: recorder.observe,
      signal,
      ...(body !== undefined && { body }),
    });
    if (!answered.ok) return await miss(route);
    count[answered.status < 400 ? 'kept' : 'missed']++;
    await fulfill(route, { ...answered, bytes: answered.body });
  }

  async function miss(route: Route): Promise<void> {
    count.missed++;
    await route.abort('blockedbyclient').catch(() => undefined);
  }

  return { answer, count: () => count };
}

const methods = ['GET', 'HEAD', 'POST'] as const;

/** Cookies are nobody's; what describes the connection, and who asks, is the fetch's own. */
const dropped =
  /^(?:cookie|host|connection|content-length|accept-encoding|user-agent|proxy-.*|sec-.*|upgrade.*|:.*)$/i;

function headersOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.test(name)));
}

/** The body is unpacked and whole: what described it on the wire would be wrong. */
const ofTheWire = /^(?:content-encoding|content-length|transfer-encoding|set-cookie|connection|keep-alive)$/i;

async function fulfill(
  route: Route,
  { status, headers, bytes }: Pick<MainAnswer, 'status' | 'headers' | 'bytes'>,
): Promise<void> {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheWire.test(name)));
  // The page may be gone by now, and its requests with it.
  await route.fulfill({ status, headers: kept, body: bytes }).catch(() => undefined);
}
