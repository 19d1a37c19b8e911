import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { trusted } from '../../src/kit/html.ts';
import type { FooterBlock, PostPage, ThreadComment } from '../../src/reading/page.ts';
import { loadAssets } from '../../src/theme/assets.ts';
import { samplePages } from '../../test/fixtures/theme/pages.ts';
import { shownPages } from './pagination.ts';
import { defaultTheme } from './theme.ts';

const assets = loadAssets();
const theme = defaultTheme(assets);
const pages = samplePages(theme);
const rendered = (name: string) => theme.render(pages[name]!).toString();

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A figure that scrolls is a region too: both have a say.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // The length of a title is its writer's.
    'long-title': 'off',
  },
});

describe('the default theme', () => {
  for (const name of Object.keys(pages)) {
    test(`the page "${name}" is valid HTML`, async () => {
      const report = await validator.validateString(rendered(name), name);
      const found = report.results.flatMap(({ messages }) => messages);
      assert.deepEqual(
        found.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
        [],
      );
    });
  }

  test('every kind of page is among the samples', () => {
    const kinds = new Set(Object.values(pages).map(({ kind }) => kind));
    const all = [
      'archive',
      'author',
      'deed',
      'home',
      'missing',
      'password',
      'post',
      'record',
      'search',
      'welcome',
    ];
    assert.deepEqual([...kinds].sort(), all);
  });

  test('no page carries an inline style, an inline script or an event handler, which the policy forbids', () => {
    for (const name of Object.keys(pages)) {
      const page = rendered(name);
      assert.doesNotMatch(page, /<[^>]+\s(style|on\w+)=/, name);
      assert.doesNotMatch(page, /<style|<script(?![^>]+(src=|application\/ld\+json))/, name);
    }
  });

  test('no page names a file of another host, except in links', () => {
    for (const name of Object.keys(pages)) {
      assert.doesNotMatch(rendered(name), /<(img|script|iframe|source|video|audio)[^>]+src="https?:/, name);
      assert.doesNotMatch(rendered(name), /<link rel="(stylesheet|preload|icon)[^>]+href="https?:/, name);
    }
  });

  test('every page has one first heading, and its headings leave out no level', () => {
    for (const name of Object.keys(pages)) {
      const levels = [...rendered(name).matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level));
      assert.equal(levels.filter((level) => level === 1).length, 1, name);
      for (const [index, level] of levels.entries()) {
        if (index > 0)
          assert.ok(level - levels[index - 1]! <= 1, `${name}: h${levels[index - 1]} then h${level}`);
      }
    }
  });

  test('a post with its style sheet weighs less than 20 KB', () => {
    const css = assets.respond(assets.href('theme.css'), 'br')!.body.length;
    const page = brotliCompressSync(rendered('post')).length;
    assert.ok(css + page < 20_000, `${css} + ${page} bytes`);
  });

  test('only lists and records carry the style of lists and of records, after that of all pages', () => {
    const own: Readonly<Record<string, readonly string[]>> = {
      record: ['record.css'],
      ...Object.fromEntries(['home', 'archive', 'author', 'search'].map((kind) => [kind, ['list.css']])),
    };
    const sheets = ({ kind }: { kind: string }) =>
      ['theme.css', ...(own[kind] ?? [])].map((name) => assets.href(name));
    for (const [name, page] of Object.entries(pages)) {
      const linked = [...rendered(name).matchAll(/<link rel="stylesheet" href="(\/-\/assets\/[^"]+)"/g)];
      assert.deepEqual(
        linked.map(([, href]) => href),
        sheets(page),
        name,
      );
    }
  });

  test('words that the interface lacks in a language are marked as English, and dates stay in the language', () => {
    const persian = rendered('post-fa');
    assert.match(persian, /<html lang="fa" dir="rtl">/);
    assert.match(persian, /<a class="skip" href="#content"><bdi lang="en" dir="ltr">Skip to/);
    assert.match(persian, /<time datetime="[^"]+" lang="fa" dir="auto">[۰-۹]/);
    // Attributes cannot hold marks.
    assert.doesNotMatch(persian, /="[^"<>]*&lt;bdi/);
    assert.doesNotMatch(persian, /\w="[^"]*<bdi/);
    assert.match(rendered('post-ar'), /<a class="skip" href="#content">[^<]+<\/a>/);
  });

  test('a picture comes in the best format, with its caption', () => {
    const page = rendered('post');
    assert.match(
      page,
      /<picture><source type="image\/avif" srcset="[^"]+" sizes="[^"]+"><img src="\/picture\/flood/,
    );
    assert.match(page, /<figcaption dir="auto">The street in 1911/);
  });

  test('a block of the foot that has nothing to show is not there', () => {
    const frame = (pages.post as PostPage).frame;
    const empty: readonly FooterBlock[] = [
      { kind: 'recent-posts', posts: [] },
      { kind: 'recent-comments', title: 'Letters', comments: [] },
      { kind: 'archives', months: [] },
      { kind: 'categories', terms: [] },
      { kind: 'tag-cloud', terms: [] },
      { kind: 'blogroll', links: [] },
      { kind: 'text', html: trusted('') },
    ];
    for (const block of empty) assert.equal(theme.block(block, 0, frame).toString(), '', block.kind);
    assert.match(theme.block({ kind: 'search' }, 0, frame).toString(), /<form/);
  });

  test('a post of several pages leads on to the next', () => {
    const post = pages.post as PostPage;
    const parts = { page: 2, hrefs: ['/a/', '/a/2/', '/a/3/'] };
    const page = theme.render({ ...post, parts }).toString();
    assert.match(page, /<a class="step" rel="prev" href="\/a\/">/);
    assert.match(page, /<a class="step" rel="next" href="\/a\/3\/">/);
  });

  test('what a writer typed is escaped wherever it is shown', () => {
    const hostile = '"><script>alert(1)</script>';
    const post = pages.post as PostPage;
    const page = theme
      .render({ ...post, title: hostile, authors: [{ name: hostile, href: hostile }] })
      .toString();
    assert.doesNotMatch(page, /<script>alert/);
  });

  test('a page is rendered in a fraction of a millisecond', () => {
    for (const name of ['home', 'post']) {
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 20; round++) {
        const start = performance.now();
        for (let i = 0; i < 50; i++) theme.render(pages[name]!).toString();
        best = Math.min(best, (performance.now() - start) / 50);
      }
      // About 0.05 on an idle machine; ten times that leaves room for a busy one.
      assert.ok(best < 0.5, `${name}: ${best} ms`);
    }
  });

  test('replies deeper than five levels stay at the fifth, and name whom they answer', () => {
    const page = rendered('post');
    let depth = 0;
    let deepest = 0;
    for (const [tag] of page.matchAll(/<ol class="thread">|<\/ol>|<ol>/g)) {
      depth += tag === '</ol>' ? -1 : 1;
      if (tag.includes('thread')) deepest = Math.max(deepest, depth);
    }
    assert.equal(deepest, 5);
    assert.match(page, /id="comment-6"[\s\S]{0,400}in reply to <a href="#comment-5"/);
  });

  test('a thread whose first reply stands deep is still a list in a list', async () => {
    const post = pages.post as PostPage;
    const comments = [3, 4, 0, 9, 1].map(
      (depth, index): ThreadComment => ({ ...post.thread!.comments[0]!, id: index + 1, depth }),
    );
    const page = theme.render({ ...post, thread: { ...post.thread!, comments } }).toString();
    const report = await validator.validateString(page);
    assert.ok(report.valid);
    assert.equal(page.match(/id="comment-/g)?.length, 5);
  });

  test('a text in another language says so, and its furniture stays in that of the site', () => {
    const page = rendered('post-ar-in-en');
    assert.match(page, /<html lang="en-GB" dir="ltr">/);
    assert.match(page, /<article class="post" lang="ar" dir="rtl">/);
    assert.match(page, /<p class="dateline" lang="en-GB">/);
  });

  test('pages around a page are named, and a gap never hides one page only', () => {
    assert.deepEqual(shownPages(1, 1), [1]);
    assert.deepEqual(shownPages(1, 24), [1, 2, 'gap', 24]);
    assert.deepEqual(shownPages(4, 24), [1, 2, 3, 4, 5, 'gap', 24]);
    assert.deepEqual(shownPages(12, 24), [1, 'gap', 11, 12, 13, 'gap', 24]);
    assert.deepEqual(shownPages(21, 24), [1, 'gap', 20, 21, 22, 23, 24]);
  });
});

describe('the style sheet', () => {
  const folder = new URL('./', import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));

  test('it knows start and end, not left and right, but for pictures that the writer placed', () => {
    assert.ok(sheets.length > 5);
    for (const name of sheets) {
      const css = readFileSync(new URL(name, folder), 'utf8').replace(
        /\.(?:align|text)-(left|right) \{[^}]*\}/g,
        '',
      );
      const physical =
        /[\s;{]((?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:max|min)-(?:width|height))\s*:|(?:float|clear|text-align):\s*(?:left|right)/;
      assert.doesNotMatch(css, physical, name);
    }
  });

  test('it names no place but our own', () => {
    for (const name of sheets)
      assert.doesNotMatch(readFileSync(new URL(name, folder), 'utf8'), /https?:|\/\/|@import/, name);
  });

  test('every sheet of the folder is in the list of the theme', () => {
    const { styles } = JSON.parse(readFileSync(new URL('theme.json', folder), 'utf8'));
    assert.deepEqual(Object.values(styles).flat().sort(), sheets.sort());
  });
});
