import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hostCookie, readCookie } from './cookie.ts';
import { signValue, verifyValue } from './signed-cookie.ts';

const secret = Buffer.alloc(32, 1);
const now = new Date('2026-03-01T08:00:00.000Z');
const later = new Date('2026-03-01T09:00:00.000Z');
const signing = { secret, purpose: 'test' };

describe('A signed value', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const signed = signValue(value, later, signing);
        assert.match(signed, /^[\w.-]+$/);
        assert.equal(verifyValue(signed, now, signing), value);
      }),
    );
  });

  it('does not hold when any of its characters is changed', () => {
    const signed = signValue('post 12', later, signing);
    for (let at = 0; at < signed.length; at++) {
      const other = signed[at] === 'A' ? 'B' : 'A';
      const forged = signed.slice(0, at) + other + signed.slice(at + 1);
      // The last letters of base64 may carry unused bits: the same bytes are the same signature.
      const sameBytes = at === signed.length - 1;
      if (!sameBytes) assert.equal(verifyValue(forged, now, signing), undefined, forged);
    }
  });

  it('holds until its time has passed, and no longer', () => {
    const signed = signValue('x', later, signing);
    assert.equal(verifyValue(signed, new Date(later.getTime() - 1000), signing), 'x');
    assert.equal(verifyValue(signed, later, signing), undefined);
  });

  it('does not hold for another purpose or another install', () => {
    const signed = signValue('x', later, signing);
    assert.equal(verifyValue(signed, now, { secret, purpose: 'other' }), undefined);
    assert.equal(verifyValue(signed, now, { secret: Buffer.alloc(32, 2), purpose: 'test' }), undefined);
  });

  it('is nothing when it is malformed', () => {
    for (const text of ['', '.', '..', 'a.b', 'a.b.c', 'a.1.c.d', '....', 'eA.99999999999.', '\0']) {
      assert.equal(verifyValue(text, now, signing), undefined, text);
    }
  });
});

describe('A cookie', () => {
  it('is read from among others, whole', () => {
    assert.equal(readCookie('a=1; b=2=3; c=', 'b'), '2=3');
    assert.equal(readCookie('a=1; b=2', 'c'), undefined);
    assert.equal(readCookie('ab=1; b=2', 'b'), '2');
    assert.equal(readCookie('; =; b', 'b'), undefined);
    assert.equal(readCookie(undefined, 'b'), undefined);
  });

  it('is bound to its host by name over https, and goes by its plain name over http', () => {
    assert.equal(
      hostCookie('seen', 'x', { scheme: 'https', maxAge: 60 }),
      '__Host-seen=x; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax',
    );
    assert.equal(hostCookie('seen', 'x', { scheme: 'http' }), 'seen=x; Path=/; HttpOnly; SameSite=Lax');
  });
});
