import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  axe,
  type Browser,
  desktop,
  openBrowser,
  type Page,
  type PageOptions,
  phone,
  signIn,
} from '../support/browser.ts';
import { freePort } from '../support/port.ts';
import { openServer } from '../support/server.ts';

const queue = '/-/admin/comments/';

/** A site with a post and five replies that wait, behind a real server. */
async function openSite(locale = 'en') {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = await openServer({ port, site: { host, locale } });
  const { blog, pen } = server;
  const post = await pen.post({
    title: 'What the dredger brought up',
    publishedAt: '2026-05-20T08:00:00.000Z',
  });
  const arrival = (sender: string, rank: number, reasons: readonly object[]) =>
    ({ format: 'markdown', reasons, rank, digest: sender, sender }) as never;
  const first = { phase: 'pre-moderation', facts: { whose: 'newcomers' } };
  const held = (name: string, text: string, rank: number, reasons: readonly object[] = [first]) => {
    blog.clock.advance('1 minute');
    return pen.comment(post, name, text, {
      status: 'pending',
      original: text,
      arrival: arrival(name, rank, reasons),
    });
  };
  await held('Ada Byron', 'Is the **north basin** deep enough for the ferry now?', 120);
  await held('ليلى', 'هل سيبقى الرصيف مفتوحًا في الشتاء؟ أسأل لأن **العبّارة** لا تقف في مكان آخر.', 480);
  await held(
    'Best Pills',
    'Buy now: [cheap](https://shop.example/a) [cheaper](https://shop.example/b) [cheapest](https://shop.example/c)',
    970,
    [{ phase: 'links', facts: { links: 3, most: 2 } }, { phase: 'words', facts: { word: 'cheap' } }, first],
  );
  await held(
    'Cid',
    'My grandfather worked on the old dredger. He said that it brought up a bell once, and that nobody knew whose it was.',
    300,
  );
  await held('Eve', 'First!', 520);
  const editor = await blog.as('editor');
  return {
    blog,
    pen,
    post,
    url: `http://${host}`,
    /** Whose browser it is: the editor's. */
    enter: (page: Page) => signIn(page, editor, `http://${host}`),
    standings: async () => {
      const rows = await blog.world.db.read
        .selectFrom('comment')
        .select(['id', 'standing'])
        .orderBy('id')
        .execute();
      return rows.map(({ standing }) => standing);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe('Moderating in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  const open = async (options: PageOptions, locale = 'en') => {
    const site = await openSite(locale);
    const page = await browser.newPage({ ...options, locale });
    page.setDefaultTimeout(10_000);
    await site.enter(page);
    await page.goto(site.url + queue);
    return { site, page, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
  };

  it('goes by the keyboard: decides, goes on to the next, and takes back', async () => {
    await using place = await open({});
    const { site, page } = place;
    await page.locator('.keys').waitFor();
    const press = async (key: string) => {
      await page.keyboard.press(key);
    };
    const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    await press('j');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'comment-5');
    await press('d');
    await said('One reply put into the trash.');
    assert.equal(await page.locator(':focus').getAttribute('id'), 'comment-4');
    await press('a');
    await said('One reply approved.');
    await press('s');
    await said('One reply put with the spam.');
    assert.deepEqual(await site.standings(), ['pending', 'pending', 'spam', 'live', 'removed']);
    await press('u');
    await said('Taken back.');
    await press('u');
    await page.locator('article.decided').nth(1).waitFor({ state: 'detached' });
    assert.equal(await page.locator('article.decided').count(), 1);
    assert.deepEqual(await site.standings(), ['pending', 'pending', 'pending', 'pending', 'removed']);
    await press('r');
    await page.keyboard.type('So it was ours, and it jades.');
    await page.locator('#comment-4').getByRole('button', { name: 'Approve and reply' }).click();
    await page.getByText('Your reply is shown.').waitFor();
    assert.deepEqual(await site.standings(), ['pending', 'pending', 'pending', 'live', 'removed', 'live']);
    assert.deepEqual(browser.complaints, []);
  });

  it('goes without scripts: in bulk, with undo, and a ban', async () => {
    await using place = await open({ javaScript: false });
    const { site, page } = place;
    await page.getByRole('checkbox', { name: 'Select Eve' }).check();
    await page.getByRole('checkbox', { name: 'Select Best Pills' }).check();
    await page.getByLabel('With the selected ones').selectOption('spam');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('2 replies put with the spam.').waitFor();
    assert.deepEqual(await site.standings(), ['pending', 'pending', 'spam', 'pending', 'spam']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 taken back.').waitFor();
    assert.deepEqual(await site.standings(), Array(5).fill('pending'));
    await page.locator('#comment-3').getByRole('link', { name: 'Ban…' }).click();
    await page.getByLabel('the domain shop.example, in links and addresses').check();
    await page.getByRole('button', { name: 'Ban', exact: true }).click();
    await page.getByText('2 bans made.').waitFor();
    assert.deepEqual(await site.standings(), ['pending', 'pending', 'spam', 'pending', 'pending']);
    await page.locator('#comment-1').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('One reply approved.').waitFor();
    await page.goto(`${site.url}/2026/05/20/what-the-dredger-brought-up/`);
    assert.equal(await page.locator('#comment-1 strong', { hasText: 'north basin' }).count(), 1);
  });

  for (const locale of ['en', 'ar'])
    for (const [name, viewport] of Object.entries({ phone, desktop }))
      it(`has nothing that axe finds, ${name}, ${locale}`, async () => {
        await using place = await open({ viewport }, locale);
        const { site, page } = place;
        const shelves = ['', '?shelf=spam', '1/', '3/ban', 'bans', 'history', 'empty?shelf=spam'];
        await page.locator('#comment-5 .deeds button').nth(1).click();
        await page.waitForURL(/comments\/$/);
        for (const path of shelves) {
          await page.goto(site.url + queue + path);
          assert.deepEqual(await axe(page), [], path);
          const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
          assert.equal(wide, false, `${path} is wider than the screen`);
        }
      });
});
