import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { silentLog } from '../log.ts';
import type { Reply } from './message.ts';
import { PageCache } from './page-cache.ts';
import { listen } from './server.ts';

describe('A server that sends a file', () => {
  it('closes the file when the reader leaves before the answer begins', async () => {
    const body = new Readable({ read() {} });
    let begin = (_reply: Reply) => {};
    const reply = new Promise<Reply>((resolve) => {
      begin = resolve;
    });
    let arrived = () => {};
    const request = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await listen({
      host: '127.0.0.1',
      port: 0,
      respond: () => {
        arrived();
        return reply;
      },
      failed: (error) => {
        throw error;
      },
      pages: new PageCache({ maxBytes: 1024, renderBlock: async () => ({ html: '', reads: new Set() }) }),
      trustProxy: false,
      log: silentLog,
    });
    const reader = connect(server.port, '127.0.0.1');
    reader.write('GET /picture.webp?size=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await request;
    reader.destroy();
    await once(reader, 'close');
    await later(50);
    begin({ status: 200, headers: {}, body });
    await once(body, 'close', { signal: AbortSignal.timeout(2_000) });
    assert.equal(body.destroyed, true);
    await server.drain(1_000);
  });
});
