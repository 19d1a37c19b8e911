import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';
import { article, openSourceSite } from '../../test/support/source-site.ts';
import { quotationsOfPost } from './read.ts';

it('Of a draft the public log tells nothing; once readers see it, what was found and who vouches for it', async () => {
  const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'] } });
  await using source = await openSourceSite({
    '/s': article('<p>Something else altogether was said here.</p>'),
  });
  const editor = await blog.as('editor');
  const form = {
    title: 'A',
    text: `:::quotation{cite="${source.url('/s')}" said=2026-05 key=mine}\nWe shall overcome some day\n:::\n`,
    format: 'markdown',
    comments: '1',
  };
  const made = await editor.post('/-/admin/posts/new', { ...form, status: 'draft' });
  const id = Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
  await blog.work();
  const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
  assert.equal(row?.verdict, 'not-found');
  const override = `/-/admin/quotations/${row.id}/override`;
  const vouched = await editor.post(override, { reason: 'I was there and wrote it down' });
  assert.equal(vouched.status, 303);
  await blog.work();
  const proof = `/-/log/proof/${blog.site.id}/quotation:${row.id}`;
  assert.equal((await blog.get(proof)).status, 404);

  const { version } = await blog.world.db.read
    .selectFrom('post')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await editor.post(`/-/admin/posts/${id}/`, { ...form, status: 'published', version: String(version) });
  await blog.work();
  const { events } = JSON.parse((await blog.get(proof)).text) as { events: { event: string }[] };
  assert.deepEqual(
    events.map(({ event }) => JSON.parse(event).facts.verdict),
    ['not-found', 'vouched'],
  );
  await blog.close();
});
