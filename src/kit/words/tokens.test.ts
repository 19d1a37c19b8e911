import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokensOf } from './tokens.ts';

const words = (text: string) =>
  tokensOf(text)
    .filter(({ single }) => !single)
    .map(({ text: word }) => word);

describe('The words of a text', () => {
  it('end at spaces, punctuation, apostrophes and hyphens', () => {
    assert.deepEqual(words("Don’t, l'homme: well-known (3.14)!"), [
      'don',
      't',
      'l',
      'homme',
      'well',
      'known',
      '3',
      '14',
    ]);
  });

  it('are pairs of characters where no spaces are written', () => {
    assert.deepEqual(words('中国人民'), ['中国', '国人', '人民']);
    assert.deepEqual(words('学校に行く。'), ['学校', '校に', 'に行', '行く']);
    assert.deepEqual(words('학교에서'), ['학교', '교에', '에서']);
    assert.deepEqual(words('ไทย'), ['ไท', 'ทย']);
  });

  it('keep a vowel sign with its consonant', () => {
    assert.deepEqual(words('ที่นี่'), ['ที่นี่']);
  });

  it('are told apart from the characters they stand among', () => {
    assert.deepEqual(words('使用Verbatim软件2026年'), ['使用', 'verbatim', '软件', '2026', '年']);
  });

  it('have each character of a run besides, so that one alone is found', () => {
    const singles = tokensOf('中国人').filter(({ single }) => single);
    assert.deepEqual(
      singles.map(({ text }) => text),
      ['中', '国', '人'],
    );
  });

  it('hold Hebrew abbreviations together, whichever mark is typed, and end before a closing quotation mark', () => {
    assert.deepEqual(words('צה"ל צה״ל "שלום"'), ['צהל', 'צהל', 'שלומ']);
  });

  it('stand where they say, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let before = 0;
        for (const { start, end, single } of tokensOf(text)) {
          assert.ok(start < end && end <= text.length);
          if (!single) assert.ok(start >= before);
          before = start;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are found again when one of them is read alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const token of tokensOf(text)) {
          if (token.single) continue;
          assert.ok(words(text.slice(token.start, token.end)).join(' ').includes(token.text), token.text);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
