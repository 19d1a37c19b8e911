import type { Incoming } from '../../src/kit/http/message.ts';

export type IncomingFacts = {
  readonly method?: string;
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly remoteAddress?: string;
};

/** A request as handlers see it, without a socket: `incoming('/-/account/sign-in?to=/')`. */
export function incoming(target: string, facts: IncomingFacts = {}): Incoming {
  const url = new URL(target, 'http://base.invalid');
  const headers = new Headers(facts.headers);
  const body = Buffer.from(facts.body ?? '');
  return {
    method: facts.method ?? 'GET',
    scheme: facts.scheme ?? 'http',
    host: facts.host ?? '127.0.0.1:4000',
    path: url.pathname,
    query: url.searchParams,
    header: (name) => headers.get(name) ?? undefined,
    body: async (limit) => (body.length > limit ? 'too-large' : body),
    remoteAddress: facts.remoteAddress ?? '192.0.2.7',
  };
}
