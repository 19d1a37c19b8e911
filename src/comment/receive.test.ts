import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { visitor } from '../account/may.ts';
import { updateSite } from '../site/save.ts';
import type { SettingsChange } from '../site/settings.ts';
import { replyToken } from './form.ts';
import { receiveComment } from './receive.ts';
import type { Submission } from './submission.ts';

export type Words = Partial<Omit<Submission, 'site' | 'postId' | 'author' | 'from'>> & {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
  readonly key?: string;
  readonly address?: string;
  readonly token?: string;
  readonly trap?: string;
};

/** A guest of a blog with one post, who takes a minute to write. */
async function visit(blog: Blog) {
  const pen = penOf(blog);
  const postId = await pen.post({
    title: 'Silt',
    text: 'The harbour was dredged in May.\n\nNobody asked why.',
  });
  void visitor;
  const send = async ({ name = 'Ada', email = '', url = '', key = 'a'.repeat(32), ...more }: Words = {}) => {
    const { readSite } = await import('../site/read.ts');
    const site = await readSite(blog.world.db, blog.site.id);
    assert.ok(site);
    const {
      address = '192.0.2.7',
      token = replyToken(blog.world, site.id, postId),
      trap = '',
      ...rest
    } = more;
    blog.clock.advance('1 minute');
    return receiveComment(blog.world, {
      site,
      postId,
      author: { kind: 'guest', name, email, url },
      text: 'Because of the *silt*.',
      format: 'markdown',
      from: { address, readerKey: key },
      form: { token, trap },
      ...rest,
    });
  };
  const set = (settings: SettingsChange) =>
    blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings }));
  const row = (id: number) =>
    blog.world.db.read.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { pen, postId, send, set, row };
}

for (const dialect of dialects) {
  describe(`A reply that is sent (${dialect})`, () => {
    it('waits for a moderator when its sender is new here, and says why', async () => {
      const blog = await openBlog({ dialect });
      const { send, row } = await visit(blog);
      const sent = await send();
      assert.ok(sent.ok);
      assert.equal(sent.standing, 'pending');
      assert.deepEqual(sent.reasons, [{ phase: 'pre-moderation', facts: { whose: 'newcomers' } }]);
      const kept = await row(sent.id);
      assert.equal(kept.original, 'Because of the *silt*.');
      assert.match(kept.html, /<em>silt<\/em>/);
      assert.doesNotMatch(JSON.stringify(kept), /192\.0\.2/);
      await blog.close();
    });

    it('is one when the button is pressed twice at once', async () => {
      const blog = await openBlog({ dialect });
      const { send } = await visit(blog);
      const sent = await Promise.all([send(), send(), send()]);
      const ids = new Set(sent.map((each) => each.ok && each.id));
      assert.equal(ids.size, 1);
      assert.equal((await blog.world.db.read.selectFrom('comment').select('id').execute()).length, 1);
      await blog.close();
    });
  });
}
