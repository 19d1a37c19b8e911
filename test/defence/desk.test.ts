import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createAuthor } from '../../src/author/save.ts';
import { sample } from '../../src/media/sample.ts';
import { storeMedia } from '../../src/media/save.ts';
import { loadWrite } from '../../src/post/load.ts';
import { apiOf } from '../support/api.ts';
import { openBlog } from '../support/blog.ts';
import { penOf } from '../support/pen.ts';

type Blog = Awaited<ReturnType<typeof openBlog>>;

/** A blog on which somebody else has what nobody should read yet, a picture in it, and replies to it. */
async function openNewsroom() {
  const blog = await openBlog();
  const { world, site } = blog;
  const pen = penOf(blog);
  const other = await pen.author('Other');
  const body = await sample(64, 48).png().toBuffer();
  const stored = await storeMedia(world, site.id, { name: 'undisclosed-not.png', body });
  assert.ok(stored.ok);
  const pictureId = stored.media.id;
  const hidden: number[] = [];
  for (const status of ['draft', 'pending', 'private', 'scheduled', 'trash'] as const)
    hidden.push(
      await pen.post({
        title: 'Undisclosed',
        excerpt: 'Undisclosed',
        text: 'Undisclosed',
        slug: `hidden-${status}`,
        status,
        authors: [other],
        pictureId,
        ...(status === 'scheduled' && { publishedAt: '2031-01-01T00:00:00.000Z' }),
      }),
    );
  const shown = await pen.post({ title: 'Told', authors: [other] });
  const reply = await pen.comment(shown, 'Ann', 'Waiting words', { status: 'pending' });
  return { blog, pen, other, hidden, shown, reply, pictureId };
}

/** As whom a role signs; made as the desk makes it. */
async function authorOf({ world, site }: Blog, accountId: number): Promise<number> {
  const made = await world.db.write((tx) => createAuthor(tx, site.id, { name: 'Me', accountId }));
  assert.ok(made.ok);
  return made.id;
}

describe('Who writes on a site, and is no editor', () => {
  let place: Awaited<ReturnType<typeof openNewsroom>>;
  before(async () => {
    place = await openNewsroom();
  });
  after(() => place.blog.close());

  it('reads nothing of what others have not published, on any page of the desk', async () => {
    const { blog, hidden, shown, reply, pictureId } = place;
    for (const role of ['contributor', 'author'] as const) {
      const person = await blog.as(role);
      await person.get('/-/admin/people/profile');
      const paths = [
        ...['', 'posts/', 'posts/?s=undisclosed', 'posts/?status=trash', 'posts/?author=1', 'posts/new'],
        ...['media/', `media/${pictureId}/`, 'comments/', 'comments/?shelf=live', `comments/${reply}/`],
        ...[`comments/?post=${hidden[0]}`, `comments/?post=${shown}`, 'people/authors/1/', 'pages/'],
        ...hidden.flatMap((id) =>
          ['', 'preview', 'delete', 'revisions/', 'revisions/1', 'revisions/compare?from=1&to=1'].map(
            (below) => `posts/${id}/${below}`,
          ),
        ),
        ...hidden.map((id) => `pages/${id}/`),
      ].map((path) => `/-/admin/${path}`);
      for (const path of paths) {
        const { text, status } = await person.get(path);
        assert.doesNotMatch(text, /Undisclosed/, `${role} ${path}`);
        assert.doesNotMatch(text, /Waiting words/, `${role} ${path}`);
        assert.ok(status < 500, path);
      }
    }
  });

  it('nor by the API, however it is asked', async () => {
    const { blog, hidden, reply, pictureId } = place;
    const api = apiOf(blog);
    await api.people('penny', 'author');
    await api.people('carl', 'contributor');
    const paths = [
      ...['posts?status=any', 'posts?context=edit&status=draft', 'posts?search=undisclosed&status=any'],
      ...['posts?status=trash', 'posts?slug=hidden-draft&status=any', `posts?include=${hidden.join(',')}`],
      ...['search?search=undisclosed', `search?include=${hidden.join(',')}`, 'posts?_embed&status=any'],
      ...[
        'comments?status=hold',
        'comments?status=any&context=edit',
        `comments/${reply}`,
        'comments?search=wait',
      ],
      ...[`media/${pictureId}?_embed`, 'media?_embed&context=edit', 'users?search=@', 'users?context=edit'],
      ...hidden.flatMap((id) => [
        ...['', '?context=edit', '/revisions', '/revisions/1', '/autosaves'].map(
          (more) => `posts/${id}${more}`,
        ),
        ...[`posts/${id}?_envelope&_embed`, `media?parent=${id}`, `comments?post=${id}`, `pages/${id}`],
      ]),
    ].map((path) => `wp/v2/${path}`);
    paths.push(...hidden.map((id) => `verbatim/v1/posts/${id}/comparison?from=1&to=1`));
    paths.push(...hidden.map((id) => `oembed/1.0/embed?url=https://blog.example/?p=${id}`));
    for (const as of ['penny', 'carl', undefined])
      for (const path of paths) {
        const { text, status } = await api.get(path, as === undefined ? {} : { as });
        assert.doesNotMatch(text, /Undisclosed|Waiting words/, `${as} ${path}`);
        assert.doesNotMatch(text, /@people\.example(?<!(penny|carl)@people\.example)/, `${as} ${path}`);
        assert.ok(status < 500, path);
      }
  });

  it('gives themselves no right by fields that a form of theirs does not have', async () => {
    const { blog, pen, other, hidden, shown } = place;
    const { world, site } = blog;
    for (const role of ['contributor', 'author'] as const) {
      const person = await blog.as(role);
      const me = await world.db.read
        .selectFrom('author')
        .select('id')
        .where('account_id', '=', person.accountId)
        .executeTakeFirst();
      const author = me?.id ?? (await authorOf(blog, person.accountId));
      const draft = await pen.post({ title: 'Mine', status: 'draft', authors: [author] });
      const version = String(
        (
          await world.db.read
            .selectFrom('post')
            .select('version')
            .where('id', '=', draft)
            .executeTakeFirstOrThrow()
        ).version,
      );
      const form = { title: 'Mine', text: 'Words', format: 'markdown', version, status: 'draft' };
      await person.post(`/-/admin/posts/${draft}/`, {
        ...form,
        author: [String(other)],
        sticky: 'yes',
        password: 'sesame',
        'new-category': 'Power',
        tags: 'brand-new',
      });
      const after = await loadWrite({ db: world.db.read }, site.id, draft);
      assert.deepEqual(
        [after?.authors, after?.sticky ?? false, after?.password, after?.terms],
        [[author], false, undefined, []],
        role,
      );
      if (role === 'contributor') {
        for (const fields of [
          { ...form, status: 'published' },
          { ...form, do: 'publish' },
          { ...form, status: 'private' },
        ])
          assert.equal((await person.post(`/-/admin/posts/${draft}/`, fields)).status, 403);
        await person.post('/-/admin/posts/bulk', { do: 'publish', id: [String(draft)] });
      }
      const all = [...hidden, shown].map(String);
      for (const deed of ['publish', 'draft', 'trash', 'untrash', 'delete', 'terms'])
        await person.post('/-/admin/posts/bulk', { do: deed, id: all, confirmed: 'yes', category: ['1'] });
      for (const id of all) {
        for (const below of ['', 'trash', 'untrash', 'delete', 'autosave/drop', 'revisions/1/restore'])
          assert.equal(
            (await person.post(`/-/admin/posts/${id}/${below}`, form)).status,
            403,
            `${role} ${below}`,
          );
      }
    }
    const rows = await world.db.read
      .selectFrom('post')
      .select(['id', 'status', 'title'])
      .orderBy('id')
      .execute();
    const states = rows.filter(({ title }) => title !== 'Mine').map(({ status }) => status);
    assert.deepEqual(states, ['draft', 'pending', 'private', 'scheduled', 'trash', 'published']);
    for (const { title, status } of rows) if (title === 'Mine') assert.equal(status, 'draft');
  });

  it('nor by the API', async () => {
    const { blog, pen, other } = place;
    const { world, site } = blog;
    const api = apiOf(blog);
    const accountId = await api.people('cora', 'contributor');
    const me = await authorOf(blog, accountId);
    const draft = await pen.post({ title: 'Mine', status: 'draft', authors: [me] });
    const tries = [
      { status: 'publish' },
      { status: 'future', date: '2031-01-01T00:00:00' },
      { status: 'private' },
      { author: other },
      { author: 0 },
      { sticky: true },
      { password: 'sesame' },
    ];
    for (const fields of tries) {
      const said = JSON.stringify(fields);
      for (const path of [`wp/v2/posts/${draft}`, 'wp/v2/posts']) {
        const answer = await api.post(path, { title: 'Mine', ...fields }, { as: 'cora' });
        assert.ok([400, 403].includes(answer.status), `${path} ${said}: ${answer.status}`);
      }
      const masked = await api.ask('POST', `wp/v2/posts/${draft}?_method=PATCH`, {
        as: 'cora',
        json: fields,
        headers: { 'x-http-method-override': 'PUT' },
      });
      assert.ok([400, 403].includes(masked.status), said);
    }
    const after = await loadWrite({ db: world.db.read }, site.id, draft);
    assert.deepEqual([after?.status, after?.authors], ['draft', [me]]);
    const roles = await api.post(`wp/v2/users/me`, { roles: ['administrator'] }, { as: 'cora' });
    assert.equal(roles.status, 403);
    const page = await api.post('wp/v2/pages', { title: 'Page', status: 'draft' }, { as: 'cora' });
    assert.equal(page.status, 403);
  });

  it('moderates no reply to what others wrote, undoes nothing of others, and bans nobody', async () => {
    const { blog, reply, shown } = place;
    const editor = await blog.as('editor');
    await editor.post('/-/admin/comments/do', { one: `approve ${reply}` });
    await editor.post('/-/admin/comments/do', { one: `hold ${reply}` });
    for (const role of ['contributor', 'author'] as const) {
      const person = await blog.as(role);
      for (const act of ['approve', 'spam', 'trash', 'erase', 'reply', 'restore'])
        await person.post('/-/admin/comments/do', { one: `${act} ${reply}`, [`answer-${reply}`]: 'Mine.' });
      for (let batch = 0; batch < 10; batch++)
        await person.post('/-/admin/comments/undo', { batch: String(batch) });
      await person.post(`/-/admin/comments/posts/${shown}`, { do: 'close' });
      await person.post(`/-/admin/comments/${reply}/`, { text: 'Changed', name: 'x', url: '', note: '' });
      await person.post(`/-/admin/comments/${reply}/ban`, { sender: 'on', word: 'mine' });
      await person.post('/-/admin/comments/bans/words', { spam: 'mine', held: '' });
    }
    const { db } = blog.world;
    const row = await db.read
      .selectFrom('comment')
      .select(['standing', 'text'])
      .where('id', '=', reply)
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { standing: 'pending', text: 'Waiting words' });
    assert.equal((await db.read.selectFrom('ban').select('id').execute()).length, 0);
    const post = await db.read
      .selectFrom('post')
      .select('comments_open')
      .where('id', '=', shown)
      .executeTakeFirstOrThrow();
    assert.equal(post.comments_open, 1);
  });
});

describe('A form of the desk', () => {
  it('is taken from no page of another place, and leads to no other place', async () => {
    const blog = await openBlog();
    const owner = await blog.as('owner');
    const id = String(await penOf(blog).post({ title: 'Told' }));
    for (const from of [
      { origin: 'https://far.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { referer: 'https://blog.example.far.example/' },
    ]) {
      const answer = await owner.post('/-/admin/posts/bulk', { do: 'trash', id: [id] }, from);
      assert.equal(answer.status, 403, JSON.stringify(from));
    }
    const other = await blog.as('administrator');
    const foreign = await owner.post('/-/admin/posts/bulk', { do: 'trash', id: [id], token: other.token });
    assert.equal(foreign.status, 303, 'the first of two tokens counts, and is one’s own');
    for (const back of [
      'https://far.example/',
      '//far.example/',
      '/\\far.example/',
      '/-/admin/posts/\r\nset-cookie: x=1',
      'javascript:alert(1)',
      '/-/admin/posts/../../../-/account/sign-out',
    ])
      for (const path of ['posts/bulk', 'comments/do', 'comments/undo', 'jobs/failed', 'media/delete']) {
        const { status, headers } = await owner.post(`/-/admin/${path}`, { back, do: 'nothing' });
        assert.ok(status < 500, `${path} ${back}: ${status}`);
        if (headers.location === undefined) continue;
        const to = new URL(headers.location, 'https://blog.example');
        assert.equal(to.origin, 'https://blog.example', `${path} ${back}`);
        assert.ok(to.pathname.startsWith('/-/admin/'), `${path} ${back} leads to ${to.pathname}`);
        assert.doesNotMatch(headers.location, /[\r\n]/);
      }
    await blog.close();
  });

  it('keeps its number for the browser that it was given to', async () => {
    const blog = await openBlog();
    const [owner, editor] = [await blog.as('owner'), await blog.as('editor')];
    const body = new URLSearchParams({ token: editor.token, name: 'Cat' }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await blog.send('POST', '/-/admin/categories/', { cookie: owner.cookie, ...type }, body);
    assert.equal(sent.status, 403);
    const terms = await blog.world.db.read.selectFrom('term').select('id').execute();
    assert.equal(terms.length, 0);
    await blog.close();
  });

  it('of the desk is not opened by an application password, which is for the API alone', async () => {
    const blog = await openBlog();
    const api = apiOf(blog);
    await api.people('prog', 'owner');
    for (const path of ['/-/admin/', '/-/account/', '/-/account/security', '/-/account/replies/export']) {
      const { status, headers } = await api.get(path, { as: 'prog' });
      assert.ok(status === 303 || status === 200, `${path}: ${status}`);
      if (status === 303) assert.match(headers.location ?? '', /sign-in|replies/);
    }
    await blog.close();
  });
});
