import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commandRunner } from '../support/command.ts';
import { article, challenge, openSourceSite } from '../support/source-site.ts';

const words = [
  'The ministry regrets the delay of the programme, said the spokesman on Monday morning.',
  'It will not reopen the negotiations before the parties have signed the agreement in full.',
].join('\n');

describe('The command that republishes', () => {
  it('makes a draft of an address and of a file, compared with its copy', async () => {
    await using source = await openSourceSite({ '/statement': article(words), '/wall': challenge });
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-republish-'));
    const run = commandRunner({
      VERBATIM_DATA: join(folder, 'data'),
      VERBATIM_FETCH_ALLOW: '127.0.0.1/32',
    });
    await run(['site', 'create', '--host', 'blog.example']);
    const nobody = await run(['republish', source.url('/statement')]);
    assert.equal(nobody.status, 1);
    assert.match(nobody.err, /There is no account/);
    const owner = [
      '--login',
      'jane',
      '--email',
      'jane@people.example',
      '--role',
      'owner',
      '--password-stdin',
    ];
    await run(['user', 'create', ...owner], 'a long enough password 1');
    const made = await run(['republish', source.url('/statement'), '--as', 'jane', '--json']);
    assert.equal(made.status, 0, made.err);
    const told = JSON.parse(made.out);
    assert.deepEqual([told.id, told.title, told.verdict], [1, 'A statement', 'exact']);
    assert.ok(told.share > 0.5, made.out);
    writeFileSync(join(folder, 'text.txt'), words);
    const file = await run(['republish', join(folder, 'text.txt')]);
    assert.equal(file.status, 0, file.err);
    assert.match(file.out, /^Draft 2: .*\nCompared with the copy: exact; 100 %/);
    const walled = await run(['republish', source.url('/wall')]);
    assert.equal(walled.status, 1);
    assert.match(walled.err, /could not be archived: a challenge/);
    assert.equal((await run(['republish', join(folder, 'none.html')])).status, 1);
    assert.equal((await run(['republish', 'https://['])).status, 2);
    rmSync(folder, { recursive: true, force: true });
  });
});
