import type { FetchOptions, SafeFetch } from './fetch.ts';

/** One answer of the fake web. A string is the body of a 200. */
export type FakePage =
  | string
  | { readonly status?: number; readonly type?: string; readonly body?: string | Uint8Array };

/**
 * An outside web for tests: it knows the given addresses and no other, and writes down what was asked.
 * An address it does not know is a name that does not exist.
 */
export function fakeWeb(pages: Readonly<Record<string, FakePage>>): { fetch: SafeFetch; asked: string[] } {
  const asked: string[] = [];
  const fetch: SafeFetch = async (url, options) => {
    asked.push(url);
    const page = pages[url];
    if (page === undefined) return { ok: false, reason: 'dns', url, detail: 'not on the fake web' };
    const {
      status = 200,
      type = 'text/html',
      body: content = '',
    } = typeof page === 'string' ? { body: page } : page;
    const body = Buffer.from(content);
    if (body.length > options.maxBytes) return { ok: false, reason: 'too-large', url, detail: 'too large' };
    if (status < 300 && options.types && !options.types.some((prefix) => type.startsWith(prefix))) {
      return { ok: false, reason: 'wrong-type', url, detail: type };
    }
    const rest = options.into === undefined || status < 300 ? await taken(body, options) : Buffer.alloc(0);
    return { ok: true, status, headers: { 'content-type': type }, url, body: rest };
  };
  return { fetch, asked };
}

async function taken(body: Buffer, { into }: FetchOptions): Promise<Buffer> {
  if (into === undefined) return body;
  await into(
    (async function* () {
      yield body;
    })(),
  );
  return Buffer.alloc(0);
}
