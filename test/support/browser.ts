import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, Result, RunOptions } from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

export type { Page } from 'playwright-core';

/** What a reader's browser is like. Without options: a desktop, JavaScript on, light, English. */
export type PageOptions = {
  readonly javaScript?: boolean;
  /** In CSS pixels. `phone` and `desktop` are ready-made. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** BCP 47; what the browser says in `Accept-Language`. */
  readonly locale?: string;
  /** IANA name of the reader's time zone. */
  readonly timeZone?: string;
  readonly reducedMotion?: boolean;
  /** Programs that replay web archives are service workers. */
  readonly serviceWorkers?: boolean;
};

export type Browser = {
  /** Opens a page with cookies and storage of its own; closing the page lets go of them. */
  readonly newPage: (options?: PageOptions) => Promise<Page>;
  /** Addresses outside this machine that a page asked for, in order. They were not answered. */
  readonly refused: readonly string[];
  /** What pages complained of: uncaught exceptions, and errors on the console (a breach of the CSP is one). */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export type BrowserOptions = {
  /** Whether a site's cookies are taken and given while another site is in the address bar. Default true. */
  readonly thirdPartyCookies?: boolean;
};

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/**
 * Starts a real Chromium that reaches nothing but this machine: whatever a page asks of any other host is
 * refused, and written down in `refused`. Names under `.localhost` lead to this machine, so that
 * `http://second.localhost:4000/` is the way to a second site.
 *
 *     await using browser = await openBrowser();
 *     const page = await browser.newPage({ javaScript: false, viewport: phone });
 *     await page.goto(`${blog.url}/`);
 */
export async function openBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { thirdPartyCookies = true } = options;
  const program = await findChromium();
  const chrome = await chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.environment } as Record<string, string>,
    args: thirdPartyCookies ? flags : [...flags, '--test-third-party-cookie-phaseout'],
    chromiumSandbox: false,
  });
  const refused: string[] = [];
  const complaints: string[] = [];
  const close = () => chrome.close();
  return {
    refused,
    complaints,
    close,
    [Symbol.asyncDispose]: close,
    newPage: async (options = {}) => {
      const context = await chrome.newContext(contextOptions(options));
      await keepInside(context, refused);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      // Asked to close a page that comes to another one at that moment, Chromium may forget it: not so a context.
      page.close = () => context.close();
      return page;
    },
  };
}

/** From now on the page's browser is signed in as somebody (`personWith`) at an address. */
export async function signIn(
  page: Page,
  { cookie }: { readonly cookie: string },
  url: string,
): Promise<void> {
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url };
  });
  await page.context().addCookies(cookies);
}

/** Resolving no name but localhost holds even where a request escapes the interception (prefetch, WebSocket). */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE [::1], EXCLUDE localhost, EXCLUDE *.localhost',
];

function contextOptions(options: PageOptions) {
  return {
    javaScriptEnabled: options.javaScript ?? true,
    viewport: options.viewport ?? desktop,
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'en',
    timezoneId: options.timeZone ?? 'UTC',
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    serviceWorkers: options.serviceWorkers ? ('allow' as const) : ('block' as const),
  } as const;
}

async function keepInside(context: BrowserContext, refused: string[]): Promise<void> {
  await context.route(
    (url) => !isInside(url),
    async (route) => {
      refused.push(route.request().url());
      await route.abort('blockedbyclient');
    },
  );
  await context.routeWebSocket(
    (url) => !isInside(url),
    (socket) => {
      refused.push(socket.url());
      void socket.close();
    },
  );
}

function isInside(url: URL): boolean {
  if (['data:', 'blob:', 'about:'].includes(url.protocol)) return true;
  return /^(127\.0\.0\.1|\[::1\]|localhost|[^/]+\.localhost)$/.test(url.hostname);
}

/** One thing that axe found, with the elements that it found it in. */
export type AxeViolation = {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly elements: readonly string[];
};

/**
 * Checks the page with axe (WCAG 2.2 A and AA, and best practices) and returns what is wrong with it.
 * Needs a page with JavaScript on; the page's CSP may forbid scripts of its own all the same.
 */
export async function axe(page: Page, options: RunOptions = {}): Promise<AxeViolation[]> {
  // Half a megabyte, once a page; what is right with the page, which is most of the result, stays in it.
  if (await page.evaluate('globalThis.axe === undefined')) await page.evaluate(await axeSource());
  const violations = await page.evaluate(
    async (given) => {
      const { axe } = globalThis as unknown as { axe: { run: AxeRun } };
      return (await axe.run(given)).violations;
    },
    { resultTypes: ['violations' as const], ...options },
  );
  return violations.map(violation);
}

type AxeRun = (options: RunOptions) => Promise<AxeResults>;

function violation(result: Result): AxeViolation {
  return {
    rule: result.id,
    impact: result.impact ?? 'unknown',
    help: result.help,
    elements: result.nodes.map((node) => `${node.target.join(' ')}: ${node.html}`),
  };
}

let source: string | undefined;

async function axeSource(): Promise<string> {
  source ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}
