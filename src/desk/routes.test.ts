import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, openBlog } from '../../test/support/blog.ts';
import { incoming } from '../../test/support/incoming.ts';
import { loadDeskAssets } from '../admin/assets.ts';
import { createDesk } from '../admin/shell.ts';
import type { Asked } from './desk.ts';
import { noticed } from './notice.ts';
import { deskRoutes } from './routes.ts';

const desk = createDesk(loadDeskAssets());
const text = 'A text that took its writer an hour, of several lines.\nIt must not be lost.';

/** Sends a form to a route of the desk that takes posts of up to a thousand bytes. */
function deskOf(blog: Blog) {
  const taken: Asked[] = [];
  const [route] = deskRoutes(desk, [
    {
      method: 'POST',
      pattern: '/-/admin/trial',
      may: 'publish-post',
      limit: 1_000,
      handle: async (_, asked) => {
        taken.push(asked);
        return noticed(asked, '/-/admin/', {
          text: 'It is done.',
          undo: { action: '/-/admin/undo', fields: { id: '7' } },
        });
      },
    },
  ]);
  assert.ok(route);
  const send = async (
    cookie: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const request = incoming('/-/admin/trial', {
      method: 'POST',
      scheme: 'https',
      host: 'blog.example',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
    const reply = await route.handle(blog.world, request, { params: {}, siteId: blog.site.id });
    return { ...reply, text: String(reply.body ?? '') };
  };
  return { send, taken };
}

describe('A form of the desk', () => {
  it('is taken from who may send it, and what became of it is said once, with the way back', async () => {
    const blog = await openBlog();
    const { send, taken } = deskOf(blog);
    const editor = await blog.as('editor');
    const answer = await send(editor.cookie, { token: editor.token, text });
    assert.equal(answer.status, 303);
    assert.equal(taken[0]?.form.get('text'), text);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const next = await editor.get('/-/admin/', { cookie: `${editor.cookie}; ${cookie}` });
    assert.match(next.text, /It is done\.[\s\S]*action="\/-\/admin\/undo"[\s\S]*name="id" value="7"/);
    assert.match(next.headers['set-cookie'] ?? '', /verbatim-notice=;.*Max-Age=0/);
    await blog.close();
  });

  it('that lay open too long is sent again by one button, with everything in it', async () => {
    const blog = await openBlog();
    const { send, taken } = deskOf(blog);
    const editor = await blog.as('editor');
    for (const token of ['', 'forged.1.x', editor.token.replace(/^./, 'A')]) {
      const answer = await send(editor.cookie, { token, text, title: 'Storm' });
      assert.equal(answer.status, 403);
      assert.match(answer.text, /<textarea name="text" hidden>\nA text that took its writer an hour/);
      assert.match(answer.text, /name="title" value="Storm"/);
    }
    assert.equal(taken.length, 0);
    await blog.close();
  });

  it('is given back to who lost the right to send it, or was signed out meanwhile', async () => {
    const blog = await openBlog();
    const { send, taken } = deskOf(blog);
    const person = await blog.as('author');
    await blog.world.db.write((tx) =>
      tx.db
        .updateTable('role')
        .set({ role: 'contributor' })
        .where('account_id', '=', person.accountId)
        .execute(),
    );
    const demoted = await send(person.cookie, { token: person.token, text });
    assert.equal(demoted.status, 403);
    assert.match(demoted.text, /Your role on this site does not allow it[\s\S]*It must not be lost/);
    await blog.world.db.write((tx) =>
      tx.db.deleteFrom('account').where('id', '=', person.accountId).execute(),
    );
    const gone = await send(person.cookie, { token: person.token, text });
    assert.equal(gone.status, 403);
    assert.match(gone.text, /You are signed out[\s\S]*It must not be lost/);
    assert.equal(taken.length, 0);
    await blog.close();
  });

  it('is refused from another site’s page, when it is none, and when it is too large', async () => {
    const blog = await openBlog();
    const { send, taken } = deskOf(blog);
    const editor = await blog.as('editor');
    const fields = { token: editor.token, text };
    assert.equal((await send(editor.cookie, fields, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await send(editor.cookie, fields, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await send(editor.cookie, fields, { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await send(editor.cookie, { ...fields, text: 'x'.repeat(2_000) })).status, 413);
    assert.equal(taken.length, 0);
    await blog.close();
  });
});
