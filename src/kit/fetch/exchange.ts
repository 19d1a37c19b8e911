import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { http } from '../node-http.ts';
import { type Cidr, mayConnect } from './address.ts';
import { FetchError } from './failure.ts';
import type { Wire } from './observe.ts';
import type { Target } from './target.ts';

export type Exchange = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
};

/**
 * One request over one new connection, to one of the addresses that were checked and no other: the name is not
 * looked up again, and what the socket reached is checked once more before a byte is sent.
 */
export function exchange(
  target: Target,
  { method, headers, body }: Exchange,
  allow: readonly Cidr[],
  signal: AbortSignal,
): Promise<Wire> {
  const options: RequestOptions = {
    method,
    // Said by Node anyway; named here, whoever observes the request sees it.
    headers: {
      ...headers,
      connection: 'close',
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    },
    lookup: pinned(target),
    agent: false,
    signal,
  };
  const request = target.url.protocol === 'https:' ? requestHttps : http.request;
  return new Promise((resolve, reject) => {
    const askedAt = new Date();
    const sent = request(target.url, options, (answer: IncomingMessage) =>
      resolve({ sent, answer, body, askedAt }),
    );
    sent.on('error', reject);
    sent.on('socket', (socket: Socket) =>
      socket.once('connect', () => {
        const reached = socket.remoteAddress ?? '';
        if (!mayConnect(reached, allow))
          sent.destroy(new FetchError('address-refused', 'reached an inside address'));
      }),
    );
    sent.end(body);
  });
}

/** Stands in for the system's resolver: it knows the checked addresses and nothing else. */
function pinned({ addresses }: Target): LookupFunction {
  return (_hostname, options, done) => {
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const first = all[0]!;
    if (options.all) done(null, all);
    else done(null, first.address, first.family);
  };
}
