import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openTestWorld, type TestWorld } from '../../test/support/world.ts';
import { createSite } from '../site/save.ts';
import { listAuthors, readAuthor, readAuthorBySlug } from './read.ts';
import { type AuthorWrite, authorOfAccount, createAuthor, ensureAuthor, updateAuthor } from './save.ts';

async function openSite(dialect: 'sqlite' | 'postgres' = 'sqlite', locale = 'en'): Promise<TestWorld> {
  const world = await openTestWorld(dialect);
  await world.db.write((tx) =>
    createSite(tx, { host: 'blog.example', title: 'Tea', locale }, { now: '2026-03-01T08:00:00.000Z' }),
  );
  return world;
}

const create = (world: TestWorld, write: AuthorWrite) => world.db.write((tx) => createAuthor(tx, 1, write));

for (const dialect of dialects) {
  describe(`An author (${dialect})`, () => {
    it('has a profile that is found by its ID and its slug', async () => {
      await using world = await openSite(dialect);
      const made = await create(world, {
        name: ' Zoë  Ångström ',
        biography: 'Writes about *tea*.',
        links: [{ label: 'Elsewhere', href: 'https://zoe.example/@zoe' }],
        honours: ['The Golden Cup, 2024'],
        lang: 'SV',
      });
      assert.deepEqual(made, { ok: true, id: 1, slug: 'zoe-angstrom' });
      const author = await readAuthorBySlug(world.db, 1, 'zoe-angstrom');
      assert.deepEqual(
        { ...author, biography: String(author?.biography) },
        {
          id: 1,
          slug: 'zoe-angstrom',
          name: 'Zoë Ångström',
          accountId: null,
          pictureId: null,
          biography: String(author?.biography),
          links: [{ label: 'Elsewhere', href: 'https://zoe.example/@zoe' }],
          honours: ['The Golden Cup, 2024'],
          lang: 'sv',
        },
      );
      assert.match(String(author?.biography), /<p>Writes about <em>tea<\/em>\.<\/p>/);
      assert.deepEqual(await readAuthor(world.db, 1, 1), author);
      assert.equal(await readAuthor(world.db, 2, 1), undefined);
    });

    it('is found at the address that their page had, whoever gave it another', async () => {
      await using world = await openSite(dialect);
      await create(world, { name: 'Alice' });
      const call = (slug: string) => world.db.write((tx) => updateAuthor(tx, 1, 1, { slug }));
      const redirects = () =>
        world.db.read.selectFrom('redirect').select(['path', 'status', 'target']).orderBy('path').execute();
      await call('alice-b');
      const moved = { path: '/author/alice/', status: 301, target: '/author/alice-b/' };
      assert.deepEqual(await redirects(), [moved]);
      await call('alice-b');
      assert.deepEqual(await redirects(), [moved]);
      await call('alice');
      assert.deepEqual(await redirects(), [
        { path: '/author/alice-b/', status: 301, target: '/author/alice/' },
      ]);
    });

    it('changes in what is named, and keeps the rest', async () => {
      await using world = await openSite(dialect);
      await create(world, { name: 'Alice', biography: 'One.', honours: ['A cup'] });
      const names: string[] = [];
      world.db.changes.subscribe((changed) => names.push(...changed));
      const update = (write: Partial<AuthorWrite>) => world.db.write((tx) => updateAuthor(tx, 1, 1, write));
      assert.deepEqual(await update({ slug: 'alice-b' }), { ok: true, id: 1, slug: 'alice-b' });
      assert.deepEqual(await update({ name: 'Alice B', biography: null }), {
        ok: true,
        id: 1,
        slug: 'alice-b',
      });
      const author = await readAuthor(world.db, 1, 1);
      assert.deepEqual(
        [author?.name, author?.slug, String(author?.biography), author?.honours],
        ['Alice B', 'alice-b', '', ['A cup']],
      );
      assert.deepEqual(names, ['1/redirects', '1/author:1', '1/author:1']);
    });

    it('has a slug of its own: made ones get a number, asked-for ones are refused', async () => {
      await using world = await openSite(dialect);
      const slugs: string[] = [];
      for (const name of ['Alice', 'alice', 'ALICE!', 'أليس', '!!!', '???']) {
        const made = await create(world, { name });
        slugs.push(made.ok ? made.slug : made.reason);
      }
      assert.deepEqual(slugs, ['alice', 'alice-2', 'alice-3', 'أليس', 'author', 'author-2']);
      assert.deepEqual(await create(world, { name: 'A', slug: 'Alice' }), {
        ok: false,
        reason: 'slug-taken',
        slug: 'alice',
      });
      const taken = await world.db.write((tx) => updateAuthor(tx, 1, 1, { slug: 'alice-2' }));
      assert.deepEqual(taken, { ok: false, reason: 'slug-taken', slug: 'alice-2' });
      assert.equal((await listAuthors(world.db, 1)).length, 6);
    });

    it('is one, though several processes ask for the same at the same time', async () => {
      await using world = await openSite(dialect);
      const another = world.another();
      const slugs = await Promise.all(
        [world, another, world, another].map(async (at) => {
          const made = await at.db.write((tx) => createAuthor(tx, 1, { name: 'Alice' }));
          return made.ok ? made.slug : made.reason;
        }),
      );
      assert.deepEqual(slugs.sort(), ['alice', 'alice-2', 'alice-3', 'alice-4']);
    });

    it('of an account is the one that it has on the site', async () => {
      await using world = await openSite(dialect);
      await create(world, { name: 'An old byline', slug: 'alice' });
      const account = { id: 5, login: 'alice', name: 'Alice' };
      const first = await world.db.write((tx) => authorOfAccount(tx, 1, account));
      assert.deepEqual(first, { ok: true, id: 2, slug: 'alice-2' });
      assert.deepEqual(await world.db.write((tx) => authorOfAccount(tx, 1, account)), first);
    });

    it('of an import is found again by the slug of the name', async () => {
      await using world = await openSite(dialect);
      const ensure = (write: AuthorWrite) => world.db.write((tx) => ensureAuthor(tx, 1, write));
      assert.deepEqual(await ensure({ name: 'Zoë' }), { ok: true, id: 1, slug: 'zoe', created: true });
      assert.deepEqual(await ensure({ name: 'Zoe' }), { ok: true, id: 1, slug: 'zoe', created: false });
      assert.deepEqual(await ensure({ name: 'Zoë A.', slug: 'zoe' }), {
        ok: true,
        id: 1,
        slug: 'zoe',
        created: false,
      });
    });
  });
}

describe('An author', () => {
  it('has a biography that is clean, and fetches nothing from elsewhere', async () => {
    await using world = await openSite();
    const biography =
      '# Me\n\n<script>alert(1)</script><img src=x onerror=alert(2)>\n\n![x](https://other.example/x.png) [y](javascript:alert(3))';
    await create(world, { name: 'Mallory', biography });
    const shown = String((await readAuthor(world.db, 1, 1))?.biography);
    assert.match(shown, /<h3 id="about-[^"]*">Me<\/h3>/);
    assert.ok(!/<script|onerror|href="javascript:|src="https:/i.test(shown), shown);
  });

  it('is refused with what cannot be shown', async () => {
    await using world = await openSite();
    const reasonOf = async (write: Partial<AuthorWrite>) => {
      const result = await create(world, { name: 'Alice', ...write });
      return result.ok ? 'made' : result.reason;
    };
    assert.equal(await reasonOf({ name: ' \n' }), 'bad-profile');
    assert.equal(await reasonOf({ name: 'x'.repeat(201) }), 'bad-profile');
    assert.equal(await reasonOf({ links: [{ label: 'x', href: 'javascript:alert(1)' }] }), 'bad-profile');
    assert.equal(await reasonOf({ links: [{ label: '', href: 'https://x.example' }] }), 'bad-profile');
    assert.equal(await reasonOf({ links: [{ label: 'x', href: 'https://x.example/a b' }] }), 'bad-profile');
    assert.equal(await reasonOf({ honours: Array(51).fill('x') }), 'bad-profile');
    assert.equal(await reasonOf({ lang: 'not a language' }), 'bad-locale');
    assert.equal(await reasonOf({ slug: '///' }), 'bad-slug');
    assert.equal(await reasonOf({ biography: 'x'.repeat(6_000_000) }), 'biography-too-large');
    assert.deepEqual(await world.db.write((tx) => updateAuthor(tx, 1, 9, {})), {
      ok: false,
      reason: 'missing',
    });
    assert.deepEqual(await listAuthors(world.db, 1), []);
  });
});
