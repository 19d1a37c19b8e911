import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { documentOf } from '../../test/support/pen.ts';
import type { Stretch } from '../kit/words/difference.ts';
import { compareTexts } from './compare.ts';

const state = (text: string, title = 'T', excerpt = '') => ({ title, excerpt, document: documentOf(text) });

function shown(stretches: readonly Stretch[]): string {
  return stretches
    .map(({ kind, text }) => (kind === 'gone' ? `[-${text}-]` : kind === 'new' ? `{+${text}+}` : text))
    .join('');
}

describe('Two states of a post', () => {
  it('are compared by words, in titles, excerpts and paragraphs', () => {
    const { title, excerpt, blocks } = compareTexts(
      state('The old ferry left.\n\nNobody saw it.', 'The ferry', 'Short'),
      state('The new ferry left.\n\nNobody saw it.', 'A ferry', 'Short'),
    );
    assert.equal(shown(title), '[-The-]{+A+} ferry');
    assert.equal(shown(excerpt), 'Short');
    assert.deepEqual(
      blocks.map((block) => (block.kind === 'block' ? shown(block.stretches) : block.blocks)),
      ['The [-old-]{+new+} ferry left.', 'Nobody saw it.'],
    );
  });

  it('are compared by words in Arabic and in scripts without spaces', () => {
    const arabic = compareTexts(state('غادرت العبّارة القديمة'), state('غادرت العبّارة الجديدة'), 'ar');
    assert.ok(arabic.blocks[0]?.kind === 'block');
    assert.equal(shown(arabic.blocks[0].stretches), 'غادرت العبّارة [-القديمة-]{+الجديدة+}');
    const japanese = compareTexts(state('今日は雨です'), state('今日は雪です'), 'ja');
    assert.ok(japanese.blocks[0]?.kind === 'block');
    assert.equal(shown(japanese.blocks[0].stretches), '今日は[-雨-]{+雪+}です');
  });

  it('leave out long passages that did not change', () => {
    const long = Array.from({ length: 40 }, (_, index) => `Paragraph ${index}.`);
    const changed = long.with(20, 'Something else altogether.');
    const { blocks } = compareTexts(state(long.join('\n\n')), state(changed.join('\n\n')));
    assert.deepEqual(
      blocks.map((block) => (block.kind === 'block' ? 'block' : block.blocks)),
      [19, 'block', 'block', 'block', 18],
    );
  });

  it('of a large text are compared within seconds, and nothing of either is lost', {
    timeout: 30_000,
  }, () => {
    const words = (seed: number) =>
      Array.from({ length: 9_000 }, (_, index) => `w${(index * seed) % 977}`).join(' ');
    const { blocks } = compareTexts(state(words(7)), state(words(13)));
    assert.ok(blocks.length > 0);
  });

  it('can both be read from the comparison of a paragraph', () => {
    const text = fc
      .array(fc.constantFrom('one', 'two', 'ثلاثة', 'vier', ',', ' '), { minLength: 1, maxLength: 30 })
      .map((parts) => `x${parts.join(' ')}`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { title } = compareTexts(state('', before), state('', after));
        const of = (kind: Stretch['kind']) =>
          title
            .filter((each) => each.kind === 'same' || each.kind === kind)
            .map((each) => each.text)
            .join('');
        assert.equal(of('gone'), before);
        assert.equal(of('new'), after);
      }),
    );
  });
});
