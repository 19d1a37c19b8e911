import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pdfOf } from '../../../test/support/pdf.ts';
import { pdfText } from './pdf-text.ts';
import { isVisualOrder } from './visual-order.ts';

const arabic =
  'وقالت الوزيرة إن الحكومة لن تفاوض\nأحدا في هذه المسألة قبل الجلسة القادمة\nوإن المدينة كلها تعرف الحقيقة';
const backwards = (text: string) =>
  text
    .split('\n')
    .map((line) => [...line].reverse().join(''))
    .join('\n');

describe('the text of a PDF', () => {
  it('Is read page by page, and every page is found again', async () => {
    const { text, unreadable, map } = await pdfText(
      pdfOf(['We will negotiate\nwith everybody.', 'And nothing is decided.']),
    );
    assert.equal(text, 'We will negotiate\nwith everybody.\nAnd nothing is decided.');
    assert.equal(unreadable, undefined);
    assert.deepEqual(map, [0, 33, 1, 1, 34, 23, 2, 1]);
  });

  it('Of pictures alone, of letters in the order of the paper, and of a broken file says why nothing can be checked', async () => {
    assert.equal((await pdfText(pdfOf([undefined, undefined]))).unreadable, 'scan');
    assert.equal((await pdfText(pdfOf([undefined, '7']))).unreadable, 'scan');
    const readings = await Promise.all([pdfText(pdfOf([arabic])), pdfText(pdfOf([backwards(arabic)]))]);
    // Whichever way round a reader takes the letters of a line to be drawn, one of the two is the wrong one.
    assert.deepEqual(readings.map(({ unreadable }) => unreadable).sort(), ['visual-order', undefined]);
    assert.equal((await pdfText(Buffer.from('%PDF-1.7\nnothing else'))).unreadable, 'broken');
  });

  it('Arabic and Hebrew that are read backwards are told from those that are not', () => {
    const hebrew = 'שלום לכולם אנחנו נפגשים היום בירושלים עם אנשים רבים שאינם מכאן';
    for (const text of [arabic, hebrew]) {
      assert.equal(isVisualOrder(text), false);
      assert.equal(isVisualOrder(backwards(text)), true);
    }
    assert.equal(isVisualOrder('Plain English, with one word: الآن'), false);
  });
});
