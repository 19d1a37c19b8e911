import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { axe, type Browser, openBrowser, phone } from './browser.ts';

const good = '<!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1><p id="width"></p></main>';
const faulty =
  '<!doctype html><title>Faulty</title><main><h1>Faulty</h1><img src="http://192.0.2.1/a.png"><script src="https://pictures.example/b.js"></script></main>';

describe('The browser of the journeys', () => {
  let browser: Browser;
  const server = createServer((request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "script-src 'self' https://pictures.example",
    });
    response.end(request.url === '/faulty' ? faulty : `${good}<script>document.title = 'Changed'</script>`);
  });
  let url = '';

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  it('shows a page of this machine, at the size asked for, and keeps to its CSP', async () => {
    const page = await browser.newPage({ viewport: phone, locale: 'ar' });
    await page.goto(`${url}/`);
    assert.equal(await page.title(), 'Good');
    assert.equal(await page.evaluate('innerWidth + navigator.language'), `${phone.width}ar`);
    assert.match(browser.complaints.join('\n'), /Content Security Policy/);
    await page.close();
  });

  it('finds a site by a name under localhost', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(url.replace('127.0.0.1', 'second.localhost'));
    assert.equal(answer?.status(), 200);
    await page.close();
  });

  it('refuses what lies outside this machine, and says what it was', async () => {
    const page = await browser.newPage();
    await page.goto(`${url}/faulty`);
    assert.deepEqual([...browser.refused].sort(), [
      'http://192.0.2.1/a.png',
      'https://pictures.example/b.js',
    ]);
    await page.close();
  });

  it('runs no script when JavaScript is off', async () => {
    const page = await browser.newPage({ javaScript: false });
    await page.setContent('<title>Before</title><script>document.title = "After"</script>');
    assert.equal(await page.title(), 'Before');
    await page.close();
  });

  it('finds what axe finds, under a CSP that forbids inline scripts', async () => {
    const page = await browser.newPage();
    await page.goto(`${url}/`);
    assert.deepEqual(await axe(page), []);
    await page.goto(`${url}/faulty`);
    const rules = (await axe(page)).map((found) => found.rule);
    assert.deepEqual(rules.sort(), ['html-has-lang', 'image-alt']);
    await page.close();
  });
});
