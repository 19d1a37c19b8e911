import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

const blocks =
  '<!-- wp:paragraph {"className":"lead"} -->\n<p>Herrings are <strong>fish</strong>.</p>\n<!-- /wp:paragraph -->';

for (const dialect of dialects) {
  describe(`Posts over the API, on ${dialect}`, () => {
    it('are written, read back as they were written, changed, trashed and deleted', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      const fish = await api.pen.category('Fish');
      const tag = await api.pen.tag('north');
      const made = await api.post(
        'wp/v2/posts',
        {
          title: 'Herrings & co',
          content: blocks,
          excerpt: 'In short.',
          status: 'publish',
          slug: 'herrings',
          categories: [fish],
          tags: `${tag}`,
          sticky: true,
          date: '2026-05-20T10:00:00',
        },
        { as: 'ed' },
      );
      assert.equal(made.status, 201, made.text);
      const { id } = made.data;
      assert.equal(made.headers.location, `https://blog.example/wp-json/wp/v2/posts/${id}`);
      assert.equal(made.data.content.raw, blocks);
      assert.equal(made.data.content.block_version, 1);
      assert.deepEqual(made.data.categories, [fish]);
      assert.deepEqual(made.data.tags, [tag]);
      assert.equal(made.data.sticky, true);
      assert.equal(made.data.date, '2026-05-20T10:00:00');
      assert.equal(made.data.link, 'https://blog.example/2026/05/20/herrings/');

      const seen = await api.get(`wp/v2/posts/${id}`);
      assert.equal(seen.status, 200);
      assert.equal(seen.data.title.rendered, 'Herrings &amp; co');
      assert.equal(seen.data.title.raw, undefined);
      assert.equal(seen.data.content.raw, undefined);
      assert.match(seen.data.content.rendered, /<p>Herrings are <strong>fish<\/strong>\.<\/p>/);
      assert.equal(seen.data.excerpt.rendered, '<p>In short.</p>\n');
      assert.match((await api.blog.get('/2026/05/20/herrings/')).text, /Herrings &amp; co/);

      const changed = await api.ask('PUT', `wp/v2/posts/${id}`, {
        as: 'ed',
        json: { title: { raw: 'Cod' }, tags: [] },
      });
      assert.equal(changed.status, 200, changed.text);
      assert.equal(changed.data.title.raw, 'Cod');
      assert.deepEqual([changed.data.tags, changed.data.categories], [[], [fish]]);
      assert.equal(changed.data.content.raw, blocks, 'what is not named stays');

      const trashed = await api.delete(`wp/v2/posts/${id}`, { as: 'ed' });
      assert.equal(trashed.data.status, 'trash');
      assert.equal((await api.get(`wp/v2/posts/${id}`)).data.code, 'rest_forbidden');
      const again = await api.delete(`wp/v2/posts/${id}`, { as: 'ed' });
      assert.deepEqual([again.status, again.data.code], [410, 'rest_already_trashed']);
      const gone = await api.delete(`wp/v2/posts/${id}?force=true`, { as: 'ed' });
      assert.deepEqual([gone.data.deleted, gone.data.previous.id], [true, id]);
      const missing = await api.get(`wp/v2/posts/${id}`);
      assert.deepEqual([missing.status, missing.data.code], [404, 'rest_post_invalid_id']);
      await api.close();
    });

    it('are listed by what is asked for, page by page', async () => {
      const api = await openApi({ dialect });
      await api.people('ed', 'editor');
      const ada = await api.pen.author('Ada');
      const bea = await api.pen.author('Bea');
      const fish = await api.pen.category('Fish');
      const bird = await api.pen.category('Birds');
      const north = await api.pen.tag('north');
      const ids: number[] = [];
      for (let day = 1; day <= 7; day++) {
        const terms = [day % 2 === 0 ? fish : bird, ...(day === 3 ? [north] : [])];
        ids.push(
          await api.pen.post({
            title: `Day ${day}`,
            text: day === 5 ? 'Lighthouse keepers.' : 'Some words.',
            publishedAt: `2026-05-0${day}T08:00:00.000Z`,
            authors: [day < 4 ? ada : bea],
            terms,
            sticky: day === 6,
          }),
        );
      }
      await api.pen.post({ title: 'A draft', status: 'draft', authors: [ada] });
      await api.blog.work();
      const [d1, d2, d3, d4, d5, d6, d7] = ids;
      const idsOf = async (query: string, as?: string): Promise<readonly number[]> => {
        const said = await api.get(`wp/v2/posts?_fields=id&${query}`, as === undefined ? {} : { as });
        assert.equal(said.status, 200, said.text);
        return said.data.map(({ id }: { id: number }) => id);
      };
      assert.deepEqual(await idsOf(''), [d7, d6, d5, d4, d3, d2, d1]);
      assert.deepEqual(await idsOf('order=asc&per_page=2'), [d1, d2]);
      assert.deepEqual(await idsOf('per_page=3&page=2'), [d4, d3, d2]);
      assert.deepEqual(await idsOf('per_page=3&offset=5'), [d2, d1]);
      assert.deepEqual(await idsOf(`categories=${fish}`), [d6, d4, d2]);
      assert.deepEqual(await idsOf(`categories=${fish},${bird}&tags=${north}`), [d3]);
      assert.deepEqual(await idsOf(`categories_exclude=${fish}`), [d7, d5, d3, d1]);
      assert.deepEqual(await idsOf(`tags_exclude=${north}&author=${ada}`), [d2, d1]);
      assert.deepEqual(await idsOf(`author=${bea}`), [d7, d6, d5, d4]);
      assert.deepEqual(await idsOf(`author_exclude=${bea}`), [d3, d2, d1]);
      assert.deepEqual(await idsOf('after=2026-05-05T08:00:00'), [d7, d6]);
      assert.deepEqual(await idsOf('before=2026-05-02T08:00:00Z'), [d1]);
      assert.deepEqual(await idsOf('modified_after=2030-01-01'), []);
      assert.deepEqual(await idsOf(`include=${d2},${d5},${d1}&orderby=include`), [d2, d5, d1]);
      assert.deepEqual(await idsOf(`include[]=${d2}&include[]=${d5}`), [d5, d2]);
      assert.deepEqual(await idsOf(`exclude=${d7},${d6}&per_page=1`), [d5]);
      assert.deepEqual(await idsOf('slug=day-2,day-4'), [d4, d2]);
      assert.deepEqual(await idsOf('sticky=true'), [d6]);
      assert.deepEqual(await idsOf('sticky=0&per_page=1'), [d7]);
      assert.deepEqual(await idsOf('orderby=title&order=asc&per_page=1'), [d1]);
      assert.deepEqual(await idsOf('orderby=id&per_page=1'), [d7]);
      assert.deepEqual(await idsOf('orderby=author&order=asc&per_page=1'), [d1]);
      assert.deepEqual(await idsOf('search=lighthouse'), [d5]);
      assert.deepEqual(await idsOf('search=lighthouse&orderby=relevance'), [d5]);
      assert.equal((await idsOf('status=draft', 'ed')).length, 1);
      assert.equal((await idsOf('status=any', 'ed')).length, 8);
      assert.deepEqual((await idsOf('status=draft,publish&per_page=2', 'ed')).length, 2);
      assert.equal((await idsOf('status=any&search=draft', 'ed')).length, 1);

      const page = await api.get('wp/v2/posts?per_page=3&page=2');
      assert.equal(page.headers['x-wp-total'], '7');
      assert.equal(page.headers['x-wp-totalpages'], '3');
      assert.match(page.headers.link ?? '', /[?&]page=1>; rel="prev"/);
      assert.match(page.headers.link ?? '', /[?&]page=3>; rel="next"/);
      const past = await api.get('wp/v2/posts?page=9');
      assert.deepEqual([past.status, past.data.code], [400, 'rest_post_invalid_page_number']);
      await api.close();
    });
  });
}

describe('A post over the API', () => {
  it('is not shown to whom it is not meant for', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    await api.people('ann', 'author');
    await api.people('con', 'contributor');
    await api.people('sub', 'subscriber');
    const draft = await api.post('wp/v2/posts', { title: 'Mine', content: 'Secret words' }, { as: 'ann' });
    assert.equal(draft.data.status, 'draft');
    const { id } = draft.data;
    for (const [as, status] of [
      [undefined, 401],
      ['sub', 403],
      ['con', 403],
      ['ann', 200],
      ['ed', 200],
    ] as const) {
      const said = await api.get(`wp/v2/posts/${id}`, as === undefined ? {} : { as });
      assert.equal(said.status, status, `${as}: ${said.text}`);
      if (status !== 200) assert.ok(!said.text.includes('Secret'));
    }
    assert.equal((await api.get('wp/v2/posts?status=draft')).status, 400);
    assert.deepEqual((await api.get('wp/v2/posts?status=draft', { as: 'con' })).data, []);
    assert.equal((await api.get('wp/v2/posts?status=draft', { as: 'ann' })).data.length, 1);
    assert.equal((await api.get('wp/v2/posts?context=edit')).data.code, 'rest_forbidden_context');
    assert.equal((await api.get('wp/v2/posts?context=edit', { as: 'sub' })).status, 403);
    await api.close();
  });

  it('is published by whom it may be, and by nobody else', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    await api.people('ann', 'author');
    await api.people('con', 'contributor');
    await api.people('sub', 'subscriber');
    const refusals: readonly (readonly [string | undefined, object, number, string])[] = [
      [undefined, { title: 'x' }, 401, 'rest_cannot_create'],
      ['sub', { title: 'x' }, 403, 'rest_cannot_create'],
      ['con', { title: 'x', status: 'publish' }, 403, 'rest_cannot_publish'],
      ['con', { title: 'x', status: 'future', date: '2027-01-01' }, 403, 'rest_cannot_publish'],
      ['con', { title: 'x', status: 'private' }, 403, 'rest_cannot_publish'],
      ['ann', { title: 'x', sticky: true }, 403, 'rest_cannot_assign_sticky'],
      ['ann', { title: 'x', password: 'p' }, 403, 'rest_cannot_edit'],
      ['ed', {}, 400, 'empty_content'],
      ['ed', { title: 'x', id: 4 }, 400, 'rest_post_exists'],
      ['ed', { title: 'x', author: 99 }, 400, 'rest_invalid_author'],
      ['ed', { title: 'x', featured_media: 99 }, 400, 'rest_invalid_featured_media'],
      ['ed', { title: 'x', sticky: true, password: 'p' }, 400, 'rest_invalid_field'],
      ['ed', { title: 'x', template: 'wide.php' }, 400, 'rest_invalid_param'],
      ['ed', { title: 'x', status: 'gone' }, 400, 'rest_invalid_param'],
      ['ed', { title: 'x', date: 'tomorrow' }, 400, 'rest_invalid_param'],
    ];
    for (const [as, write, status, code] of refusals) {
      const said = await api.post('wp/v2/posts', write, as === undefined ? {} : { as });
      assert.deepEqual(
        [said.status, said.data.code, said.data.data.status],
        [status, code, status],
        said.text,
      );
    }
    const pending = await api.post('wp/v2/posts', { title: 'x', status: 'pending' }, { as: 'con' });
    assert.equal(pending.data.status, 'pending');
    const mine = await api.post('wp/v2/posts', { title: 'Mine', status: 'publish' }, { as: 'ann' });
    assert.equal(mine.data.status, 'publish');
    const { id } = mine.data;
    const con = await api.post(`wp/v2/posts/${id}`, { title: 'Yours' }, { as: 'con' });
    assert.deepEqual([con.status, con.data.code], [403, 'rest_cannot_edit']);
    assert.equal((await api.delete(`wp/v2/posts/${id}`, { as: 'con' })).data.code, 'rest_cannot_delete');
    const others = await api.post(`wp/v2/posts/${pending.data.id}`, { title: 'Yours' }, { as: 'ann' });
    assert.equal(others.data.code, 'rest_cannot_edit');
    const given = await api.post(`wp/v2/posts/${id}`, { author: pending.data.author }, { as: 'ann' });
    assert.equal(given.data.code, 'rest_cannot_edit_others');
    assert.equal(
      (await api.post(`wp/v2/posts/${id}`, { author: pending.data.author }, { as: 'ed' })).status,
      200,
    );
    await api.close();
  });

  it('keeps what stands behind its password to itself', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const made = await api.post(
      'wp/v2/posts',
      { title: 'Locked', content: 'Zanzibar', status: 'publish', password: 'open sesame' },
      { as: 'ed' },
    );
    await api.blog.work();
    const { id } = made.data;
    const seen = await api.get(`wp/v2/posts/${id}`);
    assert.deepEqual(seen.data.content, { rendered: '', protected: true });
    assert.equal(seen.data.excerpt.rendered, '');
    assert.equal(seen.data.password, undefined);
    assert.ok(!(await api.get('wp/v2/posts?_embed')).text.includes('Zanzibar'));
    assert.deepEqual((await api.get('wp/v2/posts?search=zanzibar')).data, []);
    assert.deepEqual((await api.get('wp/v2/search?search=zanzibar')).data, []);
    const wrong = await api.get(`wp/v2/posts/${id}?password=guess`);
    assert.deepEqual([wrong.status, wrong.data.code], [403, 'rest_post_incorrect_password']);
    const right = await api.get(`wp/v2/posts/${id}?password=open%20sesame`);
    assert.match(right.data.content.rendered, /Zanzibar/);
    assert.equal(
      (await api.get(`wp/v2/posts/${id}?context=edit`, { as: 'ed' })).data.password,
      'open sesame',
    );
    for (let guess = 0; guess < 25; guess++) await api.get(`wp/v2/posts/${id}?password=${guess}`);
    const late = await api.get(`wp/v2/posts/${id}?password=open%20sesame`);
    assert.equal(late.status, 403, 'too many guesses from one network');
    await api.close();
  });

  it('has its dates in the time of the site, and waits for its hour', async () => {
    const api = await openApi({ site: { timeZone: 'America/New_York' } });
    await api.people('ed', 'editor');
    const made = await api.post(
      'wp/v2/posts',
      { title: 'Later', status: 'publish', date: '2026-07-01T09:00:00' },
      { as: 'ed' },
    );
    assert.equal(made.data.status, 'future');
    assert.equal(made.data.date, '2026-07-01T09:00:00');
    assert.equal(made.data.date_gmt, '2026-07-01T13:00:00');
    const gmt = await api.post(
      `wp/v2/posts/${made.data.id}`,
      { date_gmt: '2026-07-02T00:00:00' },
      { as: 'ed' },
    );
    assert.equal(gmt.data.date, '2026-07-01T20:00:00');
    api.blog.clock.set('2026-07-02T00:01:00.000Z');
    await api.blog.work();
    assert.equal((await api.get(`wp/v2/posts/${made.data.id}`)).data.status, 'publish');
    await api.close();
  });

  it('is not overwritten by a change that began from an earlier version', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const made = await api.post('wp/v2/posts', { title: 'One' }, { as: 'ed' });
    const { id, verbatim_version } = made.data;
    const first = await api.post(`wp/v2/posts/${id}`, { title: 'Two', verbatim_version }, { as: 'ed' });
    assert.equal(first.status, 200, first.text);
    const second = await api.post(`wp/v2/posts/${id}`, { title: 'Three', verbatim_version }, { as: 'ed' });
    assert.deepEqual([second.status, second.data.code], [409, 'verbatim_stale']);
    assert.deepEqual(second.data.data.meanwhile[0].fields.includes('title'), true);
    const matched = await api.post(
      `wp/v2/posts/${id}`,
      { title: 'Three' },
      { as: 'ed', headers: { 'if-match': '"1"' } },
    );
    assert.equal(matched.status, 412);
    assert.equal((await api.get(`wp/v2/posts/${id}?context=edit`, { as: 'ed' })).data.title.raw, 'Two');
    await api.close();
  });

  it('tells readers what was corrected and why it is withdrawn', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const made = await api.post('wp/v2/posts', { title: 'One', status: 'publish' }, { as: 'ed' });
    const address = `wp/v2/posts/${made.data.id}`;
    const correction = { verbatim_announcement: 'It was two.', verbatim_correction: true };
    await api.post(address, { title: 'Two', ...correction }, { as: 'ed' });
    await api.post(address, { status: 'draft', verbatim_announcement: 'It was none.' }, { as: 'ed' });
    await api.post(address, { title: 'A draft', verbatim_announcement: 'Nothing yet' }, { as: 'ed' });
    const rows = await api.blog.world.db.read
      .selectFrom('publication')
      .select(['kind', 'note'])
      .orderBy('version')
      .execute();
    assert.deepEqual(rows, [
      { kind: 'publish', note: '' },
      { kind: 'correct', note: 'It was two.' },
      { kind: 'retract', note: 'It was none.' },
    ]);
    await api.close();
  });

  it('has its revisions and what is being written', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    await api.people('ann', 'author');
    const made = await api.post(
      'wp/v2/posts',
      { title: 'One', content: '<p>First</p>', status: 'publish' },
      { as: 'ed' },
    );
    const { id } = made.data;
    await api.post(
      `wp/v2/posts/${id}`,
      { content: '<p>Second</p>', verbatim_note: 'Put right' },
      { as: 'ed' },
    );
    const list = await api.get(`wp/v2/posts/${id}/revisions?context=edit`, { as: 'ed' });
    assert.equal(list.status, 200, list.text);
    assert.deepEqual(
      list.data.map((one: { id: number; content: { raw: string } }) => [one.id, one.content.raw]),
      [
        [2, '<p>Second</p>'],
        [1, '<p>First</p>'],
      ],
    );
    assert.equal(list.data[0].verbatim_note, 'Put right');
    assert.equal(list.headers['x-wp-total'], '2');
    const one = await api.get(`wp/v2/posts/${id}/revisions/1`, { as: 'ed' });
    assert.match(one.data.content.rendered, /First/);
    assert.equal(one.data.parent, id);
    assert.equal((await api.get(`wp/v2/posts/${id}/revisions`)).status, 401);
    assert.equal((await api.get(`wp/v2/posts/${id}/revisions`, { as: 'ann' })).status, 403);
    assert.equal((await api.get(`wp/v2/posts/${id}/revisions/77`, { as: 'ed' })).status, 404);
    assert.equal(
      (await api.get('wp/v2/posts/99/revisions', { as: 'ed' })).data.code,
      'rest_post_invalid_parent',
    );
    assert.equal((await api.delete(`wp/v2/posts/${id}/revisions/1?force=1`, { as: 'ed' })).status, 403);

    const compared = await api.get(`verbatim/v1/posts/${id}/comparison?from=1&to=2`, { as: 'ed' });
    assert.match(JSON.stringify(compared.data.blocks), /"gone","text":"First"/);

    assert.deepEqual((await api.get(`wp/v2/posts/${id}/autosaves`, { as: 'ed' })).data, []);
    const kept = await api.post(`wp/v2/posts/${id}/autosaves`, { content: '<p>Third</p>' }, { as: 'ed' });
    assert.equal(kept.status, 200, kept.text);
    assert.equal(kept.data.content.raw, '<p>Third</p>');
    assert.match((await api.get(`wp/v2/posts/${id}`)).data.content.rendered, /Second/);
    assert.equal((await api.get(`wp/v2/posts/${id}/autosaves`, { as: 'ed' })).data.length, 1);
    const own = await api.get(`wp/v2/posts/${id}/autosaves/${id}?context=edit`, { as: 'ed' });
    assert.equal(own.data.title.raw, 'One');
    await api.close();
  });

  it('may be written in Markdown, and in the form of a page', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const made = await api.ask('POST', 'wp/v2/posts', {
      as: 'ed',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'title=From+a+form&content=*Hello*&verbatim_format=markdown&status=publish&meta[a]=b&categories[]=77',
    });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.data.content.raw, '*Hello*');
    assert.match(made.data.content.rendered, /<em>Hello<\/em>/);
    assert.deepEqual(made.data.categories, [], 'a term that is not there is left out');
    await api.close();
  });

  it('runs nothing of what was put into it', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const made = await api.post(
      'wp/v2/posts',
      { title: `T ${evil}`, content: evil, excerpt: `E ${evil}`, status: 'publish' },
      { as: 'ed' },
    );
    const seen = await api.get(`wp/v2/posts/${made.data.id}`);
    for (const rendered of [seen.data.title.rendered, seen.data.content.rendered, seen.data.excerpt.rendered])
      assert.doesNotMatch(rendered, /<script|<[^>]*onerror/i);
    await api.close();
  });
});

describe('Pages over the API', () => {
  it('stand below each other, never below themselves', async () => {
    const api = await openApi();
    await api.people('ed', 'editor');
    await api.people('ann', 'author');
    const about = await api.post('wp/v2/pages', { title: 'About', status: 'publish' }, { as: 'ed' });
    assert.equal(about.status, 201, about.text);
    const team = await api.post(
      'wp/v2/pages',
      { title: 'Team', status: 'publish', parent: about.data.id, menu_order: 3 },
      { as: 'ed' },
    );
    assert.equal(team.data.link, 'https://blog.example/about/team/');
    assert.equal(team.data.menu_order, 3);
    const loop = await api.post(`wp/v2/pages/${about.data.id}`, { parent: team.data.id }, { as: 'ed' });
    assert.deepEqual([loop.status, loop.data.code], [400, 'rest_post_invalid_id']);
    const list = await api.get(`wp/v2/pages?parent=${about.data.id}&orderby=menu_order&order=asc`);
    assert.deepEqual(
      list.data.map(({ id }: { id: number }) => id),
      [team.data.id],
    );
    assert.equal((await api.get('wp/v2/pages?parent=0&_fields=id')).data.length, 1);
    assert.equal((await api.get(`wp/v2/posts/${team.data.id}`)).status, 404, 'a page is no post');
    assert.equal((await api.post('wp/v2/pages', { title: 'x' }, { as: 'ann' })).status, 403);
    await api.close();
  });
});
