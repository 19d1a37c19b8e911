import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainText } from './message.ts';
import { createRouter } from './router.ts';

const router = createRouter(
  [
    'GET /-/posts/:id/',
    'GET /-/posts/new/',
    'POST /-/posts/:id/',
    'GET /-/posts/:id/a/',
    'GET /-/posts/*rest',
    'GET /:any/x',
  ].map((line) => {
    const [method, pattern = ''] = line.split(' ');
    return { method: method === 'POST' ? 'POST' : 'GET', pattern, handle: async () => plainText(200, '') };
  }),
);

function match(method: string, path: string): string {
  const found = router.match(method, path);
  if (found === undefined || found === 'method-not-allowed') return String(found);
  return `${found.route.pattern} ${JSON.stringify(found.params)}`;
}

describe('The route of a path', () => {
  it('is the one that says most of it, whichever is listed first', () => {
    assert.equal(match('GET', '/-/posts/new/'), '/-/posts/new/ {}');
    assert.equal(match('GET', '/-/posts/12/'), '/-/posts/:id/ {"id":"12"}');
    assert.equal(match('GET', '/-/posts/12/a/'), '/-/posts/:id/a/ {"id":"12"}');
    assert.equal(match('GET', '/-/posts/12/b/c'), '/-/posts/*rest {"rest":"12/b/c"}');
    assert.equal(match('HEAD', '/2016/x'), '/:any/x {"any":"2016"}');
  });

  it('is none where the path or the method is another', () => {
    assert.equal(match('POST', '/-/posts/new/'), '/-/posts/:id/ {"id":"new"}');
    assert.equal(match('PUT', '/-/posts/12/'), 'method-not-allowed');
    assert.equal(match('GET', '/-/other'), 'undefined');
    assert.equal(match('GET', '/-/posts/%E0/'), '/-/posts/:id/ {"id":"%E0"}');
  });
});
