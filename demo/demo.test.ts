import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { type AnyNode, children } from '../src/document/document.ts';
import { directionOf, parseMarkdown, quotationsIn, references } from '../src/document/index.ts';
import { pictureOf } from '../src/transfer/demo/pictures.ts';
import { demoFolder, readDemo } from '../src/transfer/demo/read.ts';
import type { DemoMenuEntry } from '../src/transfer/demo/shapes.ts';
import { quotingDocument, states, withSourceIds } from '../src/transfer/demo/texts.ts';
import { drawings } from './drawing/index.ts';

const demo = await readDemo();
const { site, posts, pages, threads, pictures, sources } = demo;
const numbers = new Map(sources.sources.map(({ key }, index) => [key, index + 1]));
const texts = [...posts, ...pages];

/** What a text is as a document; its front matter was checked when it was read. */
function documentOf(markdown: string, limit: 'guest' | 'writer' = 'writer') {
  const parsed = parseMarkdown(withSourceIds(markdown, numbers), { limit });
  assert.ok(parsed.ok);
  return parsed;
}

describe('The demonstration site', () => {
  it('has about forty posts in four languages, spread over four years', () => {
    const count = (lang: string) => posts.filter((post) => post.lang === lang).length;
    assert.deepEqual(
      { en: count('en'), ar: count('ar'), fr: count('fr'), ru: count('ru') },
      { en: 25, ar: 9, fr: 7, ru: 6 },
    );
    const years = new Set(posts.map(({ date }) => date.slice(0, 4)));
    assert.deepEqual([...years].sort(), ['2023', '2024', '2025', '2026', '2031']);
  });

  it('has each kind of post that a site can have', () => {
    assert.equal(posts.filter(({ sticky }) => sticky).length, 2);
    assert.equal(posts.filter(({ password }) => password).length, 1);
    assert.equal(posts.filter(({ status }) => status === 'draft').length, 1);
    assert.equal(posts.filter(({ date }) => date > '2030').length, 1);
    assert.ok(posts.some(({ body }) => body.includes('<!--nextpage-->')));
    assert.ok(posts.filter(({ body }) => body.includes('<!--more-->')).length >= 4);
    assert.ok(posts.filter(({ authors }) => authors.length > 1).length >= 3);
  });

  it('shows every kind of block that a text without sound and film needs', () => {
    const found = new Set<string>();
    const visit = (node: AnyNode): void => {
      found.add(node.type);
      for (const child of children(node)) visit(child);
    };
    for (const { body } of texts) visit(documentOf(body).document);
    const wanted = `paragraph heading bulletList orderedList taskList quote citation pullQuote verse codeBlock table
      caption image gallery columns details definitionList footnote math inlineMath more pageBreak hardBreak`;
    assert.deepEqual(
      wanted.split(/\s+/).filter((name) => !found.has(name)),
      [],
    );
    assert.ok(!found.has('raw'), 'a text holds HTML that is no block');
  });

  it('is read into documents without a loss', () => {
    for (const { file, body } of texts) assert.deepEqual(documentOf(body).losses, [], file);
    for (const { post, comments } of threads)
      for (const { id, text, author } of comments)
        assert.deepEqual(documentOf(text, author ? 'writer' : 'guest').losses, [], `${post} ${id}`);
  });

  it('publishes on weekday mornings, as it says', () => {
    const weekends = posts.filter(({ date }) => date < '2030' && [0, 6].includes(new Date(date).getUTCDay()));
    assert.deepEqual(
      weekends.map(({ file }) => file),
      [],
    );
  });

  it('writes each text in the direction of its language', () => {
    for (const { lang, title, file } of texts)
      assert.equal(directionOf(title), lang === 'ar' ? 'rtl' : 'ltr', file);
  });

  it('sets French with the spaces of French', () => {
    const french = [
      ...texts.filter(({ lang }) => lang === 'fr').map(({ file, body }) => [file, body] as const),
      ...threads.flatMap(({ post, comments }) =>
        comments.filter(({ lang }) => lang === 'fr').map(({ id, text }) => [`${post} ${id}`, text] as const),
      ),
    ];
    assert.ok(french.length > 15);
    for (const [name, text] of french) {
      const prose = text.replaceAll(/```[\s\S]*?```|^\|.*$|`[^`]*`|<[^>]+>/gm, '');
      assert.deepEqual(prose.match(/« | »|[\p{L}»] [;!?]|[\p{L}»][!?;](?=\s|$)/gu) ?? [], [], name);
    }
  });
});

describe('What the demonstration site names', () => {
  it('is there: authors, categories, tags, pages, posts', () => {
    const authors = new Set(site.authors.map(({ slug }) => slug));
    const categories = new Set(site.categories.map(({ slug }) => slug));
    for (const { file, authors: names } of texts)
      for (const name of names) assert.ok(authors.has(name), `${file}: author ${name}`);
    for (const { file, categories: names, tags } of posts) {
      for (const name of names) assert.ok(categories.has(name), `${file}: category ${name}`);
      for (const tag of tags) assert.ok(site.tags[tag], `${file}: tag ${tag}`);
    }
    for (const { parent } of site.categories) assert.ok(parent === undefined || categories.has(parent));
    const slugs = new Set(posts.map(({ slug }) => slug));
    for (const { post } of threads) assert.ok(slugs.has(post), `a thread of ${post}`);
    for (const { parent } of pages)
      assert.ok(parent === undefined || pages.some(({ slug }) => slug === parent));
  });

  it('is used: no tag, category or author without a post, no picture that nobody sees', () => {
    const used = new Set(
      posts.flatMap(({ tags, categories, authors }) => [...tags, ...categories, ...authors]),
    );
    const above = new Set(site.categories.map(({ parent }) => parent));
    const named = [
      ...Object.keys(site.tags),
      ...site.categories.map(({ slug }) => slug).filter((slug) => !above.has(slug)),
      ...site.authors.map(({ slug }) => slug),
    ];
    assert.deepEqual(
      named.filter((name) => !used.has(name)),
      [],
    );
    const shown = new Set(
      texts.flatMap(({ featured, body }) => [
        featured,
        ...references(documentOf(body).document).images.map(pictureOf),
      ]),
    );
    assert.deepEqual(
      Object.keys(pictures).filter((file) => !shown.has(file)),
      [],
    );
  });

  it('leads somewhere: the entries of the menu', () => {
    const targets = (entries: readonly DemoMenuEntry[]): readonly string[] =>
      entries.flatMap(({ to, children: below = [] }) => [to, ...targets(below)]);
    const paths = new Set([
      'home',
      ...site.categories.map(({ slug, parent }) => `category:${parent ? `${parent}/` : ''}${slug}`),
      ...pages.map(({ slug, parent }) => `page:${parent ? `${parent}/` : ''}${slug}`),
    ]);
    assert.deepEqual(
      targets(site.menu).filter((to) => !paths.has(to)),
      [],
    );
  });

  it('never leads out, but to the domains that are kept for examples', () => {
    const addresses = [
      ...texts.flatMap(({ body }) => references(documentOf(body).document).links),
      ...threads.flatMap(({ comments }) => comments.flatMap(({ url }) => url ?? [])),
      ...site.authors.flatMap(({ links }) => links.map(({ href }) => href)),
      ...site.footer.flatMap((block) =>
        block.kind === 'blogroll' ? block.links.map(({ href }) => href) : [],
      ),
    ].filter((address) => /^[a-z]+:/i.test(address));
    assert.ok(addresses.length > 10);
    const elsewhere = addresses.filter(
      (address) => !/^(https:\/\/|mailto:\w+@)([\w-]+\.)*example\.(org|com|net)(\/|$)/.test(address),
    );
    assert.deepEqual(elsewhere, []);
  });
});

describe('The sources of the demonstration site', () => {
  const quoted = posts.flatMap((post) =>
    quotationsIn(quotingDocument(post.file, post.body, numbers)).map((each) => ({ post, ...each })),
  );

  it('each have somebody who quotes them or takes them over', () => {
    const used = new Set([
      ...quoted.map(({ binding }) => binding.source),
      ...posts.flatMap(({ body }) =>
        [...withSourceIds(body, numbers).matchAll(/:::republished\{source=(\d+)/g)].map(([, id]) =>
          Number(id),
        ),
      ),
    ]);
    const unused = sources.sources.filter(({ key }) => !used.has(numbers.get(key)));
    assert.deepEqual(
      unused.map(({ key }) => key),
      [],
    );
  });

  it('are quoted by keys that say what the check has to find, and by speakers who are known', () => {
    const expected = Object.entries(sources.verdicts).flatMap(([slug, verdicts]) =>
      Object.keys(verdicts).map((key) => `${slug} ${key}`),
    );
    const given = quoted.map(({ post, binding }) => `${post.slug} ${binding.key}`);
    assert.deepEqual(given.sort(), expected.sort());
    const known = new Set(sources.speakers.map(({ slug }) => slug));
    const spoken = new Set(quoted.flatMap(({ binding }) => binding.speaker ?? []));
    assert.deepEqual(
      [...spoken].filter((slug) => !known.has(slug)),
      [],
    );
  });

  it('show each verdict that a reader may meet', () => {
    const verdicts = new Set(Object.values(sources.verdicts).flatMap((each) => Object.values(each)));
    assert.deepEqual(
      ['exact', 'typographic', 'orthographic', 'edited', 'altered', 'cannot-check'].filter(
        (verdict) => !verdicts.has(verdict as 'exact'),
      ),
      [],
    );
  });

  it('come with copies that stand in the folder, and no copy stands there for nothing', () => {
    const named = sources.sources.flatMap(({ copies }) => copies.map(({ file }) => file));
    assert.deepEqual(named.sort(), readdirSync(join(demoFolder, 'sources')).sort());
  });
});

describe('The corrections of the demonstration site', () => {
  it('give the text as it was before', () => {
    const corrected = posts.filter(({ corrections }) => corrections.length > 0);
    assert.equal(corrected.length, 2);
    for (const post of corrected) {
      const [first, last] = states(post);
      assert.notEqual(first?.body, post.body);
      assert.equal(last?.body, post.body);
    }
    const [machine] = states(posts.find(({ slug }) => slug === 'stenografistka')!);
    assert.match(machine?.body ?? '', /машинка была «Ундервуд», с русской/);
    assert.doesNotMatch(machine?.body ?? '', /Континенталь|Исправлено/);
  });
});

describe('The pictures of the demonstration site', () => {
  const files = readdirSync(join(demoFolder, 'pictures')).filter((name) => !name.endsWith('.yaml'));

  it('are those that the program draws, and each is described', () => {
    assert.deepEqual(files.sort(), drawings.map(({ file }) => file).sort());
    const described = [...Object.keys(pictures), ...site.authors.map(({ picture }) => picture), site.icon];
    assert.deepEqual(described.sort(), files);
  });

  it('have words in every text for those who do not see them', () => {
    for (const { file, body } of texts) {
      const visit = (node: AnyNode): void => {
        if (node.type === 'image') {
          assert.ok((node.attrs.alt ?? '').length > 20, `${file}: ${node.attrs.src}`);
          assert.ok(files.includes(pictureOf(node.attrs.src) ?? ''), `${file}: ${node.attrs.src}`);
        }
        for (const child of children(node)) visit(child);
      };
      visit(documentOf(body).document);
    }
    for (const { file, featured } of texts)
      assert.ok(featured === undefined || files.includes(featured), `${file}: ${featured}`);
  });

  it('are of sensible sizes, and the whole folder of some megabytes', async () => {
    let total = 0;
    for (const file of files) {
      const path = join(demoFolder, 'pictures', file);
      const { size } = statSync(path);
      const { width = 0, height = 0 } = await sharp(path).metadata();
      assert.ok(size < 200_000, `${file} has ${size} bytes`);
      assert.ok(width >= 512 && width <= 1600 && height >= 500, `${file} is ${width} × ${height}`);
      total += size;
    }
    assert.ok(total < 4_000_000, `the pictures have ${total} bytes`);
  });
});

describe('The threads of the demonstration site', () => {
  it('answer comments that stand above them, in order of time', () => {
    for (const { post, comments } of threads) {
      const times = new Map<number, string>();
      for (const { id, parent, at } of comments) {
        assert.ok(!times.has(id), `${post}: ${id} twice`);
        const above = parent === undefined ? '' : times.get(parent);
        assert.ok(above !== undefined, `${post}: ${id} answers ${parent}, which is not there`);
        assert.ok(at > above, `${post}: ${id} is older than what it answers`);
        times.set(id, at);
      }
    }
  });

  it('come after what they are about', () => {
    for (const { post, comments } of threads) {
      const date = posts.find(({ slug }) => slug === post)?.date ?? '';
      for (const { id, at } of comments) assert.ok(at > date, `${post}: ${id}`);
    }
  });

  it('are a dozen, one of them long and deep enough to be paged and folded', () => {
    assert.equal(threads.length, 12);
    const longest = threads.find(({ post }) => post === 'the-ferry-question');
    const above = new Map(longest?.comments.map(({ id, parent }) => [id, parent]));
    const depth = (id: number): number => {
      const parent = above.get(id);
      return parent === undefined ? 0 : depth(parent) + 1;
    };
    assert.ok((longest?.comments.length ?? 0) > 60);
    assert.equal(Math.max(...[...above.keys()].map(depth)), 6);
    assert.ok(threads.flatMap(({ comments }) => comments).some(({ lang }) => lang === 'ar'));
  });
});
