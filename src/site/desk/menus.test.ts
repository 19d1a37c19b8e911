import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { listMenus } from '../read.ts';
import { arranged, type Press } from './arrange.ts';

describe('Rows that are arranged', () => {
  const rows = [
    { name: 'a', depth: 0 },
    { name: 'b', depth: 1 },
    { name: 'c', depth: 0 },
    { name: 'd', depth: 0 },
  ];
  const after = (press: Press, deepest = 3) =>
    arranged(rows, press, deepest)
      .map(({ name, depth }) => '-'.repeat(depth) + name)
      .join(' ');
  const trials: readonly [Press, string][] = [
    [{ act: 'up', at: 2 }, 'c a -b d'],
    [{ act: 'down', at: 0 }, 'c a -b d'],
    [{ act: 'up', at: 0 }, 'a -b c d'],
    [{ act: 'down', at: 3 }, 'a -b c d'],
    [{ act: 'up', at: 1 }, 'b a c d'],
    [{ act: 'down', at: 1 }, 'a c -b d'],
    [{ act: 'in', at: 2 }, 'a -b -c d'],
    [{ act: 'in', at: 0 }, 'a -b c d'],
    [{ act: 'out', at: 1 }, 'a b c d'],
    [{ act: 'remove', at: 0 }, 'b c d'],
    [{ act: 'up', at: 9 }, 'a -b c d'],
    [{ act: 'save' }, 'a -b c d'],
  ];
  for (const [press, expected] of trials) {
    it(`are ${expected} after ${JSON.stringify(press)}`, () => {
      assert.equal(after(press), expected);
    });
  }

  it('are no deeper than they may be', () => {
    assert.equal(after({ act: 'in', at: 2 }, 0), 'a b c d');
  });
});

describe('Menus at the desk', () => {
  it('are made, filled, nested, shown and deleted', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    const admin = await blog.as('administrator');
    const about = await pen.post({ type: 'page', title: 'About <us>' });
    const post = await pen.post({ title: 'Dredging' });
    const news = await pen.category('News');
    const made = await admin.post('/-/admin/menus/', { name: 'Main' });
    const path = String(made.headers.location);
    const first = { name: 'Main', location: 'main', do: 'add', 'add-known': `page:${about}` };
    const added = await admin.post(path, first);
    assert.match(added.text, /not saved yet[\s\S]*name="kind-0" value="page"[\s\S]*About &lt;us&gt;/);
    const own = { name: 'Main', location: 'main', do: 'add', 'add-href': '/2026/05/21/dredging/' };
    assert.match(
      (await admin.post(path, own)).text,
      new RegExp(`name="kind-0" value="post"[\\s\\S]*name="id-0" value="${post}"`),
    );
    const entries = {
      name: 'Main',
      location: 'main',
      'kind-0': 'page',
      'id-0': String(about),
      'label-0': '',
      'depth-0': '0',
      'kind-1': 'term',
      'id-1': String(news),
      'label-1': 'All the news',
      'depth-1': '1',
      'kind-2': 'url',
      'href-2': 'https://a.example/',
      'label-2': 'Elsewhere',
      'depth-2': '0',
    };
    assert.match((await admin.post(path, { ...entries, do: 'up-2' })).text, /name="kind-0" value="url"/);
    assert.doesNotMatch(await blog.visit('/'), /Elsewhere/);
    assert.equal((await admin.post(path, { ...entries, do: 'save' })).headers.location, path);
    const [menu] = await listMenus(blog.world.db, blog.site.id);
    assert.deepEqual(menu?.items, [
      {
        target: { kind: 'page', id: about },
        children: [{ label: 'All the news', target: { kind: 'term', id: news }, children: [] }],
      },
      { label: 'Elsewhere', target: { kind: 'url', href: 'https://a.example/' }, children: [] },
    ]);
    const home = await blog.visit('/');
    assert.match(home, /About &lt;us&gt;[\s\S]*All the news[\s\S]*Elsewhere/);
    assert.match((await admin.get(`${path}delete`)).text, /It stands at the top of the pages now/);
    await admin.post(`${path}delete`);
    assert.doesNotMatch(await blog.visit('/'), /Elsewhere/);
    assert.equal((await admin.get(path)).status, 404);
    await blog.close();
  });

  it('say at its field what an entry cannot be', async () => {
    const blog = await openBlog();
    const admin = await blog.as('administrator');
    const made = await admin.post('/-/admin/menus/', { name: 'Main' });
    const path = String(made.headers.location);
    assert.equal((await admin.post('/-/admin/menus/', { name: ' ' })).status, 422);
    const evil = await admin.post(path, {
      name: 'Main',
      location: '',
      'kind-0': 'url',
      'href-0': 'javascript:alert(1)',
      'label-0': '',
      do: 'save',
    });
    assert.equal(evil.status, 422);
    assert.match(evil.text, /id="label-0-problem"[\s\S]*id="href-0-problem"/);
    const nothing = await admin.post(path, { name: 'Main', location: '', do: 'add' });
    assert.match(nothing.text, /id="add-href-problem"/);
    const unnamed = { name: 'Main', location: '', do: 'add', 'add-href': 'https://a.example/' };
    assert.match((await admin.post(path, unnamed)).text, /id="add-label-problem"/);
    await blog.close();
  });

  it('are the administrator’s alone', async () => {
    const blog = await openBlog();
    const editor = await blog.as('editor');
    assert.equal((await editor.get('/-/admin/menus/')).status, 403);
    assert.equal((await editor.post('/-/admin/menus/', { name: 'Mine' })).status, 403);
    await blog.close();
  });
});
