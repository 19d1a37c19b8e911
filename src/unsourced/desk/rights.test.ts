import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dialects, openBlog } from '../../../test/support/blog.ts';

for (const dialect of dialects)
  it(`What stands in drafts of others is listed for editors alone (${dialect})`, async () => {
    const blog = await openBlog({ dialect });
    const [editor, author] = [await blog.as('editor'), await blog.as('author')];
    const post = (title: string, who: string) => ({
      title,
      text: `“This is what nobody must hear before the day has come,” said ${who}.\n\nOriginally published at [The Paper of ${who}](https://paper.example/${who}).\n`,
      format: 'markdown',
      comments: '1',
      status: 'draft',
    });
    await editor.post('/-/admin/posts/new', post('An embargo', 'Hidden Person'));
    await author.post('/-/admin/posts/new', post('Of my own', 'Known Person'));
    await blog.work();
    for (const path of ['/-/admin/quotations/unsourced/', '/-/admin/republish/old/']) {
      const all = (await editor.get(path)).text;
      assert.match(all, /Hidden Person/, path);
      assert.match(all, /Known Person/, path);
      const own = (await author.get(path)).text;
      assert.doesNotMatch(own, /Hidden Person|An embargo/, path);
      assert.match(own, /Known Person/, path);
    }
    await blog.close();
  });
