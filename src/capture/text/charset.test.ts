import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodePage } from './charset.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

describe('the encoding of a page', () => {
  it('Is found by the mark, the header, the meta, and else by the bytes', () => {
    const cases: readonly [Buffer, string, string, string][] = [
      [Buffer.from('\ufeffé'), 'text/html; charset=iso-8859-1', 'utf-8', 'é'],
      [Buffer.from('\ufeffé', 'utf16le'), 'text/html', 'utf-16le', 'é'],
      [Buffer.from([0xe9, 0xf8]), 'text/html; charset=windows-1251', 'windows-1251', 'йш'],
      [
        latin('<meta charset="windows-1251">\xef'),
        'text/html',
        'windows-1251',
        '<meta charset="windows-1251">п',
      ],
      [latin('caf\xe9'), 'text/html', 'windows-1252', 'café'],
      [Buffer.from('café'), 'text/html', 'utf-8', 'café'],
      [Buffer.from([0x82, 0xb1, 0x82, 0xf1]), 'text/html; charset=Shift_JIS', 'shift_jis', 'こん'],
      [latin('caf\xe9'), 'text/html; charset=nonsense', 'windows-1252', 'café'],
    ];
    for (const [bytes, type, charset, text] of cases) {
      assert.deepEqual(decodePage(bytes, type), { text, charset, lied: false }, type);
    }
  });

  it('A header that lies is not believed', () => {
    assert.deepEqual(decodePage(Buffer.from('مرحبا'), 'text/html; charset=iso-8859-1'), {
      text: 'مرحبا',
      charset: 'utf-8',
      lied: true,
    });
    assert.deepEqual(decodePage(latin('d\xe9j\xe0 vu'), 'text/html; charset=utf-8'), {
      text: 'déjà vu',
      charset: 'windows-1252',
      lied: true,
    });
    const russian = Buffer.concat([latin('<meta charset=koi8-r>'), Buffer.from([0xd0, 0xd2, 0xc9])]);
    assert.deepEqual(decodePage(russian, 'text/html; charset=UTF-8').charset, 'koi8-r');
    const cut = Buffer.concat([Buffer.from('déjà vu, encore'), latin('\xe9')]);
    assert.equal(decodePage(cut, 'text/html; charset=utf-8').charset, 'utf-8');
  });
});
