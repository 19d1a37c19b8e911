import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mayConnect, parseCidr } from './address.ts';

type Inside = { readonly addresses: readonly string[]; readonly outside: readonly string[] };
const fixture = new URL('../../../test/fixtures/fetch/inside.json', import.meta.url);
const { addresses, outside } = JSON.parse(readFileSync(fixture, 'utf8')) as Inside;

describe('the addresses a fetch may connect to', () => {
  it('Every inside address is refused', () => {
    assert.ok(addresses.length > 50);
    for (const address of addresses) assert.equal(mayConnect(address, []), false, address);
  });

  it('The address at which a cloud tells its machines their secrets is inside, though its number is not', () => {
    for (const address of ['168.63.129.16', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200'])
      assert.equal(mayConnect(address, []), false, address);
  });

  it('Public addresses next to the refused blocks are not', () => {
    for (const address of outside) assert.equal(mayConnect(address, []), true, address);
  });

  it('A range opened by the operator is reachable, its neighbours are not', () => {
    const allow = ['10.1.0.0/16', 'fd00:1::/32', '127.0.0.1'].map(parseCidr);
    for (const address of ['10.1.0.1', '10.1.255.255', 'fd00:1::9', '127.0.0.1'])
      assert.ok(mayConnect(address, allow));
    for (const address of ['10.2.0.1', 'fd00:2::1', '127.0.0.2', '::ffff:10.1.0.1', '::1'])
      assert.equal(mayConnect(address, allow), false, address);
  });

  it('What is no range is refused with a message that shows one', () => {
    for (const text of ['', 'home', '10.0.0.0/33', '10/8', '10.0.0', '::/129'])
      assert.throws(() => parseCidr(text), { name: 'RangeError', message: /10\.0\.0\.0\/8/ }, text);
  });

  it('An IPv4 address inside an IPv6 one never gets through', () => {
    const bytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const forms = fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::');
    fc.assert(
      fc.property(forms, bytes, (form, parts) => {
        assert.equal(mayConnect(form + parts.join('.'), []), false);
      }),
    );
  });
});
