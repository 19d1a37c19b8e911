import type { Browser, Page } from 'playwright-core';
import { browserLimits as limits } from './limits.ts';
import type { Traffic } from './traffic.ts';

/** A page as a browser showed it. */
export type Rendered = {
  /** Where its scripts led, if anywhere. */
  readonly url: string;
  readonly html: string;
  /** `innerText`: what a reader saw, by the style sheets. */
  readonly text: string;
  readonly screenshot: Buffer;
};

/** Shows a page in a browser that reaches nothing by itself, and takes down what is to be seen. Throws what the browser throws. */
export async function render(
  program: string,
  address: string,
  traffic: Traffic,
  signal: AbortSignal,
): Promise<Rendered> {
  const browser = await launch(program);
  const stop = () => void browser.close().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const page = await openPage(browser, traffic);
    await page.goto(address, { waitUntil: 'load', timeout: limits.loadMs });
    await settled(page);
    const html = (await page.content()).slice(0, limits.html);
    const text = await page.evaluate('document.body ? document.body.innerText : ""');
    const screenshot = await picture(page);
    return { url: page.url(), html, text: String(text).slice(0, limits.text), screenshot };
  } finally {
    signal.removeEventListener('abort', stop);
    await browser.close();
  }
}

/** A proxy that nobody answers at, and no names: a request that is not taken over gets nowhere. */
async function launch(program: string): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return await chromium.launch({
    executablePath: program,
    headless: true,
    // Chromium cannot shut its processes in when it runs as root.
    chromiumSandbox: process.getuid?.() !== 0,
    proxy: { server: 'http://127.0.0.1:9', bypass: '<-loopback>' },
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function openPage(browser: Browser, traffic: Traffic): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: limits.width, height: limits.height },
    serviceWorkers: 'block',
    acceptDownloads: false,
    reducedMotion: 'reduce',
  });
  await context.route('**/*', traffic.answer);
  await context.routeWebSocket(/.*/, (socket) => void socket.close());
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('popup', (popup) => void popup.close().catch(() => undefined));
  return page;
}

/** Scrolls down once, so that what is loaded late is there, and waits until it is quiet or time is up. */
async function settled(page: Page): Promise<void> {
  const quiet = () =>
    page.waitForLoadState('networkidle', { timeout: limits.settleMs }).catch(() => undefined);
  await quiet();
  for (let at = limits.height; at < limits.longest; at += limits.height) {
    const more = await page.evaluate(
      `window.scrollTo(0, ${at}); document.documentElement.scrollHeight > ${at}`,
    );
    await page.waitForTimeout(50);
    if (more !== true) break;
  }
  await page.evaluate('window.scrollTo(0, 0)');
  await quiet();
}

async function picture(page: Page): Promise<Buffer> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({
    width: limits.width,
    height: Math.max(limits.height, Math.min(height, limits.longest)),
  });
  return await page.screenshot({ type: 'jpeg', quality: 80, animations: 'disabled', timeout: 20_000 });
}
