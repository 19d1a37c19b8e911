import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Browser, openBrowser } from '../../test/support/browser.ts';
import { cleanSvg } from './svg.ts';

const folder = new URL('../../test/fixtures/media/svg/', import.meta.url);
const inSvg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">${content}</svg>`;

/** Each of these asks for something outside, or sets the title, in a browser that is shown it as it is. */
const hostile = [
  ...readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')),
  ...[
    '<script>document.title = "acted"</script>',
    '<script href="http://192.0.2.1/a.js"/>',
    '<rect onload="document.title=1"/><image href="x" onerror="document.title=1"/>',
    '<image href="http://192.0.2.1/a.png" width="9" height="9"/>',
    '<use href="http://192.0.2.1/a.svg#a"/>',
    '<style>@import "http://192.0.2.1/a.css"; rect{fill:url(http://192.0.2.1/a.svg#a)}</style><rect width="9" height="9"/>',
    '<style>a{}<g/>@import "http://192.0.2.1/b.css";</style>',
    '<style>@font-face{font-family:a;src:url(http://192.0.2.1/f)}text{font-family:a}</style><text y="20">a</text>',
    '<rect width="9" height="9" style="fill:u\\72l(http://192.0.2.1/c.svg#a)"/>',
    '<rect width="9" height="9" filter="url(http://192.0.2.1/f.svg#f)"/>',
    '<filter id="f"><feImage href="http://192.0.2.1/i.png"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    '<set attributeName="onmouseover" to="document.title=1"/><animate attributeName="href" values="http://192.0.2.1/"/>',
    '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="http://192.0.2.1/a.png"/></body></foreignObject>',
    '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="http://192.0.2.1/"/>',
  ].map(inSvg),
];

describe('SVG in a real browser', () => {
  let browser: Browser;
  const shown = new Map<string, string>();
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'image/svg+xml');
    response.end(shown.get(request.url ?? ''));
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  /** Opens files one after another, without any policy to protect them, and counts those that acted. */
  async function acting(files: readonly string[]): Promise<number> {
    const page = await browser.newPage();
    let acted = 0;
    for (const [n, file] of files.entries()) {
      const path = `/${shown.size}-${n}.svg`;
      shown.set(path, file);
      const before = browser.refused.length;
      const dialogs: string[] = [];
      page.removeAllListeners('dialog');
      page.on('dialog', async (dialog) => {
        dialogs.push(dialog.message());
        await dialog.dismiss();
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      await page.waitForTimeout(30);
      const title = await page.evaluate('document.title');
      if (browser.refused.length > before || dialogs.length > 0 || title !== '') acted++;
    }
    await page.close();
    return acted;
  }

  it('Hostile files act when they are shown as they came, and do nothing once cleaned', async () => {
    assert.ok((await acting(hostile)) > 10, 'the browser shows what these files do');
    const cleaned = hostile.map(cleanSvg).filter((result) => result.ok);
    assert.ok(cleaned.length >= hostile.length - 5);
    assert.equal(await acting(cleaned.map(({ svg }) => svg)), 0);
  });
});
