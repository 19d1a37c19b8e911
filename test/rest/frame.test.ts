import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restNonce } from '../../src/account/security/authenticate.ts';
import { startSession } from '../../src/account/session.ts';
import { createSite } from '../../src/site/save.ts';
import { type Api, openApi } from '../support/api.ts';
import { incoming } from '../support/incoming.ts';

describe('The API', () => {
  it('is found from every page, and says what it has', async () => {
    const api = await openApi({ site: { title: 'Test & Co', timeZone: 'Australia/Adelaide' } });
    const home = await api.blog.get('/');
    assert.match(home.text, /<link rel="https:\/\/api\.w\.org\/" href="https:\/\/blog\.example\/wp-json\/">/);
    assert.match(
      home.headers.link ?? '',
      /<https:\/\/blog\.example\/wp-json\/>; rel="https:\/\/api\.w\.org\/"/,
    );
    const index = await api.get('/wp-json/');
    assert.equal(index.status, 200);
    assert.equal(index.data.name, 'Test & Co');
    assert.equal(index.data.gmt_offset, 9.5);
    assert.equal(index.data.timezone_string, 'Australia/Adelaide');
    assert.equal(index.data.home, 'https://blog.example');
    assert.deepEqual(index.data.namespaces, ['oembed/1.0', 'wp/v2', 'verbatim/v1']);
    assert.ok(index.data.authentication['application-passwords']);
    const posts = index.data.routes['/wp/v2/posts'];
    assert.deepEqual(posts.methods, ['GET', 'POST']);
    assert.equal(posts.endpoints[0].args.per_page.maximum, 100);
    assert.equal(posts.endpoints[0].args.per_page.default, 10);
    assert.ok(index.data.routes['/wp/v2/posts/(?P<id>[\\d]+)']);
    assert.equal((await api.get('/wp-json')).status, 200);
    assert.ok((await api.get('/wp-json/wp/v2')).data.routes['/wp/v2/tags']);
    await api.close();
  });

  it('answers at its old addresses too', async () => {
    const api = await openApi();
    const id = await api.pen.post({ title: 'Herrings' });
    for (const path of [
      `/wp-json/wp/v2/posts/${id}`,
      `/wp-json/wp/v2/posts/${id}/`,
      `/?rest_route=/wp/v2/posts/${id}`,
      `/index.php?rest_route=/wp/v2/posts/${id}/`,
    ]) {
      const said = await api.get(path);
      assert.equal(said.data?.title?.rendered, 'Herrings', path);
    }
    assert.equal((await api.get('/?rest_route=/')).data.name, 'The Test Blog');
    await api.close();
  });

  it('gives what is asked for of an answer', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const ada = await api.pen.author('Ada');
    const fish = await api.pen.category('Fish');
    const id = await api.pen.post({ title: 'Herrings', authors: [ada], terms: [fish] });
    await api.pen.comment(id, 'Bea', 'Indeed.');
    const some = await api.get(`wp/v2/posts/${id}?_fields=id,title.rendered,_links.self`);
    assert.deepEqual(Object.keys(some.data), ['id', 'title', '_links']);
    assert.deepEqual(some.data.title, { rendered: 'Herrings' });
    assert.deepEqual(Object.keys(some.data._links), ['self']);

    const whole = await api.get(`wp/v2/posts/${id}?_embed`);
    assert.equal(whole.data._embedded.author[0].name, 'Ada');
    assert.equal(whole.data._embedded['wp:term'][0][0].name, 'Fish');
    assert.deepEqual(whole.data._embedded['wp:term'][1], []);
    assert.match(whole.data._embedded.replies[0][0].content.rendered, /Indeed/);
    const one = await api.get('wp/v2/posts?_embed=author');
    assert.deepEqual(Object.keys(one.data[0]._embedded), ['author']);

    const wrapped = await api.get('wp/v2/posts?_envelope&per_page=1');
    assert.equal(wrapped.status, 200);
    assert.equal(wrapped.data.status, 200);
    assert.equal(wrapped.data.headers['X-WP-Total'], '1');
    assert.equal(wrapped.data.body.length, 1);
    const failed = await api.get('wp/v2/posts/99?_envelope=1');
    assert.deepEqual(
      [failed.status, failed.data.status, failed.data.body.code],
      [200, 404, 'rest_post_invalid_id'],
    );

    const byQuery = await api.post(`wp/v2/posts/${id}?_method=DELETE`, {}, { as: 'ed' });
    assert.equal(byQuery.data.status, 'trash');
    const byHeader = await api.post('wp/v2/tags', {}, { headers: { 'x-http-method-override': 'GET' } });
    assert.deepEqual(byHeader.data, []);
    assert.equal(
      (await api.get(`wp/v2/posts/${id}?_method=DELETE`, { as: 'ed' })).data.id,
      id,
      'a GET stays one',
    );
    await api.close();
  });

  it('says of a route what it takes, and to scripts of other places that they may ask', async () => {
    const api = await openApi();
    const said = await api.ask('OPTIONS', 'wp/v2/posts', {
      headers: { origin: 'https://elsewhere.example' },
    });
    assert.equal(said.status, 200);
    assert.equal(said.data.schema.title, 'post');
    assert.equal(said.headers.allow, 'GET, POST');
    assert.equal(said.headers['access-control-allow-origin'], '*');
    assert.equal(said.headers['access-control-allow-credentials'], undefined);
    assert.match(said.headers['access-control-allow-headers'] ?? '', /Authorization/);
    assert.match(said.headers['access-control-expose-headers'] ?? '', /X-WP-Total/);
    assert.equal((await api.ask('OPTIONS', 'wp/v2/nothing')).status, 404);
    const lost = await api.ask('PATCH', 'wp/v2/posts');
    assert.deepEqual([lost.status, lost.data.code], [404, 'rest_no_route']);
    await api.close();
  });

  it('refuses bodies that it cannot read, and says that nothing is new', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const json = { 'content-type': 'application/json' };
    const broken = await api.ask('POST', 'wp/v2/posts', { as: 'ed', headers: json, body: '{"title":' });
    assert.deepEqual([broken.status, broken.data.code], [400, 'rest_invalid_json']);
    const large = await api.ask('POST', 'wp/v2/posts', {
      as: 'ed',
      headers: json,
      body: `"${'x'.repeat(9_000_000)}"`,
    });
    assert.equal(large.status, 413);
    await api.pen.post();
    const first = await api.get('wp/v2/posts');
    const again = await api.get('wp/v2/posts', { headers: { 'if-none-match': first.headers.etag ?? '' } });
    assert.deepEqual([again.status, again.text], [304, '']);
    await api.pen.post({ title: 'Another' });
    const later = await api.get('wp/v2/posts', { headers: { 'if-none-match': first.headers.etag ?? '' } });
    assert.equal(later.status, 200);
    assert.match(first.headers['cache-control'] ?? '', /no-cache/);
    assert.match((await api.get('wp/v2/posts', { as: 'ed' })).headers['cache-control'] ?? '', /no-store/);
    await api.close();
  });

  it('takes a session for somebody only together with the number of its page', async () => {
    const api = await openApi();
    const id = await api.people('ed', 'editor');
    const signing = incoming('/', { scheme: 'https', host: 'blog.example' });
    const [set = ''] = await startSession(api.blog.world, signing, id);
    const cookie = set.split(';')[0] ?? '';
    const page = incoming('/', { scheme: 'https', host: 'blog.example', headers: { cookie } });
    const nonce = restNonce(api.blog.world, page) ?? '';
    assert.equal(
      (await api.get('wp/v2/users/me', { headers: { cookie, 'x-wp-nonce': nonce } })).data.name,
      'Ed',
    );
    const alone = await api.post('wp/v2/posts', { title: 'x' }, { headers: { cookie } });
    assert.deepEqual([alone.status, alone.data.code], [401, 'rest_cannot_create']);
    const wrong = await api.get('wp/v2/users/me', { headers: { cookie, 'x-wp-nonce': 'f'.repeat(32) } });
    assert.deepEqual([wrong.status, wrong.data.code], [403, 'rest_cookie_invalid_nonce']);
    await api.close();
  });

  it('lets a network that guesses passwords wait', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const basic = (password: string) => `Basic ${Buffer.from(`ed:${password}`).toString('base64')}`;
    for (let guess = 0; guess < 30; guess++)
      await api.get('wp/v2/posts', { headers: { authorization: basic(`guess ${guess}`) } });
    const late = await api.get('wp/v2/posts', { headers: { authorization: basic('guess') } });
    assert.equal(late.status, 429);
    assert.equal(late.headers['retry-after'], '60');
    assert.equal((await api.get('wp/v2/users/me', { as: 'ed' })).status, 200, 'the right one is let in');
    await api.close();
  });
});

describe('Two sites with the same IDs', () => {
  it('show and change nothing of each other', async () => {
    const api = await openApi();
    const other = await secondSite(api);
    await api.people('ed', 'editor');
    await api.people('eve', 'editor', other);
    const mine = await api.post(
      'wp/v2/posts',
      { title: 'Mine', content: 'Mine', status: 'publish' },
      { as: 'ed' },
    );
    const host = 'other.example';
    const theirs = await api.post('wp/v2/posts', { title: 'Theirs', status: 'publish' }, { as: 'eve', host });
    assert.equal(theirs.status, 201, theirs.text);
    assert.equal(mine.data.id, theirs.data.id, 'each site counts for itself');
    const { id } = mine.data;
    assert.equal((await api.get(`wp/v2/posts/${id}`, { host })).data.title.rendered, 'Theirs');
    assert.equal((await api.get(`wp/v2/posts/${id}`)).data.title.rendered, 'Mine');
    for (const path of [`wp/v2/posts/${id}`, 'wp/v2/posts', 'wp/v2/tags', 'wp/v2/settings']) {
      const said = await api.post(path, { title: 'x', name: 'x' }, { as: 'eve' });
      assert.equal(said.status, 403, `${path}: ${said.text}`);
    }
    assert.equal((await api.get('wp/v2/posts?status=draft', { as: 'eve' })).status, 400);
    assert.equal((await api.get('wp/v2/users/me', { as: 'eve' })).status, 403, 'no part in this site');
    assert.deepEqual((await api.get('wp/v2/posts?search=mine', { host })).data, []);
    const names = (await api.get('wp/v2/users', { host })).data.map((one: { name: string }) => one.name);
    assert.deepEqual(names, ['Eve']);
    const tag = await api.post('wp/v2/tags', { name: 'Only mine' }, { as: 'ed' });
    const taken = await api.post(`wp/v2/posts/${id}`, { tags: [tag.data.id] }, { as: 'eve', host });
    assert.deepEqual(taken.data.tags, [], 'a term of another site is none of this one');
    await api.close();
  });
});

async function secondSite({ blog: { world, clock } }: Api): Promise<number> {
  const now = clock.now().toISOString();
  const site = { host: 'other.example', title: 'Other', locale: 'en', timeZone: 'UTC' };
  const made = await world.db.write((tx) => createSite(tx, site, { now }));
  assert.ok(made.ok);
  return made.id;
}
