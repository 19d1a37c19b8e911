import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import WPAPI from 'wpapi';
import { apiOf, type Json } from '../support/api.ts';
import { openServer } from '../support/server.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6"/></svg>';

/** A blog behind a port, and a client of WordPress that found its API by itself. */
async function discovered() {
  const server = await openServer();
  const api = apiOf(server.blog);
  await api.people('ed', 'editor');
  await api.people('adam', 'administrator');
  const address = `http://127.0.0.1:${server.port}`;
  const found: Json = await WPAPI.discover(address);
  const as = async (login: string): Promise<Json> => {
    const client: Json = await WPAPI.discover(address);
    return client.auth({ username: login, password: api.tokens.get(login) ?? '' });
  };
  return { server, api, address, visitor: found, ed: await as('ed'), adam: await as('adam') };
}

describe('An unmodified client of WordPress (npm wpapi)', () => {
  it('writes, changes, finds and deletes posts and pages', async () => {
    const { server, visitor, ed, address } = await discovered();
    const fish = await ed.categories().create({ name: 'Fish' });
    const north = await ed.tags().create({ name: 'North' });
    const made = await ed.posts().create({
      title: 'Herrings',
      content: '<!-- wp:paragraph --><p>Are fish.</p><!-- /wp:paragraph -->',
      status: 'publish',
      categories: [fish.id],
      tags: [north.id],
    });
    assert.equal(made.status, 'publish');
    assert.equal(made.link.startsWith(address), true);
    const changed = await ed.posts().id(made.id).update({ title: 'Herrings and cod' });
    assert.equal(changed.title.raw, 'Herrings and cod');
    for (let number = 0; number < 11; number++)
      await ed.posts().create({ title: `Number ${number}`, status: 'publish', slug: `number-${number}` });

    const newest = await visitor.posts().perPage(5);
    assert.equal(newest.length, 5);
    assert.deepEqual([newest._paging.total, newest._paging.totalPages], [12, 3]);
    const next = await newest._paging.next;
    const last = await next._paging.next;
    assert.deepEqual([next.length, last.length, last._paging.next], [5, 2, undefined]);
    const back = await last._paging.prev;
    assert.deepEqual(
      back.map(({ id }: Json) => id),
      next.map(({ id }: Json) => id),
    );

    assert.deepEqual(
      (await visitor.posts().categories(fish.id)).map(({ id }: Json) => id),
      [made.id],
    );
    assert.deepEqual(
      (await visitor.posts().tags(north.id)).map(({ id }: Json) => id),
      [made.id],
    );
    assert.equal((await visitor.posts().slug('number-3')).length, 1);
    assert.equal((await visitor.posts().author(made.author)).length, 10);
    assert.equal((await visitor.posts().excludeCategories(fish.id).perPage(100)).length, 11);
    assert.equal(
      (await visitor.posts().after('2020-01-01T00:00:00').order('asc').orderby('title').perPage(1))[0].title
        .rendered,
      'Herrings and cod',
    );
    await server.blog.work();
    assert.deepEqual(
      (await visitor.posts().search('cod')).map(({ id }: Json) => id),
      [made.id],
    );
    const embedded = await visitor.posts().id(made.id).embed();
    assert.equal(embedded._embedded.author[0].name, 'Ed');
    assert.equal(embedded._embedded['wp:term'][0][0].name, 'Fish');
    assert.equal(
      (await visitor.posts().id(made.id).headers())['content-type'],
      'application/json; charset=UTF-8',
    );

    const page = await ed.pages().create({ title: 'About', status: 'publish' });
    const below = await ed.pages().create({ title: 'Team', status: 'publish', parent: page.id });
    assert.deepEqual(
      (await visitor.pages().parent(page.id)).map(({ id }: Json) => id),
      [below.id],
    );
    const revisions = await ed.posts().id(made.id).revisions();
    assert.equal(revisions.length, 2);
    assert.equal((await ed.posts().id(made.id).delete()).status, 'trash');
    assert.equal((await ed.posts().id(made.id).delete({ force: true })).deleted, true);
    await assert.rejects(visitor.posts().id(made.id).get(), { code: 'rest_post_invalid_id' });
    await assert.rejects(visitor.posts().create({ title: 'x' }), { code: 'rest_cannot_create' });
    await server[Symbol.asyncDispose]();
  });

  it('sends files, replies and moderates', async () => {
    const { server, visitor, ed } = await discovered();
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-wpapi-'));
    writeFileSync(join(folder, 'fish.svg'), svg);
    const sent = await ed
      .media()
      .file(join(folder, 'fish.svg'))
      .create({ title: 'A fish', alt_text: 'A herring' });
    assert.equal(sent.title.raw, 'A fish');
    assert.equal(sent.alt_text, 'A herring');
    const post = await ed
      .posts()
      .create({ title: 'With a picture', status: 'publish', featured_media: sent.id });
    const shown = await visitor.posts().id(post.id).embed();
    assert.equal(shown._embedded['wp:featuredmedia'][0].source_url, sent.source_url);
    assert.equal((await ed.media().id(sent.id).update({ caption: 'Wet' })).caption.raw, 'Wet');
    assert.equal((await visitor.media()).length, 1);

    const reply = await visitor.comments().create({
      post: post.id,
      author_name: 'Ada',
      author_email: 'ada@readers.example',
      content: 'Indeed.',
    });
    await ed.comments().id(reply.id).update({ status: 'approved' });
    const list = await visitor.comments().post(post.id);
    assert.deepEqual(
      list.map(({ author_name }: Json) => author_name),
      ['Ada'],
    );
    const answer = await ed.comments().create({ post: post.id, parent: reply.id, content: 'Thank you.' });
    assert.equal((await visitor.comments().parent(reply.id))[0].id, answer.id);
    assert.equal((await ed.comments().id(answer.id).delete({ force: true })).deleted, true);
    assert.equal((await ed.media().id(sent.id).delete({ force: true })).deleted, true);
    rmSync(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });

  it('knows who it is, and what the site is', async () => {
    const { server, visitor, ed, adam } = await discovered();
    assert.equal((await ed.users().me()).name, 'Ed');
    assert.equal((await adam.users().me().context('edit')).roles[0], 'administrator');
    await assert.rejects(visitor.users().me().get(), { code: 'rest_not_logged_in' });
    assert.deepEqual(Object.keys(await visitor.types()), ['post', 'page', 'attachment']);
    assert.equal((await visitor.types().type('post')).rest_base, 'posts');
    assert.deepEqual(Object.keys(await visitor.statuses()), ['publish']);
    assert.equal(Object.keys(await ed.statuses()).length, 6);
    assert.equal((await visitor.taxonomies().taxonomy('category')).hierarchical, true);
    const settings = await adam.settings();
    assert.equal(settings.title, 'The Test Blog');
    assert.equal((await adam.settings().update({ title: 'Renamed', posts_per_page: 7 })).posts_per_page, 7);
    assert.equal((await visitor.root()).name, 'Renamed');
    await assert.rejects(ed.settings().get(), { code: 'rest_forbidden' });
    await ed.posts().create({ title: 'Lighthouse', status: 'publish' });
    await server.blog.work();
    const found = await visitor.search().search('lighthouse');
    assert.deepEqual([found[0].title, found[0].subtype], ['Lighthouse', 'post']);
    const category = await ed.categories().create({ name: 'Boats' });
    const below = await ed.categories().create({ name: 'Cutters', parent: category.id });
    assert.equal((await visitor.categories().parent(category.id))[0].id, below.id);
    assert.equal((await ed.categories().id(below.id).update({ description: 'Fast' })).description, 'Fast');
    assert.equal((await ed.categories().id(below.id).delete({ force: true })).deleted, true);
    assert.equal((await visitor.categories().search('boa')).length, 1);
    await server[Symbol.asyncDispose]();
  });
});
