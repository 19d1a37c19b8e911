import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { payloads, shared } from '../../test/document/payloads.ts';
import { markSpecs, nodeSpecs, schema } from './index.ts';
import { markAttributes, nodeAttributes } from './normal/attributes.ts';
import { markNames } from './schema/schema.ts';
import { safeUrl, type UrlKind } from './url.ts';

describe('The schema', () => {
  it('has direction, language and anchor on every block and every part of one', () => {
    for (const [name, spec] of Object.entries(nodeSpecs)) {
      if (name === 'doc' || schema.nodes[name as 'doc'].isInline) continue;
      for (const attribute of ['dir', 'lang', 'id'])
        assert.ok(spec.attrs?.[attribute], `${attribute} of ${name}`);
    }
  });

  it('has a rule of cleaning for every attribute', () => {
    for (const [name, spec] of Object.entries(nodeSpecs)) {
      assert.deepEqual(
        Object.keys(spec.attrs ?? {}).sort(),
        Object.keys(nodeAttributes[name] ?? {}).sort(),
        name,
      );
    }
    for (const name of markNames) {
      assert.deepEqual(
        Object.keys(markSpecs[name].attrs ?? {}).sort(),
        Object.keys(markAttributes[name] ?? {}).sort(),
        name,
      );
    }
  });

  it('can make every node by itself', () => {
    for (const type of Object.values(schema.nodes))
      if (!type.isText) assert.ok(type.createAndFill(), type.name);
  });

  it('is plain data that another schema can be made of', () => {
    assert.equal(structuredClone(Object.keys(nodeSpecs)).length, Object.keys(schema.nodes).length);
    assert.equal(schema.topNodeType.name, 'doc');
  });
});

describe('An address', () => {
  const kinds: readonly UrlKind[] = ['link', 'guest-link', 'image', 'media', 'embed'];
  const schemes: Readonly<Record<UrlKind, RegExp>> = {
    link: /^(https?|mailto|tel|sms|xmpp|ircs?|ftp|matrix|geo|gemini):$/,
    'guest-link': /^(https?|mailto):$/,
    image: /^(https?|data):$/,
    media: /^https?:$/,
    embed: /^https?:$/,
  };

  function check(url: string): void {
    for (const kind of kinds) {
      const safe = safeUrl(url, kind);
      if (safe === undefined) continue;
      assert.equal(safeUrl(safe, kind), safe, url);
      if (!URL.canParse(safe, 'https://blog.example/a/')) continue;
      const { protocol, href } = new URL(safe, 'https://blog.example/a/');
      assert.match(protocol, schemes[kind], url);
      if (protocol === 'data:') assert.match(href, /^data:image\/(png|gif|jpeg|webp|avif);base64,/);
    }
  }

  it('that is let through has one of the schemes, as a browser reads it', () => {
    for (const { html } of payloads()) check(html);
    for (const url of [
      'java\nscript:x',
      ' javascript:x',
      '\u0001javascript:x',
      'JaVaScRiPt:x',
      'javascript\t:x',
      'data:text/html,x',
      'vbscript:x',
      'data:image/svg+xml;base64,AAAA',
      'blob:https://x/y',
      'filesystem:https://x/y',
      'file:///etc/passwd',
      '\\\\host\\x',
      '/\\host',
      'https:\\\\host\\x',
    ])
      check(url);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'javscriptJS:/\\\t\n\0 #?d@.htp&;,'), maxLength: 24 }),
        check,
      ),
      { numRuns: 3000, seed: 20_261_122 },
    );
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) =>
        assert.equal(safeUrl(url, 'link'), url),
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('of the cases of the URL standard is judged as a browser would', (t) => {
    const file = new URL('security/whatwg-urltestdata.json', shared);
    if (!existsSync(file))
      return t.diagnostic('../shared/data is absent: the cases of the URL standard were not tried');
    const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly (string | { readonly input: string })[];
    for (const entry of cases) if (typeof entry !== 'string') check(entry.input);
  });

  it('is made absolute where the base is known', () => {
    assert.equal(safeUrl('../b?c', 'link', 'https://blog.example/x/y/'), 'https://blog.example/x/b?c');
    assert.equal(
      safeUrl('//cdn.example/i.png', 'image', 'http://blog.example/'),
      'https://cdn.example/i.png',
    );
    assert.equal(safeUrl('#here', 'link', 'https://blog.example/'), '#here');
    assert.equal(safeUrl('#here', 'link'), '#here');
  });
});
