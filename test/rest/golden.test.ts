import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../support/api.ts';
import { assertGolden } from '../support/golden.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6"/></svg>';

/** What clients were written against. */
function compare(name: string, data: unknown): void {
  assertGolden(`rest/${name}.json`, `${JSON.stringify(data, null, 2)}\n`);
}

describe('What clients read of the API', () => {
  it('has not changed: posts, pages, comments, terms, media, users, in every context', async () => {
    const api = await openApi({ site: { timeZone: 'Europe/Paris' } });
    await api.people('ed', 'administrator');
    const send = { as: 'ed', headers: { 'content-disposition': 'attachment; filename="fish.svg"' } };
    const media = await api.ask('POST', 'wp/v2/media?alt_text=A+fish', { ...send, body: svg });
    const fish = await api.post('wp/v2/categories', { name: 'Fish', description: 'Wet.' }, { as: 'ed' });
    const tag = await api.post('wp/v2/tags', { name: 'North' }, { as: 'ed' });
    const post = await api.post(
      'wp/v2/posts',
      {
        title: 'Herrings & “co”',
        content: '<!-- wp:paragraph -->\n<p>Herrings are <strong>fish</strong>.</p>\n<!-- /wp:paragraph -->',
        excerpt: 'In short.',
        status: 'publish',
        categories: [fish.data.id],
        tags: [tag.data.id],
        featured_media: media.data.id,
      },
      { as: 'ed' },
    );
    const page = await api.post(
      'wp/v2/pages',
      { title: 'About', content: 'Us', status: 'publish' },
      { as: 'ed' },
    );
    const reply = {
      post: post.data.id,
      author_name: 'Ada',
      author_email: 'ada@readers.example',
      content: 'Indeed.',
    };
    const comment = await api.post('wp/v2/comments', { ...reply, author_url: 'https://ada.example/' });
    await api.post(`wp/v2/comments/${comment.data.id}`, { status: 'approve' }, { as: 'ed' });
    const items = {
      post: `wp/v2/posts/${post.data.id}`,
      page: `wp/v2/pages/${page.data.id}`,
      comment: `wp/v2/comments/${comment.data.id}`,
      category: `wp/v2/categories/${fish.data.id}`,
      tag: `wp/v2/tags/${tag.data.id}`,
      media: `wp/v2/media/${media.data.id}`,
      user: `wp/v2/users/${post.data.author}`,
    };
    for (const [name, path] of Object.entries(items)) {
      for (const context of ['view', 'embed', 'edit']) {
        const said = await api.get(`${path}?context=${context}`, context === 'edit' ? { as: 'ed' } : {});
        assert.equal(said.status, 200, `${path}: ${said.text}`);
        compare(`${name}.${context}`, said.data);
      }
    }
    compare('types', (await api.get('wp/v2/types')).data);
    compare('settings', (await api.get('wp/v2/settings', { as: 'ed' })).data);
    compare('error', (await api.get('wp/v2/posts?per_page=500&order=up')).data);
    await api.close();
  });
});
