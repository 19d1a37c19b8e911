import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { eraseComment } from '../../src/comment/save-erase.ts';
import { setCommentStatus } from '../../src/comment/save-status.ts';
import { openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

/** Something that happens to a thread; numbers choose among what is there. */
type Step =
  | { readonly do: 'reply'; readonly to: number }
  | {
      readonly do: 'decide';
      readonly which: number;
      readonly as: 'live' | 'pending' | 'spam' | 'removed' | 'restore';
    }
  | { readonly do: 'erase'; readonly which: number };

const which = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('reply' as const), to: which }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      which,
      as: fc.constantFrom(
        'live' as const,
        'pending' as const,
        'spam' as const,
        'removed' as const,
        'restore' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), which }) },
);

describe('Whatever is done with the replies of a thread', () => {
  it('each that is shown stands after the one it answers, which is shown or its empty place is; counts are right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const blog = await openBlog();
        const { world, site } = blog;
        const pen = penOf(blog);
        const post = await pen.post();
        const ids: number[] = [];
        const chosen = (n: number) => ids[n % Math.max(1, ids.length)];
        const take = async (one: Step): Promise<void> => {
          if (one.do === 'reply') {
            const parentId = one.to === 0 ? undefined : chosen(one.to);
            ids.push(
              await pen.comment(post, 'N', `words ${ids.length}`, parentId === undefined ? {} : { parentId }),
            );
            return;
          }
          const id = chosen(one.which);
          if (id === undefined) return;
          if (one.do === 'erase') await world.db.write((tx) => eraseComment(tx, site.id, id));
          else await world.db.write((tx) => setCommentStatus(tx, site.id, id, one.as, { by: null }));
        };
        try {
          for (const one of steps) {
            await take(one);
            await check(blog, post);
          }
        } finally {
          await blog.close();
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

async function check({ world }: Awaited<ReturnType<typeof openBlog>>, post: number): Promise<void> {
  const rows = await world.db.read
    .selectFrom('comment')
    .select(['id', 'parent_id', 'path', 'status', 'standing'])
    .where('post_id', '=', post)
    .orderBy('path')
    .execute();
  const shown = rows.filter(({ status }) => status === 'live' || status === 'tombstone');
  const place = new Map(shown.map(({ id }, index) => [id, index]));
  for (const [index, { id, parent_id, status, standing }] of shown.entries()) {
    assert.equal(
      status === 'live',
      standing === 'live',
      `reply ${id} is ${status}, and was decided ${standing}`,
    );
    if (parent_id === null) continue;
    const above = place.get(parent_id);
    assert.ok(above !== undefined && above < index, `reply ${id} lost ${parent_id}`);
  }
  for (const { id, status } of shown)
    if (status === 'tombstone')
      assert.ok(
        shown.some(({ parent_id }) => parent_id === id),
        `nobody answers ${id}`,
      );
  const { comment_count } = await world.db.read
    .selectFrom('post')
    .select('comment_count')
    .where('id', '=', post)
    .executeTakeFirstOrThrow();
  assert.equal(comment_count, rows.filter(({ status }) => status === 'live').length);
}
