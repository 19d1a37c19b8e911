import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMoment } from './moment.ts';

const readings: readonly (readonly [written: unknown, iso: string | undefined])[] = [
  ['2016-05-08 9:30:26 -0400', '2016-05-08T13:30:26.000Z'],
  ['2015-12-17 12:00:00 -5', '2015-12-17T17:00:00.000Z'],
  ['2016-05-08T10:00:00+05:30', '2016-05-08T04:30:00.000Z'],
  ['2016-05-08T10:00:00.123456Z', '2016-05-08T10:00:00.123Z'],
  ['2016-05-08 10:00 America/Chicago', '2016-05-08T15:00:00.000Z'],
  ['2016-05-08 10:00 EST', '2016-05-08T15:00:00.000Z'],
  ['2016/5/8', '2016-05-07T22:00:00.000Z'],
  ['2016-05-08 10:00', '2016-05-08T14:00:00.000Z'],
  ['2016-11-08 10:00', '2016-11-08T15:00:00.000Z'],
  ['May 8, 2016', '2016-05-07T22:00:00.000Z'],
  ['May 8th, 2016 at 5:30 pm', '2016-05-08T21:30:00.000Z'],
  ['8 May 2016 5:30 PM', '2016-05-08T21:30:00.000Z'],
  ['Sun, 08 May 2016 10:00:00 GMT', '2016-05-08T10:00:00.000Z'],
  ['Mon Jan 02 2006 15:04:05 GMT+0000 (UTC)', '2006-01-02T15:04:05.000Z'],
  ['13/05/2016', '2016-05-12T22:00:00.000Z'],
  ['05/13/2016', '2016-05-12T22:00:00.000Z'],
  ['20160508', '2016-05-07T22:00:00.000Z'],
  [20160508, '2016-05-07T22:00:00.000Z'],
  [1462700000, '2016-05-08T09:33:20.000Z'],
  ['1462700000000', '2016-05-08T09:33:20.000Z'],
  [new Date('2016-05-08T10:00:00Z'), '2016-05-08T10:00:00.000Z'],
  ['03/04/2016', undefined],
  ['2016-02-30', undefined],
  ['2016-05-08 10:00 XYZ', undefined],
  ['Last Modified', undefined],
  ['', undefined],
  [true, undefined],
];

describe('A date of front matter', () => {
  for (const [written, iso] of readings) {
    it(`${JSON.stringify(written)} is ${iso ?? 'none, or could be two'}`, () => {
      assert.equal(readMoment(written, 'America/New_York', 'Europe/Berlin')?.iso, iso);
    });
  }

  it('in the hour that a change of the clock skips is the hour after', () => {
    assert.equal(readMoment('2016-03-13 02:30', 'America/New_York')?.iso, '2016-03-13T07:30:00.000Z');
  });
});
