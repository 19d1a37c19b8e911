import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { defaultSettings, readSettings, siteSettingNames } from './settings.ts';

describe('The settings of a site', () => {
  it('are all in the guide, and no others', () => {
    const guide = readFileSync(new URL('../../docs/guide/sites.md', import.meta.url), 'utf8');
    const section = guide.split(/^## /m).find((text) => text.startsWith('Settings of a site')) ?? '';
    const documented = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(documented.sort(), [...siteSettingNames].sort());
  });

  it('are the defaults but for what was set', () => {
    assert.deepEqual(Object.keys(defaultSettings).sort(), [...siteSettingNames].sort());
    assert.deepEqual(readSettings('{"perPage":3}'), { ...defaultSettings, perPage: 3 });
  });
});
