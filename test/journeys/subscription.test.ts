import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createAuthor } from '../../src/author/save.ts';
import { updateSite } from '../../src/site/save.ts';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { assertValidHtml } from '../support/html.ts';
import { linkIn, openMailServer } from '../support/mail.ts';
import { freePort } from '../support/port.ts';
import { openServer } from '../support/server.ts';

const path = '/2026/05/20/talk/';
const reader = 'reader@elsewhere.example';

/** An install that is served and sends mail, with a post that an author signs. */
async function openInstall(locale = 'en') {
  const mail = await openMailServer();
  const port = await freePort();
  const host = `blog.localhost:${port}`;
  const title = locale === 'ar' ? 'مدونة المرفأ' : 'The harbour';
  const server = await openServer({
    port,
    now: new Date().toISOString(),
    site: { host, locale, title },
    smtpUrl: mail.url,
  });
  const { blog, pen } = server;
  await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { premoderation: 'nobody' } }));
  const author = await blog.as('author');
  const signed = await blog.world.db.write((tx) =>
    createAuthor(tx, blog.site.id, { name: 'Mara', accountId: author.accountId }),
  );
  assert.ok(signed.ok);
  const post = await pen.post({
    title: locale === 'ar' ? 'أخبار المرفأ' : 'Dredging the old basin',
    slug: 'talk',
    text: 'The ferry leaves at seven.',
    publishedAt: '2026-05-20T08:00:00.000Z',
    authors: [signed.id],
  });
  return {
    blog,
    mail,
    pen,
    post,
    url: `http://${host}`,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await mail.close();
    },
  };
}

describe('Replies by mail, in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const javaScript of [true, false]) {
    it(`are asked for, confirmed, sent and ended by one press, JavaScript ${javaScript ? 'on' : 'off'}`, async () => {
      await using install = await openInstall();
      const { blog, mail, url } = install;
      const page = await browser.newPage({ javaScript });
      page.setDefaultTimeout(8_000);
      await page.goto(url + path);
      await page.getByRole('link', { name: 'Replies by mail' }).click();
      await page.fill('[name=email]', reader);
      await page.click('main button[type=submit]');
      assert.match(String(await page.textContent('main')), /Look into your mail/);
      await blog.work();
      await page.goto(linkIn(mail.to(reader)[0] ?? assert.fail(), '/confirm'));
      await page.click('main button[type=submit]');
      assert.match(String(await page.textContent('[role=status]')), /from now on/);
      await page.close();

      const other = await browser.newPage({ javaScript });
      other.setDefaultTimeout(8_000);
      await other.goto(url + path);
      await other.fill('#respond [name=name]', 'Ann');
      await other.fill('#respond [name=email]', 'ann@elsewhere.example');
      await other.fill('#respond [name=text]', 'It takes *six* minutes.');
      blog.clock.advance('10 seconds');
      await other.locator('#respond .send button').first().click();
      await other.locator('.comment', { hasText: 'six' }).waitFor();
      await other.close();
      await blog.work();
      const letter = mail.to(reader)[1] ?? assert.fail('the letter arrived');
      assert.match(letter.text, /> It takes six minutes\./);
      assert.ok(mail.to('author@people.example').length > 0, 'the author is told too');

      const again = await browser.newPage({ javaScript });
      await again.goto(linkIn(letter, '/-/comments/'));
      assert.match(again.url(), /#comment-\d+$/);
      const end = letter.headers.get('list-unsubscribe')?.slice(1, -1) ?? '';
      await again.goto(end);
      assert.match(String(await again.textContent('main')), /No more mail/);
      assert.equal(await pressOnce(end), 200);
      await again.close();
      await install.pen.comment(install.post, 'Ben', 'Nobody is told of this.');
      await blog.work();
      assert.equal(mail.to(reader).length, 2);
    });
  }

  for (const [viewport, locale, colorScheme] of [
    [phone, 'ar', 'dark'],
    [desktop, 'en', 'light'],
    [phone, 'fr', 'light'],
  ] as const) {
    it(`meet nobody with a barrier, ${viewport.width} pixels wide, in ${locale}, ${colorScheme}`, async () => {
      await using install = await openInstall(locale);
      const { blog, mail, pen, post, url } = install;
      const page = await browser.newPage({ viewport, locale, colorScheme });
      page.setDefaultTimeout(8_000);
      const visit = async (address: string, name: string) => {
        await page.goto(address);
        await examine(page, name);
      };
      const press = async (name: string) => {
        await page.locator('main button[type=submit]').last().click();
        await examine(page, name);
      };
      await visit(`${url}/-/subscriptions/new?post=${post}`, 'ask');
      await page.$eval('form', (form: { noValidate: boolean }) => {
        form.noValidate = true;
      });
      await press('ask-problem');
      await page.fill('[name=email]', reader);
      await press('asked');
      await blog.work();
      await visit(linkIn(mail.to(reader)[0] ?? assert.fail(), '/confirm'), 'confirm');
      await press('manage');
      const words =
        locale === 'ar'
          ? 'تستغرق الرحلة ست دقائق، أو تسعًا مع المد.'
          : 'It takes six minutes.\n\nOr nine, with the tide.';
      await pen.comment(post, locale === 'ar' ? 'ليلى' : 'Ann Chandler', words, {
        status: 'pending',
        identity: {
          kind: 'guest',
          name: locale === 'ar' ? 'ليلى' : 'Ann Chandler',
          email: 'ann@elsewhere.example',
        },
      });
      await pen.comment(post, 'Ben', words);
      await blog.work();
      const letter = mail.to(reader)[1] ?? assert.fail();
      const notice = mail.to('author@people.example')[0] ?? assert.fail();
      await visit(linkIn(letter, '/end?token'), 'end');
      await press('ended');
      await visit(linkIn(notice, '/decide'), 'decide');
      await press('decided');
      await visit(`${url}/-/account/replies`, 'replies-ask');
      await page.fill('[name=email]', 'ann@elsewhere.example');
      await press('replies-asked');
      await blog.work();
      const key = linkIn(mail.to('ann@elsewhere.example')[0] ?? assert.fail(), 'key=');
      await visit(key, 'replies');
      await visit(key.replace('replies?', 'replies/erase?'), 'erase');
      await press('erased');
      const [name = '', ...value] = (await blog.as('author')).cookie.split('; ')[0]?.split('=') ?? [];
      await page.context().addCookies([{ name, value: value.join('='), url }]);
      await visit(`${url}/-/notices/`, 'preference');
      await press('preference-saved');
      for (const [kind, { html }] of [
        ['letter', letter],
        ['notice', notice],
        ['question', mail.to(reader)[0] ?? assert.fail()],
      ] as const) {
        // Away from the site, whose policy forbids the style that a letter brings along.
        await page.goto('about:blank');
        await page.setContent(html);
        await examine(page, `mail-${kind}`);
      }
      await page.close();
    });
  }
});

/** Presses a letter's button as a mail program does: no cookie, no page that it comes from (RFC 8058 § 3.2). */
function pressOnce(address: string): Promise<number> {
  const { host, port, pathname, search } = new URL(address);
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: pathname + search, method: 'POST', headers, agent: false },
      (answer) => resolve(answer.resume().statusCode ?? 0),
    );
    sent.on('error', reject);
    sent.end('List-Unsubscribe=One-Click');
  });
}

/** A page that is valid, has no barrier, and fits. */
async function examine(page: Page, name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  if (!name.startsWith('mail-')) assertValidHtml(await page.content(), name);
  // A letter stands in a mailbox, which has landmarks and headings of its own.
  const found = (await axe(page)).filter(
    (one) =>
      !name.startsWith('mail-') ||
      !/landmark|region|page-has-heading|document-title/.test(JSON.stringify(one)),
  );
  assert.deepEqual(found, [], name);
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  assert.ok(Number(wide) <= width, `${name} is ${wide} pixels wide on ${width}`);
}
