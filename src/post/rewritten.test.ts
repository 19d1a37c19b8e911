import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  changeQuoted,
  type QuotedChange,
  quotationsIn,
  quotedAlone,
  unbindQuoted,
} from '../document/index.ts';
import { rewritings } from '../quotation/rewritings.ts';
import { written } from '../quotation/written.ts';
import type { Source } from './post.ts';
import { rewritten } from './rewritten.ts';
import { readSource } from './source.ts';

/** What a writer's text is once one of its quotations says something else. */
function changed(source: Source, change: Partial<QuotedChange> | 'unbind', which = 0): string {
  const read = readSource(source);
  assert.ok(read.ok);
  const quoted = quotationsIn(read.document)[which];
  assert.ok(quoted, 'nothing is quoted');
  const { binding, text, lang, translations } = quoted;
  const made =
    change === 'unbind'
      ? unbindQuoted(read.document, quoted)
      : changeQuoted(read.document, quoted, {
          binding,
          text,
          translations,
          ...(lang !== undefined && { lang }),
          ...change,
        });
  const before = quotedAlone(read.document, quoted);
  const tries = rewritings(source, before, written(made.alone, source.format));
  const after = rewritten(source, made.document, tries);
  assert.ok(after);
  const again = readSource(after);
  assert.ok(again.ok);
  assert.deepEqual(JSON.parse(JSON.stringify(again.document)), JSON.parse(JSON.stringify(made.document)));
  return after.text;
}

const markdown = (text: string): Source => ({ format: 'markdown', text });
const html = (text: string): Source => ({ format: 'html', text });

describe('A quotation changed in what its writer wrote', () => {
  it('has another binding, and its words and all around them stay to the letter', () => {
    assert.equal(
      changed(
        markdown('*One*  and __two__: :quote[we *stay*  here]{source=1 said=2016}, she said.\n\n* three\n'),
        {
          binding: { source: 2, speaker: 'ann-roe' },
        },
      ),
      '*One*  and __two__: :quote[we *stay*  here]{source=2 speaker=ann-roe}, she said.\n\n* three\n',
    );
    assert.equal(
      changed(markdown('__A__\n\n:::quotation{source=1}\nWe *stay*\nhere.\n:::\n\n* b\n'), {
        binding: { source: 1, said: '2016-05', place: 'in the hall' },
      }),
      '__A__\n\n:::quotation{source=1 said=2016-05 place="in the hall"}\nWe *stay*\nhere.\n:::\n\n* b\n',
    );
    assert.equal(
      changed(html('<p class=x>Said: <q data-source=1>we  <i>stay</i></q>.</p><P>b'), {
        binding: { source: 2 },
      }),
      '<p class=x>Said: <q data-source="2">we  <i>stay</i></q>.</p><P>b',
    );
    assert.equal(
      changed(html('<p class=x>A</p><blockquote data-source=1><p>We  <i>stay</i></blockquote><P>b'), {
        binding: { source: 1, speaker: 'ann-roe' },
      }),
      '<p class=x>A</p><blockquote data-source="1" data-speaker="ann-roe"><p>We  <i>stay</i></blockquote><P>b',
    );
  });

  it('has other words and another translation, and all around it stays', () => {
    assert.equal(
      changed(markdown('__A__ :quote[we stay]{source=1} *b*\n'), { text: 'we [all] go' }),
      '__A__ :quote[we \\[all\\] go]{source=1} *b*\n',
    );
    const block =
      '::::quotation{source=1 lang=ar}\nنبقى هنا\n\n:::translation{lang=en}\nWe *stay*\n:::\n::::';
    assert.equal(
      changed(markdown(`__A__\n\n${block}\n\n* b\n`), {
        translations: [
          { text: 'We stay', lang: 'en', translator: 'Ann Roe' },
          { text: 'Nous restons', lang: 'fr' },
        ],
      }),
      '__A__\n\n::::quotation{lang=ar source=1}\nنبقى هنا\n\n:::translation{lang=en by="Ann Roe"}\nWe _stay_\n:::\n\n:::translation{lang=fr}\nNous restons\n:::\n::::\n\n* b\n',
    );
    const three = ['*One*', 'Two', '*Three*']
      .map((each) => `:::translation{lang=en}\n${each}\n:::`)
      .join('\n\n');
    assert.match(
      changed(markdown(`::::quotation{source=1}\nواحد\n\n${three}\n::::`), {
        translations: [{ text: 'One' }, { text: 'Three', lang: 'fr' }],
      }),
      /:::translation\n_One_\n:::\n\n:::translation\{lang=fr\}\n_Three_\n:::/,
    );
    assert.equal(
      changed(markdown('She said :quote[born free]{source=1 by=me original="أحرارًا"}.'), {
        text: 'أحرار',
      }),
      'She said :quote[born free]{source=1 original="أحرار" by=me}.',
    );
  });

  it('is the one that is meant, where the same stands in the text twice', () => {
    const twice = ':quote[we stay]{source=1} and __so__ :quote[we stay]{source=1}';
    assert.equal(
      changed(markdown(twice), { binding: { source: 2 } }, 1),
      ':quote[we stay]{source=1} and __so__ :quote[we stay]{source=2}',
    );
  });

  it('is bound no more, and quoted still', () => {
    assert.equal(
      changed(markdown('__A__\n\n:::quotation{source=1 said=2016}\nWe stay.\n:::\n\n* b\n'), 'unbind'),
      '__A__\n\n> We stay.\n\n* b\n',
    );
    const line = changed(markdown('__A__ :quote[we stay]{cite=https://a.example/ source=1}.'), 'unbind');
    assert.equal(quotationsOf(line), 0);
    assert.match(line, /^__A__ .*we stay.*\.$/);
    const left = changed(
      html(
        '<blockquote cite="https://a.example/" data-source=1><p>نبقى</p><div data-translation lang=en><p>We stay</p></div></blockquote><P>b',
      ),
      'unbind',
    );
    assert.match(left, /<p[^>]*>نبقى<\/p>/);
    assert.match(left, /<P>b$/);
    assert.doesNotMatch(left, /cite|data-source/);
  });

  it('is written with the rest of the text where it cannot be told where it stands', () => {
    const listed = '* a\n\n  :::quotation{source=1}\n  We stay.\n  :::\n';
    assert.match(
      changed(markdown(listed), { binding: { source: 2 } }),
      /^- a\n\n {2}:::quotation\{source=2\}/,
    );
  });
});

function quotationsOf(text: string): number {
  const read = readSource(markdown(text));
  return read.ok ? quotationsIn(read.document).length : -1;
}
