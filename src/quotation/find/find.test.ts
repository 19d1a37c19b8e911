import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Document, parseHtml, parseMarkdown } from '../../document/index.ts';
import { type FoundQuotation, findQuotations } from './find.ts';

function documentOf(parsed: ReturnType<typeof parseMarkdown>): Document {
  assert.ok(parsed.ok);
  return parsed.document;
}

const inMarkdown = (text: string) => findQuotations(documentOf(parseMarkdown(text, { limit: 'writer' })));
const inHtml = (text: string) => findQuotations(documentOf(parseHtml(text, { limit: 'writer' })));

/** `speaker | verb | words`, as short as a test can be read. */
const lines = (found: readonly FoundQuotation[]) =>
  found.map(
    ({ speaker = '', verb = '', text, depth }) => `${'>'.repeat(depth)}${speaker} | ${verb} | ${text}`,
  );

describe('Quotations in English', () => {
  it('are found with who said them, behind them and before', () => {
    assert.deepEqual(
      lines(
        inMarkdown(
          '“We will not leave the harbour,” said Jane Roe on Monday. John Doe wrote: “The ferry is ours.” According to Dr. Mary Poole, “nobody asked us”.',
        ),
      ),
      [
        'Jane Roe | said | We will not leave the harbour,',
        'John Doe | wrote | The ferry is ours.',
        'Dr. Mary Poole | According to | nobody asked us',
      ],
    );
  });

  it('that a verb interrupts are two, of one speaker', () => {
    assert.deepEqual(
      lines(inMarkdown('“I shall go,” the minister said, “and I shall not come back.” "So do I," he added.')),
      [
        'the minister | said | I shall go,',
        'the minister | said | and I shall not come back.',
        'the minister | added | So do I,',
      ],
    );
  });

  it('are told from apostrophes, titles and irony', () => {
    assert.deepEqual(
      lines(
        inMarkdown(
          "It wasn't the 'end' of the boys' club. Her novel “War and Peace” is a so-called “classic”. Don't. 'I won't go there,' said Ann.",
        ),
      ),
      ["Ann | said | I won't go there,"],
    );
  });

  it('go on over paragraphs that each open them anew', () => {
    const [first, ...rest] = inMarkdown('Ada Byron said: “One.\n\n“Two.\n\n“Three.”\n\nAfter that nothing.');
    assert.equal(rest.length, 0);
    assert.equal(first?.text, 'One.\n\n“Two.\n\n“Three.');
    assert.equal(first?.speaker, 'Ada Byron');
  });

  it('that never close take nothing of what follows', () => {
    assert.deepEqual(
      lines(inMarkdown('He said “this never closes.\n\nAnother paragraph with many words in it.')),
      [],
    );
  });

  it('within others are found with their depth', () => {
    assert.deepEqual(
      lines(inMarkdown('Jane Roe said: “My father told me, ‘Never sign in the dark,’ and I listened.”')),
      [
        'Jane Roe | said | My father told me, ‘Never sign in the dark,’ and I listened.',
        '>My father | told | Never sign in the dark,',
      ],
    );
  });

  it('in blocks have the citation that stands in them, and else what leads over to them', () => {
    assert.deepEqual(
      lines(
        inHtml(
          '<blockquote cite="https://news.example/a"><p>All human beings are born free.</p><p>And equal.</p><cite>— Eleanor Roe, 10 December 1948</cite></blockquote><p>The mayor declared:</p><blockquote><p>“The bridge stays.”</p></blockquote>',
        ),
      ),
      [
        'Eleanor Roe |  | All human beings are born free.\n\nAnd equal.',
        'The mayor | declared | The bridge stays.',
      ],
    );
  });

  it('have the date and the links that stand beside them', () => {
    const [said, block] = inMarkdown(
      'On 21 May 2016 [the ministry](https://gov.example/1) said: “No ferry will run today.” See also [this](https://other.example/).\n\n> The bridge is closed.\n>\n> — Jane Roe, [statement](https://gov.example/2), May 1994',
    );
    assert.deepEqual(said?.date, { text: '21 May 2016', said: '2016-05-21' });
    assert.deepEqual(said?.links, ['https://gov.example/1', 'https://other.example/']);
    assert.deepEqual(block?.date, { text: 'May 1994', said: '1994-05' });
    assert.deepEqual(block?.links, ['https://gov.example/2']);
    assert.equal(block?.speaker, 'Jane Roe');
  });

  it('in elements are found once, with the address that they name', () => {
    const found = inHtml(
      '<p>Ann wrote <q cite="https://a.example/">the tide is late</q>, and “the tide is never late” twice.</p>',
    );
    assert.deepEqual(
      found.map(({ shape, text, cite }) => [shape, text, cite]),
      [
        ['element', 'the tide is late', 'https://a.example/'],
        ['marks', 'the tide is never late', undefined],
      ],
    );
  });

  it('stand where the plain text of the document has them', () => {
    const document = documentOf(
      parseMarkdown('# A\n\nAnn said: “*One* two three.” Then[^1] more.\n\n[^1]: “In the note,” said Bob.', {
        limit: 'writer',
      }),
    );
    assert.deepEqual(lines(findQuotations(document)), [
      'Ann | said | One two three.',
      'Bob | said | In the note,',
    ]);
  });
});

describe('Quotations in French', () => {
  it('are found in guillemets, with verbs before and behind', () => {
    assert.deepEqual(
      lines(
        inMarkdown(
          '« Nous ne partirons pas », a déclaré Jeanne Moreau vendredi. Selon le préfet, « la route reste fermée ». Le maire a dit : « C’est fini. »',
        ),
      ),
      [
        'Jeanne Moreau | déclaré | Nous ne partirons pas',
        'le préfet | Selon | la route reste fermée',
        'Le maire | dit | C’est fini.',
      ],
    );
  });

  it('begin with a dash, and are broken by their narrator', () => {
    assert.deepEqual(lines(inMarkdown('— Je pars demain, répondit Paul Lenoir. Je reviens lundi.')), [
      'Paul Lenoir | répondit | Je pars demain',
      'Paul Lenoir | répondit | Je reviens lundi.',
    ]);
  });

  it('have the date of their sentence', () => {
    const [found] = inMarkdown('Le 1er mai 2016, Paul Lenoir a écrit : « Le pont est à nous. »');
    assert.deepEqual(found?.date, { text: '1er mai 2016', said: '2016-05-01' });
  });
});

describe('Quotations in Russian', () => {
  it('are found in both kinds of marks, one within the other', () => {
    assert.deepEqual(
      lines(
        inMarkdown(
          '«Мы не уйдём», — заявил Иван Петров. По словам Анны Орловой, «министр повторил: „Мост закрыт навсегда“».',
        ),
      ),
      [
        'Иван Петров | заявил | Мы не уйдём',
        'Анны Орловой | По словам | министр повторил: „Мост закрыт навсегда“',
        '>министр | повторил | Мост закрыт навсегда',
      ],
    );
  });

  it('begin with a dash, and are broken by their narrator', () => {
    assert.deepEqual(
      lines(inMarkdown('— Мы не уйдём, — сказал Иван Петров 12 мая 2016 года. — Никогда и никуда.')),
      ['Иван Петров | сказал | Мы не уйдём', 'Иван Петров | сказал | Никогда и никуда.'],
    );
    const [found] = inMarkdown('— Мы не уйдём, — сказал Иван Петров 12 мая 2016 года. — Никогда.');
    assert.equal(found?.date?.said, '2016-05-12');
  });
});

describe('Quotations in Arabic', () => {
  it('are found with the subject behind the verb, and before it', () => {
    assert.deepEqual(
      lines(
        inMarkdown(
          'وقال الوزير أحمد علي في بيان: «لن نغادر الميناء». وأكدت ليلى حداد أن “الجسر مغلق”. وبحسب رئيس البلدية، «الطريق مفتوح».',
        ),
      ),
      [
        'الوزير أحمد علي | وقال | لن نغادر الميناء',
        'ليلى حداد | وأكدت | الجسر مغلق',
        'رئيس البلدية | وبحسب | الطريق مفتوح',
      ],
    );
  });

  it('have dates in both series of months, and in their own digits', () => {
    const [first] = inMarkdown('في ٢١ مايو ٢٠١٦ قال أحمد علي: «لن نغادر الميناء».');
    assert.equal(first?.date?.said, '2016-05-21');
    const [second] = inMarkdown('في 3 كانون الثاني 2016 قال أحمد علي: «لن نغادر الميناء».');
    assert.equal(second?.date?.said, '2016-01-03');
  });
});

describe('Looking for quotations', () => {
  it('takes no longer for a text that is made to take long', () => {
    for (const hostile of [
      '“'.repeat(50_000),
      '“a b c d e f” '.repeat(40_000),
      `${'“a '.repeat(20_000)}”`,
      `${"'a".repeat(30_000)}`,
      `— ${'a, — '.repeat(20_000)}`,
      `Said ${'A '.repeat(50_000)}“b c d”`,
    ]) {
      const began = performance.now();
      inMarkdown(hostile);
      assert.ok(performance.now() - began < 5_000, hostile.slice(0, 10));
    }
  });
});
