import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseQuery } from './query.ts';

/** `a b*` for a phrase with an open end; spellings are parted by `|`. */
function shown(text: string) {
  const { all, none } = parseQuery(text);
  const phrase = ({ words, prefix }: { words: readonly string[]; prefix: boolean }) =>
    words.join(' ') + (prefix ? '*' : '');
  return { all: all.map(({ spellings }) => spellings.map(phrase).join('|')), none: none.map(phrase) };
}

describe('A question', () => {
  it('is its words, the last of them perhaps unfinished', () => {
    assert.deepEqual(shown('Quoted wor'), { all: ['quoted', 'wor*'], none: [] });
  });

  it('has phrases in any quotation marks', () => {
    for (const text of [
      '"exact words"',
      '“exact words”',
      '«exact words»',
      '„exact words“',
      '「exact words」',
      '"exact words',
    ]) {
      assert.deepEqual(shown(text), { all: ['exact words'], none: [] }, text);
    }
  });

  it('has beginnings, and words to leave out', () => {
    assert.deepEqual(shown('verb* source -draft -"not this" end'), {
      all: ['verb*', 'source', 'end*'],
      none: ['draft', 'not this'],
    });
  });

  it('takes a hyphen in a word for part of it: the parts stand side by side', () => {
    assert.deepEqual(shown('well-known author '), { all: ['well known', 'author*'], none: [] });
  });

  it('leaves no end open after one letter, in a phrase, or in a script without spaces', () => {
    assert.deepEqual(shown('a').all, ['a']);
    assert.deepEqual(shown('"whole"').all, ['whole']);
    assert.deepEqual(shown('中国人').all, ['中国 国人']);
    assert.deepEqual(shown('中').all, ['中']);
  });

  it('reads a Hebrew abbreviation, not a phrase', () => {
    assert.deepEqual(shown('צה"ל ישראל').all, ['צהל', 'ישראל*']);
  });

  it('tries other seats of hamza, the article, and a Persian word in two', () => {
    assert.ok(shown('مسئول ').all[0]?.includes('مسوول'));
    assert.ok(shown('كتاب ').all[0]?.includes('الكتاب'));
    assert.ok(shown('می\u200cخواهم ').all[0]?.includes('مي خواهم'));
    assert.deepEqual(shown('"كتاب"').all, ['كتاب']);
  });

  it('may be anything at all, and is never too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const { all, none } = parseQuery(text);
        assert.ok(all.length <= 8 && none.length <= 8);
      }),
      { numRuns: 1_000 },
    );
  });
});
