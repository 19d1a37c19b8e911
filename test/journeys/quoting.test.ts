import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { emit } from '../../src/kit/queue/index.ts';
import { loadWrite } from '../../src/post/load.ts';
import { hrefOf } from '../../src/post/permalink.ts';
import { quotationsOfPost } from '../../src/quotation/read.ts';
import { setSourceState } from '../../src/source/save.ts';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';
import { article, openSourceSite } from '../support/source-site.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof openDeskSite>>;

before(async () => {
  [browser, site] = await Promise.all([openBrowser(), openDeskSite('en', { fetchAllow: ['127.0.0.1/32'] })]);
});

after(async () => {
  await Promise.all([browser?.close(), site?.close()]);
});

async function openForm(viewport: typeof phone): Promise<Page> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(8_000);
  await site.enter(page, 'author');
  await page.goto(`${site.url}/-/admin/posts/new`);
  await page.fill('#title', 'On words');
  return page;
}

async function loadPath(id: number): Promise<string | undefined> {
  const { world, site: of } = site.blog;
  const row = await world.db.read
    .selectFrom('post')
    .select('path')
    .where('site_id', '=', of.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.path === null || row === undefined ? undefined : hrefOf(row.path);
}

/** Selects words of the text, as a hand does. */
async function select(page: Page, words: string): Promise<void> {
  await page.evaluate(`{
    const area = document.querySelector('#text');
    const start = area.value.indexOf(${JSON.stringify(words)});
    area.focus();
    area.setSelectionRange(start, start + ${words.length});
  }`);
}

describe('While a text is written', () => {
  for (const [device, viewport] of Object.entries({ phone, desktop })) {
    it(`the selected words are quoted where they stand, on a ${device}`, async () => {
      const page = await openForm(viewport);
      const text = page.locator('#text');
      await text.fill('She said “we *stay* here” and left.');
      await select(page, '“we *stay* here”');
      await page.click('text=Quote the selection');
      const dialog = page.locator('dialog.quoting');
      await dialog.waitFor();
      assert.equal(await dialog.locator('[name=text]').inputValue(), 'we *stay* here');
      assert.deepEqual(await axe(page), []);
      await dialog.locator('[name=address]').fill('nowhere');
      await dialog.locator('button[type=submit]').click();
      const wrong = dialog.locator('[name=address][aria-invalid=true]');
      await wrong.waitFor();
      await wrong.fill('https://paper.example/speech');
      await dialog.locator('[name=speaker]').fill('Ines Calloway');
      await dialog.locator('[name=said]').fill('2016-05');
      await dialog.locator('button[type=submit]').click();
      await dialog.waitFor({ state: 'detached' });
      assert.match(
        await text.inputValue(),
        /^She said :quote\[we \*stay\* here\]\{[^}]*source=\d+[^}]*\} and left\.$/,
      );
      await page.keyboard.press('Control+z');
      assert.equal(await text.inputValue(), 'She said “we *stay* here” and left.');
      await page.keyboard.press('Control+Shift+z');
      await Promise.all([
        page.waitForURL(/posts\/\d+\/$/),
        page.click('#post-form button[value=save]:not(.quiet)'),
      ]);
      const id = Number(/(\d+)\/$/.exec(page.url())?.[1]);
      const [row] = await quotationsOfPost(site.blog.world.db, site.blog.site.id, id);
      assert.equal(row?.text, 'we stay here');
      assert.equal(row?.said, '2016-05');
      await page.close();
    });
  }

  it('a passage is put at the cursor as a block of its own, in a text that is HTML too', async () => {
    const page = await openForm(desktop);
    const text = page.locator('#text');
    await text.fill('One.\n\nTwo.');
    await page.click('button[value=switch]');
    await page.waitForLoadState();
    await text.fill('<p>One.</p>\n<p>Two.</p>');
    await select(page, '<p>Two');
    await page.keyboard.press('ArrowLeft');
    await page.click('a.insert');
    const dialog = page.locator('dialog.quoting');
    await dialog.locator('[name=text]').fill('We will wait.');
    await dialog.locator('[name=address]').fill('https://paper.example/speech');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    assert.match(
      await text.inputValue(),
      /^<p>One\.<\/p>\n\n<blockquote [^>]*data-source="\d+"[^>]*>\s*<p>We will wait\.<\/p>\s*<\/blockquote>\n\n<p>Two\.<\/p>$/,
    );
    await page.close();
  });

  it('without scripts a quotation is put at the end, and changed by its form', async () => {
    const page = await browser.newPage({ javaScript: false, viewport: phone });
    page.setDefaultTimeout(8_000);
    await site.enter(page, 'author');
    await page.goto(`${site.url}/-/admin/quotations/new`);
    await page.fill('[name=text]', 'We will wait.');
    await page.fill('[name=address]', 'https://paper.example/speech');
    await page.click('main form button[type=submit]');
    await page.click('main form:has([name=post]) button:has-text("Put into the text")');
    await page.waitForURL(/posts\/\d+\/$/);
    const id = Number(/(\d+)\/$/.exec(page.url())?.[1]);
    await page.click('.quotations a.change');
    await page.fill('[name=said]', '2016');
    await page.click('main button[value=save]:not(.quiet)');
    await page.waitForURL(/quotations\/\d+\/$/);
    const write = await loadWrite({ db: site.blog.world.db.read }, site.blog.site.id, id);
    assert.match(write?.source?.text ?? '', /said=2016/);
    await page.close();
  });

  it('its quotations are read, looked at and changed without a barrier, and a dead original leads with the copy', async () => {
    const { blog, pen, url } = site;
    await using source = await openSourceSite({
      '/s': article('We will wait for the report.', 'A decision'),
    });
    const attributes = `cite="${source.url('/s')}" speaker="Ines Calloway" said=2016`;
    const id = await pen.post({
      title: 'What was said',
      text: `:::quotation{${attributes}}\nWe will never wait for the report.\n:::\n\nShe said :quote[wait for the report]{${attributes}}.`,
    });
    await blog.work();
    const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
    assert.ok(row);
    const path = (await loadPath(id)) ?? '';
    const page = await browser.newPage();
    await site.enter(page, 'editor');
    const looked = async (addresses: readonly string[]) => {
      for (const viewport of [phone, desktop]) {
        await page.setViewportSize(viewport);
        for (const address of addresses) {
          await page.goto(url + address);
          await page.evaluate(
            `for (const each of document.querySelectorAll('main details')) each.open = true`,
          );
          assert.deepEqual(await axe(page), [], address);
          const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
          assert.ok(wide <= viewport.width, `${address} is ${wide} pixels wide`);
        }
      }
    };
    const one = `/-/admin/quotations/${row.id}/`;
    await looked([path, one, `${one}change`, `/-/admin/posts/${id}/`]);
    await page.goto(url + path);
    const lead = page
      .locator('main blockquote ~ * .u-url, main blockquote .u-url, main figure .u-url')
      .first();
    assert.equal(await lead.getAttribute('href'), source.url('/s'));
    await blog.world.db.write(async (tx) => {
      await setSourceState(tx, blog.site.id, row.sourceId, 'dead');
      await emit(tx, { kind: 'link.changed', siteId: blog.site.id, payload: { address: source.url('/s') } });
    });
    await blog.work();
    await page.goto(url + path);
    assert.match((await lead.getAttribute('href')) ?? '', /^\/-\/captures\/\d+\/$/);
    assert.equal(await lead.getAttribute('data-originalurl'), source.url('/s'));
    assert.match((await page.textContent('main')) ?? '', /\(original no longer answers\)/);
    await looked([path]);
    await page.close();
  });

  it('nothing is asked of any other place, and no page breaks its policy', () => {
    assert.deepEqual(browser.refused, []);
    assert.deepEqual(
      browser.complaints.filter((text) => !text.includes('422')),
      [],
    );
  });
});
