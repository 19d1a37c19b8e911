import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../support/api.ts';
import { dialects } from '../support/blog.ts';

for (const dialect of dialects) {
  describe(`Users over the API, on ${dialect}`, () => {
    it('are those who write here; addresses and roles are for whom they concern', async () => {
      const api = await openApi({ dialect });
      await api.people('boss', 'owner');
      await api.people('adam', 'administrator');
      await api.people('ann', 'author');
      await api.people('sub', 'subscriber');
      await api.post('wp/v2/posts', { title: 'Mine', status: 'publish' }, { as: 'ann' });
      const me = await api.get('wp/v2/users/me?context=edit', { as: 'ann' });
      assert.equal(me.status, 200, me.text);
      assert.deepEqual(
        [me.data.username, me.data.email, me.data.roles],
        ['ann', 'ann@people.example', ['author']],
      );
      assert.equal(me.data.capabilities.publish_posts, true);
      assert.equal(me.data.capabilities.manage_options, undefined);
      assert.equal((await api.get('wp/v2/users/me', { as: 'ann' })).data.id, me.data.id);
      const boss = await api.get('wp/v2/users/me?context=edit', { as: 'boss' });
      assert.deepEqual(
        boss.data.roles,
        ['administrator'],
        'the owner of the install, to clients of WordPress',
      );

      const open = await api.get('wp/v2/users');
      assert.deepEqual(
        open.data.map(({ name }: { name: string }) => name),
        ['Ann'],
        'who published something',
      );
      assert.ok(!/people\.example|"roles"|"username"/.test(open.text));
      assert.equal((await api.get(`wp/v2/users/${me.data.id}`)).data.slug, 'ann');
      assert.equal((await api.get(`wp/v2/users/${boss.data.id}`)).data.code, 'rest_user_cannot_view');
      assert.equal(
        (await api.get('wp/v2/users?context=edit', { as: 'ann' })).data.code,
        'rest_forbidden_context',
      );
      assert.equal((await api.get('wp/v2/users?roles=author', { as: 'ann' })).status, 403);
      assert.equal((await api.get('wp/v2/users?roles=author', { as: 'adam' })).data.length, 1);
      assert.match((await api.get('wp/v2/users?context=edit', { as: 'adam' })).text, /ann@people\.example/);
      assert.equal((await api.get('wp/v2/users?search=ann@people', { as: 'ann' })).data.length, 0);
      assert.deepEqual((await api.get('wp/v2/users/me')).data.code, 'rest_not_logged_in');
      assert.equal((await api.get('wp/v2/users/999')).data.code, 'rest_user_invalid_id');

      const changed = await api.post(
        'wp/v2/users/me',
        { name: 'Anna', description: 'Writes of *fish*.', url: 'https://anna.example/' },
        { as: 'ann' },
      );
      assert.deepEqual(
        [changed.data.name, changed.data.url, changed.data.description],
        ['Anna', 'https://anna.example/', 'Writes of fish.'],
      );
      const other = await api.post(`wp/v2/users/${boss.data.id}`, { name: 'x' }, { as: 'ann' });
      assert.equal(other.data.code, 'rest_cannot_edit');
      for (const write of [{ password: 'a new long password' }, { email: 'other@people.example' }])
        assert.equal((await api.post('wp/v2/users/me', write, { as: 'ann' })).status, 403);
      const up = await api.post('wp/v2/users/me', { roles: ['administrator'] }, { as: 'ann' });
      assert.equal(up.data.code, 'rest_user_invalid_role');
      const given = await api.post(`wp/v2/users/${me.data.id}`, { roles: ['editor'] }, { as: 'adam' });
      assert.deepEqual(given.data.roles, ['editor']);
      const owner = await api.post(`wp/v2/users/${boss.data.id}`, { roles: ['subscriber'] }, { as: 'adam' });
      assert.equal(owner.status, 403);
      const kept = await api.delete(`wp/v2/users/${me.data.id}`, { as: 'adam' });
      assert.equal(kept.data.code, 'rest_trash_not_supported');
      const left = await api.delete(`wp/v2/users/${me.data.id}?force=true&reassign=`, { as: 'adam' });
      assert.deepEqual([left.data.deleted, left.data.previous.roles], [true, ['editor']]);
      assert.equal((await api.get('wp/v2/users/me', { as: 'ann' })).data.name, 'Anna', 'the name stays');
      assert.equal((await api.post('wp/v2/posts', { title: 'x' }, { as: 'ann' })).status, 403);
      assert.equal(
        (await api.post('wp/v2/users/me', { url: 'javascript:alert(1)' }, { as: 'ann' })).status,
        400,
      );
      await api.close();
    });

    it('come in with application passwords of their own, which they make and take back', async () => {
      const api = await openApi({ dialect });
      await api.people('ann', 'author');
      await api.people('adam', 'administrator');
      const route = 'wp/v2/users/me/application-passwords';
      const made = await api.post(route, { name: 'My phone' }, { as: 'ann' });
      assert.equal(made.status, 201, made.text);
      assert.match(made.data.password, /^(\w{4} ){5}\w{4}$/);
      const basic = (login: string, password: string) => ({
        headers: { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` },
      });
      const mine = await api.get('wp/v2/users/me', basic('ann', made.data.password));
      assert.equal(mine.data.name, 'Ann');
      const list = await api.get(route, { as: 'ann' });
      assert.equal(list.data.length, 2);
      assert.ok(!list.text.includes('"password"'));
      assert.equal((await api.get(`${route}/${made.data.uuid}`, { as: 'ann' })).data.name, 'My phone');
      const others = await api.get(`wp/v2/users/${mine.data.id}/application-passwords`, { as: 'adam' });
      assert.deepEqual([others.status, others.data.code], [403, 'rest_cannot_list_application_passwords']);
      const gone = await api.delete(`${route}/${made.data.uuid}`, { as: 'ann' });
      assert.equal(gone.data.deleted, true);
      const late = await api.get('wp/v2/posts', basic('ann', made.data.password));
      assert.deepEqual([late.status, late.data.code], [401, 'incorrect_password']);
      const nobody = await api.get('wp/v2/posts', basic('nobody', 'x'));
      assert.deepEqual(
        [nobody.status, nobody.data],
        [late.status, late.data],
        'an account is not told from none',
      );
      assert.equal((await api.get(route)).data.code, 'rest_not_logged_in');
      assert.equal((await api.post(route, { name: ' ' }, { as: 'ann' })).status, 400);
      assert.equal((await api.delete(route, { as: 'ann' })).data.count, 1);
      await api.close();
    });
  });
}
