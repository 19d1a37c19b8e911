import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../../test/support/blog.ts';
import { readSpeakers, readSpeakersBySlug } from '../read.ts';
import { ensureSpeaker } from '../save.ts';

const path = '/-/admin/speakers/';

function made({ world, site }: Blog, name: string) {
  return world.db.write((tx) => ensureSpeaker(tx, site.id, { name })).then(({ id }) => id);
}

function beganOf(page: string): string {
  const [, value = ''] = /name="began" value="([^"]*)"/.exec(page) ?? [];
  return value.replaceAll('&quot;', '"').replaceAll('&#34;', '"');
}

const roe = {
  kind: 'person',
  slug: 'roe',
  'name-0': 'Jane Roe',
  'lang-0': 'en',
  'name-1': 'جين رو',
  'lang-1': 'ar',
  'name-2': ' ',
  'title-0': 'Minister',
  'organisation-0': 'Harbours',
  'from-0': '2014',
  'until-0': '2017-03',
  'title-1': '',
  'organisation-1': '',
};

describe('The desk of speakers', () => {
  it('makes one with names in several scripts and roles with dates, and changes them', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const author = await blog.as('author');
    assert.match((await author.get(path)).text, /No speakers yet/);
    const answer = await author.post(path, roe);
    const at = String(answer.headers.location);
    const speaker = (await readSpeakersBySlug(world.db, site.id, ['roe'])).get('roe');
    assert.equal(at, `${path}${speaker?.id}/`);
    assert.deepEqual(speaker?.names, [
      { text: 'Jane Roe', lang: 'en' },
      { text: 'جين رو', lang: 'ar' },
    ]);
    assert.deepEqual(speaker?.roles, [
      { title: 'Minister', organisation: 'Harbours', from: '2014', until: '2017-03' },
    ]);
    const page = (await author.get(at)).text;
    for (const shown of [
      'value="جين رو"',
      'name="name-2" type="text" value=""',
      'name="title-1" type="text" value=""',
    ])
      assert.ok(page.includes(shown), shown);
    const list = (await author.get(`${path}?q=جين`)).text;
    assert.match(
      list,
      /<bdi>Jane Roe<\/bdi>[\s\S]*<bdi lang="ar">جين رو<\/bdi>[\s\S]*<bdi>Minister<\/bdi>, <bdi>Harbours/,
    );
    const began = beganOf(page);
    assert.equal((await author.post(at, { ...roe, 'title-0': 'Judge', began })).status, 303);
    const stale = await author.post(at, { ...roe, 'title-0': 'Clerk', began });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /Judge · Harbours/);
    await blog.close();
  });

  it('says at its field what is wrong', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    await author.post(path, roe);
    for (const [change, problem] of [
      [{ 'name-0': '', 'name-1': '' }, 'name-0'],
      [{ 'lang-1': 'arabic' }, 'lang-1'],
      [{ 'from-0': '30 May' }, 'from-0'],
      [{ url: 'javascript:x' }, 'url'],
      [{}, 'slug'],
    ] as const) {
      const refused = await author.post(path, { ...roe, ...change });
      assert.equal(refused.status, 422, problem);
      assert.match(refused.text, new RegExp(`id="${problem}-problem"`), problem);
    }
    await blog.close();
  });

  it('makes two one, and deletes whom nothing quotes', async () => {
    const blog = await openBlog();
    const { world, site } = blog;
    const editor = await blog.as('editor');
    const [one, other, third] = [
      await made(blog, 'J. Roe'),
      await made(blog, 'Jane Roe'),
      await made(blog, 'X'),
    ];
    assert.equal((await editor.post(`${path}${one}/merge`, { into: 'Nobody' })).status, 422);
    const merged = await editor.post(`${path}${one}/merge`, { into: 'jane ROE' });
    assert.equal(merged.headers.location, `${path}${other}/`);
    assert.equal((await editor.get(`${path}${one}/`)).headers.location, `${path}${other}/`);
    const now = (await readSpeakersBySlug(world.db, site.id, ['j-roe'])).get('j-roe');
    assert.deepEqual(
      now?.names.map(({ text }) => text),
      ['Jane Roe', 'J. Roe'],
    );
    assert.equal((await world.db.write((tx) => ensureSpeaker(tx, site.id, { name: 'J. Roe' }))).id, other);
    assert.match(
      (await editor.post(`${path}selected`, { do: 'merge', ids: `${other},${third}` })).text,
      /Which one stays/,
    );
    assert.match((await editor.get(`${path}${third}/delete`)).text, /Delete this speaker\?/);
    await editor.post(`${path}selected`, { do: 'delete', ids: String(third), sure: '1' });
    assert.equal((await readSpeakers(world.db, site.id, [third])).size, 0);
    const author = await blog.as('author');
    assert.equal((await author.post(`${path}${other}/merge`, { into: 'X' })).status, 403);
    await blog.close();
  });
});
