import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import {
  type Parsed,
  parseDocument,
  parseHtml,
  parseMarkdown,
  type RenderOptions,
  renderHtml,
  sanitizeFragment,
} from '../../src/document/index.ts';
import { hasWordPressAttacks, payloads } from '../document/payloads.ts';
import { openBrowser } from '../support/browser.ts';

/** Pictures of other places are links, as the reader's pages show them. */
const options: RenderOptions = { image: (src) => (/^(?:https?:)?\/\//i.test(src) ? 'elsewhere' : undefined) };

function shown(parsed: Parsed | ReturnType<typeof parseDocument>): string {
  return parsed.ok ? renderHtml(parsed.document, options).toString() : '';
}

/** Every form in which a payload can come to stand on a page. */
function forms(html: string): string {
  return [
    shown(parseHtml(html, { limit: 'writer' })),
    shown(parseHtml(html, { limit: 'guest' })),
    shown(parseMarkdown(html, { limit: 'writer' })),
    shown(parseDocument({ type: 'doc', content: [{ type: 'raw', attrs: { html } }] }, { limit: 'writer' })),
    shown(
      parseDocument(
        { type: 'doc', content: [{ type: 'raw', attrs: { html: sanitizeFragment(html) } }] },
        { limit: 'writer' },
      ),
    ),
  ]
    .map((part) => `<article>${part}</article>`)
    .join('\n');
}

/** What the payloads call when they run; each leaves a trace. No policy stands in their way. */
const traps = `
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch']) window[name] = (...a) => { ran.push(name + ' ' + a.join()); };
  for (const name of ['xss', 'XSS', 'javascript', 'execute', 'write']) Object.defineProperty(window, name, { get() { ran.push(name); } });
  document.write = (...a) => { ran.push('write ' + a.join()); };
  Object.defineProperty(document, 'cookie', { get() { ran.push('cookie'); return ''; } });
`;

describe('Hostile HTML in a real browser, without any policy to help', () => {
  it('executes nothing, opens nothing, and reaches no other host', async (t) => {
    if (!hasWordPressAttacks())
      t.diagnostic('../shared/data is absent: the vectors of WordPress were not tried');
    const attacks = payloads();
    const perPage = 400;
    const server = createServer((request, response) => {
      const at = Number(/^\/page\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (Number.isNaN(at)) return response.writeHead(404).end();
      const body = attacks.slice(at, at + perPage).map(({ html }) => forms(html));
      response.end(
        `<!doctype html><title>p</title><script>${traps}</script><main>${body.join('\n')}</main><p id="end">end</p>`,
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await using browser = await openBrowser();
    try {
      for (let at = 0; at < attacks.length; at += perPage) {
        const page = await browser.newPage();
        const dialogs: string[] = [];
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
        await page.goto(`http://127.0.0.1:${port}/page/${at}`, { waitUntil: 'load' });
        // Handlers that wait for a reader: a pointer that passes over everything, a focus that visits everything.
        const ran = await page.evaluate(visitAll);
        assert.deepEqual({ ran, dialogs }, { ran: [], dialogs: [] }, `payloads from ${at}`);
        assert.equal(await page.locator('#end').count(), 1, 'the page is whole');
        assert.equal(page.url(), `http://127.0.0.1:${port}/page/${at}`);
        await page.close();
      }
      assert.deepEqual(browser.refused, []);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('would be caught if it ran', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>p</title><script>${traps}</script><main><img src=x onerror=alert(1)><a onmouseover="alert(2)">x</a><a href="java&#10;script:alert(3)">x</a></main>`,
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await using browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const ran = await page.evaluate(visitAll);
      assert.deepEqual(ran.toSorted(), [
        'alert 1',
        'alert 2',
        'handler onerror',
        'handler onmouseover',
        'javascript:alert(3)',
      ]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

/** Runs in the page: sends each element the events that handlers hide behind, and answers what ran. */
const visitAll = `(async () => {
  for (const element of document.querySelectorAll('main *')) {
    for (const type of ['mouseover', 'mouseenter', 'focus', 'focusin', 'pointerover', 'animationend', 'toggle', 'wheel', 'copy', 'drag', 'input']) {
      element.dispatchEvent(new Event(type, { bubbles: false }));
    }
    for (const { name } of element.attributes) if (/^on/i.test(name)) window.ran.push('handler ' + name);
    // The browser's own reading of the address.
    if (/^(javascript|vbscript|data|blob|file|filesystem):$/.test(element.protocol ?? '')) window.ran.push(element.href);
  }
  await new Promise((done) => setTimeout(done, 300));
  return window.ran;
})()` as unknown as () => Promise<string[]>;
