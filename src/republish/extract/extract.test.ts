import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertClean } from '../../../test/document/clean.ts';
import { attacks, names } from '../../../test/support/hostile.ts';
import { htmlText } from '../../capture/text/html-text.ts';
import { plainText, renderHtml } from '../../document/index.ts';
import { extractApart } from './apart.ts';
import { readDate } from './date.ts';
import { extractPage, extractText } from './extract.ts';
import type { Extraction } from './extraction.ts';
import { takenOf } from './taken.ts';

const own = fileURLToPath(new URL('../../../test/fixtures/readability/', import.meta.url));
const pack = new URL('../../../../shared/data/html/readability-test-pages.tar.gz', import.meta.url);

function read(html: string, address = 'https://source.example/2016/statement'): Extraction {
  const extracted = extractPage(html, address);
  assert.ok(extracted.ok, extracted.ok ? '' : extracted.reason);
  return extracted.extraction;
}

type Expected = Readonly<
  Record<'title' | 'byline' | 'dir' | 'lang' | 'siteName' | 'publishedTime', string | null>
>;
type Rate = Record<string, { right: number; of: number; wrong: string[] }>;

/** How much of what is expected of saved pages is read from them. */
function rateOf(folder: string): Rate {
  const rate: Rate = {};
  const line = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  for (const name of readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const file = (which: string) => readFileSync(join(folder, name.name, which), 'utf8');
    const expected = JSON.parse(file('expected-metadata.json')) as Expected;
    const found = read(file('source.html'), 'http://fakehost/test/page.html');
    const said = {
      title: [line(found.title), line(expected.title)],
      author: [line(found.authors.join(', ')), line(expected.byline)],
      dir: [line(found.dir), line(expected.dir)],
      lang: [line(found.lang).toLowerCase(), line(expected.lang).toLowerCase()],
      publisher: [line(found.publisher), line(expected.siteName)],
      published: [line(found.published), line(readDate(expected.publishedTime ?? undefined))],
    };
    const body = takenOf(
      htmlText(file('expected.html')).text,
      `${found.title}\n${plainText(found.document).text}`,
    );
    const results = [
      ...Object.entries(said).map(
        ([field, [is, wanted]]) => [field, wanted === '' || is === wanted, wanted !== ''] as const,
      ),
      ['body', body.share >= 0.95, true] as const,
    ];
    for (const [field, right, counts] of results) {
      rate[field] ??= { right: 0, of: 0, wrong: [] };
      const each = rate[field];
      if (counts) each.of++;
      if (counts && right) each.right++;
      else if (!right) each.wrong.push(name.name);
    }
  }
  return rate;
}

describe('What a page says about itself', () => {
  it('is read as Readability’s own pages expect it', () => {
    const rate = rateOf(own);
    assert.ok((rate.title?.of ?? 0) >= 10);
    assert.deepEqual(
      Object.values(rate).flatMap(({ wrong }) => wrong),
      [],
    );
  });

  it('is read from all of those pages but for a few, whose own JSON-LD says otherwise', (t) => {
    if (!existsSync(pack)) return t.diagnostic('../shared/data is absent: the other pages were not tried');
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-pages-'));
    assert.equal(spawnSync('tar', ['xzf', fileURLToPath(pack), '-C', folder]).status, 0);
    const rate = rateOf(folder);
    rmSync(folder, { recursive: true, force: true });
    for (const [field, { right, of, wrong }] of Object.entries(rate))
      t.diagnostic(`${field}: ${right} of ${of}${wrong.length > 0 ? `, not ${wrong.join(', ')}` : ''}`);
    const wrong = Object.fromEntries(Object.entries(rate).map(([field, each]) => [field, each.wrong]));
    assert.deepEqual(wrong, {
      title: ['wikipedia'],
      author: ['wikia'],
      dir: [],
      lang: [],
      publisher: [],
      published: [],
      body: ['mathjax'],
    });
  });

  it('is read from a page in Arabic: names, date, direction and words as they are', () => {
    const found =
      read(`<!doctype html><html lang="ar" dir="rtl"><head><title>بيان الوزارة - وكالة الأنباء</title>
<meta property="og:title" content="بيان الوزارة"><meta property="og:site_name" content="وكالة الأنباء">
<meta property="article:published_time" content="2016-05-21T10:30:00+03:00">
<link rel="license" href="//creativecommons.org/licenses/by/4.0/"><link rel="canonical" href="/a"></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>بيان الوزارة</h1><p class="byline">بقلم: ليلى حسن</p>
<p>تأسف الوزارة لتأخير البرنامج، كما قال المتحدث باسمها صباح يوم الإثنين في مؤتمر صحفي.</p>
<p>ولن تعيد فتح المفاوضات قبل أن توقّع الأطراف على الاتفاق كاملًا، على حد قوله.</p></article></body></html>`);
    assert.deepEqual(
      [
        found.title,
        found.publisher,
        found.authors,
        found.published,
        found.lang,
        found.dir,
        found.canonical,
        found.licence,
      ],
      [
        'بيان الوزارة',
        'وكالة الأنباء',
        ['ليلى حسن'],
        '2016-05-21T07:30Z',
        'ar',
        'rtl',
        'https://source.example/a',
        'https://creativecommons.org/licenses/by/4.0/',
      ],
    );
    assert.match(plainText(found.document).text, /ولن تعيد فتح المفاوضات قبل أن توقّع/);
    assert.doesNotMatch(plainText(found.document).text, /^بيان الوزارة/, 'the title is not said twice');
  });

  it('has dates to the precision that they have, and none where none is', () => {
    const cases: Record<string, string | undefined> = {
      '2016': '2016',
      '2016-05': '2016-05',
      '2016/5/2': '2016-05-02',
      '20160521': '2016-05-21',
      '2016-05-21T10:00:00+02:00': '2016-05-21T08:00Z',
      '2016-05-21T10:00:00': '2016-05-21',
      'Sat, 21 May 2016 10:00:00 +0200': '2016-05-21T08:00Z',
      'May 21st, 2016': '2016-05-21',
      '21 May 2016': '2016-05-21',
      '2016-02-31': undefined,
      yesterday: undefined,
      '': undefined,
    };
    for (const [written, wanted] of Object.entries(cases)) assert.equal(readDate(written), wanted, written);
  });
});

describe('The text of a page', () => {
  it('tells how much of the page was taken, and what was left out', () => {
    const body = Array.from(
      { length: 12 },
      (_, n) => `<p>This is sentence ${n} of the article, which says something of its own.</p>`,
    );
    const found = read(
      `<title>News</title><nav><p>Subscribe to our newsletter for more of such things today.</p></nav><article>${body.join('')}</article>`,
    );
    assert.equal(found.from, 'article');
    assert.ok(found.share > 0.85 && found.share < 1, String(found.share));
    assert.deepEqual(found.leftOut, ['Subscribe to our newsletter for more of such things today.']);
  });

  it('keeps of a foreign page no claim about who said something', () => {
    const found = read(
      `<title>x</title><article>${'<p>Some words of the article that stand here for their own sake.</p>'.repeat(8)}
<blockquote cite="https://a.example/" data-source="5" data-quotation="k" data-speaker="president"><p>He never said this, but the page would like it to be so.</p></blockquote>
<section data-republished="x" data-source="9"><p>Nor was this ever published by anybody else than by the page.</p></section>
<p>And <q data-source="3" data-speaker="minister">these words</q> neither.</p></article>`,
    );
    const json = JSON.stringify(found.document);
    assert.doesNotMatch(json, /"source":|"speaker":|republished/);
    assert.match(json, /"cite":"https:\/\/a\.example\/"/);
    assert.match(plainText(found.document).text, /Nor was this ever published/);
  });

  it('comes from running text, Markdown and PDFs whole', () => {
    const text = extractText('First paragraph\nwith a second line.\n\n\nAnother <b>one</b>.', 'text');
    assert.ok(text.ok);
    assert.equal(
      plainText(text.extraction.document).text,
      'First paragraph\nwith a second line.\n\nAnother <b>one</b>.',
    );
    const markdown = extractText('# A title\n\nWords.', 'markdown');
    assert.ok(markdown.ok);
    assert.deepEqual(
      [markdown.extraction.title, plainText(markdown.extraction.document).text],
      ['A title', 'Words.'],
    );
    const pages = extractText(
      'The lines of a page are as long as the page\nis wide, and they go on in the next line of\nit. Short end.\nA new paragraph begins here and goes on now',
      'pages',
    );
    assert.ok(pages.ok);
    assert.equal(pages.extraction.document.content.length, 2);
    assert.deepEqual(extractText('  \n ', 'text'), { ok: false, reason: 'empty' });
  });
});

describe('A hostile page', () => {
  it('leaves nothing that runs, in its text as in what it says about itself', () => {
    const filler =
      '<p>Some words of the article that stand here for their own sake, and for no other.</p>'.repeat(6);
    for (let at = 0; at < attacks.length; at += 40) {
      const some = attacks.slice(at, at + 40);
      const name = names[at % names.length] ?? '';
      const said = name.replaceAll('"', '&quot;');
      const extracted = extractPage(
        `<title>${name}</title><meta property="og:title" content="${said}"><meta name="author" content="${said}"><article>${filler}${some.map((html) => `<div>${html}</div>`).join('\n')}${filler}</article>`,
        'https://source.example/',
      );
      if (!extracted.ok) continue;
      const { document, canonical, licence } = extracted.extraction;
      assertClean(renderHtml(document).toString(), some.join('\n'));
      for (const address of [canonical, licence])
        assert.doesNotMatch(address ?? '', /^\s*(?:javascript|data|vbscript):/i);
    }
  });

  it('holds nothing up: 100,000 deep, 100,000 wide, 200,000 brackets', async () => {
    const pages = {
      deep: `${'<div>'.repeat(100_000)}words that stand far inside of it all`,
      formatting: `${'<b>'.repeat(100_000)}words that stand far inside of it all`,
      wide: '<p>many words in a row</p>'.repeat(100_000),
      brackets: `<script type="application/ld+json">${'['.repeat(200_000)}</script><p>words that are left over</p>`,
    };
    for (const [name, text] of Object.entries(pages)) {
      const begun = performance.now();
      const extracted = await extractApart({ kind: 'page', text, address: 'https://source.example/' }, 4_000);
      assert.ok(extracted.ok, `${name}: ${extracted.ok ? '' : extracted.reason}`);
      assert.ok(performance.now() - begun < 20_000, name);
      assert.match(plainText(extracted.extraction.document).text, /words/, name);
    }
  });
});
