import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { sample } from '../media/sample.ts';
import { storeMedia } from '../media/save.ts';
import { readSite } from '../site/read.ts';
import { saveMenu } from '../site/save-menu.ts';
import { defaultSettings } from '../site/settings.ts';

type Desk = Awaited<ReturnType<Blog['as']>>;

/** What the form of a page began with. */
function beganOf(page: string): string {
  const [, value = ''] = /name="began" value="([^"]*)"/.exec(page) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#34;', '"');
}

async function beganAt(desk: Desk, path: string): Promise<string> {
  const began = beganOf((await desk.get(path)).text);
  assert.match(began, /^\{.+\}$/, `${path} says what it began with`);
  return began;
}

describe('A save at the desk', () => {
  it('after somebody else saved says what they changed, and loses nothing', async () => {
    const blog = await openBlog();
    const [one, other] = [await blog.as('administrator'), await blog.as('owner')];
    const path = '/-/admin/settings/';
    const was = { title: 'A blog', tagline: 'About a harbour', locale: 'en', calendar: 'gregory' };
    await one.post(path, was);
    const began = await beganAt(one, path);
    assert.equal((await other.post(path, { ...was, title: 'Theirs', began })).status, 303);

    const stale = await one.post(path, { ...was, tagline: 'Mine', began });
    assert.equal(stale.status, 409, stale.text);
    assert.match(stale.text, /Somebody saved this meanwhile/);
    assert.match(
      stale.text,
      /<th scope="row">[^<]+<\/th><td dir="auto">Theirs<\/td><td dir="auto">left as it was/,
    );
    assert.match(
      stale.text,
      /name="title" value="Theirs"/,
      'what was left alone takes what stands there now',
    );
    assert.match(stale.text, /name="tagline" value="Mine"/);
    assert.equal(
      (await readSite(blog.world.db, blog.site.id))?.tagline,
      'About a harbour',
      'nothing is saved yet',
    );

    const again = { ...was, title: 'Theirs', tagline: 'Mine', began: beganOf(stale.text) };
    assert.equal((await one.post(path, again)).status, 303);
    const site = await readSite(blog.world.db, blog.site.id);
    assert.deepEqual([site?.title, site?.tagline], ['Theirs', 'Mine']);
    await blog.close();
  });

  it('that is sent twice, or after a change to the same, is simply saved', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const path = '/-/admin/settings/';
    const fields = { title: 'Once', tagline: '', locale: 'en', calendar: 'gregory' };
    const began = await beganAt(admin, path);
    for (let time = 0; time < 2; time++)
      assert.equal((await admin.post(path, { ...fields, began })).status, 303);
    await blog.close();
  });

  it('asks so of everything that can be changed', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const pen = penOf(blog);
    const admin = await blog.as('administrator');
    const commented = await pen.post({ title: 'Talk' });
    const term = await pen.category('Sea');
    const author = await pen.author('Ada');
    const menu = await world.db.write((tx) =>
      saveMenu(tx, site.id, { name: 'Main', location: 'main', items: [] }),
    );
    const picture = await storeMedia(world, site.id, {
      name: 'quay.png',
      body: await sample().png().toBuffer(),
    });
    assert.ok(menu.ok && picture.ok);
    const comment = await pen.comment(commented, 'Cid', 'Who asks?');
    const changes: readonly (readonly [
      path: string,
      first: Record<string, string>,
      then: Record<string, string>,
    ])[] = [
      [`/-/admin/categories/${term}/`, { name: 'Coast' }, { name: 'Shore' }],
      [`/-/admin/people/authors/${author}/`, { name: 'Ada L', slug: 'ada' }, { name: 'A. L.', slug: 'ada' }],
      [`/-/admin/menus/${menu.id}/`, { name: 'First', do: 'save' }, { name: 'Then', do: 'save' }],
      [`/-/admin/media/${picture.media.id}/`, { alt: 'A quay' }, { alt: 'A pier' }],
      [`/-/admin/comments/${comment}/`, { text: 'Who?', name: 'Cid' }, { text: 'What?', name: 'Cid' }],
      ['/-/admin/look/', { title: 'Harbour' }, { title: 'Port' }],
      [
        '/-/admin/settings/footer/',
        { 'kind-0': 'search', do: 'save' },
        { 'kind-0': 'search', 'kind-1': 'categories', do: 'save' },
      ],
      ['/-/admin/settings/moderation/', moderation({ maxLinks: '3' }), moderation({ maxLinks: '4' })],
    ];
    for (const [path, first, then] of changes) {
      const began = await beganAt(admin, path);
      const saved = await admin.post(path, { ...first, began });
      assert.equal(saved.status, 303, `${path}: ${saved.text}`);
      const stale = await admin.post(path, { ...then, began });
      assert.equal(stale.status, 409, `${path}: ${stale.text}`);
      const again = await admin.post(path, { ...then, began: beganOf(stale.text) });
      assert.equal(again.status, 303, `${path}: ${again.text}`);
    }
    await blog.close();
  });
});

function moderation(changed: Record<string, string>): Record<string, string> {
  const { akismetUrl } = defaultSettings;
  return {
    maxLinks: '2',
    wordsHeld: '',
    wordsSpam: '',
    reportsHold: '0',
    akismetKey: '',
    akismetUrl,
    ...changed,
  };
}
