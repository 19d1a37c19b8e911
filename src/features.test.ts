import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Blog } from '../test/support/blog.ts';
import { dialects, openBlog } from '../test/support/blog.ts';
import { addComment } from './comment/save.ts';
import { parseMarkdown } from './document/index.ts';
import { openInstall } from './install.ts';
import { checkNames, doctor } from './kit/doctor/index.ts';
import { silentLog } from './kit/log.ts';
import { createMetrics, measureProcess } from './kit/metrics.ts';
import { createWorker } from './kit/queue/index.ts';
import { createProduct } from './main.ts';
import { blobKey } from './media/media.ts';
import { storeMedia } from './media/save.ts';
import { createPost } from './post/save.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';

function documentOf(text: string) {
  const parsed = parseMarkdown(text, { limit: 'writer' });
  assert.ok(parsed.ok);
  return parsed.document;
}

/** A site with a post, a scheduled one, a comment and a picture. */
async function furnished({ world, site, work }: Blog) {
  const now = world.clock.now().toISOString();
  const write = { type: 'post', status: 'published', authors: [], terms: [] } as const;
  const post = (title: string, publishedAt: string) =>
    world.db.write((tx) =>
      createPost(
        tx,
        site,
        { ...write, title, publishedAt, document: documentOf(`What was said about ${title}.`) },
        { now },
      ),
    );
  const { id } = await post('Herrings', now);
  await post('Tomorrow', '2026-05-22T12:00:00.000Z');
  const identity = { kind: 'guest', name: 'Ada' } as const;
  await world.db.write((tx) =>
    addComment(tx, site.id, {
      postId: id,
      identity,
      document: documentOf('Indeed.'),
      origin: 'local',
      status: 'live',
      publishedAt: now,
    }),
  );
  const stored = await storeMedia(world, site.id, { name: 'square.svg', body: Buffer.from(svg) });
  assert.ok(stored.ok);
  await work();
  return { postId: id, media: stored.media };
}

async function faultsOf(
  { world, app, clock }: Blog,
  { repair = false, trustProxy = true } = {},
): Promise<Record<string, string>> {
  const config = { ...world.config, trustProxy };
  const open = () => openInstall(config, { log: silentLog, clock, fetch: world.fetch, migrate: false });
  const { checks } = await doctor(config, { open, features: app.features, clock, repair });
  const ill = checks.filter(({ ok, name }) => !ok && !name.startsWith('database-'));
  return Object.fromEntries(ill.map(({ name, problem }) => [name, problem ?? '']));
}

for (const dialect of dialects) {
  describe(`What the doctor looks at in a site, on ${dialect}`, () => {
    it('is right in a sound one, and seen and mended where it is not', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const { postId, media } = await furnished(blog);
      assert.deepEqual(await faultsOf(blog), {});

      await world.db.write(async ({ db }) => {
        await db.updateTable('tally').set({ count: 7 }).where('list', '=', 'posts').execute();
        await db.updateTable('counter').set({ last: 0 }).where('kind', '=', 'post').execute();
        await db.updateTable('post').set({ comment_count: 12 }).where('id', '=', postId).execute();
        await db
          .deleteFrom('search_post' as 'post')
          .where('site_id', '=', site.id)
          .execute();
        await db.deleteFrom('job').where('kind', '=', 'post.publish').execute();
      });
      await world.storage.delete(blobKey(site.id, media.sha256 ?? ''));
      blog.clock.advance('2 days');
      const faults = await faultsOf(blog);
      assert.match(faults.tallies ?? '', /posts of site 1/);
      assert.match(faults.counters ?? '', /post of site 1/);
      assert.match(faults['comment-counts'] ?? '', new RegExp(`post ${postId} of site 1`));
      assert.match(faults['search-index'] ?? '', /1 posts of site 1/);
      assert.match(faults['scheduled-posts'] ?? '', /2026-05-22/);
      assert.match(faults['media-files'] ?? '', /square\.svg/);

      // A file that is lost is not the program's to bring back; a post appears when the worker comes to it.
      assert.deepEqual(
        Object.keys(await faultsOf(blog, { repair: true })).filter(
          (name) => !['schedules', 'jobs'].includes(name),
        ),
        ['media-files', 'scheduled-posts'],
      );
      await blog.work();
      assert.deepEqual(Object.keys(await faultsOf(blog)), ['media-files']);
      await blog.close();
    });

    it('is where readers come by https, and Verbatim does not see it', async () => {
      const blog = await openBlog({ dialect });
      assert.match((await faultsOf(blog, { trustProxy: false }))['site-hosts'] ?? '', /VERBATIM_TRUST_PROXY/);
      await blog.close();
    });
  });
}

describe('The guide to operations', () => {
  it('names every check of the doctor, in their table', async () => {
    const blog = await openBlog();
    const names = checkNames(blog.app.features);
    await blog.close();
    assert.deepEqual(tableOf('## Doctor').sort(), [...names].sort());
  });

  it('names every number of /metrics, in their table', async () => {
    const blog = await openBlog();
    const metrics = createMetrics();
    measureProcess(metrics);
    createWorker(blog.world, createProduct(blog.world, metrics).features, { metrics });
    const names = [...(await metrics.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    await blog.close();
    assert.ok(names.length > 10);
    assert.deepEqual(tableOf('## Metrics').sort(), names.sort());
  });
});

/** The first words of the rows of a section's table. */
function tableOf(heading: string): string[] {
  const guide = readFileSync(new URL('../docs/guide/operations.md', import.meta.url), 'utf8');
  const section = guide.slice(guide.indexOf(`\n${heading}\n`) + 1).split(/\n## /)[0] ?? '';
  return [...section.matchAll(/^\| `([\w-]+)/gm)].map(([, name]) => name ?? '');
}
