import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a source site answers at a path: a page of HTML, an answer in full, or anything at all. */
export type SourcePage = string | SourceAnswer | RequestListener;

export type SourceAnswer = {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export type SourceSiteOptions = {
  /** Served over TLS with this key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
};

/**
 * A site on loopback that sources are taken from, and that does to its pages what sites do: changes them, moves
 * them, loses them, dies. Reached by a world whose `fetchAllow` has `127.0.0.1/32`.
 *
 *     const source = await openSourceSite({ '/statement': article('We will negotiate.') });
 *     source.set('/statement', article('We will not negotiate.'));
 *     await source.die();
 */
export async function openSourceSite(
  pages: Readonly<Record<string, SourcePage>> = {},
  { tls }: SourceSiteOptions = {},
) {
  const known = new Map(Object.entries(pages));
  const asked: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  const listener: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    asked.push({ method: request.method ?? 'GET', path, headers: request.headers });
    response.on('error', () => undefined);
    const page = known.get(path) ?? known.get('*') ?? { status: 404, body: notFoundPage };
    if (typeof page === 'function') return page(request, response);
    const { status = 200, type = 'text/html; charset=utf-8', body = '', headers = {} } = answerOf(page);
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    /** What it was asked for, in order. */
    asked,
    url: (path = '/') => `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${path}`,
    set: (path: string, page: SourcePage) => void known.set(path, page),
    remove: (path: string) => void known.delete(path),
    /** Nobody answers any more, at the same port. */
    die: stop,
    /** It is there again. */
    revive: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    [Symbol.asyncDispose]: stop,
  };
}

function answerOf(page: string | SourceAnswer): SourceAnswer {
  return typeof page === 'string' ? { body: page } : page;
}

const notFoundPage = '<!doctype html><title>404 Not Found</title><h1>Not Found</h1>';

/** A page as news sites make them, with something around the words. */
export function article(words: string, title = 'A statement', head = ''): string {
  const paragraphs = words.split('\n').map((line) => `<p>${line}</p>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>
<header><nav><a href="/">Home</a> <a href="/news/">News</a></nav></header>
<main><article><h1>${title}</h1>${paragraphs.join('\n')}</article></main>
<footer><p>Contact us for more about this site and what it stands for.</p></footer></body></html>`;
}

export function redirectTo(location: string, status = 302): SourceAnswer {
  return { status, headers: { location }, body: '<a href="there">Moved</a>' };
}

/** Goes on for ever, a little at a time. */
export const endless: RequestListener = async (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  while (!response.destroyed) {
    response.write('<p>and on it goes</p>'.repeat(200));
    await pause(1);
  }
};

/** Says that it is 2 GB long, and sends it for as long as somebody takes it; `said: false` leaves the size away. */
export function gigabytes(said: boolean): RequestListener {
  const total = 2 * 2 ** 30;
  const piece = Buffer.alloc(2 ** 20, '<p>words and words</p>\n');
  return async (_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(said && { 'content-length': String(total) }),
    });
    const closed = new Promise((resolve) => response.once('close', resolve));
    for (let sent = 0; sent < total && !response.destroyed; sent += piece.length) {
      if (!response.write(piece))
        await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed]);
    }
    response.end();
  };
}

/** Ends in the middle. */
export const broken: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '100000' });
  response.write('<!doctype html><p>The beginning of', () => response.destroy());
};

/** An article below this many elements. */
export function deep(levels: number, words: string): string {
  return `<!doctype html><title>Deep</title>${'<div>'.repeat(levels)}<p>${words}</p>${'</div>'.repeat(levels)}`;
}

/** What Cloudflare shows before it lets a browser in. */
export const challenge: SourceAnswer = {
  status: 200,
  headers: { server: 'cloudflare' },
  body: `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body>
<noscript><span>Enable JavaScript and cookies to continue</span></noscript>
<script>(function(){window._cf_chl_opt={cvId:'3',cType:'managed'};})();</script>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1"></script></body></html>`,
};

/** A wall that asks for consent in place of the page. */
export const consentWall: SourceAnswer = {
  body: `<!doctype html><html lang="de"><title>Zustimmung erforderlich</title><body>
<div id="sp_message_container_1" class="consent"><h1>Ihre Privatsphäre</h1><p>Wir und unsere 842 Partner verwenden Cookies, um Daten zu speichern.</p>
<button>Alle akzeptieren</button><button>Einstellungen</button></div></body></html>`,
};
