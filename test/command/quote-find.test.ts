import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commandRunner } from '../support/command.ts';

describe('Finding quotations', () => {
  it('in a file of Markdown or HTML gives a line of JSON for each', async () => {
    await using place = newPlace();
    const markdown = place.file(
      'a.md',
      '---\ntitle: “Not this one, it is a title”\n---\nOn 21 May 2016 Ann Roe [said](https://a.example/1): “We stay here.”\n',
    );
    const found = await place.run(['quote', 'find', markdown, '--json']);
    assert.equal(found.status, 0, found.err);
    assert.deepEqual(place.json(found.out), [
      {
        text: 'We stay here.',
        speaker: 'Ann Roe',
        verb: 'said',
        date: { text: '21 May 2016', said: '2016-05-21' },
        links: ['https://a.example/1'],
        cite: null,
        position: { start: 30, end: 43 },
        shape: 'marks',
        depth: 0,
        bound: false,
      },
    ]);
    const html = place.file(
      'b.html',
      '<blockquote cite="https://a.example/2"><p>Nous restons ici.</p></blockquote>',
    );
    const [block] = place.json((await place.run(['quote', 'find', html, '--json'])).out);
    assert.deepEqual([block?.shape, block?.cite, block?.speaker], ['block', 'https://a.example/2', null]);
    const told = await place.run(['quote', 'find', markdown]);
    assert.match(told.out, /We stay here\.\n {4}Ann Roe · said · 21 May 2016\n {4}https:\/\/a\.example\/1\n/);
  });

  it('in a file of another kind, or that is not there, says what to do', async () => {
    await using place = newPlace();
    const cases: readonly [readonly string[], number, RegExp][] = [
      [['quote', 'find'], 2, /name an HTML or Markdown file, or a site/],
      [['quote', 'find', place.file('c.docx', 'x')], 2, /neither \.html nor \.md/],
      [['quote', 'find', join(place.folder, 'none.md')], 1, /there is no file .*none\.md/],
      [['quote', 'find', `${place.folder}.md`], 1, /there is no file/],
      [['quote', 'find', place.file('d.md', ''), '--site', 'a.example'], 2, /not both/],
      [['quote', 'find', place.file('e.html', `${'<div>'.repeat(100_000)}“a`)], 1, /nested too deeply/],
    ];
    for (const [words, status, said] of cases) {
      const answer = await place.run(words);
      assert.equal(answer.status, status, words.join(' ') + answer.err);
      assert.match(answer.err, said);
      assert.equal(answer.out, '');
    }
  });

  it('in every post of a site names the post of each', async () => {
    await using place = newPlace();
    mkdirSync(join(place.folder, 'content'));
    for (let index = 1; index <= 60; index++)
      place.file(
        `content/${index}.md`,
        `---\ntitle: Post ${index}\ndate: 2016-05-21\n---\nAnn Roe said: “Sentence number ${index}.”\n`,
      );
    await place.run(['site', 'create', '--host', 'blog.example', '--title', 'A']);
    const imported = await place.run([
      'import',
      'markdown',
      join(place.folder, 'content'),
      '--media',
      'skip',
    ]);
    assert.equal(imported.status, 0, imported.err);
    const lines = place.json((await place.run(['quote', 'find', '--site', 'blog.example', '--json'])).out);
    assert.equal(lines.length, 60);
    assert.equal(new Set(lines.map(({ post }) => post)).size, 60);
    assert.equal((await place.run(['quote', 'find', '--site', 'other.example'])).status, 1);
  });
});

type Line = {
  readonly post?: number;
  readonly shape: string;
  readonly cite: unknown;
  readonly speaker: unknown;
};

function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-find-'));
  return {
    folder,
    file: (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    json: (out: string): readonly Line[] =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    run: commandRunner({ VERBATIM_DATA: join(folder, 'data') }),
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
