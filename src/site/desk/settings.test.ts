import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { readSite } from '../read.ts';
import { createSite } from '../save.ts';
import { defaultSettings, siteSettingNames } from '../settings.ts';
import { answerOf, type Described, groups } from './described.ts';
import { fieldValue } from './settings-view.ts';

type Blog = Awaited<ReturnType<typeof openBlog>>;

const described: readonly Described[] = Object.values(groups).flat();

/** The fields of a page as a browser sends them, with some of them changed. */
function fieldsOf(group: keyof typeof groups, changed: Record<string, string> = {}): Record<string, string> {
  const fields = groups[group].map((each) => [each.name, fieldValue(defaultSettings[each.name])] as const);
  const sent = fields.filter(([name, value]) => value !== '' || !isBox(name));
  return { ...Object.fromEntries(sent), ...changed };
}

function isBox(name: string): boolean {
  const one = described.find((each) => each.name === name);
  return one !== undefined && answerOf(one).kind === 'yes-no';
}

async function siteOf({ world, site }: Blog) {
  const found = await readSite(world.db, site.id);
  assert.ok(found);
  return found;
}

describe('The settings at the desk', () => {
  it('show every setting of a site', () => {
    const elsewhere = ['footer', 'icon', 'look'];
    const shown = described.map(({ name }) => name as string);
    assert.deepEqual(
      shown.toSorted(),
      siteSettingNames.filter((name) => !elsewhere.includes(name)).toSorted(),
    );
    for (const each of described)
      if (answerOf(each).kind === 'choice') assert.ok(each.choices, `${each.name} has words for its choices`);
  });

  it('are saved as they are shown, and only what was changed changes', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    for (const name of Object.keys(groups) as (keyof typeof groups)[]) {
      const answer = await admin.post(`/-/admin/settings/${name}/`, fieldsOf(name));
      assert.equal(answer.status, 303, `${name}: ${answer.text}`);
    }
    assert.deepEqual((await siteOf(blog)).settings, defaultSettings);
    const some = { perPage: '7', searchEngines: '', dates: 'none' };
    await admin.post('/-/admin/settings/reading/', fieldsOf('reading', some));
    const words = fieldsOf('moderation', { wordsHeld: ' casino \r\n\r\nكازينو\n', akismetKey: '' });
    await admin.post('/-/admin/settings/moderation/', words);
    const { settings } = await siteOf(blog);
    assert.deepEqual(
      [settings.perPage, settings.searchEngines, settings.dates, settings.wordsHeld, settings.akismetKey],
      [7, false, 'none', ['casino', 'كازينو'], null],
    );
    assert.match(
      (await admin.get('/-/admin/settings/reading/')).text,
      /name="perPage" type="number" value="7"/,
    );
    await blog.close();
  });

  it('say at each field what is wrong with it, keep what was written, and save nothing', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const wrong = fieldsOf('reading', { perPage: '0', feedItems: 'many', related: '3' });
    const answer = await admin.post('/-/admin/settings/reading/', wrong);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /2 things need another look/);
    assert.match(answer.text, /id="perPage-problem">A whole number from 1 to 100/);
    assert.match(answer.text, /value="many"[\s\S]*id="feedItems-problem"/);
    const general = await admin.post('/-/admin/settings/', {
      title: ' ',
      tagline: 'Kept "words"',
      locale: 'klingon',
      calendar: 'gregory',
      timeZone: 'Mars/Base',
    });
    for (const name of ['title', 'locale', 'timeZone'])
      assert.match(general.text, new RegExp(`id="${name}-problem"`), name);
    assert.match(general.text, /Kept &quot;words&quot;/);
    assert.equal((await siteOf(blog)).title, 'The Test Blog');
    await blog.close();
  });

  it('of addresses and time can be changed until something is written, and then say why not', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const path = '/-/admin/settings/addresses/';
    assert.equal((await admin.post(path, { permalinks: '/%year%/' })).status, 422);
    await admin.post(path, { permalinks: '/%postname%/' });
    assert.equal((await siteOf(blog)).permalinks, '/%postname%/');
    await penOf(blog).post();
    assert.match((await admin.get(path)).text, /Another would break every link to them/);
    assert.equal((await admin.post(path, { permalinks: '/%post_id%/' })).status, 422);
    const page = (await admin.get('/-/admin/settings/')).text;
    assert.match(page, /their addresses have dates of this zone/);
    assert.doesNotMatch(page, /name="timeZone"/);
    const general = { title: 'T', tagline: '', locale: 'ar', calendar: 'persian' };
    assert.equal((await admin.post('/-/admin/settings/', general)).status, 303);
    const site = await siteOf(blog);
    assert.deepEqual([site.locale, site.calendar, site.timeZone], ['ar', 'persian', 'UTC']);
    await blog.close();
  });

  it('add hosts, make one the primary, and take one away that nobody stands on', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const path = '/-/admin/settings/addresses/';
    assert.equal((await admin.post(`${path}hosts`, { host: 'https://x.example' })).status, 422);
    assert.equal((await admin.post(`${path}hosts`, { host: 'blog.example' })).status, 422);
    await admin.post(`${path}hosts`, { host: 'new.example' });
    await admin.post(`${path}primary`, { host: 'new.example' });
    assert.equal((await siteOf(blog)).url, 'https://new.example/');
    await admin.post(`${path}remove`, { host: 'blog.example' });
    await admin.post(`${path}remove`, { host: 'new.example' });
    assert.equal((await siteOf(blog)).hosts.length, 2, 'one is where one stands, the other is the primary');
    await admin.post(`${path}primary`, { host: 'blog.example' });
    await admin.post(`${path}remove`, { host: 'new.example' });
    assert.deepEqual(
      (await siteOf(blog)).hosts.map(({ host }) => host),
      ['blog.example'],
    );
    await blog.close();
  });

  it('leave hosts to the owner where the install has several sites', async () => {
    const blog = await openBlog();
    const { world } = blog;
    const made = await world.db.write((tx) =>
      createSite(
        tx,
        { host: 'second.example', title: 'Second', locale: 'en' },
        { now: world.clock.now().toISOString() },
      ),
    );
    assert.ok(made.ok);
    const path = '/-/admin/settings/addresses/';
    const admin = await blog.as('administrator');
    const page = (await admin.get(path)).text;
    assert.match(page, /Only the owner of the install/);
    assert.doesNotMatch(page, /name="host"/);
    assert.equal((await admin.post(`${path}hosts`, { host: 'third.example' })).status, 403);
    const owner = await blog.as('owner');
    assert.equal((await owner.post(`${path}hosts`, { host: 'third.example' })).status, 303);
    assert.equal((await admin.post(`${path}remove`, { host: 'third.example' })).status, 403);
    assert.equal((await siteOf(blog)).hosts.length, 2);
    assert.equal((await owner.post(`${path}remove`, { host: 'third.example' })).status, 303);
    await blog.close();
  });

  it('are the administrator’s alone', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    for (const path of ['', 'reading/', 'footer/', 'addresses/'])
      assert.equal((await editor.get(`/-/admin/settings/${path}`)).status, 403);
    assert.equal((await editor.post('/-/admin/settings/', { title: 'Mine' })).status, 403);
    await blog.close();
  });
});

describe('The foot of the pages at the desk', () => {
  const path = '/-/admin/settings/footer/';
  const two = {
    'kind-0': 'search',
    'title-0': '',
    'kind-1': 'text',
    'title-1': 'About',
    'markdown-1': '*Hello*',
  };

  it('is arranged by buttons, and changes only when it is saved', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    assert.match((await admin.get(path)).text, /Recent posts[\s\S]*Archives by month/);
    const moved = await admin.post(path, { ...two, do: 'up-1' });
    assert.match(
      moved.text,
      /not saved yet[\s\S]*name="kind-0" value="text"[\s\S]*name="kind-1" value="search"/,
    );
    const added = await admin.post(path, { ...two, do: 'add', add: 'tag-cloud' });
    assert.match(added.text, /name="kind-2" value="tag-cloud"/);
    const removed = await admin.post(path, { ...two, do: 'remove-0' });
    assert.doesNotMatch(removed.text, /name="kind-1"/);
    assert.deepEqual((await siteOf(blog)).settings.footer, defaultSettings.footer);
    assert.equal((await admin.post(path, { ...two, do: 'save' })).status, 303);
    assert.match(await blog.visit('/'), /<h2>About<\/h2>[\s\S]*<em>Hello<\/em>/);
    await blog.close();
  });

  it('says at its field what cannot stand there', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const wrong = {
      'kind-0': 'archives',
      'count-0': '0',
      'kind-1': 'blogroll',
      'links-1': 'Evil | javascript:alert(1)',
      do: 'save',
    };
    const answer = await admin.post(path, wrong);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /id="count-0-problem"[\s\S]*id="links-1-problem"/);
    const good = { 'kind-0': 'blogroll', 'links-0': 'A & B | https://a.example/ | Good\n', do: 'save' };
    assert.equal((await admin.post(path, good)).status, 303);
    assert.match((await admin.get(path)).text, /A &amp; B \| https:\/\/a\.example\/ \| Good/);
    await blog.close();
  });
});
