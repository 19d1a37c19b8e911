import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SaxesParser } from 'saxes';
import { type Browser, openBrowser, type Page } from '../support/browser.ts';
import { examine, traps } from '../support/hostile.ts';
import { fillRecords, openHostileSources } from '../support/hostile-records.ts';
import { type HostileSite, isOurs, openHostileSite, texts } from '../support/hostile-site.ts';

/** As one page of a kind: numbers and names are any. */
const kindOf = (path: string) =>
  path
    .replace(/\?.*$/, '')
    .replaceAll(/\d+/g, 'N')
    .replace(/^(\/-\/speakers\/).+/, '$1…/')
    .replace(/^(\/N\/N\/N\/).*/, '$1…/');

const ofReaders = [
  ...['sources/', 'sources/N/', 'speakers/', 'speakers/…/', 'timeline/', 'corrections/', 'log/'],
  ...['posts/N/history/', 'posts/N/history/N/', 'posts/N/republish/', 'captures/N/'],
].map((path) => `/-/${path}`);

const ofTheDesk = [
  ...['sources/', 'sources/N/', 'sources/N/delete', 'sources/links/', 'captures/', 'captures/N/'],
  ...['speakers/', 'speakers/N/', 'quotations/', 'quotations/N/', 'quotations/unsourced/', 'quotations/new'],
  ...['quotations/drafts/N/', 'republish/', 'republish/captures/N/', 'republish/posts/N/', 'republish/old/'],
  ...['republish/old/N/', 'tools/', 'posts/N/', 'posts/N/history/', 'posts/N/preview'],
].map((path) => `/-/admin/${path}`);

describe('Sources, speakers, quotations and histories full of hostile content, without a policy', () => {
  let hostile: HostileSite;
  let sources: Awaited<ReturnType<typeof openHostileSources>>;
  let browser: Browser;
  let page: Page;
  before(async () => {
    sources = await openHostileSources();
    hostile = await openHostileSite({ fetchAllow: ['127.0.0.1/32'] });
    browser = await openBrowser();
    await fillRecords(hostile, sources);
    page = await browser.newPage();
    await page.addInitScript(traps);
    page.on('dialog', (dialog) => void dialog.dismiss());
  });
  after(async () => {
    await browser.close();
    await hostile.close();
    await sources.die();
  });

  async function open(path: string): Promise<void> {
    const answer = await page.goto(new URL(path, hostile.url).href, { waitUntil: 'load' });
    assert.ok((answer?.status() ?? 0) < 500, `${path.slice(0, 100)} answers ${answer?.status()}`);
    const found = (await page.evaluate(examine)) as unknown as readonly string[];
    assert.deepEqual(
      found.filter((one) => !isOurs(one, hostile.url, path)),
      [],
      path.slice(0, 200),
    );
    assert.ok(page.url().startsWith(`${hostile.url}/`), `${path.slice(0, 100)} leads to ${page.url()}`);
  }

  /** Goes where links lead, a few pages of each kind: their content differs, their making does not. */
  async function wander(from: readonly string[], isWanted: (kind: string) => boolean, each: number) {
    const seen = new Map<string, number>();
    const left = [...from];
    const known = new Set(left);
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const kind = kindOf(path);
      const times = seen.get(kind) ?? 0;
      if (times >= each) continue;
      seen.set(kind, times + 1);
      await open(path);
      const links = `[...document.querySelectorAll('a[href]')].map((a) => a.href)`;
      for (const href of (await page.evaluate(links)) as string[]) {
        const url = new URL(href);
        const to = url.pathname + url.search;
        if (url.origin !== hostile.url || known.has(to) || !isWanted(kindOf(to))) continue;
        known.add(to);
        left.push(to);
      }
    }
    return seen;
  }

  it('runs nothing, asks nobody else and imitates nothing where readers look', {
    timeout: 120_000,
  }, async () => {
    const from = ['/', '/-/sources/', '/-/speakers/', '/-/timeline/', '/-/corrections/', '/-/log/'];
    const more = [1, 2, 3, 4, 7].flatMap((id) => [`/-/posts/${id}/history/`, `/-/captures/${id}/`]);
    // After two posts for each of twelve texts come those that republish.
    for (const id of [25, 26, 27]) more.push(`/-/posts/${id}/republish/`);
    const isWanted = (kind: string) => ofReaders.includes(kind) || kind === '/N/N/N/…/';
    const seen = await wander([...from, ...more], isWanted, 8);
    for (const kind of ofReaders) assert.ok(seen.has(kind), `${kind} was not seen`);
    assert.equal(seen.get('/N/N/N/…/'), 8);
    assert.deepEqual(browser.refused, []);
  });

  it('runs nothing in the records’ pages where somebody looks for hostile words', async () => {
    for (const text of texts.slice(0, 6)) {
      const word = encodeURIComponent(text);
      for (const list of ['sources/', 'speakers/', 'timeline/', 'corrections/'])
        await open(
          `/-/${list}?q=${word}&s=${word}&speaker=${word}&verdict=${word}&lang=${word}&after=${word}`,
        );
    }
    assert.deepEqual(browser.refused, []);
  });

  it('runs nothing at the desk', { timeout: 180_000 }, async () => {
    await hostile.enter(page, 'editor');
    const from = ['sources/', 'captures/', 'speakers/', 'quotations/', 'quotations/unsourced/', 'republish/'];
    const more = ['republish/old/', 'sources/links/', 'quotations/drafts/1/', 'posts/', 'posts/1/history/'];
    const parts = ['republish/captures/1/', 'republish/captures/2/', 'sources/1/delete', 'posts/2/preview'];
    const word = encodeURIComponent(texts[0] ?? '');
    const asked = [
      `quotations/new?text=${word}&url=${word}&title=${word}`,
      `republish/?url=${word}&text=${word}`,
    ];
    const all = [...from, ...more, ...parts, ...asked].map((path) => `/-/admin/${path}`);
    const seen = await wander(all, (kind) => ofTheDesk.includes(kind), 4);
    for (const kind of ofTheDesk) assert.ok(seen.has(kind), `${kind} was not seen`);
    assert.deepEqual(browser.refused, []);
  });

  it('is well-formed for programs, and no page of theirs', async () => {
    for (const path of ['/-/corrections/feed/', '/feed/', '/feed/atom/', '/sitemap.xml']) {
      const answer = await page.request.get(hostile.url + path);
      assert.equal(answer.status(), 200, path);
      assert.doesNotMatch(answer.headers()['content-type'] ?? '', /html/, path);
      new SaxesParser({ xmlns: true }).write(await answer.text()).close();
    }
    for (const path of [
      '/-/posts/1/provenance.json',
      '/-/posts/2/provenance.json',
      '/-/posts/3/history/1/content.json',
    ]) {
      const answer = await page.request.get(hostile.url + path);
      assert.equal(answer.status(), 200, path);
      assert.equal(answer.headers()['x-content-type-options'], 'nosniff', path);
      assert.doesNotMatch(answer.headers()['content-type'] ?? '', /html/, path);
      JSON.parse(await answer.text());
    }
  });

  it('has the words there to run', async () => {
    for (const path of ['/-/sources/', '/-/speakers/', '/-/timeline/', '/-/corrections/']) {
      await page.goto(hostile.url + path);
      assert.match((await page.textContent('main')) ?? '', /alert\(/, path);
    }
  });
});
