import fc from 'fast-check';
import type { Document } from '../../src/document/document.ts';
import type { Loose, LooseMark } from '../../src/document/normal/loose.ts';
import { normalise } from '../../src/document/normal/normalise.ts';
import { anyText, rawHtml } from './texts.ts';

const url = fc.constantFrom(
  'https://example.org/',
  'https://example.org/a_b(c)?x=1&y=<2>#f',
  'http://xn--e1afmkfd.example/путь',
  '/relative/path.jpg',
  'file.png',
  '#anchor',
  'mailto:me@example.org',
  'javascript:alert(1)',
  'https://example.org/with space and "quotes"',
  '//host.example/x',
  '?q=*a*',
  'https://example.org/back\\slash',
);
const dir = fc.constantFrom('ltr', 'rtl');
const lang = fc.constantFrom('en', 'ar', 'zh-Hant-TW', 'not a tag');
const id = fc.constantFrom('anchor', 'toc0', 'word', 'two-words', 'section', 'fn1', 'a b', 'é', 'word-2');
const align = fc.constantFrom('left', 'right', 'center', 'wide', 'full');
const textAlign = fc.constantFrom('left', 'right', 'center', 'justify');
const pixels = fc.integer({ min: -1, max: 3000 });

const binding = {
  cite: maybe(url),
  key: maybe(fc.constantFrom('ab12', 'k', 'no good', 'a-b')),
  source: maybe(fc.constantFrom(12, 0, '7', 9_007_199_254_740_991)),
  capture: rarely(fc.integer({ min: -1, max: 50 })),
  speaker: rarely(fc.oneof(fc.constant('jane-roe'), anyText)),
  said: maybe(fc.constantFrom('2016', '2016-05', '2016-05-21~', '2016-05-21T10:00Z', '2016-13', 'yesterday')),
  place: rarely(anyText),
  prefix: rarely(anyText),
  suffix: rarely(anyText),
};

function marks(): fc.Arbitrary<LooseMark[]> {
  const plain = fc.constantFrom(
    ...'work strong emphasis underline strike highlight small superscript subscript keyboard code'.split(' '),
  );
  const mark: fc.Arbitrary<LooseMark> = fc.oneof(
    { weight: 5, arbitrary: plain.map((type) => ({ type })) },
    {
      weight: 2,
      arbitrary: fc
        .record({ href: url, title: maybe(anyText), rel: maybe(fc.constant('me nofollow x')) })
        .map(marked('link')),
    },
    { weight: 1, arbitrary: fc.record({ lang: maybe(lang), dir: maybe(dir) }).map(marked('language')) },
    { weight: 1, arbitrary: fc.record({ title: anyText }).map(marked('abbreviation')) },
    {
      weight: 2,
      arbitrary: fc
        .record({ ...binding, lang: rarely(lang), translator: rarely(anyText), original: rarely(anyText) })
        .map(marked('quotation')),
    },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<LooseMark[]>([]) },
    { weight: 2, arbitrary: fc.array(mark, { maxLength: 3 }) },
  );
}

function marked(type: string): (attrs: Record<string, unknown>) => LooseMark {
  return (attrs) => ({ type, attrs });
}

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function attributes(
  others: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record({ dir: rarely(dir), lang: rarely(lang), id: rarely(id), ...others });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function text(): fc.Arbitrary<Loose> {
  return fc.record({ type: fc.constant('text'), text: anyText, marks: marks() });
}

function inline(depth: number): fc.Arbitrary<Loose[]> {
  const leaves = [
    { weight: 10, arbitrary: text() },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('hardBreak'), marks: marks() }) },
    {
      weight: 1,
      arbitrary: fc
        .record({ src: url, alt: maybe(anyText), title: maybe(anyText), width: maybe(pixels) })
        .chain((attrs) => marks().map((own): Loose => ({ type: 'inlineImage', attrs, marks: own }))),
    },
    { weight: 1, arbitrary: tex().map((value): Loose => ({ type: 'inlineMath', attrs: { tex: value } })) },
  ];
  if (depth <= 0) return fc.array(fc.oneof(...leaves), { maxLength: 5 });
  const note = fc
    .array(block(depth - 1), { minLength: 1, maxLength: 2 })
    .chain((content) => marks().map((own): Loose => ({ type: 'footnote', content, marks: own })));
  const all = [...leaves, { weight: 1, arbitrary: note }];
  return fc.array(fc.oneof(...all), { maxLength: 5 });
}

function tex(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      'x^2',
      '\\frac{a}{b}',
      'a < b & c',
      '\\color{red} x',
      '\\bad',
      '$',
      'a\\$b',
      '"q" style="x"',
      ' x ',
    ),
    anyText,
  );
}

function topLeaf(): fc.Arbitrary<Loose> {
  return fc.oneof(
    attributes({ label: maybe(anyText) }).map((attrs): Loose => ({ type: 'more', attrs })),
    attributes().map((attrs): Loose => ({ type: 'pageBreak', attrs })),
  );
}

function node(
  type: string,
  attrs: fc.Arbitrary<Record<string, unknown>>,
  content: fc.Arbitrary<Loose[]>,
): fc.Arbitrary<Loose> {
  return fc.tuple(attrs, content).map(([own, inner]): Loose => ({ type, attrs: own, content: inner }));
}

const blocksByDepth = new Map<number, fc.Arbitrary<Loose>>();

/** Blocks, `depth` levels of them. */
function block(depth: number): fc.Arbitrary<Loose> {
  const made = blocksByDepth.get(depth) ?? makeBlock(depth);
  blocksByDepth.set(depth, made);
  return made;
}

function makeBlock(depth: number): fc.Arbitrary<Loose> {
  const simple: { weight: number; arbitrary: fc.Arbitrary<Loose> }[] = [
    { weight: 8, arbitrary: node('paragraph', attributes({ align: rarely(textAlign) }), inline(depth)) },
    {
      weight: 3,
      arbitrary: node(
        'heading',
        attributes({ level: fc.integer({ min: 1, max: 6 }), align: rarely(textAlign) }),
        inline(depth),
      ),
    },
    { weight: 1, arbitrary: node('verse', attributes(), inline(depth)) },
    {
      weight: 2,
      arbitrary: node(
        'codeBlock',
        attributes({ language: maybe(fc.constantFrom('js', 'c++', 'No Good')) }),
        fc.array(text(), { maxLength: 2 }),
      ),
    },
    { weight: 1, arbitrary: attributes().map((attrs): Loose => ({ type: 'separator', attrs })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(attributes(), tex())
        .map(([attrs, value]): Loose => ({ type: 'math', attrs: { ...attrs, tex: value } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(attributes(), rawHtml())
        .map(([attrs, html]): Loose => ({ type: 'raw', attrs: { ...attrs, html } })),
    },
    ...media(depth),
  ];
  return depth <= 0 ? fc.oneof(...simple) : fc.oneof(...simple, ...nested(depth - 1));
}

function media(depth: number): { weight: number; arbitrary: fc.Arbitrary<Loose> }[] {
  const labels = fc.array(text(), { maxLength: 2 });
  return [
    { weight: 2, arbitrary: image(depth) },
    {
      weight: 1,
      arbitrary: node('audio', attributes({ src: url, loop: fc.boolean(), align: rarely(align) }), inline(0)),
    },
    {
      weight: 1,
      arbitrary: node(
        'video',
        attributes({
          src: url,
          poster: maybe(url),
          width: maybe(pixels),
          muted: fc.boolean(),
          align: rarely(align),
          tracks: maybe(
            fc.array(fc.record({ src: url, lang: maybe(lang), label: maybe(anyText) }), { maxLength: 2 }),
          ),
        }),
        inline(0),
      ),
    },
    { weight: 1, arbitrary: node('file', attributes({ href: url }), labels) },
    { weight: 1, arbitrary: node('embed', attributes({ url, align: rarely(align) }), inline(0)) },
    { weight: 1, arbitrary: node('button', attributes({ href: url, align: rarely(textAlign) }), labels) },
  ];
}

function image(depth: number): fc.Arbitrary<Loose> {
  const attrs = attributes({
    src: url,
    alt: maybe(anyText),
    title: rarely(anyText),
    href: maybe(url),
    align: rarely(align),
    size: rarely(fc.constantFrom('thumbnail', 'medium', 'large', 'full')),
    width: maybe(pixels),
    height: maybe(pixels),
  });
  return node('image', attrs, inline(depth > 0 ? 1 : 0));
}

function nested(depth: number): { weight: number; arbitrary: fc.Arbitrary<Loose> }[] {
  const blocks = fc.array(block(depth), { maxLength: 3 });
  const many = (arbitrary: fc.Arbitrary<Loose>): fc.Arbitrary<Loose[]> =>
    fc.array(arbitrary, { maxLength: 3 });
  const part = (type: string, others?: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Loose> =>
    node(type, attributes(others), blocks);
  const lineOf = (type: string): fc.Arbitrary<Loose> => node(type, attributes(), inline(depth));
  const ended = (last: fc.Arbitrary<Loose>): fc.Arbitrary<Loose[]> =>
    fc.tuple(blocks, maybe(last)).map(([inner, end]) => (end === undefined ? inner : [...inner, end]));
  const numbers = {
    start: maybe(fc.integer()),
    reversed: fc.boolean(),
    style: rarely(fc.constantFrom('a', 'I')),
  };
  return [
    { weight: 2, arbitrary: node('bulletList', attributes(), many(part('listItem'))) },
    { weight: 2, arbitrary: node('orderedList', attributes(numbers), many(part('listItem'))) },
    {
      weight: 1,
      arbitrary: node('taskList', attributes(), many(part('taskItem', { checked: fc.boolean() }))),
    },
    {
      weight: 1,
      arbitrary: node('definitionList', attributes(), many(fc.oneof(lineOf('term'), part('description')))),
    },
    { weight: 2, arbitrary: node('quote', attributes(binding), ended(lineOf('citation'))) },
    {
      weight: 2,
      arbitrary: translatedQuote(
        blocks,
        part('translation', { translator: maybe(anyText) }),
        lineOf('citation'),
      ),
    },
    {
      weight: 1,
      arbitrary: node(
        'republished',
        attributes({
          key: binding.key,
          source: binding.source,
          mode: maybe(fc.constantFrom('whole', 'excerpt', 'translation', 'x')),
        }),
        blocks,
      ),
    },
    {
      weight: 1,
      arbitrary: node(
        'pullQuote',
        attributes({ cite: maybe(url), align: rarely(align) }),
        ended(lineOf('citation')),
      ),
    },
    { weight: 2, arbitrary: table(depth, lineOf('caption')) },
    {
      weight: 1,
      arbitrary: node(
        'gallery',
        attributes({ columns: maybe(fc.integer({ min: 1, max: 9 })), align: rarely(align) }),
        fc
          .tuple(many(image(depth)), maybe(lineOf('caption')))
          .map(([images, end]) => (end === undefined ? images : [...images, end])),
      ),
    },
    {
      weight: 1,
      arbitrary: node(
        'columns',
        attributes({ align: rarely(align) }),
        many(part('column', { width: maybe(fc.integer({ min: 1, max: 100 })) })),
      ),
    },
    { weight: 1, arbitrary: node('group', attributes({ align: rarely(align) }), blocks) },
    {
      weight: 1,
      arbitrary: node(
        'details',
        attributes({ open: fc.boolean() }),
        fc.tuple(lineOf('summary'), blocks).map(([first, rest]) => [first, ...rest]),
      ),
    },
  ];
}

function translatedQuote(
  blocks: fc.Arbitrary<Loose[]>,
  translation: fc.Arbitrary<Loose>,
  citation: fc.Arbitrary<Loose>,
): fc.Arbitrary<Loose> {
  const content = fc
    .tuple(blocks, fc.array(translation, { minLength: 1, maxLength: 2 }), maybe(citation))
    .map(([words, translations, end]) => [...words, ...translations, ...(end === undefined ? [] : [end])]);
  return node('quote', attributes(binding), content);
}

function table(depth: number, caption: fc.Arbitrary<Loose>): fc.Arbitrary<Loose> {
  const cellAttributes = attributes({
    colspan: rarely(fc.integer({ min: 1, max: 3 })),
    rowspan: rarely(fc.integer({ min: 1, max: 3 })),
    align: rarely(textAlign),
  });
  const cell = fc
    .constantFrom('tableCell', 'tableHeader')
    .chain((type) => node(type, cellAttributes, fc.array(block(Math.min(depth, 0)), { maxLength: 2 })));
  const row = node(
    'tableRow',
    attributes({ foot: rarely(fc.constant(true)) }),
    fc.array(cell, { maxLength: 3 }),
  );
  const grid = node('tableGrid', attributes(), fc.array(row, { maxLength: 3 }));
  return node(
    'table',
    attributes({ align: rarely(align) }),
    fc.tuple(grid, maybe(caption)).map(([inner, end]) => (end === undefined ? [inner] : [inner, end])),
  );
}

/**
 * Whole documents for property tests: any block in any other, with attributes and texts that tempt every
 * writer and reader (markup, Markdown, both directions, white space, control characters), put into normal
 * form. `loose` gives them before that.
 */
export const looseDocument: fc.Arbitrary<Loose> = fc
  .array(fc.oneof({ weight: 9, arbitrary: block(3) }, { weight: 1, arbitrary: topLeaf() }), { maxLength: 6 })
  .map((content) => ({ type: 'doc', content }));

export const anyDocument: fc.Arbitrary<Document> = looseDocument.map((loose) => normalise(loose));
