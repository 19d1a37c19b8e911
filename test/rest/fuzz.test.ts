import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

const names = [
  'page',
  'per_page',
  'offset',
  'order',
  'orderby',
  'search',
  'slug',
  'status',
  'categories',
  'tags',
  'author',
  'after',
  'before',
  'modified_after',
  'include',
  'exclude',
  'parent',
  'menu_order',
  'sticky',
  'context',
  '_fields',
  '_embed',
  '_envelope',
  'password',
  'post',
  'type',
  'subtype',
  'media_type',
  'roles',
  'hide_empty',
  'from',
  'to',
  'include[]',
  'categories[terms]',
  'categories[operator]',
  '__proto__[x]',
  'constructor',
  'page[]',
  'tags[0][1]',
];
const values = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    '1e9',
    '99999999999999999999',
    'true',
    'null',
    'any',
    'asc',
    'edit',
    'embed',
    "'",
    '"',
    '%',
    '!_%',
    '1,2,x',
    '\0',
    '2026-13-45',
    '2026-02-31T25:61:61',
    '0000-00-00T00:00:00',
    '9999-12-31T23:59:59',
    'title',
    'relevance',
    'include',
    'x'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer().map(String),
);
const query = fc
  .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 5 })
  .map((pairs) => new URLSearchParams(pairs).toString());
const routes = [
  'wp/v2/posts',
  'wp/v2/posts/1',
  'wp/v2/posts/1/revisions',
  'wp/v2/posts/1/revisions/1',
  'wp/v2/posts/1/autosaves',
  'wp/v2/pages',
  'wp/v2/categories',
  'wp/v2/categories/1',
  'wp/v2/tags',
  'wp/v2/comments',
  'wp/v2/comments/1',
  'wp/v2/media',
  'wp/v2/users',
  'wp/v2/users/1',
  'wp/v2/users/me',
  'wp/v2/types',
  'wp/v2/statuses/draft',
  'wp/v2/taxonomies/x',
  'wp/v2/search',
  'wp/v2/settings',
  'verbatim/v1/me',
  'verbatim/v1/posts/1/comparison',
  'wp/v2/posts/99999999999999999999',
  'wp/v2/users/me/application-passwords',
  '',
  'wp/v2',
  'verbatim/v1/openapi.json',
];
const method = fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE');
const body = fc.oneof(
  fc.constant('{'),
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom(
        'title',
        'content',
        'excerpt',
        'status',
        'date',
        'date_gmt',
        'author',
        'parent',
        'categories',
        'tags',
        'featured_media',
        'sticky',
        'slug',
        'name',
        'post',
        'description',
        'meta',
        'roles',
        'posts_per_page',
        'lang',
      ),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
);

for (const dialect of dialects) {
  describe(`Whatever is sent to the API, on ${dialect}`, () => {
    it('is answered with JSON, and never with a failure of the server', async () => {
      const api = await openApi({ dialect });
      await api.people('boss', 'owner');
      const ada = await api.pen.author('Ada');
      const fish = await api.pen.category('Fish');
      const id = await api.pen.post({ authors: [ada], terms: [fish] });
      await api.pen.comment(id, 'Bea', 'Indeed.');
      await api.blog.work();
      const asked = fc.record({
        route: fc.constantFrom(...routes),
        query,
        method,
        body,
        as: fc.constantFrom(undefined, 'boss'),
      });
      await fc.assert(
        fc.asyncProperty(asked, async ({ route, query, method, body, as }) => {
          const said = await api.ask(method, `${route}?${query}`, {
            ...(as && { as }),
            headers: { 'content-type': 'application/json' },
            body: method === 'GET' || method === 'HEAD' ? '' : body,
          });
          assert.ok(said.status < 500 || said.status === 501, `${said.status}: ${said.text}`);
          assert.notEqual(said.data, undefined, said.text);
          if (said.status >= 400) assert.equal(said.data.data.status, said.status);
        }),
        { numRuns: dialect === 'sqlite' ? 600 : 250 },
      );
      await api.close();
    });
  });
}
