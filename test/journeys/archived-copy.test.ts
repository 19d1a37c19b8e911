import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { readCapture } from '../../src/capture/read.ts';
import { requestCapture } from '../../src/capture/save.ts';
import type { Reply } from '../../src/kit/http/index.ts';
import { sample } from '../../src/media/sample.ts';
import { axe, type Browser, openBrowser, type Page, phone } from '../support/browser.ts';
import { attacks, traps } from '../support/hostile.ts';
import { openServer } from '../support/server.ts';
import { openSourceSite } from '../support/source-site.ts';

type Server = Awaited<ReturnType<typeof openServer>>;

const archive = { config: { fetchAllow: ['127.0.0.1/32'] } };
/** Run in the page. */
const colour = `getComputedStyle(document.querySelector('h1')).color`;
const width = `document.getElementById('photo').naturalWidth`;

const words = 'We will negotiate with everybody who wants to, said the minister on Monday.';

async function captured({ blog }: Server, address: string): Promise<number> {
  const { id } = await blog.world.db.write((tx) =>
    requestCapture(tx, blog.site.id, { address, method: 'http' }),
  );
  await blog.work();
  const capture = await readCapture(blog.world.db, blog.site.id, id);
  assert.equal(capture?.status, 'done', capture?.detail ?? '');
  return id;
}

/** A page of a newspaper whose picture, colours and script are its own. */
async function newspaper() {
  return openSourceSite({
    '/statement': `<!doctype html><html lang="en"><title>A statement</title><link rel="stylesheet" href="/style.css">
<body><h1>A statement</h1><p id="words">${words}</p><p>${'It went on for a while after that. '.repeat(12)}</p><img id="photo" src="/photo.png" alt="The minister">
<script>document.getElementById('words').textContent = 'changed by a script';</script></body></html>`,
    '/style.css': { type: 'text/css', body: 'h1 { color: rgb(1, 2, 3) }' },
    '/photo.png': { type: 'image/png', body: await sample(60, 40).png().toBuffer() },
  });
}

describe('An archived copy in a real browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    it(`Is read after its source died, with JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      await using server = await openServer(archive);
      const source = await newspaper();
      const id = await captured(server, source.url('/statement'));
      await source.die();
      const page = await browser.newPage({ javaScript, viewport: phone });
      await page.goto(`http://127.0.0.1:${server.port}/-/captures/${id}/`);
      assert.match((await page.locator('.copy-list').textContent()) ?? '', /127\.0\.0\.1/);
      const copy = page.frameLocator('iframe.copy-frame');
      assert.equal(await copy.locator('#words').textContent(), words);
      if (javaScript) {
        assert.deepEqual(await axe(page), []);
        const wide = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
        assert.ok(wide, 'nothing stands out of a phone');
      }
      await page.close();
    });
  }

  it('Looks as it looked, and its own script does not run', async () => {
    await using server = await openServer(archive);
    await using source = await newspaper();
    const id = await captured(server, source.url('/statement'));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/-/captures/${id}/`);
    const copy = page.frameLocator('iframe.copy-frame');
    await copy.locator('#photo').waitFor();
    const frame = page.frames().find((each) => each.url().endsWith('/page/'));
    assert.ok(frame);
    await frame.waitForLoadState('load');
    assert.equal(await frame.evaluate(colour), 'rgb(1, 2, 3)');
    assert.equal(await frame.evaluate(width), 60);
    await page.close();
  });

  for (const policy of [true, false]) {
    it(`A hostile page runs nothing and asks nobody${policy ? '' : ', even without the policy that forbids it'}`, async () => {
      const change = (reply: Reply): Reply => {
        if (policy) return reply;
        const { 'content-security-policy': _, ...headers } = reply.headers;
        return { ...reply, headers };
      };
      await using server = await openServer({ ...archive, change });
      const perPage = 400;
      const pages: string[] = [];
      for (let at = 0; at < attacks.length; at += perPage)
        pages.push(
          `<title>p</title><p>${words.repeat(20)}</p>${attacks.slice(at, at + perPage).join('</x>\n')}`,
        );
      // Some by themselves too, where one of them swallows those behind it.
      for (let at = 0; !policy && at < attacks.length; at += 120)
        pages.push(`<title>q</title><p>${words.repeat(20)}</p>${attacks[at]}`);
      await using source = await openSourceSite(
        Object.fromEntries(pages.map((body, index) => [`/p${index}`, body])),
      );
      const page = await browser.newPage();
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      if (!policy) await page.addInitScript(traps);
      const before = browser.refused.length;
      let shown = 0;
      for (let index = 0; index < pages.length; index++) {
        const { id } = await server.blog.world.db.write((tx) =>
          requestCapture(tx, server.blog.site.id, { address: source.url(`/p${index}`), method: 'http' }),
        );
        await server.blog.work();
        const capture = await readCapture(server.blog.world.db, server.blog.site.id, id);
        // What looks like a wall or an empty page is not taken at all.
        if (capture?.status !== 'done') continue;
        shown++;
        const address = `http://127.0.0.1:${server.port}/-/captures/${id}/page/`;
        await page.goto(address, { waitUntil: 'load' });
        if (!policy) assert.deepEqual(await page.evaluate(visitAll), [], `page ${index}`);
        assert.equal(page.url().split('#')[0], address, 'it stays where it is');
        if (policy)
          await page.goto(`http://127.0.0.1:${server.port}/-/captures/${id}/`, { waitUntil: 'load' });
      }
      assert.ok(shown > pages.length / 2, `${shown} of ${pages.length} pages were shown`);
      assert.deepEqual(dialogs, []);
      assert.deepEqual(browser.refused.slice(before), []);
      await page.close();
    });
  }

  it('Its archive is replayed by an unmodified replaywebpage', async () => {
    await using server = await openServer(archive);
    const source = await newspaper();
    const address = source.url('/statement');
    const id = await captured(server, address);
    await source.die();
    await using player = await openPlayer(server, id, address);
    const page = await browser.newPage({ serviceWorkers: true });
    await page.goto(player.url);
    const frame = await replayed(page);
    assert.equal(await frame.locator('h1').textContent(), 'A statement');
    // The page stands before its style and its picture have come.
    await frame.waitForLoadState('load');
    assert.equal(await frame.evaluate(colour), 'rgb(1, 2, 3)');
    assert.equal(await frame.evaluate(width), 60);
    await page.close();
  });
});

/** The frame in which the player shows the page, once it does. */
async function replayed(page: Page) {
  const end = Date.now() + 40_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator('#words')
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(200);
  }
  throw new Error(
    `nothing was replayed: ${page
      .frames()
      .map((frame) => frame.url())
      .join(' ')}`,
  );
}

/** A site of its own with the player's files as they are, and a page that shows our archive in it. */
async function openPlayer(server: Server, id: number, address: string) {
  const file = (name: string) =>
    readFile(new URL(`../../node_modules/replaywebpage/${name}`, import.meta.url));
  const wacz = `http://127.0.0.1:${server.port}/-/captures/${id}/capture.wacz`;
  const listener = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type }).end(body);
    if (path === '/') {
      send(
        'text/html; charset=utf-8',
        `<!doctype html><title>player</title><script src="/ui.js"></script><replay-web-page source="${wacz}" url="${address}" replayBase="/replay/" embed="replayonly" style="display:block;height:600px"></replay-web-page>`,
      );
    } else if (path === '/ui.js') send('text/javascript', await file('ui.js'));
    else if (path === '/replay/sw.js') send('text/javascript', await file('sw.js'));
    else if (path === '/replay/')
      send(
        'text/html; charset=utf-8',
        '<!doctype html><script src="/ui.js"></script><replay-app-main></replay-app-main>',
      );
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      listener.closeAllConnections();
      listener.close();
    },
  };
}

/**
 * Runs in the page: sends each element the events that handlers hide behind, and answers what ran or could. Fields
 * of a form go by the names of what is asked of it, so it is asked by way of the prototypes.
 */
const visitAll = `(async () => {
  const all = Document.prototype.querySelectorAll.call(document, '*');
  for (const element of all) {
    for (const type of ['mouseover', 'mouseenter', 'focus', 'focusin', 'pointerover', 'animationend', 'toggle', 'wheel', 'copy', 'drag', 'input'])
      EventTarget.prototype.dispatchEvent.call(element, new Event(type, { bubbles: false }));
    for (const name of Element.prototype.getAttributeNames.call(element)) if (/^on/i.test(name)) window.ran.push('handler ' + name);
    for (const address of [element.href, element.src, element.action, element.data, element.formAction]) {
      const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
      if (url && /^(javascript|vbscript|blob|file|filesystem):$/.test(url.protocol)) window.ran.push(element.localName + ' ' + address);
    }
    if (/^(script|iframe|frame|object|embed|applet|base|template|portal)$/.test(String(element.localName))) window.ran.push(element.localName);
  }
  await new Promise((done) => setTimeout(done, 150));
  return window.ran;
})()` as unknown as () => Promise<string[]>;
