import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { highlight, passage } from './highlight.ts';
import { parseQuery } from './query.ts';

const marked = (text: string, question: string) => highlight(text, parseQuery(question).all).toString();
const shown = (text: string, question: string) => passage(text, parseQuery(question).all).toString();

describe('What was asked for', () => {
  it('is marked as it was written, however it was asked for', () => {
    assert.equal(
      marked('Die Straße, die STRASSE', 'strasse'),
      'Die <mark>Straße</mark>, die <mark>STRASSE</mark>',
    );
    assert.equal(marked('قَرَأَ كتابًا', 'قرا كتاب'), '<mark>قَرَأَ</mark> <mark>كتابًا</mark>');
    assert.equal(marked('می‌خواهد', 'ميخواهد'), '<mark>می‌خواهد</mark>');
  });

  it('is marked whole where it is several words, and only there', () => {
    assert.equal(
      marked('minute books, a minute book', '"minute book"'),
      'minute books, a <mark>minute book</mark>',
    );
    assert.equal(marked('a well-known, known well', 'well-known'), 'a <mark>well-known</mark>, known well');
  });

  it('is marked once where its parts overlap', () => {
    assert.equal(marked('中国人民的历史', '国人民'), '中<mark>国人民</mark>的历史');
    assert.equal(marked('史', '史'), '<mark>史</mark>');
    assert.equal(marked('历史', '史'), '历<mark>史</mark>');
  });

  it('is the beginning of a longer word too, when its end was left open', () => {
    assert.equal(marked('Trams and tramways', 'tram'), '<mark>Trams</mark> and <mark>tramways</mark>');
    assert.equal(marked('Trams and tramways', '"tram"'), 'Trams and tramways');
  });

  it('stands in HTML in which nothing else of the text is markup', () => {
    assert.equal(
      marked('<b>bold</b> & "q"', 'bold'),
      '&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &quot;q&quot;',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 20 }),
        (text, question) => {
          for (const made of [marked(text, question), shown(text, question)]) {
            assert.doesNotMatch(made.replaceAll(/<mark>|<\/mark>/g, ''), /[<>"']/);
            assert.doesNotMatch(made, /<mark>[^<]*<mark>/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('A passage', () => {
  const filler = 'Lorem ipsum dolor sit amet consectetur. ';

  it('is where most of what was asked for stands together', () => {
    const text = `A minute alone. ${filler.repeat(20)}The minute book of the tramway. ${filler.repeat(20)}A book.`;
    const made = shown(text, 'minute book ');
    assert.match(made, /<mark>minute<\/mark> <mark>book<\/mark> of the tramway/);
    assert.match(made, /^… /);
    assert.match(made, / …$/);
  });

  it('is the beginning when only the title has what was asked for', () => {
    assert.ok(shown(filler.repeat(20), 'nothing').startsWith('Lorem ipsum'));
  });

  it('is short, and ends between words', () => {
    const text = `${filler.repeat(50)}needle ${filler.repeat(50)}`;
    const made = shown(text, 'needle').replaceAll(/<\/?mark>/g, '');
    assert.ok(made.length < 260, `${made.length} units`);
    const words = made.replaceAll('…', '').trim().split(' ');
    for (const word of [words[0], words.at(-1)])
      assert.ok(text.split(' ').includes(word ?? ''), `${word} is cut`);
  });

  it('is the whole text when that is short', () => {
    assert.equal(shown('One\n\nneedle.', 'needle'), 'One <mark>needle</mark>.');
  });

  it('cuts no character in two', () => {
    const text = `${'😀'.repeat(400)} needle ${'😀'.repeat(400)}`;
    assert.ok(shown(text, 'needle').isWellFormed());
    assert.ok(shown('😀'.repeat(400), 'needle').isWellFormed());
  });
});
