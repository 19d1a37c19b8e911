import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { personWith } from '../../test/support/person.ts';
import { fakeWeb } from '../kit/fetch/fake.ts';
import { updateSite } from '../site/save.ts';

const path = '/2026/05/20/talk/';
const addressOf = (email: string) =>
  `https://gravatar.com/avatar/${createHash('sha256').update(email).digest('hex')}?s=96&d=404&r=g`;

for (const dialect of dialects) {
  describe(`Pictures of those who reply (${dialect})`, () => {
    it('are asked of Gravatar by the server, for accounts alone, where the site wants it', async () => {
      const body = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#335577' } })
        .png()
        .toBuffer();
      const email = 'noor@people.example';
      const web = fakeWeb({ [addressOf(email)]: { type: 'image/png', body } });
      const blog = await openBlog({ dialect, fetch: web.fetch });
      try {
        const pen = penOf(blog);
        const post = await pen.post({ title: 'Talk', publishedAt: '2026-05-20T08:00:00.000Z' });
        const { accountId } = await personWith(blog.world, blog.site, 'reader', 'noor');
        const reply = async () => {
          const identity = { kind: 'account', name: 'Noor', accountId } as const;
          await pen.comment(post, 'Noor', `At ${blog.clock.now().toISOString()}`, { identity });
          await pen.comment(post, 'Guest', 'A guest’s words', {
            identity: { kind: 'guest', name: 'Guest', email },
          });
          await blog.work();
        };
        await reply();
        assert.deepEqual(web.asked, [], 'it is off from the start');
        await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { gravatar: true } }));
        await reply();
        assert.deepEqual(web.asked, [addressOf(email)]);
        const { text } = await blog.get(path);
        const pictures = [...text.matchAll(/<img class="face" src="([^"]+)"/g)].map(([, src = '']) => src);
        assert.equal(pictures.length, 2, 'both of the account’s, none of the guest’s');
        assert.match(pictures[0] ?? '', /^\/-\/faces\/[0-9a-f]{64}\.webp$/);
        const served = await blog.get(pictures[0] ?? '');
        assert.deepEqual([served.status, served.headers['content-type']], [200, 'image/webp']);
        assert.equal((await blog.get('/-/faces/..%2fsecret')).status, 404);
        await blog.world.db.write((tx) => updateSite(tx, blog.site.id, { settings: { gravatar: false } }));
        assert.doesNotMatch((await blog.get(path)).text, /<img class="face"/);
      } finally {
        await blog.close();
      }
    });
  });
}
