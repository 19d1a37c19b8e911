import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { runCommand } from '../../src/command/run.ts';
import { axe, type Browser, desktop, openBrowser, type Page, phone } from '../support/browser.ts';
import { openDeskSite } from '../support/desk-site.ts';
import { type Hand, keyboard, pointer } from '../support/hand.ts';
import { assertValidHtml } from '../support/html.ts';
import { article, openSourceSite } from '../support/source-site.ts';

/** What is republished and what is quoted, and the words that a site says about it in its language. */
type Story = {
  readonly locale: string;
  readonly statement: readonly string[];
  readonly title: string;
  readonly speech: string;
  readonly quoted: string;
  /** A word of what is quoted, and what somebody makes of it. */
  readonly word: readonly [said: string, written: string];
  readonly verdict: string;
  readonly speaker: string;
  readonly own: string;
  readonly note: string;
};

const english: Story = {
  locale: 'en',
  title: 'A statement of the Harbour Board',
  statement: [
    'The board regrets the delay of the dredging, said its chair on Monday morning.',
    'It will not close the eastern beds before the growers have been heard in full.',
    'Nothing further is planned for this year, and the board meets again in the spring.',
  ],
  speech:
    'I have listened to the growers for a whole winter. We will never place the spoil within two miles of the beds. That is a promise, and it will be kept by everybody who comes after me.',
  quoted: 'We will never place the spoil within two miles of the beds.',
  word: ['never', 'surely'],
  verdict: 'exact',
  speaker: 'Ines Calloway',
  own: 'The board has at last answered our letter.',
  note: 'A word of the chair was quoted wrongly; she said “never”.',
};

const arabic: Story = {
  locale: 'ar',
  title: 'بيان مجلس المرفأ',
  statement: [
    'يَأْسَفُ المَجْلِسُ لِتَأَخُّرِ الأَعْمَالِ فِي المَرْفَأِ، كَمَا قَالَتْ رَئِيسَتُهُ صَبَاحَ الاِثْنَيْنِ.',
    'وَلَنْ يُغْلِقَ المَجْلِسُ الأَحْوَاضَ الشَّرْقِيَّةَ قَبْلَ أَنْ يَسْتَمِعَ إِلَى الصَّيَّادِينَ جَمِيعًا.',
    'وَلَا شَيْءَ آخَرُ مُقَرَّرٌ لِهٰذَا العَامِ، وَيَجْتَمِعُ المَجْلِسُ ثَانِيَةً فِي الرَّبِيعِ.',
  ],
  speech:
    'اِسْتَمَعْتُ إِلَى الصَّيَّادِينَ شِتَاءً كَامِلًا. لَنْ نُفَرِّطَ فِي شِبْرٍ مِنَ المَرْفَأِ مَا دُمْنَا نَعْمَلُ فِيهِ. هٰذَا وَعْدٌ سَيَفِي بِهِ كُلُّ مَنْ يَأْتِي بَعْدِي.',
  quoted: 'لن نفرط في شبر من المرفأ ما دمنا نعمل فيه.',
  word: ['المرفأ', 'السوق'],
  verdict: 'orthographic',
  speaker: 'سلمى حداد',
  own: 'أجاب المجلس أخيرًا عن رسالتنا.',
  note: 'نُقلت كلمة من قول الرئيسة خطأً، والصواب «المرفأ».',
};

/** Who goes through it, and how. */
type Way = {
  readonly story: Story;
  readonly hand: Hand;
  readonly javaScript: boolean;
  readonly viewport: typeof phone;
  readonly quoting: 'in the form' | 'on a page' | 'from a bookmarklet';
  /** Every page is examined; where another way leads over the same pages, that does it. */
  readonly examined: boolean;
};

async function openScene(browser: Browser, { story, javaScript, viewport, examined }: Way) {
  const { locale, statement, speech, title } = story;
  const site = await openDeskSite(locale, { fetchAllow: ['127.0.0.1/32'] });
  const own = (html: string) =>
    locale === 'ar' ? html.replace('<html lang="en">', '<html lang="ar" dir="rtl">') : html;
  const source = await openSourceSite({
    '/statement': own(article(statement.join('\n'), title)),
    '/speech': own(article(speech, story.speaker)),
  });
  const [writer, reader] = await Promise.all([
    browser.newPage({ javaScript, viewport, locale }),
    browser.newPage({ javaScript, viewport, locale }),
  ]);
  for (const page of [writer, reader]) page.setDefaultTimeout(8_000);
  await site.enter(writer, 'editor');
  return {
    ...site,
    source,
    writer,
    reader,
    /** The worker does what is due, and the page that waits for it shows that it is done. */
    settle: async (page: Page) => {
      await site.blog.work();
      if (!javaScript) await page.reload();
      await page.waitForSelector('[data-waits]', { state: 'detached' });
    },
    /** Valid, without a barrier, no wider than the screen, and all of it in the language of the site. */
    look: async (page: Page) => {
      if (!examined) return;
      const content = (await page.content()).replaceAll(
        / (hidden|autofocus|required|open|crossorigin|popover|checked|selected|download)=""/g,
        ' $1',
      );
      assertValidHtml(content, page.url());
      if (javaScript) assert.deepEqual(await axe(page), [], page.url());
      const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
      assert.ok(wide <= viewport.width, `${page.url()} is ${wide} pixels wide`);
      const direction = locale === 'ar' ? 'rtl' : 'ltr';
      assert.equal(await page.evaluate('getComputedStyle(document.body).direction'), direction, page.url());
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([writer.close(), reader.close()]);
      await source.die();
      await site.close();
    },
  };
}

type Scene = Awaited<ReturnType<typeof openScene>>;

/** From an address to a draft; the number of the post. */
async function republish(
  { writer, url, source, settle, look }: Scene,
  { hand, story }: Way,
): Promise<number> {
  await writer.goto(`${url}/-/admin/republish/`);
  await look(writer);
  await hand.fill(writer, '#url', source.url('/statement'));
  await hand.press(writer, 'button[value=address]');
  await writer.waitForSelector('[data-waits]');
  await look(writer);
  await settle(writer);
  await writer.waitForSelector('#before');
  const found = await writer.inputValue('#text');
  for (const line of story.statement) assert.ok(found.includes(line), line);
  assert.equal(await writer.inputValue('#title'), story.title);
  await look(writer);
  await hand.fill(writer, '#before', story.own);
  await hand.press(writer, '.side button[type=submit]');
  await writer.waitForURL(/republish\/posts\/\d+\//);
  await settle(writer);
  await look(writer);
  await hand.press(writer, 'a.button[href^="/-/admin/posts/"]:not(.plain)');
  await writer.waitForSelector('#post-form');
  return Number(/posts\/(\d+)\//.exec(writer.url())?.[1]);
}

/** Puts a passage of the speech into the text: in its form, by a page of its own, or from a bookmarklet. */
async function quote(scene: Scene, way: Way, id: number): Promise<void> {
  const { writer } = scene;
  if (way.quoting === 'in the form') await quoteInForm(scene, way);
  else await quoteOnPage(scene, way, id);
  assert.ok((await writer.inputValue('#text')).includes(way.story.quoted));
}

async function quoteInForm({ writer, source, blog, look }: Scene, { hand, story }: Way): Promise<void> {
  await hand.press(writer, 'a.button.insert');
  await hand.fill(writer, '#quoted-text', story.quoted);
  await hand.fill(writer, '#quoted-address', source.url('/speech'));
  await hand.fill(writer, '#quoted-speaker', story.speaker);
  await hand.fill(writer, '#quoted-said', '2026-05');
  await look(writer);
  await hand.press(writer, 'dialog.quoting button[type=submit]');
  await writer.waitForSelector('dialog.quoting', { state: 'detached' });
  await blog.work();
}

async function quoteOnPage(scene: Scene, { hand, story, quoting }: Way, id: number): Promise<void> {
  const { writer, source, url, settle, look } = scene;
  if (quoting === 'from a bookmarklet') {
    const given = new URLSearchParams({
      text: story.quoted,
      url: source.url('/speech'),
      title: story.speaker,
    });
    await writer.goto(`${url}/-/admin/quotations/new?${given}`);
  } else {
    await hand.press(writer, `a.button[href="/-/admin/quotations/new?post=${id}"]`);
    await writer.waitForURL(/quotations\/new/);
    await hand.fill(writer, '#text', story.quoted);
    await hand.fill(writer, '#address', source.url('/speech'));
  }
  await look(writer);
  await hand.fill(writer, '#speaker', story.speaker);
  await hand.fill(writer, '#said', '2026-05');
  await hand.press(writer, 'main form button[type=submit]');
  await writer.waitForSelector('[data-waits]');
  await look(writer);
  await settle(writer);
  await writer.waitForSelector('p.verdict');
  await look(writer);
  if (quoting === 'from a bookmarklet') await writer.selectOption('select[name=post]', String(id));
  await hand.press(writer, 'form.row button[type=submit]');
  await writer.waitForURL(new RegExp(`/-/admin/posts/${id}/`));
}

/** Changes a word of the text as it stands in the form. */
async function alter(page: Page, { hand }: Way, from: string, to: string): Promise<void> {
  const text = await page.inputValue('#text');
  const at = text.lastIndexOf(from);
  assert.ok(at > 0, `${from} stands in the text`);
  await hand.fill(page, '#text', text.slice(0, at) + to + text.slice(at + from.length));
}

/** What the mark of the quotation on a page opens to. */
const details = 'figure details.note';

/** The words are there to be seen. */
const see = (page: Page, selector: string, words: string) =>
  page.locator(selector).filter({ hasText: words }).waitFor();

/** The difference is there to be read: what stands here struck out, what the source says beside it. */
async function assertAltered(page: Page, { hand, story }: Way): Promise<void> {
  await hand.press(page, `${details} > summary`);
  const [said, written] = story.word;
  await see(page, `${details} del`, written);
  const there = bare((await page.locator(`${details} ins`).textContent()) ?? '');
  assert.ok(there.includes(said), `${there} has ${said}`);
}

/** Without the vowels of Arabic, which the source has and the quotation has not. */
const bare = (text: string) => text.replaceAll(/[\u064b-\u0652\u0670]/g, '').replaceAll('ٱ', 'ا');

async function seePreview({ writer, look }: Scene, way: Way): Promise<void> {
  const opened = writer.context().waitForEvent('page');
  await way.hand.press(writer, 'button[value=preview]');
  const preview = await opened;
  await preview.waitForSelector(details);
  await assertAltered(preview, way);
  assert.equal(await preview.getAttribute('.origin .verdict', 'data-verdict'), 'exact');
  await look(preview);
  await preview.close();
}

async function save(scene: Scene, { hand }: Way, button: 'save' | 'publish'): Promise<void> {
  const { writer, blog } = scene;
  await hand.press(writer, `.side button[value=${button}]`);
  await writer.waitForSelector('.notice');
  await blog.work();
}

async function verify(url: string): Promise<string> {
  let [out, err] = ['', ''];
  const status = await runCommand(['log', 'verify', url], {
    env: {},
    stdin: Readable.from([]),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isTerminal: false,
  });
  assert.equal(status, 0, err);
  return out;
}

describe('A text that is republished, quoted, altered, corrected, and outlives its source', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  const onPhone = { hand: pointer, javaScript: true, viewport: phone, examined: true };
  const ways: Readonly<Record<string, Way>> = {
    'on a phone': { ...onPhone, story: english, quoting: 'in the form' },
    'without JavaScript': { ...onPhone, story: english, quoting: 'on a page', javaScript: false },
    'from right to left': { ...onPhone, story: arabic, quoting: 'from a bookmarklet' },
    'by keyboard alone': {
      story: english,
      hand: keyboard,
      javaScript: true,
      viewport: desktop,
      quoting: 'in the form',
      examined: false,
    },
  };
  for (const [name, way] of Object.entries(ways))
    it(name, { timeout: 90_000 }, async () => {
      await using scene = await openScene(browser, way);
      const { hand, story } = way;
      const { writer, reader, url, blog, look } = scene;
      const [said, written] = story.word;

      const id = await republish(scene, way);
      await quote(scene, way, id);
      await alter(writer, way, said, written);
      await seePreview(scene, way);
      await save(scene, way, 'save');
      await writer.reload();
      await look(writer);
      await save(scene, way, 'publish');

      const { path } = await blog.world.db.read
        .selectFrom('post')
        .select('path')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const address = `${url}${path}`;
      await reader.goto(address);
      assert.equal(await reader.getAttribute('.origin .verdict', 'data-verdict'), 'exact');
      assert.equal(await firstOf(reader), scene.source.url('/statement'), 'the original comes first');
      await see(reader, '.prose', story.own);
      await assertAltered(reader, way);
      await look(reader);

      blog.clock.advance('1 hour');
      await writer.reload();
      await alter(writer, way, written, said);
      await hand.fill(writer, '#announcement', story.note);
      await hand.tick(writer, '#correction');
      await save(scene, way, 'save');
      await reader.goto(address);
      assert.equal(await verdictOf(scene, id), story.verdict);
      await reader.waitForSelector(`${details}.ok`);
      await hand.press(reader, `a[href$="/-/posts/${id}/history/"]`);
      await reader.waitForURL(/history/);
      await see(reader, '.versions', story.note);
      await look(reader);

      await scene.source.die();
      for (let day = 0; day < 6; day++) {
        blog.clock.advance('1 day');
        await blog.work();
      }
      await reader.goto(address);
      await look(reader);
      assert.match(await firstOf(reader), /\/-\/captures\/\d+\/$/, 'the copy comes first');
      await reader.waitForSelector('figcaption a.u-url[href*="/-/captures/"]');
      await hand.press(reader, '.origin a[href*="/-/captures/"]');
      await reader.waitForURL(/\/-\/captures\/\d+\/$/);
      await look(reader);
      const copy = reader.frameLocator('iframe.copy-frame').locator('article');
      for (const line of story.statement) await copy.filter({ hasText: line }).waitFor();

      assert.match(await verify(url), /is in order: \d+ entries/);
      assert.deepEqual(browser.complaints, []);
      assert.deepEqual(browser.refused, []);
    });
});

/** Of the original and its archived copy, that which readers are led to first. */
async function firstOf(page: Page): Promise<string> {
  const links = page.locator('.origin dd a[href*="/-/captures/"], .origin dd a[rel=external]');
  return (await links.first().getAttribute('href')) ?? '';
}

async function verdictOf({ blog }: Scene, postId: number): Promise<string | undefined> {
  const row = await blog.world.db.read
    .selectFrom('quotation')
    .select('verdict')
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return row?.verdict;
}
