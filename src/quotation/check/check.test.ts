import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Asked, type Check, checkQuotation, prepareSource, readable } from './index.ts';

function check(source: string, quote: string, more: Partial<Asked> = {}): Check {
  const lang = more.lang === undefined ? {} : { lang: more.lang };
  return checkQuotation(prepareSource({ text: source, ...lang }), { text: quote, ...more });
}

/** Quotation, source, verdict. */
type Judged = readonly [quote: string, source: string, verdict: Check['verdict'], lang?: string];

function judges(cases: readonly Judged[]): void {
  for (const [quote, source, verdict, lang] of cases)
    assert.equal(
      check(source, quote, lang === undefined ? {} : { lang }).verdict,
      verdict,
      `${quote} ← ${source}`,
    );
}

const will = 'The government of the country will not negotiate with the rebels before the winter has ended.';

describe('A quotation', () => {
  it('is to the letter after composition and collapsed white space, and its place is told in the text that was given', () => {
    const source = 'They met in the cafe\u0301\n  of the   old town.';
    const found = check(source, 'in the café of the old town');
    assert.equal(found.verdict, 'exact');
    assert.equal(
      source.slice(found.spans[0]?.start, found.spans[0]?.end),
      'in the cafe\u0301\n  of the   old town',
    );
    assert.deepEqual([found.unique, found.diff, found.normaliser], [true, [], '1']);
  });

  it('may differ in type', () => {
    judges([
      ['He said "no way" - never again!', 'He said “no way” – never again !', 'typographic'],
      ['“Nous ne céderons jamais”, dit-il', '« Nous ne céderons jamais », dit-il', 'typographic'],
      ['the rock’n’roll of those years', "the rock'n'roll of those years", 'typographic'],
      ['we waited... and nothing ever came', 'we waited … and nothing ever came', 'typographic'],
      ['ten thousand people in the square', 'ten\u00a0thousand people in\u202fthe square', 'typographic'],
      [
        'an extraordinary evening for us all',
        'an extra\u00adordi\u00adnary evening for us all',
        'typographic',
      ],
      [
        'an extraordinary evening for us all',
        'an extra\u200bordinary \u200fevening\u200e for us all',
        'typographic',
      ],
      ['state-of-the-art and cooperative', 'state-\nof-the-art and co-\noperative', 'typographic'],
      ['state-\nof-the-art and co-\noperative', 'state-of-the-art and cooperative', 'typographic'],
      ['כתב בצה"ל לפני שנים רבות', 'כתב בצה״ל לפני שנים רבות', 'typographic'],
      ['“the winter has ended as we hoped”', 'the winter has ended as we hoped', 'typographic'],
    ]);
  });

  it('is no other word for it: hyphens, apostrophes and quotation marks are not left out', () => {
    judges([
      ['they had to resign their posts that year', 'they had to re-sign their posts that year', 'altered'],
      ['stateof-the-art and wellknown machines', 'state-\nof-the-art and well-known machines', 'altered'],
      ['well never go back to that old town', "we'll never go back to that old town", 'altered'],
      ['the so called free elections of that year', 'the so called “free” elections of that year', 'altered'],
      ['we went home, and they did not come along', 'we went home and they did not come along', 'altered'],
      ['Is this the end of all of our hopes?', 'This is the end of all of our hopes.', 'altered'],
    ]);
  });

  it('may differ by what the writer marked', () => {
    judges([
      ['The government […] will not negotiate', will, 'edited'],
      ['The government (...) will not negotiate', will, 'edited'],
      ['The government . . . will not negotiate', will, 'edited'],
      ['… of the country will not negotiate …', will, 'edited'],
      ['[t]he government of the country [that is, ours] will not negotiate', will, 'edited'],
      [
        'will not negotiate with the rebbels [sic] before',
        'will not negotiate with the rebbels before',
        'edited',
      ],
      [
        'The war ended in the spring of that year. Peace came.',
        'The war[3] ended in the spring of that year.[4] Peace came.',
        'edited',
      ],
      [
        'The war[1] ended in the spring of that year.¹ Peace came.',
        'The war ended in the spring of that year. Peace came.',
        'edited',
      ],
      [
        'The treaty was signed by all of us in 19[9]4',
        'The treaty was signed by all of us in 1994.',
        'edited',
      ],
      ['HE SAID [sic] that we all go home today', 'He said that we all go home today', 'orthographic'],
    ]);
    assert.deepEqual(check(will, '[t]he government of the […] country will [sic] not').marks, [
      'case',
      'ellipsis',
      'sic',
    ]);
  });

  it('may have the source’s own brackets and ellipses, beside the writer’s', () => {
    const source = 'He said [laughter] that we go home… now, all of us, before it is late.';
    assert.equal(check(source, 'He said [laughter] that we go home… now').verdict, 'exact');
    const both = check(source, 'He said [laughter] that […] home… now, all of us');
    assert.deepEqual([both.verdict, both.marks, both.spans.length], ['edited', ['ellipsis'], 2]);
  });

  it('is altered where a mark hides other words', () => {
    judges([
      [
        'We think that [Smith] should go now and never',
        'We think that he should go now and never',
        'altered',
      ],
      [
        '[l]egal action was taken by the state […] that year',
        'illegal action was taken by the state later that year',
        'altered',
      ],
      [
        'il[l]egible action […] was taken by the state',
        'illegal action was then taken by the state',
        'altered',
      ],
      [
        'The treaty was signed by all of us in 19[8]4',
        'The treaty was signed by all of us in 1994.',
        'altered',
      ],
      [
        'We [do] believe that the treaty was signed',
        'We do not believe that the treaty was signed',
        'altered',
      ],
      ['The government […]ment of the country will not', will, 'altered'],
      ['before the winter has ended […] The government of the country', will, 'altered'],
    ]);
  });

  it('may differ in what the writers of a script exchange', () => {
    judges([
      ['THE GOVERNMENT OF THE COUNTRY WILL', will, 'orthographic'],
      ['Die Strasse war an diesem Tag gesperrt', 'Die Straße war an diesem Tag gesperrt', 'orthographic'],
      ['ΟΔΟΣ ΤΟΥ ΚΟΣΜΟΥ ΚΑΙ ΤΗΣ ΓΗΣ', 'οδος του κοσμου και της γης', 'orthographic'],
      ['في عام 1948 أعلنت الأمم المتحدة', 'في عام ١٩٤٨ أعلنت الأمم المتحدة', 'orthographic'],
      ['الحـــرية للجميع في هذا البلد', 'الحرية للجميع في هذا البلد', 'orthographic'],
      [
        '\ufe8d\ufedf\ufea4\ufeae\ufef3\ufe93 للجميع في هذا البلد',
        'الحرية للجميع في هذا البلد',
        'orthographic',
      ],
      ['שלום לכל תושבי הארץ הזאת', 'שָׁלוֹם לְכָל תּוֹשְׁבֵי הָאָרֶץ הַזֹּאת', 'orthographic'],
      ['ılık hava geldi ve herkes mutlu oldu', 'ILIK hava geldi ve herkes mutlu oldu', 'orthographic', 'tr'],
    ]);
  });

  it('is altered where they tell letters apart', () => {
    judges([
      ['إن المدرسه أكبر من البيت الذي نسكن فيه', 'إن المدرسة أكبر من البيت الذي نسكن فيه', 'altered'],
      ['إن المدرسة اكبر من البيت الذي نسكن فيه', 'إن المدرسة أكبر من البيت الذي نسكن فيه', 'altered'],
      ['قال صلى الله عليه وسلم للناس كلهم في ذلك اليوم', 'قال ﷺ للناس كلهم في ذلك اليوم البعيد', 'altered'],
      ['ilik hava geldi ve herkes mutlu oldu', 'ILIK hava geldi ve herkes mutlu oldu', 'altered', 'tr'],
      ['אין דער װעלט פֿון די מענטשן', 'אין דער װעלט פון די מענטשן', 'altered', 'yi'],
      [
        'усё будзе добра, ён прыедзе заўтра дадому',
        'усе будзе добра, ён прыедзе заўтра дадому',
        'altered',
        'be',
      ],
      ['The gоvernment of the country will not', will, 'altered'],
    ]);
  });

  it('is altered where numbers are others', () => {
    judges([
      [
        'It cost 1.000 dollars in the year of the war',
        'It cost 1,000 dollars in the year of the war',
        'altered',
      ],
      ['It weighs 102 pounds and more than that', 'It weighs 10² pounds and more than that', 'altered'],
      ['It weighs about 10', 'It weighs about 10² pounds', 'altered'],
      [
        '000 dollars in the year of the great war',
        'It cost 1\u202f000 dollars in the year of the great war',
        'altered',
      ],
      ['5 degrees in the year of the great war', 'It was -5 degrees in the year of the great war', 'altered'],
      [
        '000.5 dollars in the year of the great war',
        'It cost 1,000.5 dollars in the year of the great war',
        'altered',
      ],
    ]);
  });

  it('begins and ends where words do', () => {
    assert.equal(check('He took illegal action.', 'legal action').verdict, 'not-found', 'one word of two');
    judges([
      ['legal action was taken against us all', 'illegal action was taken against us all', 'altered'],
      ['the minister said that he would negoti', 'the minister said that he would negotiate', 'altered'],
      ['an exam', 'an exam-\nple', 'altered'],
      ['كتب الولد الدرس في البي', 'كتب الولد الدرس في البيت', 'altered'],
      ['法行动持续了很多年以后终于停止了', '非法行动持续了很多年以后终于停止了', 'altered'],
      ['État c’est moi, disait le roi', 'L’État c’est moi, disait le roi', 'exact'],
    ]);
  });

  it('that says what the source says except for some words is shown with them, and with what kind they are', () => {
    const altered = check(
      will,
      'The government of the country will now negotiate with the rebels before the winter has ended.',
    );
    assert.equal(altered.verdict, 'altered');
    assert.deepEqual(altered.diff, [
      {
        op: 'same',
        quote: 'The government of the country will',
        source: 'The government of the country will',
      },
      { op: 'replace', quote: 'now', source: 'not' },
      {
        op: 'same',
        quote: 'negotiate with the rebels before the winter has ended.',
        source: 'negotiate with the rebels before the winter has ended.',
      },
    ]);
    assert.deepEqual(altered.warnings, ['negation-changed']);
    const kinds = check(
      'In 1961 General Smith may leave the army of our country.',
      'In 1962 General Jones must leave the army of our country',
    );
    assert.deepEqual(kinds.warnings, ['number-changed', 'name-changed', 'modal-changed']);
  });

  it('of which fewer than six words in ten stand in order is not found', () => {
    const source = 'one two three four five six seven eight nine ten';
    assert.equal(check(source, 'one two three four five six a b c d').verdict, 'altered');
    assert.equal(check(source, 'one two three four five a b c d e').verdict, 'not-found');
    assert.equal(check(source, 'ten nine eight seven six five four three two one').verdict, 'not-found');
  });

  it('of which all words stand in the source on one side and the other of somebody else’s is altered', () => {
    const text = 'I shall leave this office today. I shall stay in this city for ever.';
    const half = text.indexOf(' I shall stay');
    const regions = [
      { start: 0, end: half, kind: 'quoted' as const, by: 'the mayor' },
      { start: half + 1, end: text.length, kind: 'quoted' as const, by: 'her deputy' },
    ];
    const quote = { text: 'I shall leave this office today […] for ever' };
    assert.equal(checkQuotation(prepareSource({ text }), quote).verdict, 'edited');
    const joined = checkQuotation(prepareSource({ text, regions }), quote);
    assert.deepEqual([joined.verdict, joined.warnings], ['altered', ['several-statements']]);
    const one = regions.map((region) => ({ ...region, by: 'the mayor' }));
    assert.equal(checkQuotation(prepareSource({ text, regions: one }), quote).verdict, 'edited');
  });

  it('is warned of where a negation stands just outside, in the same sentence', () => {
    assert.deepEqual(check(will, 'negotiate with the rebels before').warnings, ['negation-outside']);
    assert.deepEqual(
      check('Ce n’est pas la guerre que nous voulons ici', 'la guerre que nous voulons', { lang: 'fr' })
        .warnings,
      ['negation-outside'],
    );
    assert.deepEqual(
      check('Мы не хотим войны с нашими соседями', 'хотим войны с нашими соседями', { lang: 'ru' }).warnings,
      ['negation-outside'],
    );
    assert.deepEqual(
      check('لا نريد الحرب مع جيراننا في هذا العام', 'نريد الحرب مع جيراننا', { lang: 'ar' }).warnings,
      ['negation-outside'],
    );
    assert.deepEqual(
      check('我们不愿意和邻居打仗，大家都希望过上和平的日子', '愿意和邻居打仗，大家都希望过上和平的日子', {
        lang: 'zh',
      }).warnings,
      ['negation-outside'],
    );
    assert.deepEqual(
      check('No. We want peace with all of our neighbours', 'We want peace with all of our neighbours')
        .warnings,
      [],
    );
  });

  it('without words, or without a text to look in, cannot be checked', () => {
    assert.deepEqual([check(will, ' … ').verdict, check(will, ' … ').reason], ['cannot-check', 'empty']);
    assert.equal(check('', 'the government').reason, 'no-text');
    assert.equal(check('\ue000\ue001 \ufffd\ufffd a', 'the government of the country').reason, 'garbled');
    assert.equal(readable('דרבי לכה םינכומ םידלי םיבוט םימי'), 'visual-order');
    assert.equal(readable('ילדים טובים מוכנים לימים טובים'), undefined);
    const source = prepareSource({ text: 'One page of a film', unreadable: 'video' });
    assert.equal(checkQuotation(source, { text: 'the government of the country' }).reason, 'video');
    assert.equal(checkQuotation(source, { text: 'One page of a film as it was' }).verdict, 'cannot-check');
  });
});
