import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { incoming } from '../../../test/support/incoming.ts';
import { readForm, sentFromHere } from './form.ts';

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

describe('A form', () => {
  it('gives its fields, in any script', async () => {
    const form = await readForm(
      incoming('/', { method: 'POST', headers: urlencoded, body: 'name=%D8%B3%D9%84%D8%A7%D9%85+x&b=' }),
    );
    assert.ok(form.ok);
    assert.equal(form.fields.get('name'), 'سلام x');
    assert.equal(form.fields.get('b'), '');
  });

  it('is refused when it is of another kind, or too large', async () => {
    const json = await readForm(
      incoming('/', { headers: { 'content-type': 'application/json' }, body: '{}' }),
    );
    assert.deepEqual(json, { ok: false, reason: 'not-a-form' });
    const bare = await readForm(incoming('/', { body: 'a=b' }));
    assert.deepEqual(bare, { ok: false, reason: 'not-a-form' });
    const large = await readForm(incoming('/', { headers: urlencoded, body: 'a'.repeat(101) }), 100);
    assert.deepEqual(large, { ok: false, reason: 'too-large' });
  });

  it('is known to come from our own page by what the browser says', () => {
    const from = (headers: Record<string, string>) =>
      sentFromHere(incoming('/', { host: 'blog.example', headers }));
    assert.ok(from({ origin: 'https://blog.example' }));
    assert.ok(from({ origin: 'http://blog.example' }));
    assert.ok(from({ 'sec-fetch-site': 'same-origin' }));
    assert.ok(from({ referer: 'https://blog.example/-/account/sign-in' }));
    assert.ok(from({}));
    assert.ok(!from({ origin: 'https://evil.example' }));
    assert.ok(!from({ origin: 'null' }));
    assert.ok(!from({ origin: 'https://blog.example:444' }));
    assert.ok(!from({ origin: 'https://blog.example.evil.example' }));
    assert.ok(!from({ 'sec-fetch-site': 'same-site' }));
    assert.ok(!from({ 'sec-fetch-site': 'cross-site' }));
    assert.ok(!from({ referer: 'https://evil.example/blog.example' }));
    assert.ok(!from({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }));
  });
});
