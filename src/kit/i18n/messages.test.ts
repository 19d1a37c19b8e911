import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { html } from '../html.ts';
import { compileMessage } from './compile.ts';
import { languages, messagesFor, type Placeholders } from './index.ts';
import { messageTypes, placeholders } from './types.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const messagesOf = (code: string): Record<string, string> => JSON.parse(read(`locales/${code}.json`));

describe('messages', () => {
  test('the types of the messages are those of the English messages', () => {
    assert.equal(
      read('src/kit/i18n/messages.ts'),
      messageTypes(messagesOf('en')),
      'run node scripts/messages.ts',
    );
  });

  for (const { code } of languages) {
    test(`${code} has every message, and no other`, () => {
      assert.deepEqual(Object.keys(messagesOf(code)).sort(), Object.keys(messagesOf('en')).sort());
    });

    test(`${code} fills the same placeholders in every message`, () => {
      const english = messagesOf('en');
      for (const [key, source] of Object.entries(messagesOf(code))) {
        assert.deepEqual(
          sorted(placeholders(source)),
          sorted(placeholders(english[key]!)),
          `${code}: ${key}`,
        );
      }
    });

    test(`${code} has every plural form that its grammar asks for`, () => {
      const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
      for (const [key, source] of Object.entries(messagesOf(code))) {
        if (!/, plural,/.test(source) || key === 'post.about-authors') continue;
        for (const form of forms) {
          if (code === 'fr' && form === 'many') continue; // French says "un million de …" there; no count comes so far
          assert.match(source, new RegExp(`\\b${form} \\{`), `${code}: ${key} lacks "${form}"`);
        }
      }
    });
  }

  test('no message is an empty text', () => {
    for (const { code } of languages) {
      for (const [key, source] of Object.entries(messagesOf(code))) assert.notEqual(source.trim(), '', key);
    }
  });

  test('counts take the plural form of the language', () => {
    const arabic = messagesFor('ar');
    const counted = [0, 1, 2, 3, 11, 100].map((count) => arabic('post.replies', { count }));
    assert.deepEqual(counted, ['لا ردود', 'رد واحد', 'ردّان', '3 ردود', '11 ردًا', '100 رد']);
    assert.equal(messagesFor('fr')('post.minutes', { minutes: 0 }), '0 minute');
  });

  test('numbers take the digits of the locale', () => {
    assert.equal(messagesFor('ar-EG')('post.replies', { count: 1234 }), '١٬٢٣٤ ردًا');
    assert.equal(messagesFor('fr')('post.replies', { count: 1234 }), '1\u202f234 réponses');
  });

  test('a locale without translation speaks English, with English plural forms and its own digits', () => {
    assert.equal(messagesFor('fa')('post.replies', { count: 1 }), '۱ reply');
    assert.equal(messagesFor('ru')('post.replies', { count: 21 }), '21 replies');
    assert.equal(messagesFor('ru').language, 'en');
  });

  test('values are escaped in HTML, and Html stands as it is', () => {
    const t = messagesFor('en');
    assert.equal(t.html('title.author', { name: '<b>' }).toString(), 'Posts by &lt;b&gt;');
    assert.equal(
      t.html('title.author', { name: html`<bdi>${'A&B'}</bdi>` }).toString(),
      'Posts by <bdi>A&amp;B</bdi>',
    );
    assert.equal(t('title.author', { name: '<b>' }), 'Posts by <b>');
  });

  test('nested messages see the count of the plural around them', () => {
    const source =
      '{n, plural, offset:1 =0 {nobody} =1 {{who}} one {{who} and # other} other {{who} and # others}}';
    const message = compileMessage(source, { language: 'en', locale: 'en' });
    const said = [0, 1, 2, 5].map((n) => message.text({ n, who: 'Ann' }));
    assert.deepEqual(said, ['nobody', 'Ann', 'Ann and 1 other', 'Ann and 4 others']);
  });

  test('a message with a date argument, or with no "other" form, is refused', () => {
    const compile = (source: string) => () => compileMessage(source, { language: 'en', locale: 'en' });
    assert.throws(compile('{when, date}'), SyntaxError);
    assert.throws(compile('{n, plural, one {x}}'), SyntaxError);
    assert.throws(compile('{open'), SyntaxError);
  });

  test('saying a message parses nothing: it costs less than ten microseconds', () => {
    const t = messagesFor('ar');
    const start = performance.now();
    for (let count = 0; count < 20_000; count++) t('post.replies', { count: count % 50 });
    const microseconds = ((performance.now() - start) * 1_000) / 20_000;
    assert.ok(microseconds < 10, `${microseconds} µs`);
  });
});

function sorted(found: ReadonlyMap<string, unknown>): unknown[] {
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Checked by `tsc`: what is not filled, misspelt or of the wrong type does not compile. */
type Fits<Given, Key extends Parameters<ReturnType<typeof messagesFor>>[0]> =
  Given extends Placeholders<Key, string> ? true : false;

export const checkedByTheCompiler: {
  filled: Fits<[{ minutes: number }], 'post.minutes'>;
  nothingToFill: Fits<[], 'menu.open'>;
  missing: Fits<[], 'post.minutes'>;
  misspelt: Fits<[{ minute: number }], 'post.minutes'>;
  ofAnotherType: Fits<[{ minutes: string }], 'post.minutes'>;
  noneOfTheWords: Fits<[{ badge: 'king' }], 'thread.role'>;
  unneeded: Fits<[{ minutes: number }], 'menu.open'>;
} = {
  filled: true,
  nothingToFill: true,
  missing: false,
  misspelt: false,
  ofAnotherType: false,
  noneOfTheWords: false,
  unneeded: false,
};
