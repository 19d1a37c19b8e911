import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Blog } from './blog.ts';
import { scan } from './scan.ts';

describe('The folder of a blog', () => {
  it('is followed by its links as far as it goes, and not out of it', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'verbatim-scan-'));
    try {
      const root = join(parent, 'blog');
      mkdirSync(join(root, 'content'), { recursive: true });
      mkdirSync(join(parent, 'blog-of-another'));
      writeFileSync(join(parent, 'private.md'), 'Nobody’s business.');
      writeFileSync(join(parent, 'blog-of-another', 'photo.png'), 'x');
      writeFileSync(join(root, 'content', 'post.md'), 'A post.');
      symlinkSync(join(root, 'content', 'post.md'), join(root, 'content', 'same.md'));
      symlinkSync(join(parent, 'private.md'), join(root, 'content', 'private.md'));
      symlinkSync(join(parent, 'blog-of-another', 'photo.png'), join(root, 'content', 'photo.png'));
      symlinkSync(parent, join(root, 'content', 'up'));
      symlinkSync(join(parent, 'nothing'), join(root, 'content', 'broken.md'));
      const found = await scan({ root, kind: 'hugo' } as Blog);
      assert.deepEqual(
        found.texts.map(({ item }) => item),
        ['content/post.md', 'content/same.md'],
      );
      assert.deepEqual(found.media, []);
      assert.deepEqual(
        found.odd.map(({ item, problem }) => `${item}: ${problem}`),
        [
          'content/photo.png: links out of the folder are not followed',
          'content/private.md: links out of the folder are not followed',
        ],
      );
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
