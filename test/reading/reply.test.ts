import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { updateSite } from '../../src/site/save.ts';
import type { SettingsChange } from '../../src/site/settings.ts';
import { type Blog, dialects, type Got, openBlog } from '../support/blog.ts';
import { assertValidHtml } from '../support/html.ts';
import { penOf } from '../support/pen.ts';
import { personWith } from '../support/person.ts';

const path = '/2026/05/20/talk/';
const talk = {
  title: 'Talk',
  text: 'The ferry leaves at seven. It takes six minutes, or nine with the tide.',
  publishedAt: '2026-05-20T08:00:00.000Z',
};

for (const dialect of dialects) {
  const open = async (settings: SettingsChange = { premoderation: 'nobody' }) => {
    const blog = await openBlog({ dialect });
    await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings }));
    const pen = penOf(blog);
    const post = await pen.post(talk);
    return { blog, pen, post, reader: browse(blog), [Symbol.asyncDispose]: () => blog.close() };
  };

  describe(`The form under a post (${dialect})`, () => {
    it('takes a guest’s reply, and leads to where it stands', async () => {
      await using place = await open();
      const { reader } = place;
      const page = await reader.get(path);
      assert.match(page.text, /<h2 id="respond-title">Leave a reply<\/h2>/);
      const sent = await reader.send({ name: 'Ann', email: 'ann@readers.example', text: 'It is *late*.' });
      assert.deepEqual([sent.status, sent.headers.location], [303, `${path}#comment-1`]);
      const { text } = await reader.get(path);
      assert.match(text, /It is <em>late<\/em>/);
      assert.doesNotMatch(text, /ann@readers/, 'the address is shown nowhere');
      await assertValidHtml(text, 'thread with a form');
    });

    it('shows a reply that waits to its writer alone, who may change it for a quarter of an hour', async () => {
      await using place = await open({ premoderation: 'everyone' });
      const { blog, reader } = place;
      await reader.get(path);
      const sent = await reader.send({ name: 'Ann', text: 'Waiting words.' });
      assert.equal(sent.headers.location, `${path}#comment-1`);
      const own = await reader.get(path);
      assert.match(own.text, /Waiting words[\s\S]*\/-\/comments\/1\/edit/);
      assert.match(own.text, /Awaiting moderation/);
      assert.equal(own.headers['cache-control'], 'private, no-store');
      await assertValidHtml(own.text, 'own waiting reply');
      assert.doesNotMatch((await blog.get(path)).text, /Waiting words/);
      assert.equal((await blog.get('/-/comments/1')).status, 404);
      await reader.get('/-/comments/1/edit');
      const edited = await reader.send({ text: 'Better words.' }, '/-/comments/1/edit');
      assert.equal(edited.status, 303);
      assert.match((await reader.get(path)).text, /Better words/);
      blog.clock.advance('15 minutes');
      assert.doesNotMatch((await reader.get(path)).text, /comments\/1\/edit/);
      assert.equal((await reader.get('/-/comments/1/edit')).status, 403);
    });

    it('is taken back by who wrote it; where it was answered its place stays', async () => {
      await using place = await open();
      const { reader, pen, post } = place;
      await reader.get(path);
      await reader.send({ name: 'Ann', text: 'Words to regret.' });
      await pen.comment(post, 'Ben', 'Still here', { parentId: 1 });
      const asked = await reader.get('/-/comments/1/delete');
      await assertValidHtml(asked.text, 'take back');
      const gone = await reader.send({}, '/-/comments/1/delete');
      assert.equal(gone.headers.location, `${path}#replies`);
      const { text } = await reader.get(path);
      assert.doesNotMatch(text, /Words to regret/);
      assert.match(text, /This reply was removed[\s\S]*Still here/);
    });

    it('stands under the reply that it answers, and sends the answer there', async () => {
      await using place = await open();
      const { reader, pen, post } = place;
      const first = await pen.comment(post, 'Ben', 'A question');
      await pen.comment(post, 'Cid', 'Another');
      const page = await reader.get(`${path}?reply=${first}`);
      assert.match(page.text, /A question[\s\S]*id="respond"[\s\S]*Another/);
      assert.match(page.text, /Reply to <a href="\/-\/comments\/1"><bdi>Ben/);
      await assertValidHtml(page.text, 'answering');
      await reader.send({ name: 'Ann', text: 'An answer' });
      const row = await place.blog.world.db.read
        .selectFrom('comment')
        .select('parent_id')
        .where('id', '=', 3)
        .executeTakeFirst();
      assert.equal(row?.parent_id, first);
      assert.match((await reader.get(`${path}?reply=999`)).text, />Leave a reply</);
    });

    it('comes back filled in when something is wrong, each problem at its field', async () => {
      await using place = await open({ premoderation: 'nobody', emailRequired: true });
      const { reader } = place;
      await reader.get(path);
      const wrong = await reader.send({
        name: 'Ann',
        email: 'no address',
        url: 'ann.example',
        text: '**Kept**',
        remember: '1',
      });
      assert.equal(wrong.status, 400);
      assert.equal(wrong.headers['cache-control'], 'private, no-store');
      assert.match(wrong.text, /id="reply-email-problem">This is no e-mail address/);
      assert.match(wrong.text, /value="no address"[^>]*aria-invalid="true"/);
      assert.match(wrong.text, />\s*\*\*Kept\*\*<\/textarea>/);
      assert.match(wrong.text, /value="ann\.example"/);
      assert.match(wrong.text, /name="remember" value="1" checked/);
      await assertValidHtml(wrong.text, 'refused');
      const nothing = await reader.send({ name: 'Ann', email: 'a@b.example', text: ' ' });
      assert.match(nothing.text, /id="reply-text-problem">There is nothing written yet/);
      const quoting = await reader.send({ name: 'Ann', email: 'a@b.example', text: 'x', quote: 'not there' });
      assert.match(quoting.text, /id="reply-quote-problem"/);
    });

    it('that lay open for days comes back with a fresh token, and is then taken', async () => {
      await using place = await open();
      const { blog, reader } = place;
      await reader.get(path);
      blog.clock.advance('49 hours');
      const late = await reader.send({ name: 'Ann', text: 'Slow words' });
      assert.equal(late.status, 403);
      assert.match(late.text, /role="alert">This form lay open for a long time/);
      assert.match(late.text, /Slow words<\/textarea>/);
      assert.equal((await reader.send({ name: 'Ann', text: 'Slow words' })).status, 303);
    });

    it('sent twice is one reply', async () => {
      await using place = await open();
      const { reader, blog } = place;
      await reader.get(path);
      const [one, two] = [
        await reader.send({ name: 'Ann', text: 'Pressed twice' }),
        await reader.send({ name: 'Ann', text: 'Pressed twice' }),
      ];
      assert.equal(one.headers.location, two.headers.location);
      assert.equal((await blog.get(path)).text.match(/id="comment-/g)?.length, 1);
    });

    it('that comes after the post was closed keeps the words in sight', async () => {
      await using place = await open();
      const { reader, pen, post, blog } = place;
      await reader.get(path);
      await pen.change(post, { commentsOpen: false });
      const closed = await reader.send({ name: 'Ann', text: 'Too late a thought' });
      assert.equal(closed.status, 403);
      assert.match(closed.text, /Too late a thought/);
      assert.match(closed.text, /Replies to this post are closed/);
      await assertValidHtml(closed.text, 'closed');
      assert.doesNotMatch((await blog.get(path)).text, /id="respond"/);
    });

    it('shows what a reply would look like, and keeps nothing of it', async () => {
      await using place = await open();
      const { reader, blog } = place;
      await reader.get(path);
      const shown = await reader.send(
        { name: 'Ann', text: 'Not *sent* <script>alert(1)</script>' },
        '/-/comments/preview',
      );
      assert.equal(shown.status, 200);
      assert.match(shown.text, /class="previewed"[\s\S]*Not <em>sent<\/em>/);
      assert.doesNotMatch(shown.text, /<script>alert/);
      assert.match(shown.text, /value="Ann"/);
      await assertValidHtml(shown.text, 'preview');
      assert.equal((await reader.send({ name: 'Ann', text: 'Not *sent*' })).status, 303);
      assert.equal((await blog.get(path)).text.match(/id="comment-/g)?.length, 1);
    });

    it('fills in a guest’s name and addresses where that was asked for, and nowhere else', async () => {
      await using place = await open();
      const { reader } = place;
      const other = browse(place.blog);
      for (const [who, remember] of [
        [reader, { remember: '1' }],
        [other, {}],
      ] as const) {
        await who.get(path);
        await who.send({
          name: 'Ann',
          email: 'ann@readers.example',
          text: `I am ${remember.remember}`,
          ...remember,
        });
      }
      assert.match((await reader.get(path)).text, /name="name" type="text" value="Ann"/);
      assert.match((await other.get(path)).text, /name="name" type="text" value=""/);
      assert.doesNotMatch(JSON.stringify([...other.cookies]), /guest/);
      await reader.send({ name: 'Ann', text: 'Forget me' });
      assert.match((await reader.get(path)).text, /name="name" type="text" value=""/);
    });

    it('offers nothing to type a name into where guests may not reply', async () => {
      await using place = await open({ guestsMayReply: false });
      const { reader } = place;
      const { text } = await reader.get(path);
      assert.match(text, /one replies with an account/);
      assert.doesNotMatch(text, /name="email"/);
      const sent = await reader.send({ name: 'Ann', text: 'A guest’s words' });
      assert.equal(sent.status, 403);
      assert.match(sent.text, /A guest’s words<\/textarea>/);
    });
  });

  describe(`A draft (${dialect})`, () => {
    it('waits under the post while its writer logs in, is sent under the account, and is gone then', async () => {
      await using place = await open();
      const { reader, blog, pen, post } = place;
      const first = await pen.comment(post, 'Ben', 'A question');
      await reader.get(`${path}?reply=${first}`);
      const left = await reader.send(
        { name: 'Ann', text: 'Half a thou', go: 'account' },
        '/-/comments/leave',
      );
      assert.equal(left.status, 303);
      const to = new URL(left.headers.location ?? '', 'https://blog.example');
      assert.equal(to.pathname, '/-/account/sign-in');
      assert.equal(to.searchParams.get('to'), `${path}?reply=1#respond`);
      const other = browse(blog);
      assert.doesNotMatch((await other.get(path)).text, /Half a thou/);
      assert.match((await reader.get(path)).text, /Half a thou<\/textarea>/, 'without signing in too');
      const person = await personWith(blog.world, blog.site, 'reader', 'noor');
      reader.sign(person.cookie);
      const back = await reader.get(`${path}?reply=${first}`);
      assert.match(back.text, /You are commenting as <strong><bdi>The noor/);
      assert.match(back.text, /Half a thou<\/textarea>/);
      assert.doesNotMatch(back.text, /name="email"/);
      await assertValidHtml(back.text, 'signed in');
      const sent = await reader.send({ text: 'Half a thought' });
      assert.equal(sent.status, 303);
      const { text } = await reader.get(path);
      assert.match(text, /The noor[\s\S]*Half a thought/);
      assert.doesNotMatch(text, /Half a thou[^g]*<\/textarea>/, 'the draft is gone');
    });

    it('is kept for two days, and no longer', async () => {
      await using place = await open();
      const { reader, blog } = place;
      await reader.get(path);
      await reader.send({ name: 'Ann', text: 'Half', go: 'account' }, '/-/comments/leave');
      blog.clock.advance('47 hours');
      assert.match((await reader.get(path)).text, /Half<\/textarea>/);
      blog.clock.advance('2 hours');
      assert.doesNotMatch((await reader.get(path)).text, /Half<\/textarea>/);
      for (const { run } of blog.app.features.flatMap(({ schedules }) => schedules ?? []))
        await run(blog.world);
      const rows = await blog.world.db.read.selectFrom('reply_draft').selectAll().execute();
      assert.deepEqual(rows, []);
    });

    it('stays when its writer logs out, and nobody fills the disk with them', async () => {
      await using place = await open();
      const { reader, blog } = place;
      const person = await personWith(blog.world, blog.site, 'reader', 'noor');
      reader.sign(person.cookie);
      await reader.get(path);
      const out = await reader.send({ text: 'As somebody else', go: 'log-out' }, '/-/comments/leave');
      assert.equal(out.headers.location, `${path}#respond`);
      const after = await reader.get(path);
      assert.match(after.text, /As somebody else<\/textarea>/);
      assert.match(after.text, /name="email"/, 'the session is over');
      for (let i = 0; i < 29; i++) await reader.send({ text: `${i}`, go: 'account' }, '/-/comments/leave');
      const held = await reader.send({ text: 'Once more', go: 'account' }, '/-/comments/leave');
      assert.equal(held.status, 429);
      assert.match(held.text, /Once more<\/textarea>/);
    });
  });

  describe(`A page that is kept (${dialect})`, () => {
    it('holds nothing that is somebody’s, and is sent to nobody whom a cookie names', async () => {
      await using place = await open({ premoderation: 'everyone' });
      const { reader, blog } = place;
      await reader.get(path);
      await reader.send({ name: 'Ann', email: 'ann@readers.example', text: 'Private words', remember: '1' });
      const person = await personWith(blog.world, blog.site, 'reader', 'noor');
      for (const cookie of [reader.cookie(), person.cookie]) {
        const own = await blog.get(path, { cookie });
        assert.equal(own.reads, undefined, 'cannot be kept');
        assert.match(own.text, /Ann|The noor/);
      }
      const everybody = await blog.get(path);
      assert.ok(everybody.reads, 'can be kept');
      assert.doesNotMatch(everybody.text, /Private words|ann@readers|value="Ann"|The noor/);
      const none = await blog.get(path, { cookie: 'verbatim-form=x; other=verbatim-sessions' });
      assert.ok(none.reads, 'a cookie that names nobody changes nothing');
    });
  });

  describe(`What is done with a reply (${dialect})`, () => {
    it('is liked once by a browser, which may take that back', async () => {
      await using place = await open();
      const { reader, pen, post, blog } = place;
      await pen.comment(post, 'Ben', 'Something to like');
      const page = await blog.get(path);
      assert.match(page.text, /formaction="\/-\/comments\/1\/like" aria-pressed="false">Like</);
      await reader.get(path);
      const liked = await reader.press('/-/comments/1/like');
      assert.equal(liked.headers.location, `${path}#comment-1`);
      assert.match((await blog.get(path)).text, /aria-pressed="false">1 like</);
      assert.match((await reader.get(path)).text, /aria-pressed="true">1 like</);
      await reader.press('/-/comments/1/like');
      assert.match((await blog.get(path)).text, /aria-pressed="false">Like</);
      const foreign = await reader.press('/-/comments/1/like', { origin: 'https://evil.example' });
      assert.equal(foreign.status, 403);
    });

    it('is reported with a reason, to moderators alone', async () => {
      await using place = await open();
      const { reader, pen, post, blog } = place;
      await pen.comment(post, 'Ben', 'Buy this');
      const page = await reader.get('/-/comments/1/report');
      assert.match(page.text, /Buy this/);
      await assertValidHtml(page.text, 'report');
      const unsaid = await reader.send({ text: 'kept' }, '/-/comments/1/report');
      assert.equal(unsaid.status, 400);
      assert.match(unsaid.text, /kept<\/textarea>/);
      const done = await reader.send({ reason: 'spam', text: 'An advertisement' }, '/-/comments/1/report');
      assert.equal(done.status, 200);
      assert.match(done.text, /Thank you/);
      await assertValidHtml(done.text, 'reported');
      assert.doesNotMatch((await blog.get(path)).text, /advertisement/);
      assert.equal((await blog.get('/-/comments/99/report')).status, 404);
    });

    it('quotes a passage of the post, leads to its place, and says when the post has it no more', async () => {
      await using place = await open();
      const { reader, pen, post, blog } = place;
      await reader.get(path);
      await reader.send({ name: 'Ann', text: 'Nine!', quote: 'or nine with the  tide' });
      const { text } = await blog.get(path);
      assert.match(
        text,
        /<figcaption[^>]*><a href="\/2026\/05\/20\/talk\/#:~:text=[^"]*or%20nine%20with%20the%20tide[^"]*">On this passage<\/a>/,
      );
      assert.match(text, /<blockquote dir="auto">or nine with the tide<\/blockquote>/);
      await assertValidHtml(text, 'quoting');
      await pen.change(post, { text: 'The ferry is no more.' });
      const changed = (await blog.get(path)).text;
      assert.match(changed, /On a passage that the post no longer has/);
      assert.doesNotMatch(changed, /:~:text/);
    });

    it('stays behind the password of its post', async () => {
      await using place = await open();
      const { reader, pen, post, blog } = place;
      await pen.comment(post, 'Ben', 'Behind the door');
      await pen.change(post, { password: 'sesame' });
      for (const address of [path, '/-/comments/1/report', '/-/comments/1/like']) {
        const asked = await blog.get(address);
        assert.doesNotMatch(asked.text, /Behind the door/, address);
        assert.match(asked.text, /type="password"/, address);
      }
      const preview = await reader.sendTo('/-/comments/preview', { post: `${post}`, text: 'x' });
      assert.doesNotMatch(preview.text, /Behind the door/);
    });
  });
}

/** A browser without scripts on one site: keeps cookies, and sends the forms of the page that it is on. */
function browse(blog: Blog) {
  const cookies = new Map<string, string>();
  let page: Got | undefined;
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (got: Got): Got => {
    for (const line of (got.headers['set-cookie'] ?? '').split(/, (?=[\w-]+=)/)) {
      const [, name, value] = /^([\w-]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined) continue;
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value ?? '');
    }
    if (got.status !== 303) page = got;
    return got;
  };
  const sendTo = async (
    address: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    keep(await blog.post(address, fields, { origin: 'https://blog.example', cookie: cookie(), ...headers }));
  return {
    cookies,
    cookie,
    sendTo,
    get: async (address: string) => keep(await blog.get(address, { cookie: cookie() })),
    /** Takes over the cookies of somebody who is signed in. */
    sign: (text: string) => {
      for (const pair of text.split('; ')) {
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        cookies.set(name, value);
      }
    },
    /** Sends the form of the page, by its own button or by one that leads elsewhere. */
    send: (fields: Readonly<Record<string, string>>, address = '/-/comments/') => {
      // Nobody writes at once: what does is a program.
      if (address === '/-/comments/') blog.clock.advance('10 seconds');
      return sendTo(address, { ...hiddenOf(page?.text ?? '', 'respond'), ...fields });
    },
    press: (address: string, headers: Readonly<Record<string, string>> = {}) =>
      sendTo(address, hiddenOf(page?.text ?? '', 'id="deeds"'), headers),
  };
}

/** The hidden fields of the form after a mark. */
function hiddenOf(text: string, mark: string): Record<string, string> {
  const form = text.slice(Math.max(0, text.indexOf(mark)));
  const end = form.indexOf('</form>');
  return Object.fromEntries(
    [...form.slice(0, end).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
}
