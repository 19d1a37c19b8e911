import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { addressKey, cleanAddress, normaliseAddress } from './address.ts';

describe('Addresses of one page', () => {
  const alike: readonly (readonly [one: string, other: string])[] = [
    ['http://example.org/a', 'https://example.org/a'],
    ['https://EXAMPLE.org/a', 'https://example.org/a'],
    ['http://example.org:80/a', 'https://example.org:443/a'],
    ['https://example.org./a', 'https://example.org/a'],
    ['https://example.org', 'https://example.org/'],
    ['https://example.org/a#top', 'https://example.org/a#:~:text=words'],
    ['https://user:secret@example.org/a', 'https://example.org/a'],
    ['https://example.org/a?utm_source=x&utm_medium=y', 'https://example.org/a'],
    ['https://example.org/a?id=1&fbclid=abc&b=2', 'https://example.org/a?id=1&b=2'],
    ['https://example.org/a?', 'https://example.org/a'],
    ['https://example.org/a?&&', 'https://example.org/a'],
    ['https://example.org/%7Ejane/%61', 'https://example.org/~jane/a'],
    ['https://example.org/%d9%85', 'https://example.org/م'],
    ['https://example.org/a/../b', 'https://example.org/b'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://[2001:DB8::1]/a', 'https://[2001:db8:0:0:0:0:0:1]/a'],
    ['https://0x7f.1/', 'https://127.0.0.1/'],
    ['  https://example.org/a\n', 'https://example.org/a'],
    ['https://example.org\\a', 'https://example.org/a'],
  ];
  for (const [one, other] of alike) {
    it(`are ${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => {
      assert.notEqual(normaliseAddress(one), undefined);
      assert.equal(normaliseAddress(one), normaliseAddress(other));
    });
  }

  const apart: readonly (readonly [one: string, other: string])[] = [
    ['https://www.example.org/a', 'https://example.org/a'],
    ['https://example.org/a/', 'https://example.org/a'],
    ['https://example.org/A', 'https://example.org/a'],
    ['https://example.org/a?x=1&y=2', 'https://example.org/a?y=2&x=1'],
    ['https://example.org/a?ref=1', 'https://example.org/a'],
    ['https://example.org/a?amp=1', 'https://example.org/a'],
    ['https://example.org/index.html', 'https://example.org/'],
    ['https://example.org:8443/a', 'https://example.org/a'],
    ['https://example.org/#/one', 'https://example.org/#/two'],
    ['https://example.org/#!one', 'https://example.org/'],
    ['https://example.org/a%2Fb', 'https://example.org/a/b'],
    ['https://example.org//a', 'https://example.org/a'],
  ];
  for (const [one, other] of apart) {
    it(`are not ${one} and ${other}`, () => {
      assert.notEqual(normaliseAddress(one), normaliseAddress(other));
    });
  }

  it('are none that is not of the web', () => {
    const none = [
      'javascript:alert(1)',
      'mailto:a@example.org',
      'ftp://example.org/',
      'data:,x',
      '',
      'no address',
      'https://',
      '//example.org/a',
      `https://example.org/${'a'.repeat(9_000)}`,
    ];
    for (const address of none) {
      assert.equal(normaliseAddress(address), undefined, address);
      assert.equal(cleanAddress(address), undefined, address);
    }
  });

  it('are short enough for an index, however long they are', () => {
    const long = `https://example.org/?q=${'م'.repeat(1_000)}`;
    const key = addressKey(normaliseAddress(long) ?? '');
    assert.match(key, /^sha256:[0-9a-f]{64}$/);
    assert.notEqual(key, addressKey(normaliseAddress(`${long}x`) ?? ''));
  });
});

describe('An address as it is kept', () => {
  it('can be fetched, and carries no password and no words to mark', () => {
    for (const [given, kept] of [
      ['HTTP://Jane:secret@Example.org/a#part', 'http://example.org/a#part'],
      ['https://example.org/a#:~:text=some%20words', 'https://example.org/a'],
      ['https://example.org/a#part:~:text=x', 'https://example.org/a#part'],
      ['https://example.org/a#', 'https://example.org/a'],
      ['https://example.org/a?utm_source=x', 'https://example.org/a?utm_source=x'],
    ] as const)
      assert.equal(cleanAddress(given), kept);
  });
});

describe('Normal forms of addresses', () => {
  const cases = new URL('../../../shared/data/security/whatwg-urltestdata.json', import.meta.url);

  it('of the URL standard’s own tests stay as they are when made again', (t) => {
    if (!existsSync(cases))
      return t.diagnostic('../shared/data is absent: the cases of the URL standard were not tried');
    const read = JSON.parse(readFileSync(cases, 'utf8')) as readonly (string | { readonly href?: string })[];
    const webs = read.flatMap((each) => (typeof each === 'string' ? [] : (each.href ?? [])));
    let tried = 0;
    for (const href of webs) {
      const normal = normaliseAddress(href);
      if (normal === undefined) continue;
      tried++;
      assert.ok(normal.startsWith('//'), href);
      assert.equal(normaliseAddress(`https:${normal}`), normal, href);
      assert.equal(normaliseAddress(cleanAddress(href) ?? ''), normal, href);
    }
    assert.ok(tried > 100, `only ${tried} addresses`);
  });
});
