import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import { readSource, readSources, sourceByAddress } from './read.ts';
import { createSource, ensureSource, setSourceState, updateSource } from './save.ts';

const now = '2026-05-21T12:00:00.000Z';

function shelf({ world, site }: Blog) {
  const write = world.db.write;
  return {
    create: (fields: Parameters<typeof createSource>[2]) =>
      write((tx) => createSource(tx, site.id, fields, { now })),
    update: (id: number, fields: Parameters<typeof createSource>[2]) =>
      write((tx) => updateSource(tx, site.id, id, fields, { now })),
    ensure: (known: Parameters<typeof ensureSource>[2]) =>
      write((tx) => ensureSource(tx, site.id, known, { now })),
    read: (id: number) => readSource(world.db, site.id, id),
    at: (address: string) => sourceByAddress(world.db, site.id, address),
  };
}

for (const dialect of dialects) {
  describe(`A source on ${dialect}`, () => {
    it('is one for every way of writing its address, and is filled only where it was empty', async () => {
      const blog = await openBlog({ dialect });
      const { ensure, read, at } = shelf(blog);
      const first = await ensure({ address: 'http://WWW.Example.org:80/a?utm_source=x#top', title: 'A' });
      const again = await ensure({
        address: 'https://www.example.org/a',
        title: 'Another',
        publisher: 'The Example',
        published: '2016-05' as PartialDate,
        lang: 'en',
      });
      assert.deepEqual([first.created, again], [true, { id: first.id, created: false }]);
      const source = await read(first.id);
      assert.deepEqual(
        [source?.title, source?.publisher, source?.published, source?.lang, source?.state],
        ['A', 'The Example', '2016-05', 'en', 'unknown'],
      );
      assert.equal((await at('https://www.example.org/a?fbclid=1'))?.id, first.id);
      assert.equal(await at('https://example.org/a'), undefined);
      await blog.close();
    });

    it('of one address is made once, however many make it at the same time', async () => {
      const blog = await openBlog({ dialect });
      const { ensure } = shelf(blog);
      const made = await Promise.all(
        Array.from({ length: 8 }, () => ensure({ address: 'https://example.org/at-once' })),
      );
      assert.equal(new Set(made.map(({ id }) => id)).size, 1);
      assert.equal(made.filter(({ created }) => created).length, 1);
      await blog.close();
    });

    it('has an address or a title, and takes no address of another', async () => {
      const blog = await openBlog({ dialect });
      const { create, update, read } = shelf(blog);
      assert.deepEqual(await create({ publisher: 'X' }), { ok: false, reason: 'nameless' });
      assert.deepEqual(await create({ address: 'javascript:alert(1)' }), {
        ok: false,
        reason: 'bad-address',
        field: 'address',
      });
      const book = await create({ kind: 'book', title: 'الحيوان', author: 'الجاحظ' });
      const page = await create({ address: 'https://example.org/1', canonical: 'https://example.org/one' });
      assert.ok(book.ok && page.ok);
      assert.deepEqual(await update(book.id, { canonical: 'http://example.org/one?gclid=2' }), {
        ok: false,
        reason: 'taken',
        field: 'canonical',
        id: page.id,
      });
      assert.ok((await update(page.id, { canonical: null, title: 'One' })).ok);
      assert.ok((await update(book.id, { canonical: 'https://example.org/one' })).ok);
      assert.equal((await read(page.id))?.address, 'https://example.org/1');
      assert.deepEqual(await update(99, { title: 'No' }), { ok: false, reason: 'missing' });
      await blog.close();
    });

    it('is read with others by numbers, and tells of its state', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const { ensure } = shelf(blog);
      const [one, two] = [
        await ensure({ address: 'https://example.org/1' }),
        await ensure({ address: `https://example.org/${'long'.repeat(1_500)}` }),
      ];
      await world.db.write((tx) => setSourceState(tx, site.id, one.id, 'dead'));
      const found = await readSources(world.db, site.id, [two.id, one.id, 99]);
      assert.deepEqual(
        [found.get(one.id)?.state, found.get(two.id)?.state, found.size],
        ['dead', 'unknown', 2],
      );
      assert.equal((await shelf(blog).at(`http://example.org/${'long'.repeat(1_500)}`))?.id, two.id);
      await blog.close();
    });
  });
}
