import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, openBrowser, type Page } from '../support/browser.ts';
import { examine, traps } from '../support/hostile.ts';
import {
  fillDesk,
  fillThread,
  type HostileSite,
  isOurs,
  openHostileSite,
  textAt,
  texts,
} from '../support/hostile-site.ts';
import { linkIn } from '../support/mail.ts';
import { penOf } from '../support/pen.ts';

/** As one page of a kind: numbers are any number. */
const kindOf = (path: string) =>
  path
    .replace(/\?.*$/, '')
    .replaceAll(/\d+/g, 'N')
    .replace(/(\/-\/admin\/settings\/|\/(?:category|tag|author|N\/N\/N)\/).*/, '$1…');

/** Pages of every part of the desk and of the accounts; each must have been among those that were seen. */
const expected = [
  ...['', 'posts/', 'posts/new', 'posts/N/', 'posts/N/revisions/', 'posts/N/revisions/N', 'posts/N/preview'],
  ...['pages/', 'pages/N/', 'media/', 'media/N/', 'categories/', 'categories/N/', 'tags/', 'tags/N/'],
  ...[
    'menus/',
    'menus/N/',
    'comments/',
    'comments/N/',
    'comments/history',
    'comments/bans',
    'comments/N/ban',
  ],
  ...['people/', 'people/N/', 'people/profile', 'settings/…', 'look/', 'jobs/', 'posts/N/delete'],
].map((path) => `/-/admin/${path}`);

const accountPages = ['', 'security', 'applications', 'passkeys', 'replies', 'password', 'email'].map(
  (path) => `/-/account/${path}`,
);

describe('A desk full of hostile content, without a policy', () => {
  let hostile: HostileSite;
  let browser: Browser;
  let page: Page;
  before(async () => {
    hostile = await openHostileSite();
    browser = await openBrowser();
    await fillDesk(hostile);
    await fillThread(hostile);
    page = await newPage('owner');
  });
  after(async () => {
    await browser.close();
    await hostile.close();
  });

  /** A page of somebody's browser, in which whatever runs is seen. */
  async function newPage(role?: 'owner' | 'editor'): Promise<Page> {
    const made = await browser.newPage();
    await made.addInitScript(traps);
    made.on('dialog', (dialog) => void dialog.dismiss());
    if (role) await hostile.enter(made, role);
    return made;
  }

  /** Opens an address and looks at the page by the browser's own reading. */
  async function open(path: string, where = page): Promise<void> {
    const answer = await where.goto(new URL(path, hostile.url).href, { waitUntil: 'load' });
    assert.ok((answer?.status() ?? 0) < 500, `${path.slice(0, 100)} answers ${answer?.status()}`);
    await look(path, where);
  }

  async function look(path: string, where = page): Promise<void> {
    const found = (await where.evaluate(examine)) as unknown as readonly string[];
    assert.deepEqual(
      found.filter((one) => !isOurs(one, hostile.url, path)),
      [],
      path.slice(0, 200),
    );
    assert.ok(where.url().startsWith(`${hostile.url}/`), `${path.slice(0, 100)} leads to ${where.url()}`);
  }

  const links = (where = page) =>
    where.evaluate(`[...document.querySelectorAll('a[href]')].map((a) => a.href)`) as Promise<string[]>;

  it('runs nothing on any page that a link leads to, wherever it is shown', {
    timeout: 280_000,
  }, async () => {
    const seen = new Map<string, number>();
    const left = ['/-/admin/', ...accountPages, '/', '/-/notices/', '/-/subscriptions/'];
    left.push('/-/admin/posts/1/delete', '/-/admin/comments/empty?shelf=spam', '/-/admin/jobs/?all=1');
    const known = new Set(left);
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const kind = kindOf(path);
      const times = seen.get(kind) ?? 0;
      // Of pages of one kind, a few: their content differs, their making does not.
      if (times >= 2) continue;
      seen.set(kind, times + 1);
      await open(path);
      for (const href of await links()) {
        const url = new URL(href);
        const to = url.pathname + url.search;
        if (url.origin !== hostile.url || known.has(to) || isNoPage(url.pathname)) continue;
        known.add(to);
        left.push(to);
      }
    }
    for (const kind of [...expected, ...accountPages]) assert.ok(seen.has(kind), `${kind} was not seen`);
    assert.deepEqual(browser.refused, []);
  });

  it('runs nothing where somebody looks for hostile words', { timeout: 120_000 }, async () => {
    for (const list of ['posts/', 'pages/', 'media/', 'categories/', 'tags/', 'comments/'])
      for (const text of texts.slice(0, 6)) {
        const word = encodeURIComponent(text);
        await open(`/-/admin/${list}?s=${word}&q=${word}&after=${word}&status=${word}&order=${word}`);
      }
    assert.deepEqual(browser.refused, []);
  });

  it('gives every form back as it was filled in, as text', { timeout: 280_000 }, async () => {
    const pages = [
      ...['posts/new', 'posts/1/', 'pages/', 'media/', 'media/1/', 'categories/', 'categories/1/', 'tags/'],
      ...['menus/', 'menus/1/', 'comments/', 'comments/1/', 'comments/bans', 'people/', 'people/profile'],
      ...['settings/', 'settings/reading', 'settings/footer', 'settings/addresses', 'look/', 'jobs/'],
      ...['sources/new', 'speakers/new', 'quotations/new', 'republish/', 'captures/'],
    ].map((path) => `/-/admin/${path}`);
    const others = ['password', 'email', 'applications', 'passkeys', 'sign-in', 'register', 'forgotten'];
    let sent = 0;
    for (const path of [...pages, ...others.map((name) => `/-/account/${name}`)]) {
      await open(path);
      const forms = (await page.evaluate(countForms)) as number;
      for (let form = 0; form < Math.min(forms, 6); form++)
        for (const [turn, token] of ['kept', 'lost'].entries()) {
          // That a lost token gives everything back is one mechanism: a form of each page shows it.
          if (token === 'lost' && form > 0) continue;
          await page.goto(hostile.url + path, { waitUntil: 'load' });
          const arrived = page.waitForNavigation({ waitUntil: 'load', timeout: 15_000 }).catch(() => null);
          if (!(await page.evaluate(fillForm(form, token, textAt(form * 2 + turn))))) continue;
          assert.ok(await arrived, `${path} form ${form} leads somewhere`);
          await look(`${path} form ${form} with its token ${token}`);
          sent++;
        }
      if (!path.startsWith('/-/admin/')) continue;
      // Whatever was pressed, somebody is still there to press the next.
      await hostile.enter(page, 'owner');
    }
    assert.ok(sent > 60, `${sent} forms were sent`);
    assert.deepEqual(browser.refused, []);
  });

  it('runs nothing in a reader’s browser: the form, its preview, one’s own reply, what is done with it', {
    timeout: 120_000,
  }, async () => {
    const reader = await newPage();
    await penOf(hostile.blog).post({
      title: textAt(0),
      slug: 'open',
      text: texts.join('\n\n'),
      publishedAt: '2026-05-20T08:00:00.000Z',
      commentsOpen: true,
    });
    const path = '/2026/05/20/open/';
    for (const text of texts.slice(0, 6)) {
      for (const button of ['preview', 'send']) {
        await open(path, reader);
        const form = `#respond form`;
        for (const [name, value] of Object.entries({
          name: text,
          email: 'a@people.example',
          url: text,
          text,
        }))
          if (await reader.locator(`${form} [name=${name}]`).count())
            await reader.fill(`${form} [name=${name}]`, value);
        hostile.blog.clock.advance('1 minute');
        const press = `${form} .send button${button === 'preview' ? '[formaction]' : ':not([formaction])'}`;
        await reader.click(`${press} >> nth=0`);
        await look(`${path} ${button}`, reader);
      }
    }
    for (const id of [1, 2, 3, 4])
      for (const deed of ['', '/like', '/report', '/edit', '/delete'])
        await open(`/-/comments/${id}${deed}`, reader);
    for (const query of ['?quote=', '?reply='])
      for (const text of texts.slice(0, 6)) await open(`${path}${query}${encodeURIComponent(text)}`, reader);
    await reader.close();
    assert.deepEqual(browser.refused, []);
  });

  it('would be caught if it ran, and the words are there to run', async () => {
    await page.goto(`${hostile.url}/-/admin/comments/?shelf=live`);
    assert.match((await page.textContent('main')) ?? '', /alert\(/);
    const wild = '<img src=x onerror=alert(1)><a href="javascript:alert(2)">x</a>';
    await page.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', ${JSON.stringify(wild)})`,
    );
    await page.waitForTimeout(200);
    const found = (await page.evaluate(examine)) as unknown as readonly string[];
    assert.deepEqual(found, ['alert 1', 'img onerror', 'a javascript:alert(2)']);
  });

  it('runs nothing in a letter that is read as a page', { timeout: 120_000 }, async () => {
    const { blog, mail } = hostile;
    await blog.work();
    assert.ok(mail.messages.length > 3, `${mail.messages.length} letters were sent`);
    const reader = await newPage();
    for (const letter of mail.messages) {
      assert.deepEqual(
        [...letter.headers.keys()].filter((name) => /script|bcc/i.test(name)),
        [],
      );
      await reader.goto('about:blank');
      await reader.setContent(letter.html);
      const found = (await reader.evaluate(examine)) as unknown as readonly string[];
      // A letter has its own style, and no link of it can be relative.
      assert.deepEqual(
        found.filter((one) => one !== 'style' && !one.startsWith('meta ')),
        [],
        letter.subject,
      );
      const hosts = await links(reader);
      for (const href of hosts) assert.ok(href.startsWith(`${hostile.url}/`), `${letter.subject}: ${href}`);
    }
    const toSubscriber = mail.messages.find(({ text }) => text.includes('/-/subscriptions/'));
    if (toSubscriber) await open(linkIn(toSubscriber, '/-/subscriptions/'), reader);
    await reader.close();
    assert.deepEqual(browser.refused, []);
  });
});

/** What is no page, or would end the session. */
function isNoPage(path: string): boolean {
  return /^\/(-\/(assets|media)|wp-content|wp-json|feed)\/|\/feed\/|sign-out|replies\/export|sitemap|\.(xml|json|txt)$/.test(
    path,
  );
}

const countForms = `document.querySelectorAll('form[method=post]').length`;

/** Runs in the page: fills in a form with a text wherever one goes, and sends it. */
function fillForm(form: number, token: string, text: string): string {
  return `(() => {
    const form = document.querySelectorAll('form[method=post]')[${form}];
    if (!form || /sign-out|removal|revocation|delete|discard/.test(form.action)) return false;
    for (const field of form.elements) {
      if (field.name === 'token') { if (${JSON.stringify(token)} === 'lost') field.value = 'x'; continue; }
      if (field.type === 'file' || field.type === 'submit' || field.type === 'button') continue;
      if (field.type === 'checkbox' || field.type === 'radio') continue;
      if (field.localName === 'select') { field.insertAdjacentHTML('beforeend', '<option></option>'); field.lastChild.value = ${JSON.stringify(text)}; field.value = ${JSON.stringify(text)}; continue; }
      field.removeAttribute('pattern');
      if (/email|url|number|date|color/.test(field.type)) field.type = 'text';
      field.value = ${JSON.stringify(text)};
    }
    form.target = '_self';
    setTimeout(() => HTMLFormElement.prototype.submit.call(form));
    return true;
  })()`;
}
