import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Role, roles } from '../../src/account/account.ts';
import { nothing } from '../../src/kit/html.ts';
import { allRoutes } from '../../src/rest/routes.ts';
import { type Api, openApi } from '../support/api.ts';

/** The least that one must be to use a route on the thing of somebody else; `nobody` where even the owner may not. */
type Rule = 'anybody' | Role | 'nobody';

/** Every endpoint of the API. A new one fails the test until it stands here. */
const rules: Readonly<Record<string, Rule>> = {
  'GET /': 'anybody',
  'GET /oembed/1.0': 'anybody',
  'GET /wp/v2': 'anybody',
  'GET /verbatim/v1': 'anybody',
  'GET /oembed/1.0/embed': 'anybody',
  ...ofPosts('posts', 'contributor'),
  ...ofPosts('pages', 'editor'),
  'GET /wp/v2/media': 'anybody',
  'POST /wp/v2/media': 'author',
  'GET /wp/v2/media/{id}': 'anybody',
  ...changing('/wp/v2/media/{id}', 'editor'),
  'DELETE /wp/v2/media/{id}': 'editor',
  'GET /wp/v2/types': 'anybody',
  'GET /wp/v2/types/{type}': 'anybody',
  'GET /wp/v2/statuses': 'anybody',
  'GET /wp/v2/statuses/{status}': 'contributor',
  'GET /wp/v2/taxonomies': 'anybody',
  'GET /wp/v2/taxonomies/{taxonomy}': 'anybody',
  ...ofTerms('categories', 'editor'),
  ...ofTerms('tags', 'contributor'),
  'GET /wp/v2/users': 'anybody',
  'GET /wp/v2/users/me': 'subscriber',
  ...changing('/wp/v2/users/me', 'subscriber'),
  'GET /wp/v2/users/{id}': 'anybody',
  ...changing('/wp/v2/users/{id}', 'administrator'),
  'DELETE /wp/v2/users/{id}': 'administrator',
  'GET /wp/v2/users/{user_id}/application-passwords': 'nobody',
  'POST /wp/v2/users/{user_id}/application-passwords': 'nobody',
  'DELETE /wp/v2/users/{user_id}/application-passwords': 'nobody',
  'GET /wp/v2/users/{user_id}/application-passwords/{uuid}': 'nobody',
  'DELETE /wp/v2/users/{user_id}/application-passwords/{uuid}': 'nobody',
  'GET /wp/v2/comments': 'anybody',
  'POST /wp/v2/comments': 'anybody',
  'GET /wp/v2/comments/{id}': 'anybody',
  ...changing('/wp/v2/comments/{id}', 'editor'),
  'DELETE /wp/v2/comments/{id}': 'editor',
  'GET /wp/v2/search': 'anybody',
  'GET /wp/v2/settings': 'administrator',
  ...changing('/wp/v2/settings', 'administrator'),
  'GET /verbatim/v1/site': 'anybody',
  'GET /verbatim/v1/me': 'subscriber',
  'POST /verbatim/v1/preview': 'contributor',
  'GET /verbatim/v1/posts/{parent}/comparison': 'editor',
  'GET /verbatim/v1/openapi.json': 'anybody',
};

function changing(pattern: string, least: Rule): Record<string, Rule> {
  return Object.fromEntries(['POST', 'PUT', 'PATCH'].map((method) => [`${method} ${pattern}`, least]));
}

function ofPosts(kind: string, begin: Rule): Record<string, Rule> {
  const one = `/wp/v2/${kind}/{id}`;
  const below = `/wp/v2/${kind}/{parent}`;
  return {
    [`GET /wp/v2/${kind}`]: 'anybody',
    [`POST /wp/v2/${kind}`]: begin,
    [`GET ${one}`]: 'anybody',
    ...changing(one, 'editor'),
    [`DELETE ${one}`]: 'editor',
    [`GET ${below}/revisions`]: 'editor',
    [`GET ${below}/revisions/{id}`]: 'editor',
    [`DELETE ${below}/revisions/{id}`]: 'nobody',
    [`GET ${below}/autosaves`]: 'editor',
    [`POST ${below}/autosaves`]: 'editor',
    [`GET ${below}/autosaves/{id}`]: 'editor',
  };
}

function ofTerms(kind: string, create: Rule): Record<string, Rule> {
  return {
    [`GET /wp/v2/${kind}`]: 'anybody',
    [`POST /wp/v2/${kind}`]: create,
    [`GET /wp/v2/${kind}/{id}`]: 'anybody',
    ...changing(`/wp/v2/${kind}/{id}`, 'editor'),
    [`DELETE /wp/v2/${kind}/{id}`]: 'editor',
  };
}

/** What an author of the site has there, by the names in patterns. */
async function things(api: Api) {
  await api.people('olga', 'author');
  await api.people('paul', 'administrator');
  const post = await api.post('wp/v2/posts', { title: 'Hers', status: 'publish' }, { as: 'olga' });
  // One that stays when the other is in the trash: who published something is seen by everybody.
  const another = await api.post('wp/v2/posts', { title: 'Another', status: 'publish' }, { as: 'olga' });
  const page = await api.post('wp/v2/pages', { title: 'About', status: 'publish' }, { as: 'paul' });
  const headers = { 'content-disposition': 'attachment; filename="x.svg"' };
  const body = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>';
  const media = await api.ask('POST', 'wp/v2/media', { as: 'olga', headers, body });
  return {
    posts: post.data.id,
    pages: page.data.id,
    media: media.data.id,
    categories: await api.pen.category('Fish'),
    tags: await api.pen.tag('North'),
    comments: await api.pen.comment(another.data.id, 'Ada', 'Indeed.'),
    users: post.data.author,
  };
}

/** What a route must be told. */
const queries: Readonly<Record<string, string>> = {
  '/verbatim/v1/posts/{parent}/comparison': '?from=1&to=1',
};

function pathFor(pattern: string, have: Readonly<Record<string, number>>): string {
  const kind = /^\/(?:wp\/v2|verbatim\/v1)\/(\w+)/.exec(pattern)?.[1] ?? '';
  return pattern
    .replace('{parent}', String(have[kind]))
    .replace(/(revisions)\/\{id\}/, '$1/1')
    .replace('{id}', String(have[kind]))
    .replace('{user_id}', String(have.users))
    .replace('{uuid}', '00000000-0000-8000-8000-000000000001')
    .replace('{type}', 'post')
    .replace('{status}', 'draft')
    .replace('{taxonomy}', 'category');
}

describe('Every route of the API', () => {
  it('is used by whom it is for, and by nobody below', async () => {
    const api = await openApi();
    const have = await things(api);
    for (const role of roles) await api.people(`a-${role}`, role);
    await api.people('boss', 'owner');
    const endpoints = allRoutes(api.blog.world, async () => nothing).flatMap(({ pattern, endpoints }) =>
      endpoints.flatMap(({ methods }) => methods.map((method) => ({ method, pattern }))),
    );
    assert.deepEqual(
      endpoints.map(({ method, pattern }) => `${method} ${pattern}`).toSorted(),
      Object.keys(rules).toSorted(),
    );
    for (const { method, pattern } of endpoints) {
      const rule = rules[`${method} ${pattern}`] ?? 'nobody';
      const path = `/wp-json${pathFor(pattern, have)}`;
      const least =
        rule === 'anybody' ? -1 : rule === 'nobody' ? Number.POSITIVE_INFINITY : roles.indexOf(rule);
      for (const [rank, as] of [undefined, ...roles.map((role) => `a-${role}`), 'boss'].entries()) {
        // With a slash behind it, an address is the same.
        for (const address of [path, `${path}/`].map((one) => one + (queries[pattern] ?? ''))) {
          const said = await api.ask(method, address, {
            ...(as !== undefined && { as }),
            ...(!['GET', 'DELETE'].includes(method) && { json: { name: `x${rank}`, content: 'x' } }),
          });
          const refused = said.status === 401 || said.status === 403;
          const isAccess = refused && !['rest_comment_invalid_post_id'].includes(said.data.code);
          assert.equal(
            isAccess,
            rank - 1 < least,
            `${method} ${address} as ${as}: ${said.status} ${said.text.slice(0, 200)}`,
          );
          if (isAccess)
            assert.equal(said.status, as === undefined ? 401 : 403, `${method} ${address} as ${as}`);
          assert.ok(said.status < 500 || said.status === 501, said.text);
        }
      }
    }
    await api.close();
  });
});
