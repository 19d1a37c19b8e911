import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { listen, type Reply } from '../../src/kit/http/index.ts';
import { silentLog } from '../../src/kit/log.ts';
import { type BlogOptions, openBlog } from './blog.ts';
import { penOf } from './pen.ts';

export type ServerSettings = BlogOptions & {
  /** One that is free, where it is needed before (`freePort`). */
  readonly port?: number;
  readonly trustProxy?: boolean;
  readonly silenceMs?: number;
  /** What becomes of an answer on its way out. */
  readonly change?: (reply: Reply) => Reply;
};

/** A test's blog behind a real port of this machine. */
export async function openServer(settings: ServerSettings = {}) {
  const { port = 0, trustProxy = false, silenceMs, change = (reply) => reply, ...options } = settings;
  const blog = await openBlog(options);
  let wait: Promise<void> = Promise.resolve();
  const running = await listen({
    host: '127.0.0.1',
    port,
    respond: async (request) => {
      await wait;
      return change(await blog.app.respond(request));
    },
    failed: blog.app.failed,
    pages: blog.app.pages,
    trustProxy,
    log: silentLog,
    ...(silenceMs !== undefined && { silenceMs }),
  });
  let drained: Promise<void> | undefined;
  const drain = () => {
    drained ??= running.drain(5_000);
    return drained;
  };
  return {
    blog,
    pen: penOf(blog),
    port: running.port,
    drain,
    /** Requests are answered once this is done. */
    delay: (until: Promise<void>) => {
      wait = until;
    },
    ask: (path: string, headers: Record<string, string> = {}, method = 'GET', body = '') =>
      ask(running.port, method, path, { host: 'blog.example', ...headers }, body),
    /** Sends these bytes, and reads until the server hangs up. */
    raw: (text: string) => raw(running.port, text),
    async [Symbol.asyncDispose]() {
      await drain();
      await blog.close();
    },
  };
}

export type Answer = {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
};

function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let out = '';
    socket.on('data', (piece) => {
      out += piece.toString('latin1');
    });
    socket.on('close', () => resolve(out));
    socket.on('error', reject);
  });
}
