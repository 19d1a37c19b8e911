import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { updateSite } from '../../src/site/save.ts';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

const reply = {
  author_name: 'Ada',
  author_email: 'ada@readers.example',
  content: 'Indeed, <em>herrings</em>.',
};

for (const dialect of dialects) {
  describe(`Comments over the API, on ${dialect}`, () => {
    it('come from guests, wait, are moderated, and go', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      const post = await api.pen.post();
      const made = await api.post('wp/v2/comments', {
        ...reply,
        post,
        author_url: 'javascript:alert(1)',
      });
      assert.equal(made.status, 201, made.text);
      const { id } = made.data;
      assert.equal(made.data.author_url, '', 'an address that is not of the web is dropped');
      assert.equal(made.data.author_email, undefined);
      assert.equal(made.data.author, 0);
      assert.match(made.data.content.rendered, /<em>herrings<\/em>/);

      const put = async (status: string) => {
        const said = await api.post(`wp/v2/comments/${id}`, { status }, { as: 'ed' });
        assert.equal(said.status, 200, said.text);
        return said.data.status;
      };
      assert.equal(await put('hold'), 'hold');
      assert.equal((await api.get(`wp/v2/comments/${id}`)).data.code, 'rest_cannot_read');
      assert.deepEqual((await api.get('wp/v2/comments')).data, []);
      assert.equal((await api.get('wp/v2/comments?status=hold')).data.code, 'rest_forbidden_param');
      assert.equal((await api.get('wp/v2/comments?status=hold', { as: 'ed' })).data.length, 1);
      assert.equal(await put('approved'), 'approved');
      assert.equal((await api.get('wp/v2/comments')).data.length, 1);

      const edit = await api.get(`wp/v2/comments/${id}?context=edit`, { as: 'ed' });
      assert.equal(edit.data.content.raw, reply.content);
      assert.equal(edit.data.author_email, 'ada@readers.example');
      const changed = await api.post(
        `wp/v2/comments/${id}`,
        { content: 'Cod.', author_url: 'data:x' },
        { as: 'ed' },
      );
      assert.match(changed.data.content.rendered, /Cod\./);
      assert.equal(changed.data.author_url, '');

      const answer = await api.post(
        'wp/v2/comments',
        { ...reply, content: 'No.', post, parent: id },
        { as: 'ed' },
      );
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.data.parent, id);
      assert.equal(answer.data.status, 'approved', 'who may moderate is not held');
      assert.equal(answer.data.author_name, 'Ed', 'an account is not given another name');
      const ids = async (query: string) =>
        (await api.get(`wp/v2/comments?${query}`)).data.map((one: { id: number }) => one.id);
      assert.deepEqual(await ids(`post=${post}&order=asc&orderby=id`), [id, answer.data.id]);
      assert.deepEqual(await ids(`parent=${id}`), [answer.data.id]);
      assert.deepEqual(await ids('parent=0'), [id]);
      assert.deepEqual(await ids('search=cod'), [id]);
      const me = (await api.get('wp/v2/users/me', { as: 'ed' })).data.id;
      assert.deepEqual(await ids(`author=${me}`), [answer.data.id]);
      assert.deepEqual(await ids(`author_exclude=${me}`), [id]);
      assert.deepEqual(await ids(`exclude=${id}`), [answer.data.id]);
      assert.deepEqual(await ids('after=2030-01-01'), []);

      assert.equal((await api.delete(`wp/v2/comments/${id}`)).data.code, 'rest_cannot_delete');
      const trashed = await api.delete(`wp/v2/comments/${id}`, { as: 'ed' });
      assert.equal(trashed.data.status, 'trash');
      assert.equal(
        (await api.delete(`wp/v2/comments/${id}`, { as: 'ed' })).data.code,
        'rest_already_trashed',
      );
      const gone = await api.delete(`wp/v2/comments/${answer.data.id}?force=true`, { as: 'ed' });
      assert.equal(gone.data.deleted, true);
      assert.equal((await api.get(`wp/v2/comments/${answer.data.id}`)).data.code, 'rest_comment_invalid_id');
      await api.close();
    });
  });
}

for (const dialect of dialects) {
  describe(`A comment over the API, on ${dialect}`, () => {
    it('is refused with what WordPress calls it', async () => {
      const api = await openApi({ dialect });
      const { world, site } = api.blog;
      await api.people('ann', 'author');
      const post = await api.pen.post();
      const closed = await api.pen.post({ commentsOpen: false });
      const draft = await api.pen.post({ status: 'draft' });
      const locked = await api.pen.post({ password: 'open' });
      const codes: readonly (readonly [object, number, string])[] = [
        [{ ...reply }, 403, 'rest_comment_invalid_post_id'],
        [{ ...reply, post: 99 }, 401, 'rest_cannot_read_post'],
        [{ ...reply, post: draft }, 401, 'rest_cannot_read_post'],
        [{ ...reply, post: locked }, 401, 'rest_cannot_read_post'],
        [{ ...reply, post: closed }, 403, 'rest_comment_closed'],
        [{ ...reply, post, content: ' ' }, 400, 'rest_comment_content_invalid'],
        [{ ...reply, post, parent: 77 }, 400, 'rest_comment_invalid_parent'],
        [{ ...reply, post, author_name: '' }, 400, 'rest_comment_author_data_required'],
        [{ ...reply, post, author_email: 'nobody' }, 400, 'rest_invalid_param'],
        [{ ...reply, post, content: 'x'.repeat(30_000) }, 400, 'comment_content_column_length'],
        [{ ...reply, post: 'x' }, 400, 'rest_invalid_param'],
      ];
      for (const [write, status, code] of codes) {
        const said = await api.post('wp/v2/comments', write);
        assert.deepEqual([said.status, said.data.code], [status, code], said.text);
      }
      assert.equal(
        (await api.post('wp/v2/comments', { ...reply, post: locked, password: 'open' })).status,
        201,
      );
      await world.db.write((tx) => updateSite(tx, site.id, { settings: { guestsMayReply: false } }));
      const said = await api.post('wp/v2/comments', { ...reply, post });
      assert.deepEqual([said.status, said.data.code], [401, 'rest_comment_login_required']);
      assert.equal((await api.post('wp/v2/comments', { content: 'Mine.', post }, { as: 'ann' })).status, 201);
      await api.close();
    });

    it('comes in no faster than the site takes it, but for who may moderate', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      const post = await api.pen.post();
      for (let time = 0; time < 12; time++) {
        const content = `<!-- wp:paragraph -->\n<p>${time}</p>\n<!-- /wp:paragraph -->`;
        const made = await api.post('wp/v2/comments', { post, content }, { as: 'ed' });
        assert.equal(made.status, 201, made.text);
        assert.equal(made.data.content.raw, content);
      }
      const late = await api.post('wp/v2/comments', { ...reply, post });
      assert.deepEqual([late.status, late.data.code], [429, 'comment_flood']);
      assert.equal(late.headers['retry-after'], String(late.data.data.retry_after));
      await api.close();
    });

    it('is not to be had by way of a post that is not read', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      const draft = await api.pen.post({ status: 'draft' });
      const locked = await api.pen.post({ password: 'open' });
      const under = [
        await api.pen.comment(draft, 'Ada', 'Secret'),
        await api.pen.comment(locked, 'Ada', 'Secret'),
      ];
      assert.deepEqual((await api.get('wp/v2/comments')).data, []);
      for (const id of under) assert.equal((await api.get(`wp/v2/comments/${id}`)).status, 401);
      assert.equal((await api.get(`wp/v2/comments?post=${draft}`)).data.code, 'rest_cannot_read_post');
      assert.equal((await api.get('wp/v2/comments', { as: 'ed' })).data.length, 2);
      await api.close();
    });

    it('on one’s own post is moderated by its author, and on nobody else’s', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      await api.people('bob', 'author');
      const mine = await api.post('wp/v2/posts', { title: 'Mine', status: 'publish' }, { as: 'ann' });
      const held = await api.pen.comment(mine.data.id, 'Ada', 'Held', { status: 'pending' });
      assert.equal((await api.get('wp/v2/comments?status=hold', { as: 'ann' })).data.length, 1);
      assert.equal((await api.get('wp/v2/comments?status=hold', { as: 'bob' })).data.length, 0);
      assert.equal(
        (await api.post(`wp/v2/comments/${held}`, { status: 'approve' }, { as: 'bob' })).status,
        403,
      );
      assert.equal(
        (await api.post(`wp/v2/comments/${held}`, { status: 'approve' }, { as: 'ann' })).status,
        200,
      );
      await api.close();
    });
  });
}
