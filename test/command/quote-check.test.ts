import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { runCommand } from '../../src/command/run.ts';

const said = 'The government of the country will not negotiate with the rebels.';
const page = `<!doctype html><html lang="en"><title>News</title><body><article><p>${said}</p><p>More is to come in the days after this one, and nobody knows what.</p></article></body></html>`;

describe('verbatim quote check', () => {
  it('says what stands in a file, for people and for programs, and makes no data folder', async () => {
    await using place = newPlace();
    const file = place.write('source.txt', said);
    const words = await place.run([
      'quote',
      'check',
      '--source',
      file,
      '--quote',
      'the country will now negotiate',
    ]);
    assert.equal(words.status, 0, words.err);
    assert.match(words.out, /^altered: .*\n.*at 18–\d+: the country will not negotiate/);
    assert.match(words.out, /± now \(source: not\)/);
    const json = await place.run([
      'quote',
      'check',
      '--source',
      file,
      '--quote',
      'the country will […] negotiate',
      '--json',
    ]);
    assert.deepEqual(JSON.parse(json.out), {
      verdict: 'edited',
      spans: [
        { start: 18, end: 34 },
        { start: 39, end: 48 },
      ],
      unique: true,
      diff: [
        { op: 'same', quote: 'the country will', source: 'the country will' },
        { op: 'delete', quote: '[…]', source: 'not' },
        { op: 'same', quote: 'negotiate', source: 'negotiate' },
      ],
      marks: ['ellipsis'],
      warnings: ['negation-in-gap'],
      normaliser: '1',
    });
    assert.equal(existsSync(join(place.folder, 'verbatim.sqlite')), false);
  });

  it('reads pages as readers see them, from a file and from an address', async () => {
    await using place = newPlace();
    await using web = await serve();
    for (const source of [place.write('page.html', page), `${web.address}/page`, `${web.address}/text`]) {
      const result = await place.run([
        'quote',
        'check',
        '--source',
        source,
        '--quote',
        'negotiate with the rebels',
        '--json',
      ]);
      assert.equal(result.status, 0, result.err);
      assert.equal(JSON.parse(result.out).verdict, 'exact', source);
    }
    const missing = await place.run(['quote', 'check', '--source', `${web.address}/gone`, '--quote', 'x']);
    assert.equal(missing.status, 1);
    assert.match(missing.err, /not-found|does not show/);
  });

  it('answers ten thousand lines in order, with the lines that are none named', async () => {
    await using place = newPlace();
    const file = place.write('source.txt', said);
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      if (at === 5_000) return '{"id": ';
      if (at === 5_001) return JSON.stringify({ id: '5001', quote: 'x', source: place.path('nowhere.txt') });
      const source = at % 2 === 0 ? file : 'source.txt';
      if (at % 3 === 0) return JSON.stringify({ id: at, quote: 'will not negotiate with', source });
      if (at % 3 === 1)
        return JSON.stringify({ id: String(at), quote: 'other words than those', text: `${said} ${at}` });
      return JSON.stringify({ id: String(at), quote: 'will negotiate with the rebels' });
    });
    const batch = place.write('batch.jsonl', `${lines.join('\n')}\n\n`);
    const result = await place.run(['quote', 'check', '--batch', batch, '--source', file, '--json']);
    assert.equal(result.status, 1);
    assert.match(result.err, /line 5001: it is not JSON\.\n.*line 5002: there is no file/);
    const answers = result.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(answers.length, 10_000);
    assert.deepEqual([answers[0].id, answers[0].verdict], [0, 'exact']);
    assert.deepEqual([answers[1].id, answers[1].verdict], ['1', 'not-found']);
    assert.deepEqual([answers[2].id, answers[2].verdict], ['2', 'altered']);
    assert.deepEqual([answers[5_000].verdict, answers[5_000].reason], ['cannot-check', 'bad-line']);
    assert.deepEqual([answers[5_001].id, answers[5_001].reason], ['5001', 'no-source']);
    assert.equal(answers[9_999].id, 9_999);
  });

  it('answers each line before the next is written', async () => {
    await using place = newPlace();
    const file = place.write('source.txt', said);
    const seen: string[] = [];
    const slow = Readable.from(
      (async function* () {
        for (const quote of ['will not negotiate with', 'nothing of the kind']) {
          yield `${JSON.stringify({ quote })}\n`;
          await new Promise((resolve) => setTimeout(resolve, 50));
          seen.push(`after ${place.answers()} answers`);
        }
      })(),
    );
    const result = await place.run(['quote', 'check', '--batch', '-', '--source', file], slow);
    assert.deepEqual(seen, ['after 1 answers', 'after 2 answers']);
    assert.equal(result.out, '1\texact\n2\tnot-found\n');
  });

  it('says of a capture what posts are told of it, whichever of its texts has the words', async () => {
    await using place = newPlace();
    await place.run(['site', 'create', '--host', 'blog.example']);
    const body = JSON.stringify({ '@type': 'Article', articleBody: 'One said: we will win. And more.' });
    const twice = `<!doctype html><title>Two</title><script type="application/ld+json">${body}</script><p>One said: we will win.</p><p>Another said: we will win.</p>`;
    await place.run(['capture', place.write('two.html', twice)]);
    const check = async (quote: string) => {
      const words = ['--source', 'capture:1', '--quote', quote, '--json'];
      return JSON.parse((await place.run(['quote', 'check', ...words])).out);
    };
    const { verdict, reason } = await check('we will win');
    assert.deepEqual([verdict, reason], ['cannot-check', 'ambiguous']);
    assert.equal((await check('One said: we will win. And more.')).verdict, 'exact');
  });

  it('takes the words before and after, and the language', async () => {
    await using place = newPlace();
    const text = 'The minister said: we will win. The general said: we will win. Nobody else spoke.';
    const asked = [{ quote: 'we will win' }, { quote: 'we will win', prefix: 'general said: ' }];
    const batch = place.write(
      'batch.jsonl',
      asked.map((line) => JSON.stringify({ ...line, text })).join('\n'),
    );
    const { out } = await place.run(['quote', 'check', '--batch', batch, '--lang', 'en', '--json']);
    const [ambiguous, bound] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(ambiguous.reason, 'ambiguous');
    assert.deepEqual(bound.spans, [{ start: 50, end: 61 }]);
  });

  it('says what is off with its words', async () => {
    await using place = newPlace();
    const calls: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[], 2, /--quote TEXT/],
      [['--quote', 'a', '--batch', 'b'], 2, /--quote TEXT/],
      [['--quote', 'a'], 2, /--source is needed/],
      [['--quote', 'a', '--source', place.path('nowhere')], 1, /there is no file/],
      [['--batch', place.path('nowhere')], 1, /there is no file/],
      [['--quote', 'a', '--source', place.write('a.pdf', '%PDF-1.7')], 1, /is a PDF/],
    ];
    for (const [argv, status, message] of calls) {
      const result = await place.run(['quote', 'check', ...argv]);
      assert.equal(result.status, status, argv.join(' '));
      assert.match(result.err, message);
    }
  });
});

function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-quote-'));
  let out = '';
  let err = '';
  return {
    folder,
    path: (name: string) => join(folder, name),
    write: (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    answers: () => out.split('\n').length - 1,
    run: async (argv: readonly string[], stdin: Readable = Readable.from([''])) => {
      [out, err] = ['', ''];
      const status = await runCommand(argv, {
        env: { VERBATIM_DATA: join(folder, 'data') },
        stdin,
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        isTerminal: false,
      });
      return { status, out, err };
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve() {
  const server = createServer((request, response) => {
    const status = request.url === '/gone' ? 404 : 200;
    const type = request.url === '/text' ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8';
    response.writeHead(status, { 'content-type': type }).end(request.url === '/text' ? said : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
