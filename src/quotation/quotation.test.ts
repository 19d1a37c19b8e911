import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { article, openSourceSite } from '../../test/support/source-site.ts';
import { parseMarkdown } from '../document/index.ts';
import type { DialectName } from '../kit/database/index.ts';
import { createPost, updatePost } from '../post/save.ts';
import { quotationsOfPost } from './read.ts';

const statement =
  'We will dredge the channel to nine metres, subject to the engineer’s report, before the winter comes. The beds in the east are not in danger.';

function open(dialect: DialectName = 'sqlite') {
  return openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
}

function documentOf(markdown: string) {
  const read = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(read.ok);
  return read.document;
}

async function publish(blog: Blog, markdown: string, id?: number): Promise<number> {
  const write = {
    type: 'post',
    status: 'published',
    title: 'The channel',
    document: documentOf(markdown),
    source: { format: 'markdown', text: markdown },
    authors: [],
    terms: [],
  } as const;
  const now = blog.clock.now().toISOString();
  const saved = await blog.world.db.write((tx) =>
    id === undefined
      ? createPost(tx, blog.site, write, { now, by: 1 })
      : updatePost(tx, blog.site, id, write, { now, by: 1 }),
  );
  assert.ok(saved.ok);
  await blog.work();
  return saved.id;
}

async function quoted(blog: Blog, id: number) {
  return quotationsOfPost(blog.world.db, blog.site.id, id);
}

async function htmlOf(blog: Blog, id: number): Promise<string> {
  const row = await blog.world.db.read
    .selectFrom('post_html')
    .select('html')
    .where('post_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.html;
}

for (const dialect of dialects) {
  describe(`A quotation (${dialect})`, () => {
    it('is bound when its post is saved, looked for once its source is archived, and marked for readers', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({
        '/statement': article(`<p>${statement}</p>`, 'A statement'),
      });
      const id = await publish(
        blog,
        `Before.\n\n:::quotation{cite="${source.url('/statement')}" speaker="Ines Calloway" said=2026-05-19}\nWe will dredge the channel to nine metres, subject to the engineer’s report\n:::\n\nShe added that :quote[the beds in the west are not in danger]{cite="${source.url('/statement')}" said=2026-05}.\n`,
      );
      const [block, line] = await quoted(blog, id);
      assert.equal(block?.verdict, 'exact', JSON.stringify(block?.checked));
      assert.equal(
        block.selector?.span?.exact,
        'We will dredge the channel to nine metres, subject to the engineer’s report',
      );
      assert.equal(line?.verdict, 'altered', JSON.stringify(line?.checked));
      const html = await htmlOf(blog, id);
      assert.match(html, /<details class="note ok"><summary>verbatim<\/summary>/);
      assert.match(html, /Ines Calloway/);
      assert.match(html, /<time[^>]*>May 19, 2026<\/time>/);
      assert.match(html, /<a href="#quotation-\w+-note"[^>]*>altered: see the difference<\/a>/);
    });
  });
}
