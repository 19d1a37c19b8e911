import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { parseMarkdown } from '../../document/index.ts';
import { createPost } from '../../post/save.ts';
import { republicationsOf } from '../read.ts';
import { findAttributions } from './find.ts';
import { hostsOf, readAttributions } from './read.ts';

function documentOf(markdown: string) {
  const parsed = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

describe('Words that name where a post comes from', () => {
  const link = 'https://a.example/1';
  it('are found in many languages, with the link beside them', () => {
    const notes: Record<string, string> = {
      'Post via [Jane](L)': 'via',
      '(via [X](L))': 'via',
      'Text. Source: [BBC](L)': 'source',
      'This post was originally published on [the GSA blog](L).': 'published',
      'Cross-posted from [elsewhere](L).': 'published',
      'المصدر: [الجزيرة](L)': 'source',
      'نقلا عن [موقع](L)': 'published',
      'نُشر في الأصل في [الصحيفة](L)': 'published',
      'Quelle: [Spiegel](L)': 'source',
      'Zuerst erschienen bei [Zeit](L)': 'published',
      'Source : [Le Monde](L)': 'source',
      'Publié initialement sur [Mediapart](L)': 'published',
      'Источник: [ТАСС](L)': 'source',
      'Впервые опубликовано в [газете](L)': 'published',
      'Fuente: [El País](L)': 'source',
      'Publicado originalmente en [El País](L)': 'published',
    };
    for (const [note, cue] of Object.entries(notes)) {
      const [found] = findAttributions(documentOf(note.replace('(L)', `(${link})`)));
      assert.deepEqual([found?.cue, found?.address], [cue, link], note);
    }
  });

  it('are not seen in sentences that only use them, in captions, code, and links to the site itself', () => {
    const others = [
      `We went via Paris to the [sea](${link}) and then home again, slowly, through the hills.`,
      `The source of the river is [here](${link}).`,
      'open source: it is good',
      `\`\`\`\nSource: ${link}\n\`\`\``,
      `![A picture](${link} "Source: somebody")`,
      'Source: [our own](https://blog.example/x/)',
    ];
    for (const text of others)
      assert.deepEqual(findAttributions(documentOf(text), ['blog.example']), [], text);
  });
});

async function write(blog: Blog, markdown: string, authors: readonly number[] = []): Promise<number> {
  const saved = await blog.world.db.write((tx) =>
    createPost(
      tx,
      blog.site,
      {
        type: 'post',
        status: 'published',
        title: 'An old post',
        document: documentOf(markdown),
        authors,
        terms: [],
      },
      { now: blog.clock.now().toISOString() },
    ),
  );
  return saved.id;
}

function waiting(blog: Blog) {
  return readAttributions(blog.world.db, blog.site.id, { state: 'found', host: '', keyset: {}, limit: 50 });
}

for (const dialect of dialects) {
  describe(`Old posts (${dialect})`, () => {
    it('are bound to their source with the part that was republished, which its writer saw before', async () => {
      const blog = await openBlog({ dialect });
      const id = await write(
        blog,
        'First words.\n\nSecond words.\n\nSource: [A paper](https://paper.example/1)',
      );
      await blog.work();
      const [found] = await waiting(blog);
      assert.equal(found?.address, 'https://paper.example/1');
      const editor = await blog.as('editor');
      const path = `/-/admin/republish/old/${found?.id}/`;
      const page = (await editor.get(path)).text;
      assert.match(page, /<option value="1" selected>2\. Second words/);
      assert.equal(page.match(/class="inside"/g)?.length, 2);
      const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
      const fields = { address: 'https://paper.example/1', from: '0', to: '1', mode: 'whole', version };
      const stale = await editor.post(path, { ...fields, version: '7', do: 'bind' });
      assert.equal(stale.status, 422);
      assert.match(stale.text, /Somebody saved the post meanwhile/);
      const bound = await editor.post(path, { ...fields, do: 'bind' });
      assert.equal(bound.status, 303, bound.text);
      const [republication] = await republicationsOf(blog.world.db, blog.site.id, id);
      assert.deepEqual([republication?.key, republication?.mode], ['text', 'whole']);
      const post = (await blog.get('/2026/05/21/an-old-post/')).text;
      assert.match(
        post,
        /<section class="republished"[^>]*>\s*<p>First words\.<\/p>\s*<p>Second words\.<\/p>\s*<\/section>\s*<p>Source:/,
      );
      await blog.work();
      assert.deepEqual(await waiting(blog), []);
      await blog.close();
    });

    it('only name their source, or are dismissed, many with one press, and can be put back', async () => {
      const blog = await openBlog({ dialect });
      const ids = [];
      for (let n = 1; n <= 3; n++)
        ids.push(await write(blog, `Words ${n}.\n\nvia [Paper](https://paper.example/${n})`));
      await write(blog, 'Words.\n\nQuelle: [Zeitung](https://zeitung.example/1)');
      await blog.work();
      assert.deepEqual(await hostsOf(blog.world.db, blog.site.id), [
        { host: 'paper.example', count: 3 },
        { host: 'zeitung.example', count: 1 },
      ]);
      const editor = await blog.as('editor');
      const back = '/-/admin/republish/old/?state=found&host=paper.example';
      assert.match((await editor.get(back)).text, /Name the source in all that link to paper\.example/);
      const named = await editor.post('/-/admin/republish/old/', { do: 'name-host', back });
      assert.equal(named.headers.location, back);
      const [republication] = await republicationsOf(blog.world.db, blog.site.id, ids[0] ?? 0);
      assert.deepEqual(
        [republication?.mode, republication?.verdict, republication?.indexPolicy],
        ['named', null, 'self'],
      );
      assert.match(
        (await blog.get('/2026/05/21/an-old-post/')).text,
        /class="origin"[\s\S]*paper\.example\/1/,
      );
      const [other] = await waiting(blog);
      await editor.post('/-/admin/republish/old/', {
        do: 'dismiss',
        id: String(other?.id),
        back: '/-/admin/republish/old/',
      });
      assert.deepEqual(await waiting(blog), []);
      await editor.post('/-/admin/republish/old/', {
        do: 'reopen',
        id: String(other?.id),
        back: 'https://evil.example/',
      });
      assert.equal((await waiting(blog)).length, 1);
      await blog.close();
    });
  });
}

describe('Old posts', () => {
  it('of somebody else are not an author’s to bind', async () => {
    const blog = await openBlog();
    const id = await write(blog, 'Words.\n\nSource: [A paper](https://paper.example/1)');
    await blog.work();
    const [found] = await waiting(blog);
    const author = await blog.as('author');
    assert.equal((await author.get(`/-/admin/republish/old/${found?.id}/`)).status, 403);
    assert.equal((await author.post(`/-/admin/republish/old/${found?.id}/`, { do: 'dismiss' })).status, 403);
    await author.post('/-/admin/republish/old/', {
      do: 'dismiss',
      id: String(found?.id),
      back: '/-/admin/republish/old/',
    });
    assert.equal((await waiting(blog)).length, 1);
    assert.equal((await author.get(`/-/admin/republish/posts/${id}/`)).status, 403);
    await blog.close();
  });
});
