import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { isMenuHref, type MenuItem } from './menu.ts';
import { listMenus, readMenu } from './read.ts';
import { createSite } from './save.ts';
import { deleteMenu, type MenuWrite, saveMenu } from './save-menu.ts';

const home: MenuItem = { target: { kind: 'home' }, children: [] };

async function openSite(dialect: 'sqlite' | 'postgres' = 'sqlite'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  await world.db.write((tx) =>
    createSite(tx, { host: 'blog.example', title: 'Tea', locale: 'en' }, { now: '2026-03-01T08:00:00.000Z' }),
  );
  return world;
}

const save = (world: TestWorld, write: Partial<MenuWrite>) =>
  world.db.write((tx) => saveMenu(tx, 1, { name: 'Main', location: 'main', items: [home], ...write }));

function nested(levels: number): MenuItem {
  return { ...home, children: levels === 1 ? [] : [nested(levels - 1)] };
}

for (const dialect of dialects) {
  describe(`A menu (${dialect})`, () => {
    it('is kept with its entries as they are, and found where it is shown', async () => {
      await using world = await openSite(dialect);
      const items: MenuItem[] = [
        home,
        {
          label: 'من نحن',
          target: { kind: 'page', id: 2 },
          children: [{ target: { kind: 'term', id: 3 }, children: [] }],
        },
        { label: 'Elsewhere', target: { kind: 'url', href: 'https://other.example/?a=b#c' }, children: [] },
        { target: { kind: 'author', id: 1 }, children: [] },
      ];
      assert.deepEqual(await save(world, { items }), { ok: true, id: 1 });
      assert.deepEqual(await readMenu(world.db, 1, 'main'), { id: 1, name: 'Main', location: 'main', items });
      assert.equal(await readMenu(world.db, 2, 'main'), undefined);
      assert.equal(await readMenu(world.db, 1, 'foot'), undefined);
    });

    it('makes room where another is put in its place, and can be changed and deleted', async () => {
      await using world = await openSite(dialect);
      await save(world, {});
      assert.deepEqual(await save(world, { name: 'Other' }), { ok: true, id: 2 });
      assert.deepEqual(
        (await listMenus(world.db, 1)).map(({ name, location }) => [name, location]),
        [
          ['Main', null],
          ['Other', 'main'],
        ],
      );
      assert.deepEqual(await save(world, { id: 1, name: 'First', items: [] }), { ok: true, id: 1 });
      assert.equal((await readMenu(world.db, 1, 'main'))?.name, 'First');
      assert.deepEqual(await world.db.write((tx) => deleteMenu(tx, 1, 1)), { ok: true });
      assert.equal(await readMenu(world.db, 1, 'main'), undefined);
      assert.deepEqual(await world.db.write((tx) => deleteMenu(tx, 1, 1)), { ok: false, reason: 'missing' });
      assert.deepEqual(await save(world, { id: 1 }), { ok: false, reason: 'missing' });
    });
  });
}

describe('A menu', () => {
  it('names what it changed', async () => {
    await using world = await openSite();
    const names: string[] = [];
    world.db.changes.subscribe((changed) => names.push(...changed));
    await save(world, {});
    assert.deepEqual(names, ['1/menu']);
  });

  it('goes four levels deep, and no deeper', async () => {
    await using world = await openSite();
    assert.ok((await save(world, { items: [nested(4)] })).ok);
    const result = await save(world, { items: [nested(5)] });
    assert.ok(!result.ok && result.reason === 'bad-item');
    assert.equal(result.where, '0.children.0.children.0.children.0.children');
  });

  it('is refused without a name, at no place that there is, or with an entry that leads nowhere', async () => {
    await using world = await openSite();
    const reasonOf = async (write: Partial<MenuWrite>) => {
      const result = await save(world, write);
      return result.ok ? 'saved' : result.reason;
    };
    assert.equal(await reasonOf({ name: ' ' }), 'no-name');
    assert.equal(await reasonOf({ location: 'a/b' }), 'bad-location');
    const url = (href: string): MenuItem => ({ label: 'x', target: { kind: 'url', href }, children: [] });
    assert.equal(await reasonOf({ items: [url('javascript:alert(1)')] }), 'bad-item');
    assert.equal(await reasonOf({ items: [{ ...url('/about/'), label: undefined }] }), 'bad-item');
    assert.equal(await reasonOf({ items: [{ ...home, target: { kind: 'page', id: 0 } }] }), 'bad-item');
    assert.equal(await reasonOf({ items: Array(201).fill(home) }), 'bad-item');
    assert.deepEqual(await listMenus(world.db, 1), []);
  });

  it('takes addresses of the web, of mail, of telephones and of this site', () => {
    for (const href of [
      'https://x.example',
      'http://x.example/a',
      'mailto:a@b.example',
      'tel:+33',
      '/about/',
      '#top',
      '?s=tea',
      '/عن/',
    ]) {
      assert.ok(isMenuHref(href), href);
    }
    for (const href of [
      '',
      'javascript:alert(1)',
      'JAVASCRIPT:x',
      ' javascript:x',
      'java\nscript:x',
      'data:text/html,x',
      '//evil.example',
      '/\\evil',
      'https://',
      'about',
      'https://a b',
    ]) {
      assert.ok(!isMenuHref(href), href);
    }
  });
});
