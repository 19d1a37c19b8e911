import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLimit } from './limit.ts';

describe('A limit', () => {
  const limitAt = () => {
    let time = 0;
    const clock = { now: () => new Date(time) };
    const limit = createLimit({ most: 2, perMs: 60_000, clock, secret: Buffer.from('a secret of the test') });
    return { limit, later: (ms: number) => (time += ms) };
  };

  it('counts each network for each matter, and begins anew when its time is over', () => {
    const { limit, later } = limitAt();
    assert.deepEqual(
      [1, 2, 3].map(() => limit.takes('192.0.2.1', 'a')),
      [true, true, false],
    );
    assert.equal(limit.takes('192.0.2.2', 'a'), true);
    assert.equal(limit.takes('192.0.2.1', 'b'), true);
    later(60_000);
    assert.equal(limit.takes('192.0.2.1', 'a'), true);
  });

  it('takes all addresses of one IPv6 network for one', () => {
    const { limit } = limitAt();
    assert.equal(limit.takes('2001:db8::1', 'a'), true);
    assert.equal(limit.takes('2001:db8:0:0:ffff::2', 'a'), true);
    assert.equal(limit.takes('2001:db8::3', 'a'), false);
    assert.equal(limit.takes('2001:db8:0:1::1', 'a'), true);
    assert.equal(limit.takes('::ffff:192.0.2.1', 'a'), true);
  });
});
