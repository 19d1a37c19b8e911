import { listen } from '../../src/kit/http/index.ts';
import { silentLog } from '../../src/kit/log.ts';
import { openBlog } from './blog.ts';
import type { Page } from './browser.ts';
import { penOf } from './pen.ts';
import { freePort } from './port.ts';

/** A test's blog behind a real port, whose desk a browser can enter as somebody. */
export async function openDeskSite(locale = 'en') {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const blog = await openBlog({ site: { host, locale } });
  const { respond, failed, pages } = blog.app;
  const running = await listen({
    host: '127.0.0.1',
    port,
    respond,
    failed,
    pages,
    trustProxy: false,
    log: silentLog,
  });
  return {
    blog,
    pen: penOf(blog),
    url: `http://${host}`,
    enter: async (page: Page, role: Parameters<typeof blog.as>[0]) => {
      const { cookie } = await blog.as(role);
      const cookies = cookie.split('; ').map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return { name, value: value.join('='), url: `http://${host}` };
      });
      await page.context().addCookies(cookies);
    },
    close: async () => {
      await running.drain(5_000);
      await blog.close();
    },
  };
}
