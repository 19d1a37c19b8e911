import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6"/></svg>';
const named = (name: string) => ({
  'content-type': 'image/svg+xml',
  'content-disposition': `attachment; filename="${name}"`,
});

/** RFC 7578, as a client sends it. */
function form(fields: Readonly<Record<string, string>>, file: { name: string; body: string }) {
  const mark = 'x-mark-x';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join('')}--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: image/svg+xml\r\n\r\n${file.body}\r\n--${mark}--\r\n`;
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${mark}` } };
}

for (const dialect of dialects) {
  describe(`Media over the API, on ${dialect}`, () => {
    it('come as a body or with a form, are described and deleted', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      await api.people('bob', 'author');
      const post = await api.pen.post();
      const raw = await api.ask('POST', 'wp/v2/media?alt_text=Seen', {
        as: 'ann',
        headers: named('../../My fish.svg'),
        body: svg,
      });
      assert.equal(raw.status, 201, raw.text);
      const { id } = raw.data;
      assert.equal(raw.headers.location, `https://blog.example/wp-json/wp/v2/media/${id}`);
      assert.match(
        raw.data.source_url,
        /^https:\/\/blog\.example\/wp-content\/uploads\/2026\/05\/[\w-]*fish\.svg$/i,
      );
      assert.equal(raw.data.mime_type, 'image/svg+xml');
      assert.equal(raw.data.media_type, 'image');
      assert.equal(raw.data.alt_text, 'Seen');
      assert.equal((await api.blog.get(new URL(raw.data.source_url).pathname)).status, 200);

      const sent = await api.ask('POST', 'wp/v2/media', {
        as: 'ann',
        ...form(
          { title: 'A chart', caption: '<p>What is seen</p>', post: String(post) },
          { name: 'chart.svg', body: svg.replace('8', '9') },
        ),
      });
      assert.equal(sent.status, 201, sent.text);
      assert.equal(sent.data.title.raw, 'A chart');
      assert.equal(sent.data.caption.raw, 'What is seen');
      assert.equal(sent.data.post, post);

      const ids = async (query: string) =>
        (await api.get(`wp/v2/media?${query}`)).data.map((one: { id: number }) => one.id);
      assert.deepEqual(await ids('orderby=id&order=asc'), [id, sent.data.id]);
      assert.deepEqual(await ids('search=chart'), [sent.data.id]);
      assert.deepEqual(await ids(`parent=${post}`), [sent.data.id]);
      assert.deepEqual(await ids('media_type=video'), []);
      assert.deepEqual(await ids('slug=chart'), [sent.data.id]);
      assert.equal((await ids(`author=${raw.data.author}`)).length, 2);

      const told = await api.post(
        `wp/v2/media/${id}`,
        { alt_text: 'A fish', title: { raw: 'Fish' } },
        { as: 'ann' },
      );
      assert.deepEqual([told.data.alt_text, told.data.title.rendered], ['A fish', 'Fish']);
      assert.equal((await api.get(`wp/v2/media/${id}`)).data.alt_text, 'A fish');
      assert.equal((await api.post(`wp/v2/media/${id}`, { title: 'x' }, { as: 'bob' })).status, 403);
      assert.equal((await api.get(`wp/v2/media/${id}?context=edit`, { as: 'bob' })).status, 403);
      assert.equal(
        (await api.delete(`wp/v2/media/${id}`, { as: 'ann' })).data.code,
        'rest_trash_not_supported',
      );
      assert.equal((await api.delete(`wp/v2/media/${id}?force=true`, { as: 'bob' })).status, 403);
      assert.equal((await api.delete(`wp/v2/media/${id}?force=true`, { as: 'ann' })).data.deleted, true);
      assert.equal((await api.get(`wp/v2/media/${id}`)).data.code, 'rest_post_invalid_id');
      await api.close();
    });

    it('of a post that is not read yet are for those who write here', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      const draft = await api.post('wp/v2/posts', { title: 'Secret' }, { as: 'ann' });
      const sent = await api.ask('POST', `wp/v2/media?post=${draft.data.id}`, {
        as: 'ann',
        headers: named('plan.svg'),
        body: svg,
      });
      assert.deepEqual((await api.get('wp/v2/media')).data, []);
      assert.equal((await api.get(`wp/v2/media/${sent.data.id}`)).status, 401);
      assert.equal((await api.get('wp/v2/media', { as: 'ann' })).data.length, 1);
      await api.post(`wp/v2/posts/${draft.data.id}`, { status: 'publish' }, { as: 'ann' });
      assert.equal((await api.get('wp/v2/media')).data.length, 1);
      await api.close();
    });

    it('are refused with what is wrong', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      await api.people('con', 'contributor');
      const headers = named('x.svg');
      const send = (as: string | undefined, more: object) =>
        api.ask('POST', 'wp/v2/media', { headers, body: svg, ...(as && { as }), ...more });
      const cases: readonly (readonly [
        Promise<{ status: number; data: { code: string } }>,
        number,
        string,
      ])[] = [
        [send(undefined, {}), 401, 'rest_cannot_create'],
        [send('con', {}), 403, 'rest_cannot_create'],
        [send('ann', { headers: {} }), 400, 'rest_upload_no_content_disposition'],
        [
          send('ann', { headers: { 'content-disposition': 'attachment' } }),
          400,
          'rest_upload_invalid_disposition',
        ],
        [send('ann', { body: '' }), 400, 'rest_upload_no_data'],
        [send('ann', { headers: named('x.php'), body: '<?php evil();' }), 400, 'rest_upload_unknown_error'],
        [send('ann', { headers: named('x.svg'), body: '<svg' }), 400, 'rest_upload_unknown_error'],
      ];
      for (const [said, status, code] of cases) {
        const { status: given, data } = await said;
        assert.deepEqual([given, data.code], [status, code]);
      }
      const lost = await api.ask('POST', 'wp/v2/media?post=99', { as: 'ann', headers, body: svg });
      assert.equal(lost.data.code, 'rest_invalid_param');
      await api.close();
    });

    it('of long names and other scripts keep them', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      const said = await api.ask('POST', 'wp/v2/media', {
        as: 'ann',
        headers: {
          'content-disposition': `attachment; filename="x.svg"; filename*=UTF-8''${encodeURIComponent('سمك.svg')}`,
        },
        body: svg,
      });
      assert.equal(said.data.title.raw, 'سمك');
      await api.close();
    });
  });
}
