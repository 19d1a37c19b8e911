import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replyToken } from '../../src/comment/form.ts';
import { openServer } from '../support/server.ts';

const path = '/2026/05/20/talk/';

async function open() {
  const server = await openServer();
  const post = await server.pen.post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
  return { server, post, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const tokenIn = (text: string | Buffer) => /name="token" value="([^"]+)"/.exec(String(text))?.[1];

describe('The page of a post with a form, behind a port', () => {
  it('is one rendering for everybody, and another for each whom a cookie names', async () => {
    await using place = await open();
    const { server } = place;
    const ask = async (cookie?: string) => server.ask(path, cookie === undefined ? {} : { cookie });
    const first = await ask();
    const second = await ask('other=1; verbatim-form=abc');
    assert.equal(tokenIn(first.body), tokenIn(second.body), 'kept');
    for (const name of ['verbatim-session', '__Host-verbatim-session', 'verbatim-reader', 'verbatim-guest']) {
      const own = await ask(`a=b; ${name}=0123456789abcdef0123456789abcdef`);
      assert.equal(own.headers['cache-control'], 'private, no-store', name);
      assert.equal(own.headers.etag, undefined, name);
      assert.notEqual(tokenIn(own.body), tokenIn(first.body), name);
    }
    assert.equal(tokenIn((await ask()).body), tokenIn(first.body), 'and everybody’s is still there');
  });

  it('is rendered anew after half a day, so that its token is never about to expire', async () => {
    await using place = await open();
    const { server } = place;
    const first = tokenIn((await server.ask(path)).body);
    server.blog.clock.advance('11 hours');
    assert.equal(tokenIn((await server.ask(path)).body), first);
    server.blog.clock.advance('61 minutes');
    assert.notEqual(tokenIn((await server.ask(path)).body), first);
  });

  it('has a token of its post that names nobody', async () => {
    await using place = await open();
    const { server, post } = place;
    const { world, site } = server.blog;
    const [one, other] = [replyToken(world, site.id, post), replyToken(world, site.id, post)];
    assert.notEqual(one, other);
    const kept = await server.ask(path);
    assert.match(String(kept.headers['surrogate-key']), new RegExp(`\\b1/post:${post}/comments\\b`));
    assert.equal(kept.headers['set-cookie'], undefined);
  });
});
