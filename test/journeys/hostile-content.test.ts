import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SaxesParser } from 'saxes';
import { createAuthor } from '../../src/author/save.ts';
import { addComment } from '../../src/comment/save.ts';
import { type Document, parseDocument, parseHtml, parseMarkdown } from '../../src/document/index.ts';
import { sample } from '../../src/media/sample.ts';
import { storeMedia } from '../../src/media/save.ts';
import { createPost } from '../../src/post/save.ts';
import { updateSite } from '../../src/site/save.ts';
import { saveMenu } from '../../src/site/save-menu.ts';
import { ensureTerm } from '../../src/term/save.ts';
import { type Browser, openBrowser, type Page } from '../support/browser.ts';
import { attacks, examine, nameAt, names, traps } from '../support/hostile.ts';
import { openServer } from '../support/server.ts';

type Server = Awaited<ReturnType<typeof openServer>>;

function documents(html: string): readonly Document[] {
  return [
    parseHtml(html, { limit: 'writer' }),
    parseMarkdown(html, { limit: 'writer' }),
    parseDocument({ type: 'doc', content: [{ type: 'raw', attrs: { html } }] }, { limit: 'writer' }),
  ].flatMap((parsed) => (parsed.ok ? [parsed.document] : []));
}

function guest(html: string): Document {
  const parsed = parseHtml(html, { limit: 'guest' });
  return parsed.ok ? parsed.document : { type: 'doc', content: [] };
}

function joined(all: readonly Document[]): Document {
  return { type: 'doc', content: all.flatMap(({ content }) => content) };
}

const perPost = 300;

/** Everything that a site can be told, told by somebody who means ill. */
async function fill({ blog }: Server): Promise<void> {
  const { world, site } = blog;
  const now = world.clock.now().toISOString();
  const file = await sample(64, 48).png().toBuffer();
  const stored = await storeMedia(world, site.id, {
    name: `${nameAt(0)}.png`,
    body: file,
    alt: nameAt(1),
    caption: nameAt(2),
    title: nameAt(3),
  });
  assert.ok(stored.ok);
  await world.db.write(async (tx) => {
    const authors: number[] = [];
    for (const name of names) {
      const made = await createAuthor(tx, site.id, {
        name: name.slice(0, 200),
        slug: `author-${authors.length}`,
        biography: name,
        honours: [name.slice(0, 200)],
        links: [{ label: name.slice(0, 200), href: `https://far.example/${encodeURIComponent(name)}` }],
        pictureId: stored.media.id,
      });
      if (made.ok) authors.push(made.id);
    }
    const terms: number[] = [];
    for (const [index, name] of names.entries()) {
      const taxonomy = index % 2 === 0 ? 'tag' : 'category';
      const write = { taxonomy, name, slug: `term-${index}`, description: name } as const;
      terms.push((await ensureTerm(tx, site.id, write)).id);
    }
    const posts: number[] = [];
    const bodies = Math.ceil(attacks.length / perPost);
    for (let index = 0; index < bodies + 40; index++) {
      const body = attacks.slice(index * perPost, (index + 1) * perPost).flatMap(documents);
      const { id } = await createPost(
        tx,
        { ...site, locale: site.locale },
        {
          type: index % 10 === 9 ? 'page' : 'post',
          status: 'published',
          title: nameAt(index),
          slug: `post-${index}`,
          document: body.length > 0 ? joined(body) : joined(documents(nameAt(index))),
          authors: [authors[index % authors.length] ?? 1],
          terms: [0, 1, 2].map((n) => terms[(index * 3 + n) % terms.length] ?? 1),
          pictureId: stored.media.id,
          commentsOpen: true,
          ...(index % 2 === 0 && { excerpt: nameAt(index + 3) }),
          ...(index % 10 === 8 && { password: 'sesame' }),
        },
        { now },
      );
      posts.push(id);
    }
    for (const [index, html] of attacks.filter((_, at) => at % 12 === 0).entries()) {
      await addComment(tx, site.id, {
        postId: posts[index % 3] ?? 1,
        identity: {
          kind: index % 2 === 0 ? 'guest' : 'mention',
          name: nameAt(index),
          url: index % 3 === 0 ? nameAt(index) : `https://far.example/?${nameAt(index)}`,
        },
        document: guest(html),
        origin: 'local',
        status: 'live',
        publishedAt: now,
      });
    }
    await saveMenu(tx, site.id, {
      name: nameAt(0),
      location: 'main',
      items: names.map((label) => ({
        label: label.slice(0, 200),
        target: { kind: 'url', href: '/' },
        children: [{ target: { kind: 'post', id: posts[0] ?? 1 }, children: [] }],
      })),
    });
    const changed = await updateSite(tx, site.id, {
      title: nameAt(0),
      tagline: nameAt(2),
      settings: {
        commentsPerPage: 40,
        footer: [
          { kind: 'text', title: nameAt(1), markdown: names.join('\n\n') },
          {
            kind: 'blogroll',
            title: nameAt(3),
            links: names.map((name) => ({
              label: name.slice(0, 200),
              href: `https://far.example/${encodeURIComponent(name.toWellFormed())}`,
              description: name.slice(0, 400),
            })),
          },
          { kind: 'recent-posts', count: 50 },
          { kind: 'recent-comments', count: 50 },
          { kind: 'categories' },
          { kind: 'tag-cloud', count: 200 },
          { kind: 'archives', count: 12 },
          { kind: 'search', title: nameAt(4) },
        ],
      },
    });
    assert.deepEqual(changed, { ok: true });
  });
}

for (const policy of ['with the policy that pages carry', 'without any policy']) {
  describe(`A site full of hostile content, ${policy}`, () => {
    let server: Server;
    let browser: Browser;
    let page: Page;
    let url: string;
    before(async () => {
      server = await openServer({
        change: (reply) => {
          if (policy.startsWith('with ')) return reply;
          const { 'content-security-policy': _, ...headers } = reply.headers;
          return { ...reply, headers };
        },
      });
      url = `http://127.0.0.1:${server.port}`;
      [browser] = await Promise.all([openBrowser(), fill(server)]);
      page = await browser.newPage();
      await page.addInitScript(traps);
      page.on('dialog', (dialog) => void dialog.dismiss());
    });
    after(async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    });

    const open = async (path: string): Promise<void> => {
      const answer = await page.goto(url + path, { waitUntil: 'load' });
      const shown = path.slice(0, 100);
      assert.ok((answer?.status() ?? 0) < 500, `${shown} answers ${answer?.status()}`);
      assert.deepEqual(await page.evaluate(examine), [], shown);
      assert.ok(page.url().startsWith(`${url}/`), `${shown} leads to ${page.url()}`);
    };

    it('runs nothing, asks nobody else and imitates nothing on any kind of page', {
      timeout: 120_000,
    }, async () => {
      const bodies = Math.ceil(attacks.length / perPost);
      const paths = [
        ...['/', '/page/2/', '/2026/', '/2026/05/', '/2026/05/21/page/2/', '/nothing/', '/-/account/sign-in'],
        ...Array.from({ length: bodies + 2 }, (_, index) =>
          index % 10 === 9 ? `/post-${index}/` : `/2026/05/21/post-${index}/`,
        ),
        ...[2, 3].map((number) => `/2026/05/21/post-0/comment-page-${number}/`),
        ...Array.from({ length: 12 }, (_, index) => `/author/author-${index}/`),
        ...Array.from(
          { length: 12 },
          (_, index) => `/${index % 2 === 0 ? 'tag' : 'category'}/term-${index}/`,
        ),
        ...names.map((name) => `/?s=${encodeURIComponent(name.toWellFormed())}`),
        ...names.slice(0, 8).flatMap((name) => {
          const word = encodeURIComponent(name.toWellFormed());
          return [
            `/search/${word}/`,
            `/${word}/`,
            `/-/account/sign-in?to=/${word}`,
            `/-/account/setup?token=${word}`,
          ];
        }),
      ];
      // The policy is a second wall: what stands before it is tried in full where it is not.
      const tried = policy.startsWith('with ') ? paths.filter((_, index) => index % 4 === 0) : paths;
      for (const path of tried) await open(path);
      assert.deepEqual(browser.refused, []);
      const broken = browser.complaints.filter((complaint) => !/status of (404|403)/.test(complaint));
      assert.deepEqual(broken, []);
    });

    it('runs nothing where a program’s answer is opened as a page, and is well-formed for programs', async () => {
      const xml = [
        '/feed/',
        '/feed/atom/',
        '/comments/feed/',
        '/2026/05/21/post-0/feed/',
        '/tag/term-0/feed/',
      ];
      xml.push('/sitemap.xml', '/sitemap-posts-1.xml', '/sitemap-terms-1.xml', '/sitemap-authors-1.xml');
      const post = encodeURIComponent(`${url}/2026/05/21/post-0/`);
      xml.push(`/oembed?url=${post}&format=xml`);
      for (const path of [...xml, '/feed/json/', `/oembed?url=${post}`, '/robots.txt']) {
        const answer = await page.request.get(url + path);
        assert.equal(answer.status(), 200, path);
        assert.equal(answer.headers()['x-content-type-options'], 'nosniff', path);
        assert.doesNotMatch(answer.headers()['content-type'] ?? '', /html/, path);
        if (xml.includes(path)) new SaxesParser({ xmlns: true }).write(await answer.text()).close();
        else if (path !== '/robots.txt') JSON.parse(await answer.text());
        await page.goto(url + path, { waitUntil: 'load' }).catch((error: unknown) => {
          assert.match(String(error), /Download is starting|ERR_ABORTED/);
        });
        assert.deepEqual(await page.evaluate('window.ran ?? []'), [], path);
      }
      assert.deepEqual(browser.refused, []);
    });

    it('would be caught if it ran', async () => {
      await page.goto(`${url}/2026/05/21/post-0/`);
      const prose = page.locator('.prose').first();
      assert.match((await prose.textContent()) ?? '', /alert\(/, 'the payloads are on the page, as text');
      const wild =
        '<img src=x onerror=alert(1)><a href="java&#10;script:alert(2)">x</a><b class="badge">x</b><form action="//far.example">';
      await prose.evaluate((element, html) => element.insertAdjacentHTML('beforeend', html), wild);
      await page.waitForTimeout(200);
      const found = await page.evaluate(examine);
      const withoutPolicy = policy.startsWith('with ') ? [] : ['alert 1'];
      assert.deepEqual(
        found.map((one) => one.slice(0, 20)),
        [
          ...withoutPolicy,
          'img onerror',
          'a javascript:alert(2',
          'form http://far.examp',
          'imitation <b class="',
          'imitation <form acti',
        ].map((one) => one.slice(0, 20)),
      );
    });

    it('gives a form back as it was filled in, as text', async () => {
      for (const name of names.slice(0, 4)) {
        await page.goto(`${url}/-/account/sign-in`);
        await page.getByLabel(/login|e-mail/i).fill(name.toWellFormed());
        await page.getByLabel(/password/i).fill('not the password');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        assert.deepEqual(await page.evaluate(examine), [], name);
      }
      assert.deepEqual(browser.refused, []);
    });
  });
}
