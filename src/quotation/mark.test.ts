import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';
import { captureFile } from '../capture/file.ts';
import { createSource } from '../source/save.ts';

it('Words that stand in a file which an author brought are never marked as those of a source that was seen', async () => {
  const blog = await openBlog();
  const { world, site } = blog;
  const made = await world.db.write((tx) =>
    createSource(
      tx,
      site.id,
      { kind: 'statement', title: 'A statement' },
      { now: '2026-05-01T00:00:00.000Z' },
    ),
  );
  assert.ok(made.ok);
  const kept = await captureFile(world, site.id, {
    bytes: Buffer.from('<!doctype html><p>The minister has confessed to everything.</p>'),
    name: 'statement.html',
    sourceId: made.id,
  });
  assert.ok(kept.ok);
  const editor = await blog.as('editor');
  const text = `:::quotation{source=${made.id}}\nThe minister has confessed to everything.\n:::\n\nHe wrote :quote[has confessed to everything]{source=${made.id}} there.\n`;
  await editor.post('/-/admin/posts/new', {
    title: 'A',
    text,
    format: 'markdown',
    status: 'published',
    comments: '1',
  });
  await blog.work();
  const { path } = await world.db.read
    .selectFrom('post')
    .select('path')
    .where('title', '=', 'A')
    .executeTakeFirstOrThrow();
  const page = (await blog.get(path ?? '')).text;
  assert.equal(page.match(/<summary>as in a copy the author supplied<\/summary>/g)?.length, 2);
  assert.match(page, /class="quotation-about mark edited"><a[^>]*>as in a copy the author supplied</);
  assert.doesNotMatch(page, /(?:note|mark) ok|>verbatim</);
  const list = (await blog.get(`/-/sources/${made.id}/`)).text;
  assert.match(list, /as in a copy the author supplied/);
  assert.doesNotMatch(list, />\s*verbatim\s*</);
  await blog.close();
});
