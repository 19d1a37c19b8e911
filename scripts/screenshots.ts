/**
 * Makes the pictures of the README and the guide, `docs/guide/*.png`, from the demonstration site in a real
 * Chromium: `npm run screenshots`, or `npm run screenshots -- home search` for some of them. Look at them before
 * they are committed.
 */
import sharp from 'sharp';
import { readSite } from '../src/site/read.ts';
import { updateSite } from '../src/site/save.ts';
import { saveMenu } from '../src/site/save-menu.ts';
import { type Browser, openBrowser, type Page, type PageOptions, phone } from '../test/support/browser.ts';
import { type ServedDemo, serveDemo } from '../test/support/demo.ts';
import { personWith } from '../test/support/person.ts';

const folder = new URL('../docs/guide/', import.meta.url);
const ferry = '/2026/05/19/the-ferry-question/';

type Shot = PageOptions & { readonly path: string; readonly prepare?: (page: Page) => Promise<unknown> };

const statement = '/2026/11/19/the-ferry-will-run/';

const desk = { width: 1280, height: 900 };
const below = (selector: string) => (page: Page) =>
  page.locator(selector).evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));

/** Waits for the pictures in sight. Lazy ones that were scrolled past never come, so that nobody waits for long. */
const shownPictures = `Promise.race([
  new Promise((done) => setTimeout(done, 3000)),
  Promise.all([...document.images]
    .filter((image) => image.checkVisibility() && image.getBoundingClientRect().bottom > 0)
    .filter((image) => image.getBoundingClientRect().top < innerHeight)
    .map((image) => image.decode().catch(() => undefined))),
])`;

const shots: Readonly<Record<string, Shot>> = {
  home: { path: '/', viewport: desk },
  post: { path: '/2023/08/15/how-to-leave-something-out/', viewport: desk },
  thread: { path: ferry, viewport: desk, prepare: below('.comment:has-text("Eleven sentences")') },
  'reply-form': { path: ferry, viewport: desk, prepare: begin },
  'reply-thread': { path: ferry, viewport: desk, prepare: reply },
  author: { path: '/author/maud-tarrow/', viewport: desk },
  search: { path: '/?s=quotation', viewport: desk },
  dark: { path: ferry, viewport: desk, colorScheme: 'dark' },
  quotation: { path: ferry, viewport: { width: 1440, height: 940 }, prepare: openNote('hask') },
  statement: { path: statement, viewport: desk },
  timeline: { path: '/-/timeline/', viewport: desk },
};

const phones: readonly Shot[] = [
  { path: '/', viewport: phone },
  { path: '/', viewport: phone, prepare: (page) => page.locator('.menu-button').click() },
  { path: ferry, viewport: phone, prepare: below('blockquote[dir=rtl]') },
];

const deskPhones: readonly Shot[] = [
  { path: '/-/admin/', viewport: phone },
  { path: '/-/admin/posts/', viewport: phone, prepare: (page) => page.locator('.sections summary').click() },
  { path: '/-/admin/comments/', viewport: phone, prepare: below('main article >> nth=0') },
];

/** An Arabic quotation that is not what its source says, in an Arabic text. */
const quotationPhones: readonly Shot[] = [
  { path: '/2023/07/19/خذ-ما-تراه/', viewport: phone, prepare: openNote('badr') },
  { path: '/2023/07/19/خذ-ما-تراه/', viewport: phone, prepare: openNote('shams') },
  { path: ferry, viewport: phone, prepare: openNote('bakri') },
];

const arabic: Readonly<Record<string, Shot>> = {
  arabic: { path: '/2023/12/11/قال-حدثني/', viewport: desk },
  'desk-arabic': { path: '/-/admin/', viewport: desk, locale: 'ar' },
};

const browser = await openBrowser();
const demo = await serveDemo({ oidc: [provider('orcid', 'ORCID'), provider('work', 'The Vessary Archive')] });
const cookies = await writerOf(demo);
const wanted = process.argv.slice(2);
try {
  for (const [name, shot] of Object.entries({
    ...shots,
    ...(await records(demo)),
    ...(await deskShots(demo)),
  }))
    if (isWanted(name)) await keep(name, await take(browser, demo, shot));
  if (isWanted('phone'))
    await keep('phone', await beside(await each(phones, (shot) => take(browser, demo, shot))));
  if (isWanted('quotation-phone'))
    await keep(
      'quotation-phone',
      await beside(await each(quotationPhones, (shot) => take(browser, demo, shot))),
    );
  if (isWanted('desk-phone'))
    await keep('desk-phone', await beside(await each(deskPhones, (shot) => take(browser, demo, shot))));
  await speakArabic(demo);
  for (const [name, shot] of Object.entries(arabic))
    if (isWanted(name)) await keep(name, await take(browser, demo, shot));
} finally {
  await browser.close();
  await demo.stop();
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.includes(name);
}

/** The desk, as the owner of the demonstration site sees it. */
async function deskShots({ world }: ServedDemo): Promise<Readonly<Record<string, Shot>>> {
  const { id } = await world.db.read
    .selectFrom('post')
    .select('id')
    .where('slug', '=', 'the-ferry-question')
    .executeTakeFirstOrThrow();
  const statementCopy = await firstCopyOf(world, 'Statement on the ferry during the works at Lamp Stairs');
  return {
    'desk-home': { path: '/-/admin/', viewport: desk },
    'desk-look': { path: '/-/admin/look/', viewport: desk },
    moderation: { path: '/-/admin/comments/', viewport: { width: 1280, height: 1000 } },
    'sign-in': { path: '/-/account/sign-in', viewport: { width: 1000, height: 1000 } },
    'desk-posts': { path: '/-/admin/posts/', viewport: desk },
    'desk-quotations': { path: '/-/admin/quotations/', viewport: desk },
    'desk-unsourced': { path: '/-/admin/quotations/unsourced/', viewport: desk },
    'desk-sources': { path: '/-/admin/sources/', viewport: desk },
    republish: {
      path: `/-/admin/republish/captures/${statementCopy}/`,
      viewport: { width: 1280, height: 1100 },
    },
    'desk-writing': {
      path: `/-/admin/posts/${id}/`,
      viewport: { width: 1840, height: 1100 },
      prepare: showBeside,
    },
  };
}

/** Pages about a source, its copies and the history of a post, which have numbers in their addresses. */
async function records({ world }: ServedDemo): Promise<Readonly<Record<string, Shot>>> {
  const article = 'Forty vote for a bridge';
  const source = await sourceCalled(world, article);
  const copy = await firstCopyOf(world, article);
  const corrected = await world.db.read
    .selectFrom('post')
    .select('id')
    .where('slug', '=', 'how-to-leave-something-out')
    .executeTakeFirstOrThrow();
  return {
    source: { path: `/-/sources/${source}/`, viewport: desk },
    'archived-copy': { path: `/-/captures/${copy}/`, viewport: desk },
    history: { path: `/-/posts/${corrected.id}/history/2/`, viewport: desk },
  };
}

async function sourceCalled({ db }: ServedDemo['world'], title: string): Promise<number> {
  const { id } = await db.read
    .selectFrom('source')
    .select('id')
    .where('title', '=', title)
    .executeTakeFirstOrThrow();
  return id;
}

async function firstCopyOf(world: ServedDemo['world'], title: string): Promise<number> {
  const source = await sourceCalled(world, title);
  const { id } = await world.db.read
    .selectFrom('capture')
    .select('id')
    .where('source_id', '=', source)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Opens what is known of a quotation, and brings it into sight. */
function openNote(key: string) {
  return async (page: Page): Promise<void> => {
    await page.locator(`#quotation-${key} .note summary`).click();
    await below(`#quotation-${key}`)(page);
    // The line before it says who speaks.
    await page.evaluate('scrollBy({ top: -90, behavior: "instant" })');
  };
}

async function showBeside(page: Page): Promise<void> {
  await page.locator('.tools [aria-pressed]').click();
  await page.frameLocator('.live iframe').locator('.prose p').first().waitFor();
}

/** What the page of signing in says of a provider; nobody signs in here. */
function provider(name: string, label: string) {
  return { name, label, issuer: `https://${name}.example`, clientId: 'verbatim', clientSecret: 'unused' };
}

/** Cookies of somebody who may write. */
async function writerOf({ world, siteId, url }: ServedDemo) {
  const site = await readSite(world.db, siteId);
  if (!site) throw new Error('The demonstration site is not there.');
  const plain = { ...site, hosts: site.hosts.map(({ host }) => ({ host, scheme: 'http' as const })) };
  const { cookie } = await personWith(world, plain, 'owner');
  return cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return { name, value, url };
  });
}

/** Opened twice, so that every face is there: furniture takes its own only when it need not wait. */
async function take(
  { newPage }: Browser,
  { url }: ServedDemo,
  { path, prepare, ...options }: Shot,
): Promise<Buffer> {
  const page = await newPage(options);
  if (path.startsWith('/-/admin/')) await page.context().addCookies(cookies);
  await page.goto(url + path);
  await page.evaluate('document.fonts.ready');
  await page.reload();
  await prepare?.(page);
  await page.evaluate(shownPictures);
  await page.waitForTimeout(300);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await page.close();
  return picture;
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** Screens of a phone in a row, with room between them. */
async function beside(screens: readonly Buffer[]): Promise<Buffer> {
  const gap = 24;
  const width = screens.length * (phone.width + gap) - gap;
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { width, height: phone.height, channels: 4, background } })
    .composite(screens.map((input, index) => ({ input, left: index * (phone.width + gap), top: 0 })))
    .png()
    .toBuffer();
}

/** Writes a picture with the 256 colours that fit it best: a quarter of the bytes, and nobody sees it. */
async function keep(name: string, picture: Buffer): Promise<void> {
  const file = new URL(`${name}.png`, folder);
  const { size } = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(file.pathname);
  process.stdout.write(`docs/guide/${name}.png  ${Math.round(size / 1024)} KB\n`);
}

/** Begins a reply that quotes the post. */
async function begin(page: Page): Promise<void> {
  await page.locator('.quoting summary').click();
  const passage = ((await page.locator('.post .prose p').first().textContent()) ?? '').split('. ')[0] ?? '';
  await page.fill('#reply-quote', passage);
  await page.fill('#reply-text', 'My mother took the *seven o’clock boat* for thirty years.');
  await page.fill('#reply-name', 'Noor');
  await below('#respond')(page);
}

/** Sends it, and waits for a moderator. */
async function reply(page: Page): Promise<void> {
  await begin(page);
  // Whoever sends it at once is held for that, too.
  demo.world.clock.advance(60);
  await page.locator('#respond .send button').first().click();
  await page
    .locator('.waits')
    .evaluate((element) => element.scrollIntoView({ behavior: 'instant', block: 'center' }));
}

/** The same site as one in Arabic, with a menu of what it has in Arabic. */
async function speakArabic({ world, siteId }: ServedDemo): Promise<void> {
  await world.db.write(async (tx) => {
    await updateSite(tx, siteId, { locale: 'ar', title: 'المُبيَّضة', tagline: 'ما قيل في فيساري، وكيف نعرف' });
    const terms = await tx.db
      .selectFrom('term')
      .select(['id', 'slug'])
      .where('site_id', '=', siteId)
      .execute();
    const entry = (slug: string) => {
      const id = terms.find((term) => term.slug === slug)?.id;
      if (id === undefined) throw new Error(`the demonstration site has no category ${slug}`);
      return { target: { kind: 'term', id }, children: [] } as const;
    };
    const items = [
      { label: 'المدوّنة', target: { kind: 'home' }, children: [] } as const,
      entry('riwaya'),
      entry('shir'),
    ];
    await saveMenu(tx, siteId, { name: 'المُبيَّضة', location: 'main', items });
  });
}
