import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../../test/support/blog.ts';
import { incoming } from '../../../test/support/incoming.ts';
import { penOf } from '../../../test/support/pen.ts';
import { sendFiles } from '../../../test/support/upload.ts';
import { sample } from '../sample.ts';
import { storeMedia } from '../save.ts';
import { findMedia, monthsOfMedia } from './read.ts';

const png = () => sample().png().toBuffer();
const larger = () => sample(90, 90).png().toBuffer();

for (const dialect of dialects) {
  describe(`The library of media on ${dialect}`, () => {
    it('is narrowed by kind, words, month and what is missing, and goes page by page both ways', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const picture = await png();
      const add = async (name: string, at: string, more: object = {}, body: Buffer = picture) => {
        const path = `/wp-content/uploads/${at.slice(0, 4)}/${name}`;
        const stored = await storeMedia(world, site.id, { name, body, at, path, ...more });
        assert.ok(stored.ok, JSON.stringify(stored));
        return stored.media.id;
      };
      const dawn = await add('dawn.png', '2026-01-31T23:59:00.000Z', { alt: 'Dawn over the estuary' });
      const quay = await add('quay.png', '2026-02-01T00:00:00.000Z', { title: 'رصيف المرفأ' });
      const notes = await add('notes.txt', '2026-02-03T00:00:00.000Z', {}, Buffer.from('Some notes.'));
      const ids = async (filter: object, paging: object = {}) =>
        (await findMedia(world.db, site.id, filter, { limit: 10, ...paging })).map(({ id }) => id);
      assert.deepEqual(await ids({}), [notes, quay, dawn]);
      assert.deepEqual(await ids({ family: 'image' }), [quay, dawn]);
      assert.deepEqual(await ids({ family: 'document' }), [notes]);
      assert.deepEqual(await ids({ search: 'ESTUARY dawn' }), [dawn]);
      assert.deepEqual(await ids({ search: 'المرفأ' }), [quay]);
      assert.deepEqual(await ids({ search: '%' }), []);
      assert.deepEqual(await ids({ month: '2026-02' }), [notes, quay]);
      assert.deepEqual(await ids({ month: '2026-12' }), []);
      assert.deepEqual(await ids({ withoutAlt: true }), [quay]);
      const at = (id: number, time: string) => [time, String(id)];
      assert.deepEqual(await ids({}, { after: at(notes, '2026-02-03T00:00:00.000Z'), limit: 1 }), [quay]);
      assert.deepEqual(await ids({}, { before: at(dawn, '2026-01-31T23:59:00.000Z') }), [quay, notes]);
      assert.deepEqual(await monthsOfMedia(world.db, site.id), ['2026-02', '2026-01']);
      await blog.close();
    });
  });
}

describe('Uploading at the desk', () => {
  it('takes several files, says in words which not and why, and leaves nothing lying about', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const answer = await sendFiles(blog, author, '/-/admin/media/', [
      ['files', 'harbour-at_dawn.png', await png()],
      ['files', 'page.html', '<!doctype html><script>alert(1)</script>'],
      ['files', 'empty.png', ''],
    ]);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /page\.html is of a kind that is not taken \(text\/html\)/);
    assert.match(answer.text, /empty\.png is empty/);
    assert.match(answer.text, /dir="auto">harbour at dawn</, 'the good one is there');
    assert.match(answer.text, /no description/);
    assert.deepEqual(readdirSync(join(blog.world.config.data, 'spool')), []);
    await blog.close();
  });

  it('of one file leads to where it is described; the same again is the same', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const send = async () =>
      sendFiles(blog, author, '/-/admin/media/', [['files', 'صورة المرفأ.png', await png()]]);
    const first = await send();
    assert.equal(first.status, 303);
    const path = String(first.headers.location);
    assert.equal((await send()).headers.location, path);
    const page = await author.get(path);
    assert.match(page.text, /id="alt-problem">Missing: who does not see the picture/);
    assert.match(page.text, /value="صورة المرفأ"/);
    await author.post(path, { alt: 'Boats " <b>', title: 'Harbour', caption: 'By night' });
    const saved = await author.get(path);
    assert.doesNotMatch(saved.text, /alt-problem/);
    assert.match(saved.text, /alt="Boats &quot; &lt;b&gt;"/);
    assert.match(saved.text, /value="!\[Boats &quot; &lt;b&gt;\]\(\/wp-content\/uploads\//);
    await blog.close();
  });

  it('gives the page’s script what the API asks of one that runs in a session', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const { text } = await author.get('/-/admin/media/');
    const nonce = /data-nonce="([0-9a-f]{32})"/.exec(text)?.[1] ?? '';
    const send = (name: string, body: Buffer, given = nonce) =>
      blog.app.respond(
        incoming('/wp-json/wp/v2/media', {
          method: 'POST',
          scheme: 'https',
          host: 'blog.example',
          headers: {
            cookie: author.cookie,
            'x-wp-nonce': given,
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          },
          body,
        }),
      );
    const good = await send('قارب.png', await png());
    assert.equal(good.status, 201, String(good.body));
    const bad = await send('a.exe', Buffer.from('MZ'));
    assert.equal(bad.status, 400);
    const { code, data } = JSON.parse(String(bad.body));
    assert.equal(code, 'rest_upload_unknown_error');
    assert.match(data.verbatim_problem, /^a\.exe is of a kind that is not taken/);
    assert.equal((await send('b.png', await png(), '0'.repeat(32))).status, 403);
    await blog.close();
  });

  it('is for authors, from our own page, with our own token', async () => {
    const blog = await openBlog();
    const author = await blog.as('author');
    const file = ['files', 'a.png', await png()] as const;
    const contributor = await blog.as('contributor');
    assert.equal((await sendFiles(blog, contributor, '/-/admin/media/', [file])).status, 403);
    const foreign = { origin: 'https://evil.example' };
    assert.equal((await sendFiles(blog, author, '/-/admin/media/', [file], foreign)).status, 403);
    const forged = { ...author, token: 'x' };
    assert.equal((await sendFiles(blog, forged, '/-/admin/media/', [file])).status, 403);
    assert.deepEqual(await findMedia(blog.world.db, blog.site.id, {}, { limit: 5 }), []);
    await blog.close();
  });
});

describe('A file at the desk', () => {
  it('says where it is used before it is deleted, and is asked about once', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    const sent = await sendFiles(blog, editor, '/-/admin/media/', [['files', 'a.png', await png()]]);
    const path = String(sent.headers.location);
    const [media] = await findMedia(blog.world.db, blog.site.id, {}, { limit: 1 });
    assert.ok(media);
    await penOf(blog).post({ title: 'In the text', text: `![](${media.path})` });
    await penOf(blog).post({ title: 'Above', pictureId: media.id });
    for (const title of ['In the text', 'Above'])
      assert.match((await editor.get(path)).text, new RegExp(title));
    const ask = await editor.get(`${path}delete`);
    assert.match(ask.text, /Shown in 2 places/);
    assert.equal((await blog.get(media.path)).status, 200);
    await editor.post('/-/admin/media/delete', { ids: String(media.id), sure: '1' });
    assert.equal((await blog.get(media.path)).status, 404);
    assert.equal((await editor.get(path)).status, 404);
    await blog.close();
  });

  it('is replaced by one of its kind at the same address, and by no other', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    const sent = await sendFiles(blog, editor, '/-/admin/media/', [['files', 'a.png', await png()]]);
    const path = String(sent.headers.location);
    const other = await sendFiles(blog, editor, `${path}replace`, [['file', 'a.txt', 'words']]);
    assert.equal(other.status, 422);
    assert.match(other.text, /Its address ends otherwise/);
    const replaced = await sendFiles(blog, editor, `${path}replace`, [['file', 'b.png', await larger()]]);
    assert.equal(replaced.headers.location, path);
    const [media] = await findMedia(blog.world.db, blog.site.id, {}, { limit: 1 });
    assert.deepEqual([media?.width, media?.variants], [90, []]);
    assert.match(String(media?.path), /\/a\.png$/);
    await blog.close();
  });

  it('of somebody else can be seen by an author, and not changed', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    const author = await blog.as('author');
    const sent = await sendFiles(blog, editor, '/-/admin/media/', [['files', 'a.png', await png()]]);
    const path = String(sent.headers.location);
    assert.match((await author.get(path)).text, /Somebody else added this/);
    assert.equal((await author.post(path, { alt: 'Mine' })).status, 403);
    assert.equal(
      (await sendFiles(blog, author, `${path}replace`, [['file', 'b.png', await larger()]])).status,
      403,
    );
    await author.post('/-/admin/media/delete', { id: '1', sure: '1' });
    assert.equal((await editor.get(path)).status, 200);
    await blog.close();
  });
});
