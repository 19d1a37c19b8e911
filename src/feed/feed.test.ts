import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { assertGolden } from '../../test/support/golden.ts';
import { renderAtom } from './atom.ts';
import { renderJsonFeed } from './json-feed.ts';
import { contentOf, type FeedItem, type FeedModel } from './model.ts';
import { renderRss } from './rss.ts';

const renderers = { 'rss.xml': renderRss, 'atom.xml': renderAtom, 'feed.json': renderJsonFeed };

const posts: FeedModel = {
  title: 'The Commonplace — notes & queries',
  description: 'What was <really> said',
  selfUrl: 'https://blog.example/feed/',
  htmlUrl: 'https://blog.example/',
  id: 'https://blog.example/feed/atom/',
  locale: 'en-GB',
  updated: '2026-05-22T07:30:00.000Z',
  icon: 'https://blog.example/wp-content/uploads/icon.png',
  nextUrl: 'https://blog.example/feed/?paged=2',
  items: [
    {
      guid: 'https://blog.example/?p=12',
      url: 'https://blog.example/2026/05/21/the-first-line/',
      title: 'Q&A: is 1 < 2, or "<b>bold</b>"?',
      direction: 'ltr',
      html: '<p>It ends a section: ]]&gt; and, in code, <code>]]></code>.</p>\n<p><a href="https://blog.example/about/">About</a></p>',
      summary: 'It ends a section & begins another.',
      authors: [
        { name: 'Ann O’Nym', url: 'https://blog.example/author/ann/', picture: 'https://blog.example/a.jpg' },
        { name: 'Second Hand', url: 'https://blog.example/author/second-hand/' },
      ],
      categories: [{ name: 'Notes & queries', scheme: 'https://blog.example/category/' }],
      publishedAt: '2026-05-21T12:00:00.000Z',
      updatedAt: '2026-05-22T07:30:00.000Z',
      picture: 'https://blog.example/p.jpg',
      enclosures: [
        { url: 'https://blog.example/a.mp3', type: 'audio/mpeg', bytes: 123_456, seconds: 61 },
        { url: 'https://blog.example/b.mp4', type: 'video/mp4', bytes: 0 },
      ],
      replies: {
        count: 2,
        url: 'https://blog.example/2026/05/21/the-first-line/#replies',
        rssUrl: 'https://blog.example/2026/05/21/the-first-line/feed/',
        atomUrl: 'https://blog.example/2026/05/21/the-first-line/feed/atom/',
      },
    },
    {
      guid: 'tag:old.example,2009:post-7',
      url: 'https://blog.example/2009/01/01/%D9%82%D8%A7%D9%84/',
      title: 'قالَ حدَّثني',
      html: '<p>نصّ عربيّ.</p>',
      direction: 'rtl',
      summary: 'نصّ عربيّ.',
      lang: 'ar',
      authors: [],
      categories: [],
      source: { url: 'https://press.example/statement?id=1&lang=ar', name: 'Press office & archive' },
      publishedAt: '2009-01-01T00:00:00.000Z',
      updatedAt: '2009-01-01T00:00:00.000Z',
      enclosures: [],
    },
    {
      guid: 'not an address',
      direction: 'ltr',
      url: 'https://blog.example/2008/12/31/letters/',
      title: 'Behind a password',
      html: '',
      summary: '',
      authors: [],
      categories: [],
      publishedAt: '2008-12-31T00:00:00.000Z',
      updatedAt: '2008-12-31T00:00:00.000Z',
      enclosures: [],
    },
  ],
};

const replies: FeedModel = {
  title: 'The Commonplace: replies to “The first line”',
  description: '',
  selfUrl: 'https://blog.example/2026/05/21/the-first-line/feed/',
  htmlUrl: 'https://blog.example/2026/05/21/the-first-line/',
  id: 'https://blog.example/2026/05/21/the-first-line/feed/atom/',
  locale: 'fr',
  updated: '2026-05-23T09:00:00.000Z',
  items: [
    {
      guid: 'https://blog.example/?p=12#comment-3',
      url: 'https://blog.example/2026/05/21/the-first-line/#comment-3',
      title: 'A reader on The first line',
      direction: 'ltr',
      html: '<p>Is it?</p>',
      summary: '',
      authors: [{ name: 'A reader' }],
      categories: [],
      publishedAt: '2026-05-23T09:00:00.000Z',
      updatedAt: '2026-05-23T09:00:00.000Z',
      enclosures: [],
      inReplyTo: {
        guid: 'https://blog.example/?p=12',
        url: 'https://blog.example/2026/05/21/the-first-line/',
      },
    },
  ],
};

describe('A feed', () => {
  for (const [name, render] of Object.entries(renderers)) {
    it(`is written as ${name} as it always was`, () => {
      assertGolden(`feed/posts.${name}`, render(posts));
      assertGolden(`feed/replies.${name}`, render(replies));
    });
  }

  it('tells a reader of XML and a reader of JSON the same', () => {
    const rss = read(renderRss(posts));
    const atom = read(renderAtom(posts));
    const json = JSON.parse(renderJsonFeed(posts));
    for (const [index, item] of posts.items.entries()) {
      assert.equal(rss('item', index, 'title'), item.title);
      assert.equal(atom('entry', index, 'title'), item.title);
      assert.equal(rss('item', index, 'content:encoded') ?? '', contentOf(item));
      assert.equal(atom('entry', index, 'content') ?? '', contentOf(item));
      assert.equal(json.items[index].content_html, contentOf(item));
      assert.equal(rss('item', index, 'guid'), item.guid);
      assert.equal(json.items[index].id, item.guid);
    }
  });

  it('is well-formed whatever was written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const nasty = fc.constantFrom(
      ']]>',
      '<![CDATA[',
      '&',
      '&#0;',
      '\0',
      '\ud800',
      '\uffff',
      '"',
      "'",
      '-->',
      '\u000b',
      '\r\n',
    );
    const any = fc.array(fc.oneof(text, nasty), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(any, any, any, (one, other, third) => {
        const item: FeedItem = {
          ...(posts.items[0] as FeedItem),
          guid: third,
          title: one,
          html: other,
          summary: third,
          authors: [{ name: one, url: other }],
          categories: [{ name: other, scheme: third }],
        };
        const feed = { ...posts, title: third, description: one, items: [item] };
        read(renderRss(feed));
        read(renderAtom(feed));
        JSON.parse(renderJsonFeed(feed));
      }),
      { numRuns: 500 },
    );
  });
});

/** Parses XML strictly; answers texts of elements within the nth of a kind. */
function read(xml: string): (within: string, nth: number, name: string) => string | undefined {
  const found: { name: string; texts: Map<string, string> }[] = [];
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  const add = (text: string) => {
    const item = path.findIndex((name) => name === 'item' || name === 'entry');
    const name = path.at(-1);
    if (item < 0 || path.length !== item + 2 || name === undefined) return;
    const { texts } = found.at(-1) ?? { texts: new Map() };
    texts.set(name, (texts.get(name) ?? '') + text);
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    if (name === 'item' || name === 'entry') found.push({ name, texts: new Map() });
  });
  parser.on('closetag', () => path.pop());
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(xml).close();
  return (within, nth, name) => found.filter((one) => one.name === within)[nth]?.texts.get(name);
}
