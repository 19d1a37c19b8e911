import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { countJobs, enqueue, type JobState, listJobs } from '../kit/queue/index.ts';

type Blog = Awaited<ReturnType<typeof openBlog>>;

/** Jobs in every state: two of the site failed, one of another site, one of nobody's. */
async function withJobs(blog: Blog): Promise<void> {
  const { world, site } = blog;
  const now = world.clock.now().toISOString();
  await world.db.write(async (tx) => {
    const add = async (key: string, siteId: number | null, more: object = {}) => {
      await enqueue(tx, { kind: 'media.variants', key, siteId, payload: {} });
      await tx.db
        .updateTable('job')
        .set({ revision: 1, ...more })
        .where('key', '=', key)
        .execute();
    };
    const failed = { failed_at: now, attempts: 12, error: 'Error: <b>it</b> broke' };
    await add('a', site.id, failed);
    await add('b', site.id, failed);
    await add('c', 99, failed);
    await add('d', null, failed);
    await add('e', site.id);
    await add('f', site.id, { run_at: '2030-01-01T00:00:00.000Z' });
    await add('g', site.id, { locked_until: '2030-01-01T00:00:00.000Z', locked_by: 'x' });
  });
}

for (const dialect of dialects) {
  describe(`Jobs on ${dialect}`, () => {
    it('are listed and counted by state, of a site or of the install, page by page both ways', async () => {
      const blog = await openBlog({ dialect });
      await withJobs(blog);
      const { world, site } = blog;
      const now = world.clock.now();
      const mine = { siteId: site.id };
      const keys = async (scope: object, state: JobState, paging: object = {}) =>
        (await listJobs(world.db, scope, state, now, { limit: 9, ...paging })).map(({ key }) => key);
      assert.deepEqual(await countJobs(world.db, mine, now), { failed: 2, running: 1, due: 1, later: 1 });
      assert.equal((await countJobs(world.db, {}, now)).failed, 4);
      assert.equal((await countJobs(world.db, { siteId: 12345 }, now)).failed, 0);
      assert.deepEqual(await keys(mine, 'failed'), ['b', 'a']);
      assert.deepEqual(await keys(mine, 'due'), ['e']);
      assert.deepEqual(await keys(mine, 'later'), ['f']);
      assert.deepEqual(await keys(mine, 'running'), ['g']);
      const [last] = await listJobs(world.db, {}, 'failed', now, { limit: 1 });
      const at = [last?.failedAt ?? '', String(last?.id)];
      assert.deepEqual(await keys({}, 'failed', { after: at }), ['c', 'b', 'a']);
      assert.deepEqual(await keys({}, 'failed', { before: at }), []);
      await blog.close();
    });
  });
}

describe('The work at the desk', () => {
  it('is the site’s for its administrator, who tries failures again or gives them up', async () => {
    const blog = await openBlog();
    await withJobs(blog);
    const admin = await blog.as('administrator');
    const page = await admin.get('/-/admin/jobs/?all=1');
    assert.match(page.text, /Pictures and files[\s\S]*Error: &lt;b&gt;it&lt;\/b&gt; broke/);
    assert.doesNotMatch(page.text, /media\.variants [cd]</);
    assert.doesNotMatch(page.text, /Regular work/);
    const { db } = blog.world;
    const failing = async () =>
      (
        await db.read
          .selectFrom('job')
          .select('key')
          .where('failed_at', 'is not', null)
          .orderBy('key')
          .execute()
      ).map(({ key }) => key);
    const foreign = await db.read
      .selectFrom('job')
      .select('id')
      .where('key', '=', 'c')
      .executeTakeFirstOrThrow();
    await admin.post('/-/admin/jobs/failed', { do: 'drop', id: String(foreign.id) });
    await admin.post('/-/admin/jobs/failed', { do: 'drop', which: 'all', all: '1' });
    assert.deepEqual(await failing(), ['c', 'd'], 'another site’s and the install’s stay');
    await blog.close();
  });

  it('is that of the whole install for the owner, with what comes regularly', async () => {
    const blog = await openBlog();
    await withJobs(blog);
    await blog.work();
    const owner = await blog.as('owner');
    const page = await owner.get('/-/admin/jobs/?all=1');
    assert.match(page.text, /media\.variants d<[\s\S]*Regular work[\s\S]*media\.sweep/);
    const [one] = await listJobs(blog.world.db, {}, 'failed', blog.clock.now(), { limit: 1 });
    const back = '/-/admin/jobs/?all=1';
    await owner.post('/-/admin/jobs/failed', { do: 'retry', id: String(one?.id), back });
    const counts = await countJobs(blog.world.db, {}, blog.clock.now());
    assert.equal(counts.failed, 3);
    await owner.post('/-/admin/jobs/failed', { do: 'retry', which: 'all', all: '1' });
    assert.equal((await countJobs(blog.world.db, {}, blog.clock.now())).failed, 0);
    assert.equal((await (await blog.as('editor')).get('/-/admin/jobs/')).status, 403);
    await blog.close();
  });
});

describe('The front page of the desk', () => {
  it('says what waits for whom, what was last, and how it goes, in bars and in figures', async () => {
    const blog = await openBlog();
    const pen = penOf(blog);
    const post = await pen.post({ title: 'Storm <i>warning</i>' });
    await pen.post({ title: 'An old one', publishedAt: '2026-02-01T00:00:00.000Z' });
    await pen.post({ title: 'Half a thought', status: 'draft' });
    await pen.comment(post, 'Ada', 'Indeed.', { status: 'pending' });
    await pen.comment(post, 'Ben', 'No.');
    await withJobs(blog);
    const admin = await blog.as('administrator');
    const home = (await admin.get('/-/admin/')).text;
    assert.match(home, /class="urgent"><strong>1<\/strong> reply waits/);
    assert.match(home, /<strong>2<\/strong> pieces of work failed/);
    assert.match(home, /<strong>1<\/strong> draft</);
    assert.match(home, /Half a thought[\s\S]*Storm &lt;i&gt;warning[\s\S]*An old one/);
    assert.match(home, /aria-label="Posts in twelve months, from June 2025 to May 2026: 2 in all"/);
    assert.match(home, /<th scope="row">February 2026<\/th><td>1<\/td>/);
    assert.equal(home.match(/<rect /g)?.length, 24);
    await blog.close();
  });

  it('shows a contributor only what they could do something about', async () => {
    const blog = await openBlog();
    await penOf(blog).post({ title: 'Somebody’s draft', status: 'draft' });
    await withJobs(blog);
    const contributor = await blog.as('contributor');
    const home = (await contributor.get('/-/admin/')).text;
    assert.doesNotMatch(home, /Somebody’s draft|work failed|repl(y|ies) wait/);
    assert.match(home, /<strong>0<\/strong> drafts/);
    await blog.close();
  });
});
