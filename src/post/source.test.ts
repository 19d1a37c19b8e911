import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../test/support/blog.ts';
import { documentOf, penOf } from '../../test/support/pen.ts';
import { loadWrite } from './load.ts';
import type { Source } from './post.ts';
import { createPost } from './save.ts';
import { readSource, sourceOf } from './source.ts';

const blocks: Source = {
  format: 'html',
  text: '<!-- wp:paragraph -->\n<p>Said   <b>so</b></p>\n<!-- /wp:paragraph -->\n',
};

describe('What was written', () => {
  it('comes back to the letter, WordPress’s comments and odd spaces included', async () => {
    const blog = await openBlog();
    try {
      const read = readSource(blocks);
      assert.ok(read.ok);
      const write = {
        type: 'post',
        status: 'draft',
        title: 'T',
        document: read.document,
        source: blocks,
        authors: [],
        terms: [],
      } as const;
      const now = blog.clock.now().toISOString();
      const { id } = await blog.world.db.write((tx) => createPost(tx, blog.site, write, { now }));
      const load = () => loadWrite({ db: blog.world.db.read }, blog.site.id, id);
      assert.deepEqual((await load())?.source, blocks);
      await penOf(blog).change(id, { title: 'Other' });
      assert.deepEqual((await load())?.source, blocks, 'it stays when something else changes');
      await penOf(blog).change(id, { text: 'By another way.' });
      assert.equal((await load())?.source, undefined, 'it goes when the text comes another way');
    } finally {
      await blog.close();
    }
  });

  it('is made from the document in the form that is asked for', () => {
    const document = documentOf('# Head\n\nSome *words*.');
    assert.equal(sourceOf({ document }).text, '# Head\n\nSome _words_.\n');
    assert.match(sourceOf({ document }, 'html').text, /<p>Some <em>words<\/em>\.<\/p>/);
    assert.equal(sourceOf({ document: documentOf('') }).text, '');
    assert.equal(sourceOf({ document: documentOf('') }, 'html').text, '');
    assert.equal(sourceOf({ document, source: blocks }, 'html').text, blocks.text);
  });
});
