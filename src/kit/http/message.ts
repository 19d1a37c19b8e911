import type { Readable } from 'node:stream';
import type { Html } from '../html.ts';

/** A request as handlers see it: parsed once, the same from `node:http` and from a test. */
export type Incoming = {
  readonly method: string;
  /** `http` or `https`, as the client sees it. */
  readonly scheme: 'http' | 'https';
  /** Host and port, lower case: `blog.example`, `127.0.0.1:4000`. */
  readonly host: string;
  /** Path as it came, percent-encoded, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** The body, whole. Longer than the limit, in bytes: `too-large`. */
  readonly body: (limit: number) => Promise<Buffer | 'too-large'>;
  /** The body as it comes, once, for what is too long to be held; a request without a socket has it whole. */
  readonly stream?: () => Readable;
  /** Address of the client, never logged or stored raw. */
  readonly remoteAddress: string;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer | Html | Readable | undefined;
  /**
   * Set when anybody may get the same answer: what was read to make it (`post:12`, `term:5/posts`), each name
   * with its site, so that the answer can be kept until one of them changes.
   */
  readonly reads?: ReadonlySet<string>;
  /** The longest that such an answer may be kept, where it is not good for ever: it holds a form that expires. */
  readonly keepSeconds?: number;
  /** Whether somebody whom a cookie names gets another one: such a request is never answered with a kept one. */
  readonly personal?: boolean;
};

export function redirect(location: string, status: 301 | 302 | 303 | 307 | 308 = 303): Reply {
  return { status, headers: { location }, body: undefined };
}

export function plainText(status: number, text: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${text}\n` };
}
