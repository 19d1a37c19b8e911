import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replyToken } from '../../src/comment/form.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import { updateSite } from '../../src/site/save.ts';
import type { SettingsChange } from '../../src/site/settings.ts';
import { dialects, type Got, openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

const path = '/2026/05/20/talk/';

async function open(settings: SettingsChange, dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const blog = await openBlog({ dialect });
  const { world, site, clock } = blog;
  await world.db.write((tx) => updateSite(tx, site.id, { settings }));
  const post = await penOf(blog).post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
  const token = replyToken(world, site.id, post);
  clock.advance('1 minute');
  return {
    blog,
    post,
    token,
    /** From one network and one kind of browser, as of many readers of one house. */
    send: (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      blog.post('/-/comments/', { post: String(post), token, name: 'Ann', text: '', ...fields }, headers),
    deed: (deed: string, fields: Readonly<Record<string, string>>, cookie: string) =>
      blog.post(`/-/comments/${deed}`, { post: String(post), token, ...fields }, { cookie }),
    approve: (id: number) => world.db.write((tx) => setCommentStatus(tx, site.id, id, 'live', { by: null })),
    [Symbol.asyncDispose]: () => blog.close(),
  };
}

const keyIn = ({ headers }: Got) => /verbatim-reader=([0-9a-f]{32})/.exec(headers['set-cookie'] ?? '')?.[1];
const cookieOf = (sent: Got) => `__Host-verbatim-reader=${keyIn(sent)}`;

for (const dialect of dialects)
  describe(`Somebody who sends the words of another (${dialect})`, () => {
    it('from the same house and with the same browser gets a number of their own', async () => {
      await using place = await open({ premoderation: 'nobody' }, dialect);
      const words = { text: 'What the tide brings it takes again.' };
      const first = await place.send(words);
      const again = await place.send(words);
      assert.equal(first.status, 303);
      assert.equal(keyIn(again), keyIn(first), 'pressed twice, it is one reply of one browser');
      assert.equal(again.headers.location, first.headers.location);
      for (const later of ['9 seconds', '2 minutes', '20 minutes']) {
        place.blog.clock.advance(later);
        const thief = await place.send(words);
        if (later === '9 seconds') assert.equal(thief.headers.location, first.headers.location);
        else assert.notEqual(keyIn(thief), keyIn(first), `${later} later`);
      }
    });
  });

describe('What was let through as it stood', () => {
  it('waits again when other words are put in its place', async () => {
    for (const premoderation of ['everyone', 'newcomers'] as const) {
      await using place = await open({ premoderation });
      const sent = await place.send({ text: 'A kind word.' });
      await place.approve(1);
      assert.match((await place.blog.get(path)).text, /A kind word/);
      const edited = await place.deed('1/edit', { text: 'An unkind word.' }, cookieOf(sent));
      assert.equal(edited.status, 303);
      assert.doesNotMatch((await place.blog.get(path)).text, /kind word/, premoderation);
    }
  });

  it('stays where nothing is looked at first, and where no word is another', async () => {
    await using place = await open({ premoderation: 'nobody' });
    const sent = await place.send({ text: 'A kind word.' });
    await place.deed('1/edit', { text: 'A kinder word.' }, cookieOf(sent));
    assert.match((await place.blog.get(path)).text, /A kinder word/);
    await place.blog.world.db.write((tx) =>
      updateSite(tx, place.blog.site.id, { settings: { premoderation: 'everyone' } }),
    );
    const held = await place.send({ text: 'One more word.' }, { cookie: cookieOf(sent) });
    assert.equal(held.status, 303);
    await place.approve(2);
    await place.deed('2/edit', { text: 'One more *word*.' }, cookieOf(sent));
    assert.match((await place.blog.get(path)).text, /One more <em>word<\/em>/);
  });

  it('has its links counted as they will be shown, whatever it is written in', async () => {
    await using place = await open({ premoderation: 'nobody' });
    const sent = await place.send({ text: '<p>No link.</p>', format: 'html' });
    const links = '<p><a href="https://a.example/">a</a> <a href="https://b.example/">b</a></p>';
    await place.deed('1/edit', { text: links }, cookieOf(sent));
    const { standing, reasons } = await place.blog.world.db.read
      .selectFrom('comment')
      .select(['standing', 'reasons'])
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    assert.deepEqual([standing, JSON.parse(reasons)[0]?.phase], ['pending', 'links']);
  });
});

describe('A page of another place', () => {
  it('can send no form of a reply: neither the reply, nor its preview, nor what is done with one', async () => {
    await using place = await open({ premoderation: 'nobody' });
    const mine = await place.send({ text: 'My own.' });
    const elsewhere: readonly Readonly<Record<string, string>>[] = [
      { origin: 'https://far.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { referer: 'https://far.example/blog.example/' },
    ];
    for (const from of elsewhere) {
      const headers = { cookie: cookieOf(mine), ...from };
      const said = JSON.stringify(from);
      assert.equal((await place.send({ text: 'Put into my mouth.' }, headers)).status, 403, said);
      const fields = { post: String(place.post), token: place.token, text: 'Put *into* my mouth.' };
      const preview = await place.blog.post('/-/comments/preview', fields, headers);
      assert.equal(preview.status, 403, said);
      assert.doesNotMatch(preview.text, /<em>into/, said);
      for (const deed of ['like', 'report', 'edit', 'delete']) {
        const done = await place.blog.post(`/-/comments/1/${deed}`, { ...fields, reason: 'spam' }, headers);
        assert.equal(done.status, 403, `${deed} ${said}`);
      }
      const left = await place.blog.post('/-/comments/leave', { ...fields, go: 'log-out' }, headers);
      assert.doesNotMatch(left.headers['set-cookie'] ?? '', /./, said);
    }
    assert.match((await place.blog.get(path)).text, /My own/);
  });
});

describe('A reply to what one may not read', () => {
  it('is refused as if there were no such post, by the form and by the API, and nothing of the post is told', async () => {
    await using place = await open({ premoderation: 'nobody' });
    const pen = penOf(place.blog);
    const hidden = [
      await pen.post({ title: 'Undisclosed', status: 'draft' }),
      await pen.post({ title: 'Undisclosed', status: 'private' }),
      await pen.post({ title: 'Undisclosed', status: 'scheduled', publishedAt: '2031-01-01T00:00:00.000Z' }),
      await pen.post({ title: 'Locked', password: 'sesame', text: 'Unsaid' }),
    ];
    for (const [index, id] of hidden.entries()) {
      const post = String(id);
      const token = replyToken(place.blog.world, place.blog.site.id, id);
      const leave = { post, token, text: 'x', go: 'log-in' };
      const answers = [
        await place.send({ post, token, text: 'Let me in.' }),
        await place.blog.post('/-/comments/preview', { post, text: 'x' }),
        await place.blog.get(`/?p=${id}`),
        await place.blog.get(`/wp-json/wp/v2/comments?post=${id}`),
        ...(index === 3 ? [] : [await place.blog.post('/-/comments/leave', leave)]),
        ...(index === 3 ? [] : [await place.blog.get(`/wp-json/wp/v2/posts/${id}`)]),
        await place.blog.send(
          'POST',
          '/wp-json/wp/v2/comments',
          { 'content-type': 'application/json' },
          JSON.stringify({ post: id, author_name: 'Ann', content: 'Let me in.' }),
        ),
      ];
      for (const answer of answers) {
        assert.doesNotMatch(answer.text, /Unsaid/);
        if (index < 3)
          assert.doesNotMatch(JSON.stringify(answer), /undisclosed/i, `${index} ${answer.status}`);
      }
    }
    const count = await place.blog.world.db.read.selectFrom('comment').select('id').execute();
    assert.equal(count.length, 0);
  });
});
