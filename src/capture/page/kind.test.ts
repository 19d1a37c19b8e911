import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kindOf } from './kind.ts';

describe('what an answer is', () => {
  it('HTML is told by its beginning, behind any number of comments', () => {
    const bytes = Buffer.from('<!-- one --> <!-- two -->\n<!doctype html><p>Words.');
    const found = kindOf({ headers: { 'content-type': 'text/plain' }, bytes });
    assert.deepEqual(found, { kind: 'html', mime: 'text/html', lied: true });
  });

  it('Comment after comment with nothing behind them holds nobody up', () => {
    const bytes = Buffer.from('<!-- -->'.repeat(10_000));
    const started = performance.now();
    assert.equal(kindOf({ headers: { 'content-type': 'text/plain' }, bytes }).kind, 'text');
    assert.ok(performance.now() - started < 1_000);
  });
});
