import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePartialDate, partialDateKey, precisionOf } from './partial-date.ts';
import { formatPartialDate } from './partial-date-text.ts';

function dateOf(text: string) {
  const date = parsePartialDate(text);
  assert.ok(date !== undefined, text);
  return date;
}

describe('A date as far as it is known', () => {
  it('is read to its precision, in digits of any script, a time in UTC', () => {
    for (const [text, date] of [
      ['2016', '2016'],
      [' 2016-05 ', '2016-05'],
      ['2016-05-21~', '2016-05-21~'],
      ['2016-05-21T10:00Z', '2016-05-21T10:00Z'],
      ['2016-05-21t10:00:30.5+02:00', '2016-05-21T08:00Z'],
      ['2016-05-21T10:00-0330~', '2016-05-21T13:30Z~'],
      ['٢٠١٦-٠٥', '2016-05'],
      ['۱۳۹۵', '1395'],
      ['2016-02-29', '2016-02-29'],
    ] as const)
      assert.equal(parsePartialDate(text), date, text);
  });

  it('is none where there is no such day, or what was written is not plain', () => {
    for (const text of [
      '',
      '16',
      '2016-13',
      '2016-00',
      '2016-02-30',
      '2015-02-29',
      '2016-5',
      '2016-05-21T10:00',
      '2016-05-21T25:00Z',
      '2016-05-21 10:00',
      'May 2016',
      '0099',
      '~2016',
      '2016?',
      '20160521',
    ])
      assert.equal(parsePartialDate(text), undefined, text);
  });

  it('is put in order by its earliest moment', () => {
    assert.equal(partialDateKey(dateOf('2016')), '2016-01-01T00:00:00.000Z');
    assert.equal(partialDateKey(dateOf('2016-05~')), '2016-05-01T00:00:00.000Z');
    assert.equal(partialDateKey(dateOf('2016-05-21')), '2016-05-21T00:00:00.000Z');
    assert.equal(partialDateKey(dateOf('2016-05-21T10:04Z~')), '2016-05-21T10:04:00.000Z');
    const moments = fc.date({
      min: new Date('0100-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.constantFrom(4, 7, 10, 16), fc.boolean(), (moment, length, about) => {
        const text = `${moment.toISOString().slice(0, length)}${length === 16 ? 'Z' : ''}${about ? '~' : ''}`;
        const date = dateOf(text);
        assert.equal(date, text);
        assert.equal(new Date(partialDateKey(date)).toISOString(), partialDateKey(date));
        assert.ok(partialDateKey(date) <= moment.toISOString());
      }),
    );
  });

  it('is said to its precision in the language and calendar of its readers', () => {
    assert.deepEqual(
      ['2016', '2016-05', '2016-05-21', '2016-05-21T10:00Z'].map((text) => precisionOf(dateOf(text))),
      ['year', 'month', 'day', 'minute'],
    );
    assert.equal(formatPartialDate(dateOf('2016'), 'en'), '2016');
    assert.equal(formatPartialDate(dateOf('2016-05'), 'en-GB'), 'May 2016');
    assert.equal(formatPartialDate(dateOf('2016-05-21'), 'fr'), '21 mai 2016');
    assert.equal(formatPartialDate(dateOf('2016-05~'), 'en-GB'), 'about May 2016');
    assert.equal(formatPartialDate(dateOf('2016~'), 'ar'), 'نحو 2016');
    assert.match(
      formatPartialDate(dateOf('2016-05-21T22:30Z'), 'en-GB', { timeZone: 'Asia/Amman' }),
      /^22 May 2016,? (at )?01:30$/,
    );
    assert.equal(
      formatPartialDate(dateOf('2016-05-21'), 'en-GB', { timeZone: 'America/Los_Angeles' }),
      '21 May 2016',
    );
    assert.match(formatPartialDate(dateOf('2016-05'), 'fa', { calendar: 'persian' }), /اردیبهشت/);
  });
});
