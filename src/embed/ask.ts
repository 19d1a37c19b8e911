import type { FetchFailure, SafeFetch } from '../kit/fetch/index.ts';
import { readArchiveItem, readCommonsFile, readOEmbed, readPage, type Told } from './answer.ts';
import { readHead } from './head.ts';
import type { Recognised } from './provider.ts';

/** What a place told; or that it never will (`gone`), or not just now (`later`). */
export type Asked =
  | { readonly ok: true; readonly told: Told }
  | { readonly ok: false; readonly reason: 'gone' | 'later'; readonly detail: string };

const json = {
  maxBytes: 512 * 1024,
  timeoutMs: 15_000,
  accept: 'application/json',
  types: ['application/json', 'text/json', 'text/javascript'],
};
const page = {
  maxBytes: 3 * 1024 * 1024,
  timeoutMs: 15_000,
  accept: 'text/html',
  types: ['text/html', 'application/xhtml+xml'],
};

/** Asks the place that an address belongs to what stands there: its endpoint, or the page itself. */
export async function ask(fetch: SafeFetch, thing: Recognised, signal: AbortSignal): Promise<Asked> {
  const { source } = thing;
  switch (source.kind) {
    case 'oembed':
      return askJson(fetch, source.address, signal, (answer) => readOEmbed(answer, thing));
    case 'archive':
      return askJson(fetch, `https://archive.org/metadata/${source.id}`, signal, (answer) =>
        readArchiveItem(answer, source.id),
      );
    case 'commons':
      return askJson(fetch, commonsAddress(source.title), signal, (answer) =>
        readCommonsFile(answer, source.title),
      );
    case 'page':
      return askPage(fetch, thing, source.address, signal);
  }
}

/** The page names its oEmbed answer, or tells enough by itself. */
async function askPage(
  fetch: SafeFetch,
  thing: Recognised,
  address: string,
  signal: AbortSignal,
): Promise<Asked> {
  const answer = await fetch(address, { ...page, signal });
  const problem = problemOf(answer);
  if (problem !== undefined) return problem;
  if (!answer.ok) return later(answer.detail);
  const head = readHead(answer.body.toString('utf8'));
  const fromPage = readPage(head, thing);
  if (head.oEmbed === undefined || !URL.canParse(head.oEmbed, answer.url))
    return { ok: true, told: fromPage };
  const link = new URL(head.oEmbed, answer.url).href;
  const asked = await askJson(fetch, link, signal, (said) => readOEmbed(said, thing));
  if (!asked.ok) return { ok: true, told: fromPage };
  const { title, author, picture } = asked.told;
  const own = thing.provider === 'Mastodon' ? fromPage.title : undefined;
  return {
    ok: true,
    told: {
      title: own ?? title ?? fromPage.title,
      author: author ?? fromPage.author,
      picture: picture ?? fromPage.picture,
    },
  };
}

async function askJson(
  fetch: SafeFetch,
  address: string,
  signal: AbortSignal,
  read: (json: unknown) => Told | undefined,
): Promise<Asked> {
  const answer = await fetch(address, { ...json, signal });
  const problem = problemOf(answer);
  if (problem !== undefined) return problem;
  const told = answer.ok ? read(parsed(answer.body)) : undefined;
  return told === undefined
    ? { ok: false, reason: 'gone', detail: 'the answer cannot be read' }
    : { ok: true, told };
}

function problemOf(answer: Awaited<ReturnType<SafeFetch>>): Asked | undefined {
  if (!answer.ok)
    return passes(answer) ? later(answer.reason) : { ok: false, reason: 'gone', detail: answer.reason };
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
    return later(`status ${answer.status}`);
  return answer.status >= 300 ? { ok: false, reason: 'gone', detail: `status ${answer.status}` } : undefined;
}

function passes({ reason }: FetchFailure): boolean {
  return ['dns', 'connection', 'tls', 'timeout', 'cancelled', 'bad-answer'].includes(reason);
}

function later(detail: string): Asked {
  return { ok: false, reason: 'later', detail };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function commonsAddress(title: string): string {
  const query = new URLSearchParams({
    action: 'query',
    format: 'json',
    formatversion: '2',
    prop: 'imageinfo',
    iiprop: 'url|extmetadata',
    iiextmetadatafilter: 'ObjectName|Artist',
    iiurlwidth: '960',
    titles: title,
  });
  return `https://commons.wikimedia.org/w/api.php?${query}`;
}
