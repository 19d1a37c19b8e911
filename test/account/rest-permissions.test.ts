import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nothing } from '../../src/kit/html.ts';
import { allRoutes } from '../../src/rest/routes.ts';
import { openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

/** What visitors may send, since a form of the site lets them do the same. */
const open = /^POST \/(wp\/v2\/comments|verbatim\/v1\/(comments\/\{id\}\/(like|report)|preview))$/;

describe('The API', () => {
  it('lets nobody write who does not say who they are, though their cookie may', async () => {
    const blog = await openBlog();
    const { cookie } = await blog.as('administrator');
    const pen = penOf(blog);
    const post = await pen.post();
    await pen.comment(post, 'Ann', 'Hello');
    await pen.category('One');
    const endpoints = allRoutes(blog.world, async () => nothing).flatMap(({ pattern, endpoints: each }) =>
      each.flatMap(({ methods }) =>
        methods.filter((one) => one !== 'GET').map((method) => ({ method, pattern })),
      ),
    );
    assert.ok(endpoints.length > 30, `only ${endpoints.length} ways to write were seen`);
    const body = JSON.stringify({
      title: 'x',
      content: 'x',
      name: 'x',
      status: 'publish',
      force: true,
      text: 'x',
    });
    const wrong: string[] = [];
    for (const { method, pattern } of endpoints) {
      if (open.test(`${method} ${pattern}`)) continue;
      const path = `/wp-json${pattern.replaceAll(/\{\w+\}/g, '1')}`;
      for (const headers of [{}, { cookie }]) {
        const got = await blog.send(method, path, { 'content-type': 'application/json', ...headers }, body);
        if (got.status < 400 || got.status >= 500)
          wrong.push(`${method} ${pattern}${'cookie' in headers ? ' with a cookie' : ''}: ${got.status}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal((await blog.get(`/?p=${post}`)).status, 301);
    await blog.close();
  });
});
