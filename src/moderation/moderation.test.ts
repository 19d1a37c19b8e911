import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { assertValidHtml } from '../../test/support/html.ts';
import { penOf } from '../../test/support/pen.ts';

const queue = '/-/admin/comments/';

for (const dialect of dialects) {
  const open = async () => {
    const blog = await openBlog({ dialect });
    const pen = penOf(blog);
    const post = await pen.post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
    const held = (name: string, text: string, more: object = {}) =>
      pen.comment(post, name, text, {
        status: 'pending',
        arrival: {
          format: 'markdown',
          reasons: [{ phase: 'links', facts: { links: 5, most: 2 } }],
          rank: 500,
          digest: text,
          sender: `key-of-${name}`,
        },
        original: text,
        ...more,
      });
    const row = (id: number) =>
      blog.world.db.read.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const count = async () =>
      (
        await blog.world.db.read
          .selectFrom('post')
          .select('comment_count')
          .where('id', '=', post)
          .executeTakeFirstOrThrow()
      ).comment_count;
    const deed = async (fields: Record<string, string>) =>
      (await blog.as('editor')).post(`${queue}do`, fields);
    return { blog, pen, post, held, row, count, deed, [Symbol.asyncDispose]: () => blog.close() };
  };

  describe(`The moderation desk (${dialect})`, () => {
    it('shows what waits, why, and who sent it', async () => {
      await using place = await open();
      await place.held('Ada', 'Five *links* & more');
      await place.held('Eve', 'Another');
      const page = await (await place.blog.as('editor')).get(queue);
      assert.equal(page.status, 200);
      assert.match(page.text, /5 links; this site holds more than 2/);
      assert.match(page.text, /Nothing of theirs was approved|First reply on this site/);
      assert.match(page.text, /<em>links<\/em>/);
      await assertValidHtml(page.text, 'queue');
    });

    it('approves, and takes that back', async () => {
      await using place = await open();
      const { blog, held, row, count, deed } = place;
      const id = await held('Ada', 'A question about the harbour');
      const done = await deed({ one: `approve ${id}`, back: queue });
      assert.equal(done.status, 303);
      assert.equal((await row(id)).status, 'live');
      assert.equal(await count(), 1);
      const batch = await lastBatch(place.blog);
      const undone = await (await blog.as('editor')).post(`${queue}undo`, {
        batch: String(batch),
        back: queue,
      });
      assert.equal(undone.status, 303);
      assert.equal((await row(id)).status, 'pending');
      assert.equal(await count(), 0);
      const taught = await blog.world.db.read
        .selectFrom('spam_token')
        .selectAll()
        .where('token', '=', '')
        .execute();
      assert.deepEqual(
        taught.map(({ ham, spam }) => [ham, spam]),
        [[0, 0]],
      );
    });

    it('does one thing with several at once, undone at once', async () => {
      await using place = await open();
      const { blog, held, row, deed } = place;
      const ids = [];
      for (const name of ['a', 'b', 'c']) ids.push(await held(name, `words of ${name}`));
      await deed({ do: 'spam', back: queue, ...{ id: String(ids[0]) } });
      assert.equal((await row(ids[0] ?? 0)).standing, 'spam');
      const editor = await blog.as('editor');
      await editor.post(`${queue}do`, { do: 'trash', back: queue, id: ids.map(String) });
      for (const id of ids) assert.equal((await row(id)).standing, 'removed');
      await editor.post(`${queue}undo`, { batch: String(await lastBatch(blog)), back: queue });
      assert.deepEqual(
        (await Promise.all(ids.map(row))).map(({ standing }) => standing),
        ['spam', 'pending', 'pending'],
      );
    });

    it('shows an author the replies to their own posts alone, and lets them decide about no others', async () => {
      await using place = await open();
      const { blog, pen, held, row } = place;
      const author = await blog.as('author');
      const name = await pen.author('The author');
      await blog.world.db.write((tx) =>
        tx.db.updateTable('author').set({ account_id: author.accountId }).where('id', '=', name).execute(),
      );
      const own = await pen.post({ title: 'Mine', authors: [name] });
      const mine = await pen.comment(own, 'Reader', 'to you', { status: 'pending' });
      const other = await held('Somebody', 'to another');
      const page = await author.get(queue);
      assert.match(page.text, /to you/);
      assert.doesNotMatch(page.text, /to another/);
      await author.post(`${queue}do`, { one: `approve ${other}`, back: queue });
      assert.equal((await row(other)).standing, 'pending');
      await author.post(`${queue}do`, { one: `approve ${mine}`, back: queue });
      assert.equal((await row(mine)).standing, 'live');
      assert.equal((await author.get(`${queue}${other}/`)).status, 404);
      for (const path of ['bans', 'history', 'empty', `${mine}/ban`])
        assert.equal((await author.get(`${queue}${path}`)).status, 403, path);
    });

    it('changes a reply with a note, and keeps what was written', async () => {
      await using place = await open();
      const { blog, held, row } = place;
      const id = await held('Ada', 'Call me at 555');
      const editor = await blog.as('editor');
      await assertValidHtml((await editor.get(`${queue}${id}/`)).text, 'edit');
      const saved = await editor.post(`${queue}${id}/`, {
        text: 'Call me',
        name: 'Ada',
        url: '',
        note: 'number taken out',
      });
      assert.equal(saved.status, 303);
      const { html, edit_note, edited_at } = await row(id);
      assert.equal(html, '<p>Call me</p>');
      assert.equal(edit_note, 'number taken out');
      assert.ok(edited_at);
      const empty = await editor.post(`${queue}${id}/`, { text: ' ', name: 'Ada', url: '', note: '' });
      assert.equal(empty.status, 400);
      await editor.post(`${queue}undo`, { batch: String(await lastBatch(blog)), back: `${queue}${id}/` });
      assert.equal((await row(id)).original, 'Call me at 555');
      assert.match((await editor.get(`${queue}${id}/`)).text, /taken back/);
      assert.equal((await row(id)).edit_note, null);
      await place.deed({ one: `approve ${id}`, back: queue });
      await editor.post(`${queue}${id}/`, { text: 'Call', name: 'Ada', url: '', note: 'a <b>note</b>' });
      assert.match((await blog.get('/2026/05/20/talk/')).text, /a &lt;b&gt;note&lt;\/b&gt;/);
    });

    it('answers in place, and approves what is answered', async () => {
      await using place = await open();
      const { held, row, deed } = place;
      const id = await held('Ada', 'Is it open?');
      await deed({ one: `reply ${id}`, [`answer-${id}`]: 'Yes, *today*.', back: queue });
      assert.equal((await row(id)).standing, 'live');
      const answer = await row(id + 1);
      assert.equal(answer.parent_id, id);
      assert.equal(answer.standing, 'live');
      assert.match(answer.html, /<em>today<\/em>/);
    });

    it('bans who sent a reply, its domains and words, and puts it with the spam', async () => {
      await using place = await open();
      const { blog, held, row } = place;
      const id = await held('Seller', 'Buy [now](https://www.shop.example/x)');
      const editor = await blog.as('editor');
      const form = await editor.get(`${queue}${id}/ban`);
      await assertValidHtml(form.text, 'ban');
      assert.match(form.text, /the domain shop\.example/);
      const chosen = { sender: '1', 'domain-shop.example': '1' };
      const fields = { word: 'cheap pills', effect: 'refuse', spam: '1', note: 'again', ...chosen };
      await editor.post(`${queue}${id}/ban`, fields);
      assert.equal((await row(id)).standing, 'spam');
      const bans = await blog.world.db.read
        .selectFrom('ban')
        .select(['kind', 'value', 'effect'])
        .orderBy('id')
        .execute();
      assert.deepEqual(bans, [
        { kind: 'sender', value: 'key-of-Seller', effect: 'refuse' },
        { kind: 'domain', value: 'shop.example', effect: 'refuse' },
      ]);
      const page = await editor.get(`${queue}bans`);
      assert.match(page.text, /cheap pills/);
      await assertValidHtml(page.text, 'bans');
      await assertValidHtml((await editor.get(`${queue}history`)).text, 'history');
      await editor.post(`${queue}bans/lift`, { id: '1' });
      assert.equal((await blog.world.db.read.selectFrom('ban').select('id').execute()).length, 1);
      assert.equal((await editor.post(`${queue}bans/domain`, { domain: 'no domain' })).status, 400);
    });

    it('closes a post and opens it again', async () => {
      await using place = await open();
      const { blog, post } = place;
      const editor = await blog.as('editor');
      assert.match((await blog.get('/2026/05/20/talk/')).text, /id="respond"/);
      await editor.post(`${queue}posts/${post}`, { do: 'close' });
      assert.doesNotMatch((await blog.get('/2026/05/20/talk/')).text, /id="respond"/);
      await editor.post(`${queue}undo`, { batch: String(await lastBatch(blog)), back: queue });
      assert.match((await blog.get('/2026/05/20/talk/')).text, /id="respond"/);
    });

    it('finds replies by words, post and sender, and turns its pages', async () => {
      await using place = await open();
      const { blog, pen, held } = place;
      const editor = await blog.as('editor');
      for (let i = 0; i < 120; i++) {
        blog.clock.advance('1 second');
        await held(i % 2 ? 'Odd' : 'Even', `Number ${i}`);
      }
      const elsewhere = await pen.post({ title: 'Elsewhere' });
      await pen.comment(elsewhere, 'Odd', 'not here', { status: 'pending' });
      assert.match((await editor.get(`${queue}?search=NUMBER+77`)).text, /Number 77/);
      assert.doesNotMatch((await editor.get(`${queue}?post=${place.post}`)).text, /not here/);
      assert.equal(cards((await editor.get(`${queue}?sender=key-of-Odd`)).text).length, 50);
      const seen: number[] = [];
      for (let path: string | undefined = queue; path !== undefined; ) {
        const { text } = await editor.get(path);
        seen.push(...cards(text));
        path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      }
      assert.equal(seen.length, 121);
      assert.equal(new Set(seen).size, 121);
      const ranked = await editor.get(`${queue}?order=ranked`);
      const next = /rel="next" href="([^"]+)"/.exec(ranked.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const both = [...cards(ranked.text), ...cards((await editor.get(next)).text)];
      assert.equal(new Set(both).size, 100);
    });

    it('deletes the spam for good when it is asked to, and keeps the places of what was answered', async () => {
      await using place = await open();
      const { blog, pen, post, row, deed } = place;
      const parent = await pen.comment(post, 'Seller', 'spam with an answer');
      const child = await pen.comment(post, 'Ada', 'do not', { parentId: parent });
      const alone = await pen.comment(post, 'Seller', 'other spam');
      for (const id of [parent, alone]) await deed({ one: `spam ${id}`, back: queue });
      assert.equal((await row(parent)).status, 'tombstone');
      const admin = await blog.as('administrator');
      const said = await admin.post(`${queue}empty`, { shelf: 'spam' });
      assert.equal(said.status, 303);
      const left = await blog.world.db.read
        .selectFrom('comment')
        .select(['id', 'text'])
        .orderBy('id')
        .execute();
      assert.deepEqual(left, [
        { id: parent, text: '' },
        { id: child, text: 'do not' },
      ]);
    });

    it('gives a script what was done as JSON', async () => {
      await using place = await open();
      const { blog, held } = place;
      const id = await held('Ada', 'by keyboard');
      const editor = await blog.as('editor');
      const done = await editor.post(
        `${queue}do`,
        { one: `approve ${id}`, back: queue },
        { accept: 'application/json' },
      );
      const { text, count, batch } = JSON.parse(done.text);
      assert.deepEqual([text, count], ['One reply approved.', 1]);
      const undone = await editor.post(
        `${queue}undo`,
        { batch: String(batch) },
        { accept: 'application/json' },
      );
      assert.equal(JSON.parse(undone.text).count, 1);
    });
  });
}

function cards(text: string): number[] {
  return [...text.matchAll(/<article class="held" id="comment-(\d+)"/g)].map(([, id]) => Number(id));
}

async function lastBatch({ world }: Awaited<ReturnType<typeof openBlog>>): Promise<number> {
  const row = await world.db.read
    .selectFrom('comment_audit')
    .select('batch')
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.batch;
}
