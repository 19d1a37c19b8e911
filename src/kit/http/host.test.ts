import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLoopback, parseHost } from './host.ts';

describe('A host', () => {
  const read: readonly [text: string, host: string, scheme: string | undefined][] = [
    ['Blog.Example', 'blog.example', undefined],
    [' blog.example ', 'blog.example', undefined],
    ['blog.example.', 'blog.example', undefined],
    ['blog.example:443', 'blog.example', 'https'],
    ['blog.example:80', 'blog.example', 'http'],
    ['blog.example:8080', 'blog.example:8080', 'http'],
    ['127.0.0.1:4000', '127.0.0.1:4000', 'http'],
    ['[::1]:4000', '[::1]:4000', 'http'],
    ['[0:0:0:0:0:0:0:1]', '[::1]', undefined],
    ['مثال.إختبار', 'xn--mgbh0fb.xn--kgbechtv', undefined],
    ['bücher.example', 'xn--bcher-kva.example', undefined],
  ];
  for (const [text, host, scheme] of read) {
    it(`is read from “${text}”`, () => {
      const parsed = parseHost(text);
      assert.equal(parsed?.host, host);
      assert.equal(parsed?.scheme, scheme);
    });
  }

  const refused = [
    '',
    ' ',
    'http://blog.example',
    'blog.example/path',
    'blog.example?x',
    'user@blog.example',
    'blog.example:0',
    'blog.example:65536',
    'blog.example:port',
    'blog..example',
    '-blog.example',
    'a b.example',
    'blog.example\r\nx: y',
    '[::1',
    '::1',
    '%00.example',
    'x'.repeat(64),
    `${'a.'.repeat(130)}example`,
    '<script>',
  ];
  for (const text of refused) {
    it(`is not ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(parseHost(text), undefined));
  }

  it('is this machine itself by the names and addresses kept for that, and no others', () => {
    for (const host of [
      'localhost',
      'localhost:4000',
      'a.localhost:1',
      '127.0.0.1',
      '127.9.9.9:80',
      '[::1]',
      '[::1]:4000',
    ]) {
      assert.ok(isLoopback(host), host);
    }
    for (const host of [
      'blog.example',
      'localhost.example',
      '127.0.0.1.example',
      '128.0.0.1',
      '[::2]',
      'notlocalhost',
      '',
    ]) {
      assert.ok(!isLoopback(host), host);
    }
  });
});
