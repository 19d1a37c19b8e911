import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Asked, type Check, checkQuotation, prepareSource, type Region } from './index.ts';

function check(
  source: string,
  quote: string,
  more: Partial<Asked> & { readonly regions?: readonly Region[] } = {},
): Check {
  const { regions = [], ...asked } = more;
  const lang = asked.lang === undefined ? {} : { lang: asked.lang };
  return checkQuotation(prepareSource({ text: source, regions, ...lang }), { text: quote, ...asked });
}

const pages = 'The committee then heard a number of reports. Nothing was decided about them. '.repeat(60);

describe('The hard cases of checking a quotation', () => {
  it('1: Arabic that the source writes with vowels is the same words without them, and others with one changed', () => {
    const source = 'قال الوزير: كَتَبَ الوَلَدُ الدَّرْسَ فِي البَيْتِ ثُمَّ خَرَجَ.';
    assert.equal(check(source, 'كتب الولد الدرس في البيت ثم خرج').verdict, 'orthographic');
    assert.equal(check(source, 'كَتب الولد الدرسَ في البيت').verdict, 'orthographic');
    const passive = check(source, 'كُتِبَ الوَلَدُ الدَّرْسَ فِي البَيْتِ');
    assert.equal(passive.verdict, 'altered');
    assert.deepEqual(
      passive.diff.filter(({ op }) => op !== 'same'),
      [{ op: 'replace', quote: 'كُتِبَ', source: 'كَتَبَ' }],
    );
    assert.equal(check(source, 'كَتَبَ الوَلَدُ الدَّرْسَ فِي البَيْتُ').verdict, 'altered', 'the last letter too');
  });

  it('2: Persian with other joiners, yeh and kaf is the same; the three yehs of Pashto are three letters', () => {
    const persian = 'او گفت كه ما نمی‌خواهیم كتاب‌هاي خود را از دست بدهیم.';
    assert.equal(check(persian, 'ما نمیخواهیم کتابهای خود را از دست بدهیم').verdict, 'orthographic');
    assert.equal(check(persian, 'ما نمی‌خواهیم کتاب‌های خود را').verdict, 'orthographic');
    const pashto = 'هغه وویل چې دا ښه سړی دی او زموږ ملګرې ده او ډوډۍ خوري.';
    assert.equal(check(pashto, 'زموږ ملګرې ده او ډوډۍ خوري').verdict, 'exact');
    for (const lang of ['ps', undefined]) {
      const asked = lang === undefined ? {} : { lang };
      assert.equal(check(pashto, 'زموږ ملګری ده او ډوډۍ خوري', asked).verdict, 'altered');
      assert.equal(check(pashto, 'زموږ ملګرې ده او ډوډی خوري', asked).verdict, 'altered');
      assert.equal(check(pashto, 'زموږ ملګرې ده او ډوډې خوري', asked).verdict, 'altered');
    }
  });

  it('3: Russian ё is written е; a gap that swallows «не» is said', () => {
    const source = 'Президент заявил: всё идёт по плану, и мы не будем менять нашу позицию по этому вопросу.';
    assert.equal(check(source, 'все идет по плану, и мы не будем').verdict, 'orthographic');
    const cut = check(source, 'мы <…> будем менять нашу позицию');
    assert.equal(cut.verdict, 'edited');
    assert.deepEqual(cut.warnings, ['negation-in-gap']);
    assert.deepEqual(cut.marks, ['ellipsis']);
    assert.deepEqual(cut.diff[1], { op: 'delete', quote: '<…>', source: 'не' });
  });

  it('4: an insertion that turns what was said is marked, and warned of', () => {
    const inserted = check(
      'The minister said that they will negotiate with everybody.',
      'they will [not] negotiate with everybody',
    );
    assert.equal(inserted.verdict, 'edited');
    assert.deepEqual(inserted.warnings, ['negation-inserted']);
    assert.deepEqual(inserted.marks, ['bracket']);
    assert.deepEqual(inserted.diff, [
      { op: 'same', quote: 'they will', source: 'they will' },
      { op: 'insert', quote: '[not]', source: '' },
      { op: 'same', quote: 'negotiate with everybody', source: 'negotiate with everybody' },
    ]);
  });

  it('5: the speaker’s own ellipsis is to the letter, one that joins pages is warned of, one that turns the order round is altered', () => {
    const source = `We wanted to leave, but then we thought… And so we stayed at home. ${pages}In the end we were glad of it.`;
    assert.equal(check(source, 'We wanted to leave, but then we thought…').verdict, 'exact');
    assert.equal(check(source, 'but then we thought... And so we stayed').verdict, 'typographic');
    const joined = check(source, 'And so we stayed at home. […] In the end we were glad of it.');
    assert.equal(joined.verdict, 'edited');
    assert.ok(joined.warnings.includes('wide-gap'));
    const turned = check(source, 'In the end we were glad of it. […] And so we stayed at home.');
    assert.equal(turned.verdict, 'altered');
    assert.deepEqual(turned.warnings, ['reordered']);
  });

  it('6: a scan, and a text whose letters stand in the order of print, cannot be checked', () => {
    const scan = check(' \n\f\n ', 'حقوق الإنسان في العالم');
    assert.deepEqual([scan.verdict, scan.reason], ['cannot-check', 'no-text']);
    const logical =
      'لما كان الاعتراف بالكرامة المتأصلة في جميع أعضاء الأسرة البشرية وبحقوقهم المتساوية الثابتة هو أساس الحرية والعدل والسلام في العالم';
    const visual = [...logical].reverse().join('');
    const turned = check(visual, 'أساس الحرية والعدل والسلام في العالم');
    assert.deepEqual([turned.verdict, turned.reason], ['cannot-check', 'visual-order']);
    assert.equal(check(logical, 'أساس الحرية والعدل والسلام في العالم').verdict, 'exact');
    assert.equal(check(logical, 'شيء لم يقله أحد في هذا النص أبدا').verdict, 'not-found');
  });

  it('9: a quotation is checked against the version that it is bound to, and differs from another', () => {
    const translation = 'We will defend our country with every means that we have.';
    const original = 'Мы будем защищать нашу страну всеми имеющимися средствами.';
    const quote = 'We will defend our country with every means';
    assert.equal(check(translation, quote).verdict, 'exact');
    assert.equal(check(original, quote).verdict, 'not-found');
  });

  it('10: a short phrase of two speakers is ambiguous until it is bound by what stands about it, or by its place', () => {
    const source =
      'The minister said: we will win. An hour later the general said: we will win. Nobody else spoke.';
    const ambiguous = check(source, 'we will win');
    assert.deepEqual([ambiguous.verdict, ambiguous.reason], ['cannot-check', 'ambiguous']);
    assert.equal(ambiguous.spans.length, 2);
    const second = source.lastIndexOf('we will win');
    const bound = check(source, 'we will win', { prefix: 'the general said: ', suffix: '. Nobody' });
    assert.deepEqual([bound.verdict, bound.spans[0]?.start], ['exact', second]);
    assert.equal(check(source, 'we will win', { position: second }).spans[0]?.start, second);
    assert.equal(check(source, 'we will win', { prefix: 'the admiral said: ' }).verdict, 'cannot-check');
  });

  it('11: words of a comment, of hidden text or of somebody who is quoted are found, and told', () => {
    const source =
      'The article ends here.\nA reader: this government must resign at once.\nNot shown: seven secret words stand down here.';
    const at = (words: string) => ({
      start: source.indexOf(words),
      end: source.indexOf(words) + words.length,
    });
    const regions: Region[] = [
      { ...at('A reader: this government must resign at once.'), kind: 'comment' },
      { ...at('Not shown: seven secret words stand down here.'), kind: 'hidden' },
    ];
    const commented = check(source, 'this government must resign at once', { regions });
    assert.deepEqual([commented.verdict, commented.warnings], ['exact', ['in-comment']]);
    const hidden = check(source, 'seven secret words stand down here', { regions });
    assert.deepEqual([hidden.verdict, hidden.warnings], ['exact', ['hidden']]);
    const spoken = 'The mayor was calm. “We shall rebuild every single house,” said her deputy.';
    const quoted = check(spoken, 'We shall rebuild every single house');
    assert.deepEqual([quoted.verdict, quoted.warnings], ['exact', ['quoted-speaker']]);
    assert.equal(
      spoken.slice(quoted.enclosing?.start, quoted.enclosing?.end),
      '“We shall rebuild every single house,”',
    );
    const named: Region[] = [{ start: 20, end: 58, kind: 'quoted', by: 'her deputy' }];
    assert.equal(
      check(spoken, 'We shall rebuild every single house', { regions: named }).enclosing?.by,
      'her deputy',
    );
  });
});
