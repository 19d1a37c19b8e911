import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Calendar,
  formatDate,
  formatDay,
  formatMonth,
  formatRelative,
  formatYear,
  languageOf,
  localeDirection,
  monthNames,
  scriptOf,
} from './index.ts';

const evening = '2016-05-21T21:00:00.000Z';
const setting = (locale: string, calendar: Calendar = 'gregory', timeZone = 'UTC') => ({
  locale,
  calendar,
  timeZone,
});

describe('dates', () => {
  test("a date is the site's day, not that of UTC", () => {
    assert.equal(formatDate(evening, { ...setting('en-GB'), style: 'day' }), '21 May 2016');
    assert.equal(
      formatDate(evening, { ...setting('en-GB', 'gregory', 'Asia/Tehran'), style: 'day' }),
      '22 May 2016',
    );
  });

  test("a date is counted in the site's calendar and written in its digits", () => {
    const day = (locale: string, calendar: Calendar) =>
      formatDate(evening, { ...setting(locale, calendar), style: 'day' });
    assert.equal(day('fa', 'persian'), '۱ خرداد ۱۳۹۵');
    assert.equal(day('ar-EG', 'islamic-umalqura'), '١٤ شعبان ١٤٣٧ هـ');
    assert.equal(day('ar', 'gregory'), '21 مايو 2016');
    assert.equal(day('fr', 'gregory'), '21 mai 2016');
  });

  test('a Gregorian month is a stretch of two months in other calendars', () => {
    assert.equal(formatMonth('2016-05', setting('en')), 'May 2016');
    assert.equal(formatMonth('2016-05', setting('fa', 'persian')), 'اردیبهشت – خرداد ۱۳۹۵');
    assert.equal(formatMonth('2016-03', setting('en', 'persian')), 'Esfand 1394 – Farvardin 1395');
    assert.equal(formatYear(2016, setting('en')), '2016');
    assert.equal(formatYear(2016, setting('fa', 'persian')), '۱۳۹۴–۱۳۹۵');
  });

  test('a day of an archive is that day everywhere', () => {
    assert.equal(formatDay('2016-05-21', setting('en-GB', 'gregory', 'Pacific/Auckland')), '21 May 2016');
  });

  test('a calendar has twelve months, in order', () => {
    assert.equal(monthNames('en', 'gregory').join(' ').slice(0, 16), 'January February');
    assert.equal(monthNames('fa', 'persian')[0], 'فروردین');
    for (const calendar of ['gregory', 'persian', 'islamic-umalqura'] as const) {
      assert.equal(new Set(monthNames('ar', calendar)).size, 12);
    }
  });

  test('how long ago is said in the largest unit that fits', () => {
    assert.equal(formatRelative('2016-05-21T12:00:00.000Z', '2016-05-24T12:00:00.000Z', 'en'), '3 days ago');
    assert.equal(
      formatRelative('2016-05-21T14:00:00.000Z', '2016-05-21T12:00:00.000Z', 'fr'),
      'dans 2 heures',
    );
    assert.equal(formatRelative('2016-05-21T12:00:10.000Z', '2016-05-21T12:00:00.000Z', 'en'), 'this minute');
  });

  test('a date that is none is an error, not a wrong date', () => {
    assert.throws(() => formatDate('yesterday', { ...setting('en'), style: 'day' }), RangeError);
  });
});

describe('languages', () => {
  test('a regional locale speaks its language, and an unknown one English', () => {
    assert.equal(languageOf('fr-CA'), 'fr');
    assert.equal(languageOf('ar_EG'), 'ar');
    assert.equal(languageOf('ps'), 'en');
  });

  test('the direction of a locale is that of its script', () => {
    for (const locale of ['ar', 'fa', 'ps', 'ur', 'he', 'ckb', 'dv', 'az-Arab'])
      assert.equal(localeDirection(locale), 'rtl', locale);
    for (const locale of ['en', 'fr', 'ru', 'uz', 'ku', 'x y'])
      assert.equal(localeDirection(locale), 'ltr', locale);
    assert.equal(scriptOf('ru'), 'Cyrl');
  });
});
