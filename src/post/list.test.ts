import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { keyText, readKeyset } from '../desk/keyset.ts';
import type { PostFilter } from './filter.ts';
import { countPosts, countStatuses, listPosts, type PostOrder, type PostPaging } from './list.ts';

const everyStatus = ['draft', 'pending', 'private', 'scheduled', 'published', 'trash'] as const;
const titles = ['Harbour', 'École du soir', 'مرفأ', 'a 100% rule', 'Zebra_crossing', 'harbour again'];

for (const dialect of dialects) {
  describe(`Lists of posts, on ${dialect}`, () => {
    it('go through every post once, in either direction, by every order', { timeout: 60_000 }, async () => {
      const blog = await openBlog({ dialect });
      try {
        const { ids } = await furnish(blog);
        const filter: PostFilter = { type: 'post', statuses: everyStatus };
        for (const order of [
          'date',
          'modified',
          'title',
          'id',
          'slug',
          'menu',
          'parent',
          'author',
        ] as const) {
          for (const direction of ['asc', 'desc'] as const) {
            const forth = await walk(blog, filter, { order, direction, limit: 7 });
            assert.deepEqual(new Set(forth), new Set(ids), order);
            assert.equal(forth.length, ids.length, order);
            const other = direction === 'asc' ? 'desc' : 'asc';
            assert.deepEqual(
              forth.toReversed(),
              await walk(blog, filter, { order, direction: other, limit: 11 }),
            );
            assert.deepEqual(await walkBack(blog, filter, { order, direction, limit: 7 }), forth);
            const whole = await listPosts(blog.world.db, blog.site.id, filter, {
              order,
              direction,
              limit: 9,
              offset: 9,
            });
            assert.deepEqual(
              whole.rows.map(({ id }) => id),
              forth.slice(9, 18),
            );
          }
        }
      } finally {
        await blog.close();
      }
    });

    it('show what the filter asks for, and count it', { timeout: 60_000 }, async () => {
      const blog = await openBlog({ dialect });
      try {
        const { authors, terms, sub } = await furnish(blog);
        const all = await items(blog, { type: 'post', statuses: everyStatus });
        const holds = async (
          narrowed: Omit<PostFilter, 'type' | 'statuses'>,
          test: (post: (typeof all)[number]) => boolean,
        ) => {
          for (const statuses of [everyStatus, ['published'] as const, ['draft', 'trash'] as const]) {
            const filter: PostFilter = { type: 'post', statuses, ...narrowed };
            const expected = all.filter((post) => statuses.some((one) => one === post.status) && test(post));
            const found = await items(blog, filter);
            assert.deepEqual(
              found.map(({ id }) => id),
              expected.map(({ id }) => id),
              JSON.stringify(filter),
            );
            assert.equal(await countPosts(blog.world.db, blog.site.id, filter), expected.length);
          }
        };
        const [ann = 0, ben = 0] = authors;
        const [news = 0, quay = 0] = terms;
        await holds({}, () => true);
        await holds({ authors: [ann] }, (post) => post.authors.includes(ann));
        await holds({ authors: [ann, ben] }, (post) => post.authors.length > 0);
        await holds({ authors: [] }, () => false);
        await holds({ notAuthors: [ann] }, (post) => !post.authors.includes(ann));
        await holds({ terms: [{ any: [quay] }] }, (post) => post.terms.includes(quay));
        await holds(
          { terms: [{ any: [news] }] },
          (post) => post.terms.includes(news) || post.terms.includes(sub),
        );
        await holds({ terms: [{ any: [news], exact: true }] }, (post) => post.terms.includes(news));
        await holds(
          { terms: [{ any: [news] }, { any: [quay] }], authors: [ann] },
          (post) =>
            (post.terms.includes(news) || post.terms.includes(sub)) &&
            post.terms.includes(quay) &&
            post.authors.includes(ann),
        );
        await holds({ notTerms: [quay] }, (post) => !post.terms.includes(quay));
        await holds({ title: 'harbour' }, (post) => /harbour/i.test(post.title));
        await holds({ title: 'ÉCOLE soir' }, (post) => post.title.startsWith('École'));
        await holds({ title: '100%' }, (post) => post.title.includes('100%'));
        await holds({ title: 'a_c' }, (post) => post.title.includes('a_c'));
        await holds({ title: 'مرفأ' }, (post) => post.title === 'مرفأ');
        await holds({ ids: all.slice(0, 3).map(({ id }) => id) }, (post) => all.indexOf(post) < 3);
        await holds({ notIds: all.slice(0, 3).map(({ id }) => id) }, (post) => all.indexOf(post) >= 3);
        await holds({ slugs: ['harbour'] }, (post) => post.slug === 'harbour');
        await holds({ sticky: true }, (post) => post.sticky);
        await holds(
          { from: '2026-02-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z', authors: [ann] },
          (post) => post.authors.includes(ann) && (post.publishedAt ?? post.changedAt).startsWith('2026-02'),
        );
      } finally {
        await blog.close();
      }
    });

    it('have the number of each status ready, whatever becomes of the posts', {
      timeout: 60_000,
    }, async () => {
      const blog = await openBlog({ dialect });
      try {
        await furnish(blog);
        const pen = penOf(blog);
        const id = await pen.post({ status: 'draft' });
        await pen.change(id, { status: 'published' });
        await pen.change(id, { status: 'trash' });
        await pen.delete(id);
        const counts = await countStatuses(blog.world.db, blog.site.id, 'post');
        const all = await items(blog, { type: 'post', statuses: everyStatus });
        const expected = Map.groupBy(all, ({ status }) => status);
        assert.deepEqual(
          Object.fromEntries(counts),
          Object.fromEntries([...expected].map(([status, of]) => [status, of.length])),
        );
      } finally {
        await blog.close();
      }
    });
  });
}

async function furnish(blog: Blog) {
  const pen = penOf(blog);
  const authors = [await pen.author('Ann'), await pen.author('Ben')];
  const news = await pen.category('News');
  const sub = await pen.category('Inner', news);
  const quay = await pen.tag('Quay');
  const ids: number[] = [];
  for (let index = 0; index < 45; index++) {
    const status = everyStatus[index % everyStatus.length] ?? 'draft';
    const day = new Date(
      Date.UTC(2026, status === 'scheduled' ? 8 : 0, 1 + ((index * 7) % 90), 12),
    ).toISOString();
    if (index % 5 === 0) blog.clock.advance('1 minute');
    ids.push(
      await pen.post({
        status,
        title: titles[index % titles.length] ?? '',
        authors: index % 4 === 3 ? authors : authors.slice(index % 2, (index % 2) + 1),
        terms: [
          ...(index % 3 === 0 ? [news] : []),
          ...(index % 5 === 1 ? [sub] : []),
          ...(index % 2 ? [quay] : []),
        ],
        sticky: index % 9 === 0,
        menuOrder: index % 4,
        ...(status !== 'draft' && { publishedAt: day }),
      }),
    );
  }
  await pen.post({ type: 'page', title: 'A page' });
  return { ids, authors, terms: [news, quay], sub };
}

async function items(blog: Blog, filter: PostFilter) {
  return (await listPosts(blog.world.db, blog.site.id, filter, { limit: 100 })).rows;
}

/** Page by page, as links lead. */
async function walk(
  blog: Blog,
  filter: PostFilter,
  paging: PostPaging & { order: PostOrder },
): Promise<number[]> {
  const seen: number[] = [];
  for (let query = new URLSearchParams(); ; ) {
    const page = await listPosts(blog.world.db, blog.site.id, filter, {
      ...paging,
      keyset: readKeyset(query, 2),
    });
    seen.push(...page.rows.map(({ id }) => id));
    const last = page.rows.at(-1);
    if (!page.later || !last) return seen;
    query = new URLSearchParams({ after: keyText(last.key) });
  }
}

async function walkBack(
  blog: Blog,
  filter: PostFilter,
  paging: PostPaging & { order: PostOrder },
): Promise<number[]> {
  const opposite = paging.direction === 'asc' ? 'desc' : 'asc';
  const end = await listPosts(blog.world.db, blog.site.id, filter, {
    ...paging,
    direction: opposite,
    limit: 1,
  });
  const seen = end.rows.map(({ id }) => id);
  for (let first = end.rows[0]; first; ) {
    const keyset = readKeyset(new URLSearchParams({ before: keyText(first.key) }), 2);
    const page = await listPosts(blog.world.db, blog.site.id, filter, { ...paging, keyset });
    seen.unshift(...page.rows.map(({ id }) => id));
    first = page.earlier ? page.rows[0] : undefined;
  }
  return seen;
}
