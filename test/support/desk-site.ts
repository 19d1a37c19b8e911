import type { BlogOptions } from './blog.ts';
import { type Page, signIn } from './browser.ts';
import { freePort } from './port.ts';
import { openServer } from './server.ts';

/** A test's blog behind a real port, whose desk a browser can enter as somebody. */
export async function openDeskSite(locale = 'en', config: NonNullable<BlogOptions['config']> = {}) {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = await openServer({ port, site: { host, locale }, config });
  const { blog, pen } = server;
  return {
    blog,
    pen,
    url: `http://${host}`,
    enter: async (page: Page, role: Parameters<typeof blog.as>[0]) =>
      signIn(page, await blog.as(role), `http://${host}`),
    close: () => server[Symbol.asyncDispose](),
  };
}
