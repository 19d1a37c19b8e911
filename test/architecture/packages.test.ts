import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unlockedPackages } from '../../scripts/installed.mjs';
import { read } from '../support/source.ts';

type Package = {
  version?: string;
  license?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
};

const manifest = JSON.parse(read('package.json'));
const lock: { packages: Record<string, Package> } = JSON.parse(read('package-lock.json'));

const allowed = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
  'OFL-1.1',
  'PSF-2.0',
];
/** libvips, which sharp loads at run time as a library of its own: it can be replaced by whoever wants to. */
const librariesApart = /^node_modules\/@img\/sharp-/;

describe('The packages', () => {
  it('are asked for in exact versions', () => {
    const asked = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
    assert.ok(Object.keys(asked).length > 30);
    const loose = Object.entries(asked).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
    assert.deepEqual(loose, []);
  });

  it('that the program is made of carry licences that ask nothing of whoever runs or changes it', () => {
    const production = Object.entries(lock.packages).filter(
      ([path, entry]) => path !== '' && entry.dev !== true,
    );
    assert.ok(production.length > 50, `only ${production.length} packages were seen`);
    const others = production
      .filter(([path, { license }]) => !isAllowed(license, librariesApart.test(path)))
      .map(([path, { license }]) => `${path}: ${license}`);
    assert.deepEqual(others, []);
  });

  it('are locked for every platform, or npm ci would refuse the lock file', () => {
    assert.deepEqual(unlockedPackages(lock), [], 'run `npm run lock`');
  });

  it('are locked without naming the registry they came from', () => {
    assert.doesNotMatch(read('package-lock.json'), /"resolved"/);
  });

  it('run no code while they are installed', () => {
    const scripted = Object.entries(lock.packages).filter(([, entry]) => 'hasInstallScript' in entry);
    const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''));
    assert.deepEqual(
      names.filter((name) => manifest.allowScripts[name] !== false),
      [],
    );
  });
});

/** SPDX expressions as npm packages write them: `A`, `(A OR B)`, `A AND B`. */
function isAllowed(license: string | undefined, mayBeLesser: boolean): boolean {
  const all = (license ?? 'none').replaceAll(/[()]/g, '').split(' AND ');
  const fits = (name: string) => allowed.includes(name) || (mayBeLesser && name === 'LGPL-3.0-or-later');
  return all.every((part) => part.split(' OR ').some(fits));
}
