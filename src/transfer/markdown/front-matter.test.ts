import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readFrontMatter } from './front-matter.ts';
import { simpleYaml } from './simple-yaml.ts';

function fieldsOf(file: string): Record<string, unknown> {
  const read = readFrontMatter(file);
  assert.ok(read.ok, JSON.stringify(read));
  return { ...read.fields };
}

describe('Front matter', () => {
  it('is YAML, TOML or JSON, by how it begins', () => {
    const fields = { title: 'A: b', tags: ['x', 'y'], draft: true };
    assert.deepEqual(fieldsOf('---\nTitle: "A: b"\ntags: [x, y]\ndraft: true\n---\nText'), fields);
    assert.deepEqual(fieldsOf('+++\ntitle = "A: b"\ntags = ["x", "y"]\ndraft = true\n+++\nText'), fields);
    assert.deepEqual(fieldsOf('{\n"title": "A: b", "tags": ["x", "y"],\n"draft": true}\n\nText'), fields);
    assert.deepEqual(
      fieldsOf('---json\n{"title": "A: b", "tags": ["x", "y"], "draft": true}\n---\nText'),
      fields,
    );
  });

  it('may begin after a byte order mark and blank lines, and end its lines as Windows does', () => {
    assert.deepEqual(fieldsOf('\ufeff\r\n---\r\ntitle: A\r\nlist:\r\n  - b\r\n---\r\nText'), {
      title: 'A',
      list: ['b'],
    });
  });

  it('is not there where a file begins with text, or with a rule', () => {
    for (const file of ['# Heading\n---\n', 'Text', '', '{{< figure >}}', '----\ntext\n----\n']) {
      const read = readFrontMatter(file);
      assert.deepEqual(read.ok && [read.present, read.body], [false, file]);
    }
  });

  it('takes the quoted text that goes on at the beginning of the next line, as Jekyll does', () => {
    assert.deepEqual(fieldsOf('---\ntitle: "One\ntwo \\"three\\"\n\nfour"\nnext: \'a\n it\'\'s\'\n---\n'), {
      title: 'One two "three"\nfour',
      next: "a it's",
    });
  });

  it('names the line at which it is broken', () => {
    const lines = (file: string) => {
      const read = readFrontMatter(file);
      return read.ok ? undefined : read.line;
    };
    assert.equal(lines('---\ntitle: a\ntags: [b\nx: y: z\n---\n'), 4);
    assert.equal(lines('\n---\ntitle: a\n'), 2);
    assert.equal(lines('+++\na = 1\nb = \n+++\n'), 3);
    assert.equal(lines('---\n- a\n- b\n---\n'), 2);
    assert.equal(lines('---js\n{ title: process.exit() }\n---\n'), 1);
  });

  it('is not blown up by aliases, nor by names that objects have of themselves', () => {
    const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (name, i) => `${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(9)}]\n`)}---\n`;
    assert.equal(readFrontMatter(bomb).ok, false);
    assert.equal(fieldsOf('---\n__proto__: {x: 1}\ntitle: A\n---\n').title, 'A');
    assert.equal(({} as Record<string, unknown>).x, undefined);
  });
});

describe('The short way through YAML', () => {
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('Plain', 'two words', 'tag-1', 'a/b', "Ada's", 'été 2016') },
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '2016-05-08',
      '2016-05-08 9:30:26 -0400',
      'true',
      'no',
      '~',
      'null',
      '12',
      '012',
      '0x1f',
      '1e3',
      '.5',
      '-1',
      'a: b',
      'a #b',
      '"q"',
      "it's",
      '- x',
      '[a',
      '*a',
      '&a',
      '!t',
      '%d',
      '@x',
      '`x`',
      '> x',
      '| x',
      '? x',
      'ä ö',
      '/a/b/',
      '<b>',
      '{a}',
      ' x ',
      'a,b',
      '...',
      '---',
    ),
  );
  const value = fc.oneof(
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(word, { maxLength: 4 }),
  );
  const name = fc.constantFrom('title', 'tags', 'date', 'a-b', 'x_y', 'Title', 'z1');

  it('answers what the whole parser answers, or nothing', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        fc.dictionary(name, value, { noNullPrototype: true }),
        fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
        (fields, style) => {
          const text = stringify(fields, { defaultStringType: style as 'PLAIN', lineWidth: 0 });
          agrees(text, () => answered++);
        },
      ),
      { numRuns: 600 },
    );
    assert.ok(answered > 15, `only ${answered} were answered`);
  });

  it('does so for lines of any kind', () => {
    const line = fc.oneof(
      fc.tuple(name, word).map(([key, text]) => `${key}: ${text}`),
      word.map((text) => `- ${text}`),
      word.map((text) => `  - ${text}`),
      word.map((text) => `  ${text}`),
      name.map((key) => `${key}:`),
      fc.tuple(name, word, word).map(([key, one, two]) => `${key}: [${one}, ${two}]`),
      fc.constantFrom('', '# comment', '  # comment', '  more'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        agrees(lines.join('\n'), () => {});
      }),
      { numRuns: 1500 },
    );
  });

  function agrees(text: string, answered: () => void): void {
    const short = simpleYaml(text);
    if (short === undefined) return;
    const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
    assert.deepEqual(document.errors, [], text);
    assert.deepEqual(short, document.toJS() ?? {}, text);
    answered();
  }
});
