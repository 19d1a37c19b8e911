import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sourceByAddress } from '../../src/source/read.ts';
import { updateSource } from '../../src/source/save.ts';
import { readSpeakersBySlug } from '../../src/speaker/read.ts';
import { updateSpeaker } from '../../src/speaker/save.ts';
import { axe, type Browser, desktop, openBrowser, type Page, phone, signIn } from '../support/browser.ts';
import { assertValidHtml } from '../support/html.ts';
import { freePort } from '../support/port.ts';
import { openServer } from '../support/server.ts';

const now = '2026-05-21T12:00:00.000Z';

/** A site with quotations in two scripts, whose sources could not be reached. */
async function openSite(locale: string) {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = await openServer({ port, site: { host, locale } });
  const { blog, pen } = server;
  const { world, site } = blog;
  const quote = (address: string, words: string, more: string) =>
    `:::quotation{cite="${address}" ${more}}\n${words}\n:::\n`;
  await pen.post({
    title: 'What was promised about the harbour',
    text: [
      quote(
        'https://example.org/statement',
        'We will dredge the channel to nine metres before the winter comes.',
        'speaker="Ines Calloway" said=2026-05-19 place="Port Hallow"',
      ),
      quote(
        'https://example.org/ports',
        'إنّ الموانئ ملكٌ لمن يعمل فيها، ولن نفرّط في شبر منها.',
        'speaker="Salma Haddad" said=2024-03 lang=ar',
      ),
      quote('https://example.org/statement', 'Nobody shall pay for it.', 'speaker="Ines Calloway" said=2019'),
    ].join('\n'),
  });
  await blog.work();
  const statement = await sourceByAddress(world.db, site.id, 'https://example.org/statement');
  const speaker = (await readSpeakersBySlug(world.db, site.id, ['ines-calloway'])).get('ines-calloway');
  assert.ok(statement && speaker);
  await world.db.write(async (tx) => {
    const fields = {
      title: 'Statement on the harbour',
      publisher: 'Harbour Board',
      lang: 'en',
      licence: 'CC-BY-4.0',
    };
    await updateSource(tx, site.id, statement.id, fields, { now });
    const names = [...speaker.names, { text: 'إيناس كالواي', lang: 'ar' }];
    const roles = [{ title: 'Chair', organisation: 'Harbour Board', from: null, until: null }];
    await updateSpeaker(
      tx,
      site.id,
      speaker.id,
      { names, roles, url: 'https://example.org/calloway' },
      { now },
    );
  });
  return {
    blog,
    url: `http://${host}`,
    source: statement.id,
    speaker: speaker.id,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Without a barrier, and no wider than the screen. */
async function accessible(page: Page, name: string): Promise<void> {
  assert.deepEqual(await axe(page), [], name);
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  const { width = 0 } = page.viewportSize() ?? {};
  assert.ok(wide <= width, `${name} is ${wide} pixels wide on ${width}`);
}

describe('The records of a site', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const locale of ['en', 'ar']) {
    it(`can be read by everybody, on a desk and on a phone (${locale})`, async () => {
      await using site = await openSite(locale);
      for (const viewport of [desktop, phone]) {
        const page = await browser.newPage({ viewport, locale });
        for (const path of [
          '/-/sources/',
          `/-/sources/${site.source}/`,
          '/-/speakers/',
          '/-/speakers/ines-calloway/',
          '/-/timeline/',
          '/-/timeline/?verdict=cannot-check&speaker=ines-calloway',
        ]) {
          const answer = await page.goto(site.url + path);
          assert.equal(answer?.status(), 200, path);
          assertValidHtml((await answer?.text()) ?? '', path);
          await accessible(page, `${path} ${locale}`);
        }
        await page.close();
      }
      assert.deepEqual(browser.complaints, []);
    });

    it(`are kept at the desk by everybody who may (${locale})`, async () => {
      await using site = await openSite(locale);
      const editor = await site.blog.as('editor');
      for (const viewport of [desktop, phone]) {
        const page = await browser.newPage({ viewport, locale });
        await signIn(page, editor, site.url);
        for (const path of [
          '/-/admin/sources/',
          '/-/admin/sources/new',
          `/-/admin/sources/${site.source}/`,
          `/-/admin/sources/${site.source}/delete`,
          '/-/admin/speakers/',
          '/-/admin/speakers/new',
          `/-/admin/speakers/${site.speaker}/`,
        ]) {
          const answer = await page.goto(site.url + path);
          assert.equal(answer?.status(), 200, path);
          assertValidHtml((await answer?.text()) ?? '', path);
          await accessible(page, `${path} ${locale}`);
        }
        await page.close();
      }
      assert.deepEqual(browser.complaints, []);
    });
  }

  it('lead a reader without scripts from the timeline to the speaker, the source and the post', async () => {
    await using site = await openSite('en');
    const page = await browser.newPage({ viewport: phone, javaScript: false });
    page.setDefaultTimeout(5_000);
    await page.goto(`${site.url}/-/timeline/`);
    await page.getByLabel('Speaker').selectOption('Ines Calloway');
    await page.getByRole('button', { name: 'Filter' }).click();
    assert.equal(await page.locator('.said > li').count(), 2);
    await page.locator('.said').first().getByRole('link', { name: 'Ines Calloway' }).click();
    await page.waitForURL('**/-/speakers/ines-calloway/');
    await page.getByRole('link', { name: 'Statement on the harbour' }).first().click();
    await page.waitForURL(`**/-/sources/${site.source}/`);
    await page.getByRole('link', { name: 'What was promised about the harbour' }).first().click();
    await page.waitForURL('**#quotation-*');
    await page.close();
  });
});
