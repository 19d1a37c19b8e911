import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PostStatus } from '../../src/post/post.ts';
import { updateSite } from '../../src/site/save.ts';
import { dialects, openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';
import { personWith } from '../support/person.ts';
import { openServer } from '../support/server.ts';

const hidden = ['draft', 'pending', 'private', 'trash'] as const satisfies readonly PostStatus[];
const people = ['reader', 'subscriber', 'contributor', 'author', 'editor', 'administrator', 'owner'] as const;
const writers: readonly string[] = ['contributor', 'author', 'editor', 'administrator', 'owner'];
const editors: readonly string[] = ['editor', 'administrator', 'owner'];

for (const dialect of dialects) {
  const open = async () => {
    const blog = await openBlog({ dialect });
    /** The author's profile of an account. */
    const profileOf = async (who: (typeof people)[number]) => {
      const { accountId } = await blog.as(who);
      const id = await penOf(blog).author(`Signs as ${who}`);
      await blog.world.db.write((tx) =>
        tx.db.updateTable('author').set({ account_id: accountId }).where('id', '=', id).execute(),
      );
      return id;
    };
    return { blog, pen: penOf(blog), profileOf, [Symbol.asyncDispose]: () => blog.close() };
  };

  describe(`Somebody of the site who reads it (${dialect})`, () => {
    it('is led from the number of a post that is not public to its preview, by who may read it', async () => {
      await using place = await open();
      const { blog, pen, profileOf } = place;
      const stranger = await pen.author('Mara');
      for (const status of hidden) {
        const theirs = await pen.post({ title: 'Hidden', status, authors: [stranger] });
        assert.equal((await blog.get(`/?p=${theirs}`)).status, 200, 'to visitors it is the home page');
        for (const who of people) {
          const person = await blog.as(who);
          const own = await pen.post({ title: 'Mine', status, authors: [await profileOf(who)] });
          for (const [id, may] of [
            [theirs, editors.includes(who)],
            [own, writers.includes(who)],
          ] as const) {
            for (const query of [`p=${id}`, `p=${id}&preview=true`, `page_id=${id}`]) {
              const got = await person.get(`/?${query}`);
              assert.equal(got.status, may ? 303 : 200, `${who}, ${status}, ${query}`);
              if (!may) continue;
              assert.equal(got.headers.location, `https://blog.example/-/admin/posts/${id}/preview`);
              assert.equal(got.headers['cache-control'], 'no-store');
              const preview = await person.get(`/-/admin/posts/${id}/preview`);
              assert.equal(preview.status, 200, `${who}, ${status}`);
            }
          }
        }
      }
    });

    it('is led to the preview of a page, and to the address of what is public', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const editor = await blog.as('editor');
      const page = await pen.post({ type: 'page', title: 'About', status: 'draft' });
      assert.match(
        (await editor.get(`/?page_id=${page}`)).headers.location ?? '',
        /\/-\/admin\/pages\/1\/preview$/,
      );
      const post = await pen.post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
      const got = await editor.get(`/?p=${post}`);
      assert.deepEqual([got.status, got.headers.location], [301, 'https://blog.example/2026/05/20/talk/']);
      assert.equal((await editor.get('/?p=999')).status, 200);
    });

    it('reads what stands behind a password without it, where the role has that, and nobody else does', async () => {
      await using place = await open();
      const { blog, pen, profileOf } = place;
      const locked = {
        password: 'sesame',
        text: 'The secret itself.',
        publishedAt: '2026-05-20T08:00:00.000Z',
      };
      await pen.post({ ...locked, title: 'Theirs', authors: [await pen.author('Mara')] });
      for (const who of people) {
        await pen.post({ ...locked, title: `By ${who}`, authors: [await profileOf(who)] });
        const person = await blog.as(who);
        for (const [slug, may] of [
          ['theirs', editors.includes(who)],
          [`by-${who}`, writers.includes(who)],
        ] as const) {
          const got = await person.get(`/2026/05/20/${slug}/`);
          assert.equal(got.text.includes('The secret itself.'), may, `${who}, ${slug}`);
          assert.equal(got.headers['cache-control'], 'private, no-store');
          assert.equal(got.reads, undefined, 'kept nowhere');
        }
      }
      assert.doesNotMatch((await blog.get('/2026/05/20/theirs/')).text, /The secret itself/);
    });

    it('finds the way to the desk under a post, and to its form who may change it', async () => {
      await using place = await open();
      const { blog, pen, profileOf } = place;
      const publishedAt = '2026-05-20T08:00:00.000Z';
      const id = await pen.post({ title: 'Theirs', publishedAt, authors: [await pen.author('Mara')] });
      const page = await pen.post({ type: 'page', title: 'About' });
      for (const who of people) {
        const person = await blog.as(who);
        const own = await pen.post({ title: `By ${who}`, publishedAt, authors: [await profileOf(who)] });
        for (const [path, form, may] of [
          ['/2026/05/20/theirs/', `posts/${id}`, editors.includes(who)],
          [`/2026/05/20/by-${who}/`, `posts/${own}`, who === 'author' || editors.includes(who)],
          ['/about/', `pages/${page}`, editors.includes(who)],
        ] as const) {
          const got = await person.get(path);
          assert.equal(got.status, 200);
          assert.equal(got.text.includes(`href="/-/admin/${form}/"`), may, `${who} at ${path}`);
          assert.equal(got.text.includes('href="/-/admin/"'), writers.includes(who), `${who} at ${path}`);
          if (who === 'editor') await assertValidHtml(got.text, path);
          if (writers.includes(who)) {
            assert.equal(got.headers['cache-control'], 'private, no-store');
            assert.equal(got.reads, undefined, 'kept nowhere');
          }
        }
      }
      for (const path of ['/2026/05/20/theirs/', '/about/'])
        assert.doesNotMatch((await blog.get(path)).text, /\/-\/admin\//);
    });

    it('finds it on a front page that is a page of its own', async () => {
      await using place = await open();
      const { blog, pen } = place;
      const frontPage = await pen.post({ type: 'page', title: 'Welcome' });
      await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { frontPage } }));
      const editor = await blog.as('editor');
      assert.match((await editor.get('/')).text, /href="\/-\/admin\/pages\/1\/">Edit</);
      assert.doesNotMatch((await blog.get('/')).text, /\/-\/admin\//);
    });
  });
}

describe('What is shown to somebody of the site, behind a port', () => {
  it('is never kept for others, whoever comes first', async () => {
    await using server = await openServer();
    const { blog, pen } = server;
    const publishedAt = '2026-05-20T08:00:00.000Z';
    await pen.post({ title: 'Talk', publishedAt });
    await pen.post({ title: 'Closed', publishedAt, commentsOpen: false });
    await pen.post({ title: 'Locked', publishedAt, password: 'sesame', text: 'The secret itself.' });
    await pen.post({ type: 'page', title: 'About' });
    const plain = { ...blog.site, hosts: [{ host: 'blog.example', scheme: 'http' as const }] };
    const { cookie } = await personWith(blog.world, plain, 'owner');
    for (const path of ['/2026/05/20/talk/', '/2026/05/20/closed/', '/2026/05/20/locked/', '/about/']) {
      const ask = async (headers: Record<string, string> = {}) => {
        const { body, headers: said } = await server.ask(path, headers);
        return { text: String(body), caching: said['cache-control'] };
      };
      for (const round of ['first', 'after everybody']) {
        const own = await ask({ cookie });
        assert.match(own.text, /href="\/-\/admin\/"/, `${path} ${round}`);
        assert.equal(own.caching, 'private, no-store');
        const everybody = await ask();
        assert.doesNotMatch(everybody.text, /\/-\/admin\/|The secret itself/, `${path} ${round}`);
      }
    }
  });
});
