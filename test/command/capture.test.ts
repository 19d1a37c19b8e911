import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commandRunner } from '../support/command.ts';
import { article, challenge, openSourceSite } from '../support/source-site.ts';

describe('The command that captures', () => {
  it('archives an address, and says where and under which digest', async () => {
    await using source = await openSourceSite({
      '/statement': article('These words were said in the open.'),
    });
    await using place = await newPlace();
    const made = await place.run(['capture', source.url('/statement'), '--json']);
    assert.equal(made.status, 0, made.err);
    const told = JSON.parse(made.out);
    assert.deepEqual(
      [told.status, told.method, told.title, told.copy, told.sourceId],
      ['done', 'http', 'A statement', 'https://blog.example/-/captures/1/', 1],
    );
    assert.match(told.wacz, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      told.streams.map(({ name }: { name: string }) => name),
      ['dom'],
    );
    const again = await place.run(['capture', source.url('/statement')]);
    assert.match(
      again.out,
      /^Captured http.*\/statement\nhttps:\/\/blog\.example\/-\/captures\/2\/\nWACZ sha256 [0-9a-f]{64}/,
    );
  });

  it('archives a file, and refuses what is no page, what is not there, and words that are off', async () => {
    await using source = await openSourceSite({ '/wall': challenge });
    await using place = await newPlace();
    const page = place.file('page.html', article('Words of a file.'));
    const kept = JSON.parse((await place.run(['capture', page, '--json'])).out);
    assert.deepEqual([kept.method, kept.status, kept.sourceId], ['file', 'done', null]);
    const notes = JSON.parse((await place.run(['capture', place.file('notes.md', '# Notes'), '--json'])).out);
    assert.equal(notes.mime, 'text/markdown');
    const wall = await place.run(['capture', source.url('/wall'), '--json']);
    assert.equal(wall.status, 1);
    assert.match(wall.err, /refused \(challenge\): a challenge by Cloudflare/);
    assert.equal(JSON.parse(wall.out).reason, 'challenge');
    await source.die();
    const dead = await place.run(['capture', source.url('/wall')]);
    assert.match(dead.err, /The capture failed \(connection\)/);
    const cases: readonly [readonly string[], number, RegExp][] = [
      [['capture', join(place.folder, 'none.html')], 1, /neither an address .* nor a file/],
      [['capture', page, '--browser'], 2, /takes an address/],
      [['capture', 'https://[', '--json'], 2, /no address/],
      [['capture'], 2, /./],
    ];
    for (const [words, status, said] of cases) {
      const answer = await place.run(words);
      assert.equal(answer.status, status, words.join(' ') + answer.err);
      assert.match(answer.err, said);
      assert.equal(answer.out, '');
    }
  });
});

/** A data folder with a site, whose install reaches the web of this machine. */
async function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-capture-'));
  const env = { VERBATIM_DATA: join(folder, 'data'), VERBATIM_FETCH_ALLOW: '127.0.0.1/32' };
  const run = commandRunner(env);
  await run(['site', 'create', '--host', 'blog.example']);
  return {
    folder,
    run,
    file: (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
