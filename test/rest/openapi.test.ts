import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nothing } from '../../src/kit/html.ts';
import { allRoutes } from '../../src/rest/routes.ts';
import { type Json, openApi } from '../support/api.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

describe('The description of the API (OpenAPI 3.1)', () => {
  it('names every route, and no other', async () => {
    const api = await openApi();
    const { data } = await api.get('verbatim/v1/openapi.json');
    assert.equal(data.openapi, '3.1.0');
    const routes = allRoutes(api.blog.world, async () => nothing);
    assert.ok(routes.length > 30, `only ${routes.length} routes were seen`);
    assert.deepEqual(
      Object.keys(data.paths),
      routes.map(({ pattern }) => pattern),
    );
    for (const { pattern, endpoints } of routes) {
      const described = methods.filter((method) => method in data.paths[pattern]);
      const taken = endpoints.flatMap((each) => each.methods).map((method) => method.toLowerCase());
      assert.deepEqual(described.toSorted(), taken.toSorted(), pattern);
    }
    const ids = Object.values<Json>(data.paths).flatMap((path) =>
      Object.values<Json>(path).map((one) => one.operationId),
    );
    assert.equal(new Set(ids).size, ids.length, 'each operation has a name of its own');
    await api.close();
  });

  it('is true of what verbatim/v1 answers', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const made = await api.post('wp/v2/posts', { title: 'One', content: 'First' }, { as: 'ed' });
    await api.post(`wp/v2/posts/${made.data.id}`, { content: 'Second' }, { as: 'ed' });
    const { data: document } = await api.get('verbatim/v1/openapi.json');
    const asked: Readonly<Record<string, { query?: string; json?: object }>> = {
      '/verbatim/v1/site': {},
      '/verbatim/v1/me': {},
      '/verbatim/v1/preview': { json: { content: '*Hello* <script>x</script>' } },
      '/verbatim/v1/posts/{parent}/comparison': { query: '?from=1&to=2' },
      '/verbatim/v1/openapi.json': {},
    };
    const own = Object.keys(document.paths).filter((path) => path.startsWith('/verbatim/v1/'));
    assert.deepEqual(own.toSorted(), Object.keys(asked).toSorted(), 'a new route is asked here too');
    for (const path of own) {
      const { query = '', json } = asked[path] ?? {};
      const at = `${path.slice(1).replace('{parent}', String(made.data.id))}${query}`;
      for (const [method, operation] of Object.entries<Json>(document.paths[path])) {
        const said = await api.ask(method.toUpperCase(), at, { as: 'ed', json });
        const response = operation.responses[said.status];
        assert.ok(
          response,
          `${method} ${at} answers ${said.status}, which is not described: ${said.text.slice(0, 200)}`,
        );
        assert.equal(said.status, 200, said.text);
        const { properties, required } = response.content['application/json'].schema;
        for (const name of required) assert.ok(name in said.data, `${at} has no ${name}`);
        if (path.endsWith('openapi.json')) continue;
        assert.deepEqual(Object.keys(said.data).toSorted(), Object.keys(properties).toSorted(), at);
        for (const [name, { type }] of Object.entries<Json>(properties))
          assert.equal(typeOf(said.data[name]), type, `${at} ${name}`);
      }
    }
    assert.equal((await api.get('verbatim/v1/me')).status, 401);
    assert.equal((await api.post('verbatim/v1/preview', { content: 'x' })).status, 401);
    assert.equal((await api.get(`verbatim/v1/posts/${made.data.id}/comparison?from=1&to=2`)).status, 401);
    await api.close();
  });

  it('asks for nothing that is refused as an argument', async () => {
    const api = await openApi();
    const { data } = await api.get('verbatim/v1/openapi.json');
    for (const [path, item] of Object.entries<Json>(data.paths)) {
      for (const parameter of item.get?.parameters ?? []) {
        if (parameter.schema.default === undefined || path.includes('{')) continue;
        const said = await api.get(
          `${path.slice(1)}?${new URLSearchParams({ [parameter.name]: String(parameter.schema.default) })}`,
        );
        assert.notEqual(said.data.code, 'rest_invalid_param', `${path} ${parameter.name}: ${said.text}`);
      }
    }
    await api.close();
  });
});

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
