import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { documentOf, penOf } from '../../../test/support/pen.ts';
import { loadWrite } from '../../post/load.ts';
import { createPost } from '../../post/save.ts';
import { readSource } from '../../source/read.ts';
import { listUnsourced, type UnsourcedFilter } from '../read.ts';
import { unsourcedPath } from '../unsourced.ts';

const listed = async (blog: Blog, filter: Partial<UnsourcedFilter> = {}, more: object = {}) =>
  (await listUnsourced(blog.world.db, blog.site.id, { state: 'open', ...filter }, { limit: 50, ...more }))
    .rows;

const idOf = (row: { readonly postId: number; readonly digest: string } | undefined) =>
  `${row?.postId}-${row?.digest}`;

const linked =
  'On 21 May 2016 Ann Roe [said](https://a.example/1?utm_source=x): “We stay here.” Bob Doe said: “We go away.”';

for (const dialect of dialects) {
  describe(`Quotations without a source, on ${dialect}`, () => {
    it('are found when a post is saved, and listed with what the text says of them', async () => {
      const blog = await openBlog({ dialect });
      try {
        const pen = penOf(blog);
        const first = await pen.post({ text: linked });
        const second = await pen.post({ text: '“Nothing,” said Cat, “is lost at all.”' });
        await blog.work();
        const rows = await listed(blog);
        assert.deepEqual(
          rows.map(({ postId, text, speaker, said }) => [postId, text, speaker, said]),
          [
            [second, 'Nothing,', 'Cat', null],
            [second, 'is lost at all.', 'Cat', null],
            [first, 'We stay here.', 'Ann Roe', '2016-05-21'],
            [first, 'We go away.', 'Bob Doe', null],
          ],
        );
        assert.deepEqual((await listed(blog, { address: '//a.example/1' })).length, 2);
        const page = await listUnsourced(blog.world.db, blog.site.id, { state: 'open' }, { limit: 3 });
        assert.equal(page.later, true);
        const last = page.rows.at(-1);
        const next = await listed(
          blog,
          {},
          { keyset: { after: [String(last?.postId), String(last?.position)] } },
        );
        assert.deepEqual(
          next.map(({ text }) => text),
          ['We go away.'],
        );
        const back = await listed(
          blog,
          {},
          { keyset: { before: [String(first), String(next[0]?.position)] } },
        );
        assert.deepEqual(
          back.map(({ text }) => text),
          ['Nothing,', 'is lost at all.', 'We stay here.'],
        );
        await pen.change(first, { text: 'Now “nobody” is quoted.' });
        await blog.work();
        assert.equal((await listed(blog)).length, 2);
      } finally {
        await blog.close();
      }
    });

    it('are none that name their source by its address, and are bound when the post is saved', async () => {
      const blog = await openBlog({ dialect });
      try {
        const text = [
          ':::quotation{cite=https://a.example/1 speaker="Ann Roe"}\nWe stay here.\n:::',
          ':::quotation{cite=https://a.example/1}\nNous restons.\n\n:::translation{lang=en}\nWe stay.\n:::\n:::',
          'And :quote[so do we]{cite=https://a.example/2 speaker="Bob Doe"} said Bob.',
          '> An old block.',
        ].join('\n\n');
        await penOf(blog).post({ text });
        await blog.work();
        assert.deepEqual(
          (await listed(blog)).map((row) => row.text),
          ['An old block.'],
        );
      } finally {
        await blog.close();
      }
    });

    it('get the source at an address, who said them and when, and the post is saved with it', async () => {
      const blog = await openBlog({ dialect });
      try {
        const now = blog.clock.now().toISOString();
        const { id } = await blog.world.db.write((tx) =>
          createPost(
            tx,
            blog.site,
            {
              type: 'post',
              status: 'published',
              title: 'T',
              authors: [],
              terms: [],
              document: documentOf(linked),
              source: { format: 'markdown', text: linked },
            },
            { now },
          ),
        );
        await blog.work();
        const editor = await blog.as('editor');
        const shown = await editor.get(unsourcedPath);
        assert.equal(shown.status, 200);
        assert.match(shown.text, /We stay here\./);
        const [row] = await listed(blog);
        const one = idOf(row);
        const answer = await editor.post(`${unsourcedPath}do`, {
          back: unsourcedPath,
          one: `bind ${one}`,
          [`address-${one}`]: 'https://a.example/1?utm_source=x',
          [`speaker-${one}`]: 'Ann Roe',
          [`said-${one}`]: '2016-05-21',
        });
        assert.equal(answer.status, 303);
        const write = await loadWrite({ db: blog.world.db.read }, blog.site.id, id);
        assert.match(
          write?.source?.text ?? '',
          /said\]\(https:\/\/a\.example\/1\?utm_source=x\): :quote\[We stay here\.\]\{cite=\S+ source=1 speaker=ann-roe said=2016-05-21\} Bob/,
        );
        const source = await readSource(blog.world.db, blog.site.id, 1);
        assert.equal(source?.address, 'https://a.example/1?utm_source=x');
        const rows = await blog.world.db.read.selectFrom('quotation').select(['text', 'said']).execute();
        assert.deepEqual(rows, [{ text: 'We stay here.', said: '2016-05-21' }]);
        const captures = await blog.world.db.read.selectFrom('capture').select('address').execute();
        assert.equal(captures.length, 1);
        assert.deepEqual(
          (await listed(blog)).map(({ text }) => text),
          ['We go away.'],
        );
      } finally {
        await blog.close();
      }
    });

    it('of one address are bound at once, and what was dismissed stays so until it is taken back', async () => {
      const blog = await openBlog({ dialect });
      try {
        const pen = penOf(blog);
        const first = await pen.post({ text: linked });
        await pen.post({ text: linked });
        await blog.work();
        const editor = await blog.as('editor');
        const [, dismissed] = await listed(blog, { postId: first });
        await editor.post(`${unsourcedPath}do`, { one: `dismiss ${idOf(dismissed)}` });
        await pen.change(first, { title: 'Another' });
        await blog.work();
        assert.deepEqual(
          (await listed(blog, { state: 'dismissed' })).map(({ text }) => text),
          ['We go away.'],
        );
        const back = `${unsourcedPath}?address=${encodeURIComponent('//a.example/1')}`;
        const bound = await editor.post(
          `${unsourcedPath}do`,
          { back, one: 'all' },
          { accept: 'application/json' },
        );
        assert.equal(JSON.parse(bound.text).count, 3);
        assert.deepEqual(await listed(blog), []);
        const sources = await blog.world.db.read.selectFrom('source').select('id').execute();
        assert.equal(sources.length, 1);
        await editor.post(`${unsourcedPath}do`, { do: 'reopen', id: [idOf(dismissed)] });
        assert.equal((await listed(blog)).length, 1);
      } finally {
        await blog.close();
      }
    });

    it('are refused with the reason, and nothing changes', async () => {
      const blog = await openBlog({ dialect });
      try {
        const pen = penOf(blog);
        const id = await pen.post({ text: linked });
        await blog.work();
        const [row] = await listed(blog);
        const one = idOf(row);
        const bind = async (role: 'author' | 'editor', fields: Record<string, string>) => {
          const answer = await (await blog.as(role)).post(
            `${unsourcedPath}do`,
            { one: `bind ${one}`, [`address-${one}`]: 'https://a.example/', ...fields },
            { accept: 'application/json' },
          );
          return JSON.parse(answer.text) as { text: string; count: number };
        };
        assert.match(
          (await bind('editor', { [`address-${one}`]: 'javascript:alert(1)' })).text,
          /must begin with http/,
        );
        assert.match((await bind('editor', { [`said-${one}`]: '31 May' })).text, /The date is none/);
        assert.match(
          (await bind('editor', { one: `bind ${id}-${'0'.repeat(32)}` })).text,
          /do not stand in the post/,
        );
        assert.match((await bind('author', {})).text, /may not change that post/);
        assert.match((await bind('editor', { one: 'bind nonsense' })).text, /Nothing was selected/);
        assert.equal((await listed(blog)).length, 2);
        assert.equal((await blog.world.db.read.selectFrom('source').select('id').execute()).length, 0);
      } finally {
        await blog.close();
      }
    });

    it('of posts from before are found when somebody asks for it', async () => {
      const blog = await openBlog({ dialect });
      try {
        await penOf(blog).post({ text: linked });
        await blog.work();
        await blog.world.db.write((tx) => tx.db.deleteFrom('unsourced_quotation').execute());
        const editor = await blog.as('editor');
        assert.equal((await editor.post(`${unsourcedPath}look`)).status, 303);
        assert.match((await editor.get(unsourcedPath)).text, /are being looked through/);
        await blog.work();
        assert.equal((await listed(blog)).length, 2);
        assert.doesNotMatch((await editor.get(unsourcedPath)).text, /are being looked through/);
      } finally {
        await blog.close();
      }
    });
  });
}
