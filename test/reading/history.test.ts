import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishLog } from '../../src/log/publish.ts';
import { loadWrite } from '../../src/post/load.ts';
import type { PostWrite } from '../../src/post/post.ts';
import { createPost, deletePost, updatePost } from '../../src/post/save.ts';
import { trashPost } from '../../src/post/trash.ts';
import { digestOf } from '../../src/revision/publication.ts';
import type { Saver } from '../../src/revision/save.ts';
import { redactVersions } from '../../src/revision/save-publication.ts';
import { type Blog, dialects, openBlog } from '../support/blog.ts';
import { assertGolden } from '../support/golden.ts';
import { documentOf } from '../support/pen.ts';

const post: PostWrite = {
  type: 'post',
  status: 'published',
  title: 'The quay',
  document: documentOf('It is to be rebuilt in stone.\n\nNobody was against it.'),
  authors: [],
  terms: [],
};

/** What a reader may come to of a post, and of the site's corrections. */
function pathsOf(id: number): readonly string[] {
  return [
    `/-/posts/${id}/history/`,
    ...[1, 2, 3, 4, 5, 6].flatMap((version) => [
      `/-/posts/${id}/history/${version}/`,
      `/-/posts/${id}/history/${version}/content.json`,
    ]),
    `/-/posts/${id}/provenance.json`,
    '/-/corrections/',
    '/-/corrections/feed/',
    '/2026/05/21/the-quay/',
  ];
}

for (const dialect of dialects) {
  describe(`The public history of a post, on ${dialect}`, () => {
    it('tells who changed what and when, shows each version whole, and how it is checked', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        blog.clock.advance('1 hour');
        await change(
          blog,
          id,
          { document: documentOf('It is not to be rebuilt in stone.\n\nNobody was against it.') },
          { announcement: { note: 'The “not” was missing.', correction: true } },
        );
        const list = await blog.get(`/-/posts/${id}/history/`);
        assert.equal(list.status, 200);
        assert.match(list.text, /History of “The quay”/);
        assert.match(list.text, /Version 2<\/a> <small class="kind correct">Corrected/);
        assert.match(list.text, /The “not” was missing\./);
        const second = await blog.get(`/-/posts/${id}/history/2/`);
        assert.match(second.text, /<ins><span class="quiet">[^<]*<\/span>not <\/ins>/);
        assert.match(second.text, /This is what readers see now/);
        assert.match(second.text, /<p>It is not to be rebuilt in stone\.<\/p>/);
        const first = await blog.get(`/-/posts/${id}/history/1/`);
        assert.match(first.text, /An earlier version/);
        assert.match(first.text, /What has changed since, up to version 2/);
        assert.ok(
          first.text.includes('<meta name="robots" content="noindex">'),
          'no engine keeps an old version',
        );
        const content = await blog.get(`/-/posts/${id}/history/2/content.json`);
        assert.ok(second.text.includes(digestOf(content.text)), 'the digest is that of the file');
        assert.equal((await blog.get(`/-/posts/${id}/history/3/`)).status, 404);
        assert.equal((await blog.get('/-/posts/99/history/')).status, 404);
        assert.equal((await blog.get('/-/posts/x/history/')).status, 404);
        const page = await blog.visit('/2026/05/21/the-quay/');
        assert.ok(page.includes(`<a href="/-/posts/${id}/history/">see what changed</a>`));
      });
    });

    it('is kept once the log has it, and dropped when the post changes', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        const path = `/-/posts/${id}/history/`;
        assert.match((await blog.get(path)).text, /It waits to be taken into the log/);
        assert.equal((await blog.get(path)).reads, undefined);
        await publishLog(blog.world, { signal: new AbortController().signal });
        const reads = (await blog.get(path)).reads ?? new Set();
        for (const name of [`post:${id}`, `post:${id}/history`])
          assert.ok(reads.has(`${blog.site.id}/${name}`), name);
        assert.match(await blog.visit(path), /\/-\/log\/proof\//);
        await change(blog, id, { title: 'The other quay' });
        assert.match(await blog.visit(path), /The other quay/);
      });
    });

    it('shows nothing that readers never saw, nor what was taken from them, whatever a post goes through', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, {
          ...post,
          status: 'draft',
          title: 'UNSEEN',
          document: documentOf('UNSEEN'),
        });
        const steps: readonly (readonly [string, Partial<PostWrite>, Saver?])[] = [
          ['pending', { status: 'pending', title: 'UNSEEN pending' }],
          ['scheduled', { status: 'published', publishedAt: '2026-07-01T00:00:00.000Z' }],
          ['private', { status: 'private', publishedAt: '2026-05-21T12:00:00.000Z' }],
          ['open', { status: 'published', title: 'The quay', slug: 'the-quay', document: post.document }],
          ['open', { document: documentOf('Second text, seen.') }],
          ['locked', { password: 'key', document: documentOf('UNSEEN behind the password') }],
          ['open', { password: '', document: documentOf('Third text, seen.') }],
          ['gone', { status: 'draft', title: 'UNSEEN again' }, { note: 'UNSEEN why' }],
          ['open', { status: 'published', title: 'The quay' }],
          ['gone', { status: 'private', title: 'UNSEEN private' }],
        ];
        for (const [standing, wanted, saver] of steps) {
          blog.clock.advance('1 minute');
          await change(blog, id, wanted, saver);
          await holds(blog, id, standing);
        }
        const now = blog.clock.now().toISOString();
        await blog.world.db.write((tx) => trashPost(tx, blog.site, id, { now, by: 7, note: 'UNSEEN why' }));
        await holds(blog, id, 'gone');
        await blog.world.db.write((tx) => deletePost(tx, blog.site, id, { now }));
        await holds(blog, id, 'gone');
      });
    });

    it('says why a post is withdrawn, in its place, on its history and among the corrections', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        const now = blog.clock.now().toISOString();
        const announcement = { note: 'It was not ours to publish.', correction: false };
        await blog.world.db.write((tx) => trashPost(tx, blog.site, id, { now, by: 7, announcement }));
        for (const path of ['/2026/05/21/the-quay/', '/2026/05/21/the-quay']) {
          const gone = await blog.get(path);
          assert.equal(gone.status, 410);
          assert.match(gone.text, /It was not ours to publish\./);
          assert.ok(gone.text.includes(`href="/-/posts/${id}/history/"`));
        }
        const list = await blog.get(`/-/posts/${id}/history/`);
        assert.match(list.text, /History of “The quay”/);
        assert.match(list.text, /Withdrawn[\s\S]*It was not ours to publish\./);
        assert.equal((await blog.get(`/-/posts/${id}/history/1/`)).status, 410);
        assert.equal((await blog.get(`/-/posts/${id}/history/1/content.json`)).status, 404);
        assert.match((await blog.get('/-/corrections/')).text, /The quay[\s\S]*It was not ours to publish\./);
        const later = await create(blog, { ...post, title: 'Silent', slug: 'silent' });
        await blog.world.db.write((tx) => trashPost(tx, blog.site, later, { now, by: 7 }));
        const silent = await blog.get(`/-/posts/${later}/history/`);
        assert.match(silent.text, /No reason was given/);
        assert.ok(!silent.text.includes('Silent'));
      });
    });

    it('keeps date and digest of a version whose text was removed, and compares nothing with it', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, { ...post, document: documentOf('A slander.') });
        await change(blog, id, { document: documentOf('Fair comment.') });
        await change(blog, id, { document: documentOf('Fairer comment.') });
        const [digest = ''] = /[0-9a-f]{64}/.exec((await blog.get(`/-/posts/${id}/history/1/`)).text) ?? [];
        const now = blog.clock.now().toISOString();
        await blog.world.db.write((tx) =>
          redactVersions(tx, blog.site.id, id, { versions: [1], now, notice: 'By order of a court.' }),
        );
        for (const path of pathsOf(id)) assert.ok(!(await blog.get(path)).text.includes('slander'), path);
        const first = await blog.get(`/-/posts/${id}/history/1/`);
        assert.equal(first.status, 410);
        assert.match(first.text, /By order of a court\./);
        assert.ok(first.text.includes(digest), 'the digest stays');
        assert.match((await blog.get(`/-/posts/${id}/history/2/`)).text, /not compared with version 1/);
        assert.match((await blog.get(`/-/posts/${id}/history/3/`)).text, /<ins>/);
      });
    });

    it('begins, of a post from before there was any, honestly with what stood', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        await blog.world.db.write(async (tx) => {
          await tx.db.deleteFrom('publication').execute();
          await tx.db.deleteFrom('post_record').execute();
        });
        const path = `/-/posts/${id}/history/`;
        assert.match((await blog.get(path)).text, /No version is recorded yet/);
        assert.equal((await blog.get(`${path}1/`)).status, 404);
        await change(blog, id, { document: documentOf('Another text.') });
        assert.match((await blog.get(path)).text, /The history begins here: this is the post as it stood/);
        assert.match((await blog.get(`${path}1/`)).text, /It is to be rebuilt in stone\./);
      });
    });

    it('is a feed of corrections, which loses what goes behind a password, and gets it back', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        blog.clock.advance('1 hour');
        const note = 'It is “not” & <never>.';
        await change(blog, id, { title: 'The quay & the sea' }, { announcement: { note, correction: true } });
        const gone = await create(blog, { ...post, title: 'المرفأ', slug: 'port' });
        const now = blog.clock.now().toISOString();
        const announcement = { note: 'خطأ.', correction: false };
        await blog.world.db.write((tx) => trashPost(tx, blog.site, gone, { now, by: 7, announcement }));
        assertGolden('feed/corrections.rss.xml', (await blog.get('/-/corrections/feed/')).text);
        assert.match(await blog.visit('/-/corrections/'), /never/);
        await change(blog, id, { password: 'key' });
        for (const path of ['/-/corrections/', '/-/corrections/feed/'])
          assert.ok(!(await blog.visit(path)).includes('never'), path);
        await change(blog, id, { password: '' });
        assert.match(await blog.visit('/-/corrections/'), /never/);
      });
    });

    it('pages a long one, each version once', async () => {
      await withBlog(dialect, async (blog) => {
        const id = await create(blog, post);
        for (let n = 2; n <= 120; n++) await change(blog, id, { title: `The quay ${n}` });
        const seen: number[] = [];
        for (let path: string | undefined = `/-/posts/${id}/history/`; path !== undefined; ) {
          const { text } = await blog.get(path);
          seen.push(...[...text.matchAll(/id="version-(\d+)"/g)].map(([, n]) => Number(n)));
          path = /rel="next" href="(\/-\/posts[^"]*)"/.exec(text)?.[1];
        }
        assert.deepEqual(
          seen,
          Array.from({ length: 120 }, (_, at) => 120 - at),
        );
      });
    });
  });
}

/** What must hold of a post that went through the test's steps, however it stands. */
async function holds(blog: Blog, id: number, standing: string): Promise<void> {
  for (const path of pathsOf(id)) {
    const { status, text } = await blog.get(path);
    assert.ok(status < 500, `${path} answers ${status}`);
    assert.ok(!text.includes('UNSEEN'), `${standing}: ${path} shows what readers never saw`);
    if (standing === 'open' || path === '/2026/05/21/the-quay/') continue;
    assert.ok(!/text, seen|stone/.test(text), `${standing}: ${path} shows what was taken from readers`);
    if (path.endsWith('.json')) assert.equal(status, 404, `${standing}: ${path}`);
    if (standing !== 'gone' && path.startsWith('/-/posts/'))
      assert.equal(status, 404, `${standing}: ${path}`);
  }
  const { status } = await blog.get(`/-/posts/${id}/history/`);
  assert.equal(status, standing === 'open' || standing === 'gone' ? 200 : 404, standing);
}

async function withBlog(dialect: 'sqlite' | 'postgres', work: (blog: Blog) => Promise<void>): Promise<void> {
  const blog = await openBlog({ dialect });
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

async function create(blog: Blog, write: PostWrite): Promise<number> {
  const now = blog.clock.now().toISOString();
  return (await blog.world.db.write((tx) => createPost(tx, blog.site, write, { now, by: 7 }))).id;
}

async function change(blog: Blog, id: number, wanted: Partial<PostWrite>, saver: Saver = {}): Promise<void> {
  const now = blog.clock.now().toISOString();
  await blog.world.db.write(async (tx) => {
    const known = await loadWrite(tx, blog.site.id, id);
    assert.ok(known);
    const saved = await updatePost(tx, blog.site, id, { ...known, ...wanted }, { now, by: 7, ...saver });
    assert.ok(saved.ok);
  });
}
