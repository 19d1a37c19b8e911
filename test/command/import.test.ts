import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../support/source.ts';

const fixtures = join(root, 'test/fixtures/markdown');
const verbatim = join(root, 'bin/verbatim');

describe('`verbatim import markdown`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-import-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function call(data: string, ...words: string[]) {
    const { status, stdout, stderr } = spawnSync(verbatim, [...words, '--data', join(folder, data)], {
      encoding: 'utf8',
      cwd: '/',
    });
    return { status, stdout, stderr };
  }
  const newSite = (data: string) =>
    assert.equal(call(data, 'site', 'create', '--host', 'new.example').status, 0);

  before(() => newSite('words'));

  it('prints its report as one JSON document, and nothing else', () => {
    const made = call('words', 'import', 'markdown', join(fixtures, 'jekyll'), '--media', 'skip', '--json');
    assert.deepEqual([made.status, made.stderr], [0, '']);
    const { read, created, updated, unchanged, refused, losses, redirects, seconds, ...more } = JSON.parse(
      made.stdout,
    );
    assert.deepEqual(Object.keys(read), [
      'posts',
      'pages',
      'comments',
      'attachments',
      'terms',
      'authors',
      'menus',
      'other',
    ]);
    assert.deepEqual(
      [read.posts, created.posts, updated.posts, unchanged.posts, refused.posts],
      [3, 3, 0, 0, 0],
    );
    assert.deepEqual(Object.keys(losses[0]).sort(), ['item', 'kept', 'what']);
    assert.deepEqual([typeof redirects, typeof seconds, more], ['number', 'number', {}]);
    const again = call('words', 'import', 'markdown', join(fixtures, 'jekyll'), '--media', 'skip');
    assert.equal(again.status, 0);
    assert.match(again.stdout, /3 posts +3 unchanged/);
  });

  it('says what is wrong with the call, or with the folder', () => {
    assert.equal(call('words', 'import', 'markdown').status, 2);
    assert.equal(call('words', 'import', 'markdown', fixtures, '--media', 'perhaps').status, 2);
    assert.equal(call('words', 'import', 'markdown', fixtures, '--from', 'nowhere').status, 2);
    const none = call('words', 'import', 'markdown', join(fixtures, 'no-blog'));
    assert.deepEqual([none.status, none.stdout], [1, '']);
    assert.match(none.stderr, /no-blog is no blog: .* Nothing was changed\./);
    const lost = call('words', 'import', 'markdown', join(folder, 'nowhere'));
    assert.equal(lost.status, 1);
    assert.match(lost.stderr, /there is no folder .*nowhere/);
    assert.equal(call('words', 'import', 'markdown', fixtures, '--site', 'other.example').status, 1);
  });

  const posts = 600;
  const blog = join(folder, 'blog');
  before(() => {
    writeBlog(blog, posts);
    newSite('whole');
    assert.equal(call('whole', 'import', 'markdown', blog, '--media', 'skip').status, 0);
  });

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`goes on after ${signal}, and ends as if nothing had been`, async () => {
      newSite(signal);
      const running = spawn(
        verbatim,
        ['import', 'markdown', blog, '--media', 'skip', '--json', '--data', join(folder, signal)],
        { stdio: 'ignore' },
      );
      const ended = new Promise<number | null>((resolve) => running.once('exit', (code) => resolve(code)));
      for (let i = 0; count(signal, 'post') < 50 && i < 600; i++) await pause(20);
      running.kill(signal);
      const code = await ended;
      const written = count(signal, 'post');
      assert.ok(written > 0 && written < posts, `${written} posts were written`);
      assert.equal(
        count(signal, 'post'),
        count(signal, 'import_record', "where kind = 'post'"),
        'whole steps only',
      );
      assert.equal(code, signal === 'SIGKILL' ? null : 1);
      const again = JSON.parse(call(signal, 'import', 'markdown', blog, '--media', 'skip', '--json').stdout);
      assert.deepEqual([again.unchanged.posts, again.created.posts], [written, posts - written]);
      assert.deepEqual(rows(signal), rows('whole'));
    });
  }

  function open(data: string): DatabaseSync {
    return new DatabaseSync(join(folder, data, 'verbatim.sqlite'), { readOnly: true, timeout: 5_000 });
  }

  function count(data: string, table: string, where = ''): number {
    const database = open(data);
    const row = database.prepare(`select count(*) as count from ${table} ${where}`).get();
    database.close();
    return Number(row?.count);
  }

  /** Everything that the import made, in the order of its IDs. */
  function rows(data: string): unknown {
    const database = open(data);
    const all = [
      'select id, slug, path, title, published_at, version from post order by id',
      'select post_id, html from post_html order by post_id, part',
      'select path, post_id from redirect order by path',
      'select list, count from tally order by list',
      'select kind, item, id from import_record order by kind, item',
    ].map((sql) => database.prepare(sql).all());
    database.close();
    return all;
  }
});

function writeBlog(folder: string, posts: number): void {
  mkdirSync(join(folder, '_posts'), { recursive: true });
  for (let i = 0; i < posts; i++) {
    const day = new Date(Date.UTC(2010, 0, 1 + i)).toISOString().slice(0, 10);
    const text = `---\ntitle: Post ${i}\ntags: [a${i % 7}]\nredirect_from: /old/${i}/\n---\n[next]({% post_url ${day}-p${(i + 1) % posts} %})\n\n${'Some words. '.repeat(80)}\n`;
    writeFileSync(join(folder, '_posts', `${day}-p${i}.md`), text);
  }
}
