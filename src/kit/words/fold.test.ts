import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fold } from './fold.ts';

/** Each list is one word, as different people write it. */
const same: Readonly<Record<string, readonly string[]>> = {
  'letter case, Turkish included': ['ISTANBUL', 'istanbul', 'İstanbul', 'ıstanbul', 'Istanbul'],
  'sharp s': ['Straße', 'STRASSE', 'strasse', 'STRAẞE'],
  'Latin diacritics, composed or not': ['Éducation', 'education', 'e\u0301ducation', 'EDUCATION'],
  'Latin letters with a stroke or joined': ['Ærøskøbing', 'aeroskobing', 'AEROSKOBING'],
  'Polish stroke': ['Łódź', 'lodz'],
  'Vietnamese marks': ['Đặng', 'dang'],
  'Greek accents and the final sigma': ['λόγος', 'ΛΟΓΟΣ', 'λογοσ'],
  'full width and ligatures': ['ﬁne', 'ｆｉｎｅ', 'Fine'],
  'ё and stress in Russian': ['ёлка', 'елка', 'ЁЛКА', 'е\u0308лка', 'ё\u0301лка'],
  'Arabic vowel marks': ['السَّلَامُ', 'السلام', 'ٱلسَّلام'],
  'Arabic tatweel': ['محـــمد', 'محمد'],
  'forms of alef with hamza, madda, wasla': ['أحمد', 'احمد', 'إحمد', 'آحمد', 'ٱحمد'],
  'hamza on waw': ['مؤمن', 'مومن'],
  'hamza on ya': ['رئيس', 'رييس'],
  'ta marbuta and ha': ['مدرسة', 'مدرسه'],
  'alef maqsura and ya': ['مصطفى', 'مصطفي'],
  'Persian and Arabic yeh and kaf': ['کتابی', 'كتابي'],
  'Urdu heh': ['ہم', 'هم', 'ھم'],
  'presentation forms': ['ﻛﺘﺎﺏ', 'كتاب'],
  'zero-width non-joiner': ['می\u200cخواهم', 'میخواهم'],
  'soft hyphens': ['ver\u00adbatim', 'verbatim'],
  'digits of every script': ['۱۴۰۳', '١٤٠٣', '1403', '१४०३', '１４０３'],
  'Hebrew points': ['שָׁלוֹם', 'שלום'],
  'Hebrew final forms': ['מלך', 'מלכ'],
  'half-width and voiced kana': ['ｶﾞ', 'ガ', 'カ\u3099'],
};

const different: readonly (readonly [string, string])[] = [
  ['мой', 'мои'],
  ['їжа', 'іжа'],
  ['が', 'か'],
  ['की', 'का'],
  ['كتاب', 'كتب'],
  ['ماء', 'ما'],
];

describe('A word in its one form', () => {
  for (const [what, spellings] of Object.entries(same)) {
    it(`does not tell apart: ${what}`, () => {
      for (const spelling of spellings) assert.equal(fold(spelling), fold(spellings[0] ?? ''), spelling);
    });
  }

  it('keeps apart what are different words', () => {
    for (const [one, other] of different) assert.notEqual(fold(one), fold(other), `${one} ${other}`);
  });

  it('is its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        assert.equal(fold(fold(word)), fold(word));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same whether the text was composed or decomposed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        assert.equal(fold(word.normalize('NFD')), fold(word.normalize('NFC')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has letters, digits and marks alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        assert.match(fold(word.toWellFormed()), /^[\p{L}\p{N}\p{M}]*$/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
