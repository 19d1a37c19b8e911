import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { penOf } from '../../../test/support/pen.ts';
import { loadWrite } from '../load.ts';

const posts = '/-/admin/posts/';
const blank = { version: '0', format: 'markdown', status: 'draft', comments: '1' };

async function withBlog(
  work: (blog: Blog) => Promise<void>,
  options: Parameters<typeof openBlog>[0] = {},
): Promise<void> {
  const blog = await openBlog(options);
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

const statusOf = async (blog: Blog, id: number) =>
  (await loadWrite({ db: blog.world.db.read }, blog.site.id, id))?.status;

/** What a list shows, by the boxes to select. */
function listed(text: string): readonly number[] {
  return [...text.matchAll(/name="id" value="(\d+)"/g)].map((match) => Number(match[1]));
}

for (const dialect of dialects) {
  describe(`The list of posts, on ${dialect}`, () => {
    it('is narrowed by status, author, category, month and words, and pages through all of them', async () => {
      await withBlog(
        async (blog) => {
          const pen = penOf(blog);
          const [ann, ben] = [await pen.author('Ann'), await pen.author('Ben')];
          const news = await pen.category('News');
          const first = await pen.post({
            title: 'Storm on the quay',
            authors: [ann],
            terms: [news],
            publishedAt: '2026-03-05T12:00:00.000Z',
          });
          const second = await pen.post({
            title: 'Calm',
            authors: [ben],
            publishedAt: '2026-04-05T12:00:00.000Z',
          });
          const draft = await pen.post({ title: 'Storm, again', authors: [ben], status: 'draft' });
          const binned = await pen.post({ title: 'Old', status: 'trash' });
          const editor = await blog.as('editor');
          const ask = async (query: string) => listed((await editor.get(`${posts}${query}`)).text);
          assert.deepEqual(await ask(''), [draft, second, first]);
          assert.deepEqual(await ask('?status=draft'), [draft]);
          assert.deepEqual(await ask('?status=trash'), [binned]);
          assert.deepEqual(await ask(`?author=${ben}`), [draft, second]);
          assert.deepEqual(await ask(`?category=${news}`), [first]);
          assert.deepEqual(await ask('?month=2026-04'), [second]);
          assert.deepEqual(await ask('?s=STORM'), [draft, first]);
          assert.deepEqual(await ask(`?s=storm&author=${ann}&status=published`), [first]);
          assert.deepEqual(await ask('?s=nothing'), []);
          assert.deepEqual(await ask('?status=famous&author=x&month=May&after=@@'), [draft, second, first]);
          const tabs = (await editor.get(posts)).text;
          assert.match(tabs, /status=published">Published <span class="count">2</);
          assert.match(tabs, /status=trash">Bin <span class="count">1</);
          for (let index = 0; index < 60; index++)
            await pen.post({ title: `Post ${index}`, status: 'draft' });
          const seen: number[] = [];
          let path = posts;
          while (path !== '') {
            const { text } = await editor.get(path);
            seen.push(...listed(text));
            path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
          }
          assert.equal(new Set(seen).size, 63);
          assert.equal(seen.length, 63);
        },
        { dialect },
      );
    });

    it('shows an author their own, with right numbers, and an editor all', async () => {
      await withBlog(
        async (blog) => {
          const author = await blog.as('author');
          const mine = await author.post(`${posts}new`, {
            ...blank,
            title: 'Mine',
            text: 'x',
            do: 'publish',
          });
          const other = await penOf(blog).post({ title: 'Not mine' });
          const id = Number(/(\d+)\/$/.exec(mine.headers.location ?? '')?.[1]);
          const page = await author.get(posts);
          assert.deepEqual(listed(page.text), [id]);
          assert.match(page.text, /aria-current="page">All <span class="count">1</);
          assert.deepEqual(listed((await author.get(`${posts}?author=1&s=mine`)).text), [id]);
          const editor = await blog.as('editor');
          assert.deepEqual(new Set(listed((await editor.get(posts)).text)), new Set([id, other]));
        },
        { dialect },
      );
    });
  });
}

describe('An empty list', () => {
  it('says what to do', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      assert.match(
        (await editor.get(posts)).text,
        /Nothing is written yet[\s\S]*href="\/-\/admin\/posts\/new"/,
      );
      assert.match((await editor.get('/-/admin/pages/')).text, /There are no pages yet/);
      assert.match((await editor.get(`${posts}?status=trash`)).text, /The bin is empty/);
      assert.match((await editor.get(`${posts}?s=x`)).text, /Nothing fits all of this/);
    });
  });
});

describe('Several posts at once', () => {
  it('are published, withdrawn, binned and taken back, as far as one may', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const ids = [
        await pen.post({ status: 'draft', title: 'A' }),
        await pen.post({ status: 'draft', title: 'B' }),
      ];
      const editor = await blog.as('editor');
      const bulk = (deed: string, id: readonly string[] = ids.map(String), more = {}) =>
        editor.post(`${posts}bulk`, { do: deed, id, back: `${posts}?status=draft`, ...more });
      const published = await bulk('publish', [...ids.map(String), '99']);
      assert.equal(published.headers.location, `${posts}?status=draft`);
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['published', 'published']);
      await bulk('draft');
      await bulk('trash');
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['trash', 'trash']);
      await bulk('untrash', [ids.join(',')]);
      assert.deepEqual(await Promise.all(ids.map((id) => statusOf(blog, id))), ['draft', 'draft']);
      const elsewhere = await bulk('publish', [], { back: '//evil.example/' });
      assert.equal(elsewhere.headers.location, posts);
    });
  });

  it('are deleted for good only out of the bin, after one question', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const [live, binned] = [await pen.post({}), await pen.post({ status: 'trash' })];
      const editor = await blog.as('editor');
      const fields = { do: 'delete', id: [String(live), String(binned)], back: posts };
      const question = await editor.post(`${posts}bulk`, fields);
      assert.match(question.text, /This cannot be undone/);
      assert.equal(await statusOf(blog, binned), 'trash');
      await editor.post(`${posts}bulk`, { ...fields, confirmed: '1' });
      assert.equal(await statusOf(blog, binned), undefined);
      assert.equal(await statusOf(blog, live), 'published');
    });
  });

  it('get and lose categories and tags', async () => {
    await withBlog(async (blog) => {
      const pen = penOf(blog);
      const [news, quay] = [await pen.category('News'), await pen.tag('Quay')];
      const ids = [await pen.post({ terms: [quay] }), await pen.post({ terms: [quay] })];
      const editor = await blog.as('editor');
      const fields = { do: 'terms', id: ids.map(String), back: posts };
      assert.match((await editor.post(`${posts}bulk`, fields)).text, /name="add-category" value="1"/);
      await editor.post(`${posts}bulk`, {
        ...fields,
        confirmed: '1',
        'add-category': [String(news)],
        'add-tags': 'Silt',
        'remove-tags': 'quay',
      });
      const silt = await blog.world.db.read
        .selectFrom('term')
        .select('id')
        .where('slug', '=', 'silt')
        .executeTakeFirst();
      for (const id of ids)
        assert.deepEqual((await loadWrite({ db: blog.world.db.read }, blog.site.id, id))?.terms, [
          news,
          silt?.id,
        ]);
    });
  });

  it('of others are left alone for an author', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({});
      const author = await blog.as('author');
      for (const deed of ['publish', 'draft', 'trash'])
        await author.post(`${posts}bulk`, { do: deed, id: [String(id)], back: posts });
      await author.post(`${posts}bulk`, { do: 'terms', id: [String(id)], confirmed: '1', back: posts });
      assert.equal(await statusOf(blog, id), 'published');
      const { version } = await blog.world.db.read
        .selectFrom('post')
        .select('version')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.equal(version, 1);
    });
  });
});

describe('The bin', () => {
  it('gives back at once what was put there, and asks before it deletes', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({ title: 'Tide', publishedAt: '2026-05-01T08:00:00.000Z' });
      const editor = await blog.as('editor');
      const binned = await editor.post(`${posts}${id}/trash`);
      assert.equal(binned.headers.location, posts);
      const cookie = `${editor.cookie}; ${(binned.headers['set-cookie'] ?? '').split(';')[0]}`;
      const said = await editor.get(posts, { cookie });
      assert.match(said.text, new RegExp(`“Tide” is in the bin[\\s\\S]*action="${posts}${id}/untrash"`));
      assert.equal((await blog.get('/2026/05/01/tide/')).status, 410);
      await editor.post(`${posts}${id}/untrash`);
      assert.equal((await blog.get('/2026/05/01/tide/')).status, 200);
      await editor.post(`${posts}${id}/trash`);
      assert.match((await editor.get(`${posts}${id}/delete`)).text, /Delete “Tide” for good\?/);
      await editor.post(`${posts}${id}/delete`);
      assert.equal((await editor.get(`${posts}${id}/`)).status, 404);
    });
  });

  it('does not publish again what a contributor takes out of it', async () => {
    await withBlog(async (blog) => {
      const contributor = await blog.as('contributor');
      const made = await contributor.post(`${posts}new`, { ...blank, title: 'Mine', text: 'x' });
      const id = Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
      const editor = await blog.as('editor');
      await editor.post(`${posts}bulk`, { do: 'publish', id: [String(id)], back: posts });
      await editor.post(`${posts}bulk`, { do: 'trash', id: [String(id)], back: posts });
      assert.equal((await contributor.post(`${posts}${id}/untrash`)).status, 403);
      await contributor.post(`${posts}bulk`, { do: 'untrash', id: [String(id)], back: posts });
      assert.equal(await statusOf(blog, id), 'trash');
    });
  });
});

describe('A preview', () => {
  it('shows what is written in the theme, to its writer alone, and writes nothing', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const shown = await editor.post(`${posts}preview`, {
        ...blank,
        title: 'Draft <b>',
        text: 'Some *words*.\n\n<script>x()</script>',
      });
      assert.equal(shown.status, 200);
      assert.equal(shown.headers['cache-control'], 'private, no-store');
      assert.match(shown.text, /<h1>Draft &lt;b&gt;<\/h1>/);
      assert.match(shown.text, /<p>Some <em>words<\/em>\.<\/p>/);
      assert.ok(!shown.text.includes('x()'));
      assert.match(shown.text, /theme\.[0-9a-f]+\.css/);
      assert.equal(shown.reads, undefined);
      assert.equal((await blog.world.db.read.selectFrom('post').select('id').execute()).length, 0);
      const id = await penOf(blog).post({ status: 'draft', title: 'Kept', text: 'Saved words.' });
      assert.match((await editor.get(`${posts}${id}/preview`)).text, /Saved words/);
      const large = await editor.post(`${posts}preview`, {
        ...blank,
        title: 'T',
        text: 'x'.repeat(5 * 1024 * 1024 + 1),
      });
      assert.equal(large.status, 413);
      assert.equal((await blog.get(`${posts}${id}/preview`)).status, 303, 'a visitor is asked to sign in');
      const contributor = await blog.as('contributor');
      assert.equal((await contributor.get(`${posts}${id}/preview`)).status, 403);
    });
  });
});

describe('What is not saved', () => {
  it('is kept for its writer by the API, offered when they come back, and gone once it is saved', async () => {
    await withBlog(async (blog) => {
      const [editor, owner] = [await scripted(blog, 'editor'), await blog.as('owner')];
      const draft = {
        title: 'Half a',
        content: 'Half *a* sen',
        verbatim_format: 'markdown',
        status: 'draft',
      };
      const begun = await editor.call('wp/v2/posts', draft);
      assert.deepEqual([begun.status, begun.data.verbatim_version], [201, 1]);
      const address = `${posts}${begun.data.id}/`;
      const autosaves = `wp/v2/posts/${begun.data.id}/autosaves`;
      const fields = { ...blank, title: 'Half a title', text: 'Half *a* sentence, and', tags: 'Silt' };
      const form = (changed: object = {}) => Object.entries({ ...fields, token: 'x', ...changed });
      const kept = await editor.call(autosaves, { verbatim_form: form(), verbatim_version: 1 });
      assert.equal(kept.status, 200, kept.text);
      assert.equal(kept.data.verbatim_stale, false);
      assert.equal(kept.data.content.raw, fields.text);
      assert.match((await editor.get(address)).text, /did not save it/);
      assert.ok(!(await owner.get(address)).text.includes('did not save it'), 'it is nobody else’s');
      assert.ok(!(await editor.get(`${address}preview`)).text.includes('and'), 'the post is as it was');
      const back = await editor.get(`${address}?unsaved=1`);
      assert.match(back.text, />\nHalf \*a\* sentence, and<\/textarea>/);
      assert.match(back.text, /name="tags"[^>]*value="Silt"/);
      const rows = await blog.world.db.read.selectFrom('autosave').select('fields').execute();
      assert.ok(!rows[0]?.fields.includes('token'), 'only what is written is kept');
      await editor.post(address, { ...fields, version: '1', text: 'Half a sentence, and the rest.' });
      assert.ok(!(await editor.get(address)).text.includes('did not save it'));
      await editor.call(autosaves, { verbatim_form: form({ text: 'Not wanted' }), verbatim_version: 2 });
      await editor.post(`${address}autosave/drop`);
      assert.ok(!(await editor.get(address)).text.includes('did not save it'));
    });
  });

  it('says whether somebody else saved meanwhile', async () => {
    await withBlog(async (blog) => {
      const editor = await scripted(blog, 'editor');
      const id = await penOf(blog).post({ title: 'T' });
      await penOf(blog).change(id, { title: 'U' });
      const verbatim_form = Object.entries({ ...blank, title: 'T', text: 'x' });
      const answer = await editor.call(`wp/v2/posts/${id}/autosaves`, { verbatim_form, verbatim_version: 1 });
      assert.equal(answer.data.verbatim_stale, true);
      const page = await editor.get(`${posts}${id}/?unsaved=1`);
      assert.match(page.text, /name="version" value="1"/);
    });
  });
});

/** Somebody in whose page of the desk a script runs: it has the number of their session. */
async function scripted(blog: Blog, role: Parameters<Blog['as']>[0]) {
  const person = await blog.as(role);
  const nonce = /data-nonce="(\w+)"/.exec((await person.get(`${posts}new`)).text)?.[1] ?? '';
  const headers = { cookie: person.cookie, 'x-wp-nonce': nonce, 'content-type': 'application/json' };
  const call = async (path: string, body: object) => {
    const got = await blog.send('POST', `/wp-json/${path}`, headers, JSON.stringify(body));
    return { ...got, data: JSON.parse(got.text) };
  };
  return { ...person, call };
}

describe('Versions', () => {
  it('are listed, compared by words, and restored as a new one', async () => {
    await withBlog(async (blog) => {
      const editor = await blog.as('editor');
      const made = await editor.post(`${posts}new`, {
        ...blank,
        title: 'Ferry',
        text: 'It left at nine.\n\nNobody saw it.',
      });
      const address = made.headers.location ?? '';
      await editor.post(address, {
        ...blank,
        version: '1',
        title: 'Ferry',
        text: 'It left at ten.\n\nNobody saw it.',
        note: 'Asked <b>the captain</b>',
      });
      const list = await editor.get(`${address}revisions/`);
      assert.match(list.text, /Version 2<\/a> <q dir="auto">Asked &lt;b&gt;the captain&lt;\/b&gt;<\/q>/);
      const compared = await editor.get(`${address}revisions/compare?from=1&to=2`);
      assert.match(compared.text, /It left at <del>.*?nine<\/del><ins>.*?ten<\/ins>/);
      assert.match(
        (await editor.get(`${address}revisions/compare?from=2&to=1`)).text,
        /<del>.*?nine<\/del>/,
        'from the earlier to the later',
      );
      assert.match((await editor.get(`${address}revisions/1`)).text, /<ins>.*?It left at nine/);
      assert.equal((await editor.get(`${address}revisions/compare?from=9&to=x`)).status, 404);
      const restored = await editor.post(`${address}revisions/1/restore`, { version: '2' });
      assert.equal(restored.headers.location, address);
      assert.match((await editor.get(address)).text, /It left at nine/);
      const stale = await editor.post(`${address}revisions/2/restore`, { version: '2' });
      assert.equal(stale.headers.location, `${address}revisions/`);
      assert.match((await editor.get(address)).text, /It left at nine/);
    });
  });

  it('of an import begin with the first change', async () => {
    await withBlog(async (blog) => {
      const id = await penOf(blog).post({ title: 'Brought' });
      const editor = await blog.as('editor');
      assert.match((await editor.get(`${posts}${id}/revisions/`)).text, /There is one version/);
    });
  });
});
