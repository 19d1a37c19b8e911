import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PartialDate } from '../../src/kit/partial-date.ts';
import { ensureSource } from '../../src/source/save.ts';
import { ensureSpeaker } from '../../src/speaker/save.ts';
import { type Blog, dialects, openBlog } from '../support/blog.ts';
import { assertGolden } from '../support/golden.ts';
import { expanded } from '../support/json-ld.ts';
import { penOf } from '../support/pen.ts';

const text = `The ministry said:

:::quotation{source=1 speaker=jane-roe said=2016-05 key=ab12}
The port will not be closed.
:::

:::republished{source=2 mode=excerpt key=gh78}
A harbour is its people.
:::
`;

for (const dialect of dialects) {
  describe(`Linked data of a post, on ${dialect}`, () => {
    it('names its quotations, who said them and where, what it republishes, and where corrections stand', async () => {
      await withBlog(dialect, async (blog) => {
        await sources(blog);
        const id = await quoting(blog);
        const data = linkedData(await blog.visit('/2026/05/21/the-quay/'));
        assertGolden('json-ld/post.json', `${JSON.stringify(data, null, 2)}\n`);
        const nodes = await expanded(data, 'https://blog.example/');
        assert.match(JSON.stringify(nodes), /https:\/\/schema\.org\/Quotation/);
        assert.equal((await blog.get(`/-/posts/${id}/provenance.json`)).status, 200);
      });
    });

    it('follows what is known of a source and of its archived copy', async () => {
      await withBlog(dialect, async (blog) => {
        await sources(blog);
        const id = await quoting(blog);
        const path = '/2026/05/21/the-quay/';
        assert.ok(!(await blog.visit(path)).includes('"archivedAt"'));
        await captured(blog, id);
        const [quotation] = partsOf(linkedData(await blog.visit(path)));
        assert.equal(quotation?.isBasedOn.archivedAt, 'https://blog.example/-/captures/1/');
        const provenance = JSON.parse((await blog.get(`/-/posts/${id}/provenance.json`)).text);
        assert.equal(provenance.captures[0].id, 'https://blog.example/-/captures/1/');
        await blog.world.db.write(async (tx) => {
          await tx.db.updateTable('capture').set({ visibility: 'private' }).execute();
          tx.changed(blog.site.id, 'capture:1');
        });
        assert.ok(!(await blog.visit(path)).includes('"archivedAt"'), 'a private copy is not told of');
        assert.ok(!(await blog.get(`/-/posts/${id}/provenance.json`)).text.includes('/-/captures/'));
      });
    });

    it('stays behind the password of a post, and so does its provenance', async () => {
      await withBlog(dialect, async (blog) => {
        await sources(blog);
        const id = await quoting(blog);
        await penOf(blog).change(id, { password: 'key' });
        assert.ok(!(await blog.get('/2026/05/21/the-quay/')).text.includes('will not be closed'));
        assert.equal((await blog.get(`/-/posts/${id}/provenance.json`)).status, 404);
      });
    });
  });
}

async function withBlog(dialect: 'sqlite' | 'postgres', work: (blog: Blog) => Promise<void>): Promise<void> {
  const blog = await openBlog({ dialect });
  try {
    await work(blog);
  } finally {
    await blog.close();
  }
}

async function sources({ world, site, clock }: Blog): Promise<void> {
  const now = clock.now().toISOString();
  await world.db.write(async (tx) => {
    await ensureSource(
      tx,
      site.id,
      {
        address: 'https://ports.example/statements/21',
        title: 'A statement on </script> the port',
        publisher: 'Ministry of Ports',
        published: '2016-05-21' as PartialDate,
        lang: 'en',
      },
      { now },
    );
    await ensureSource(
      tx,
      site.id,
      { address: 'https://essays.example/harbours', author: 'M. Ellison' },
      { now },
    );
    await ensureSpeaker(tx, site.id, { name: 'Jane Roe' });
  });
}

function quoting(blog: Blog): Promise<number> {
  return penOf(blog).post({ title: 'The quay', text });
}

/** The copy that was asked for is there, and the words were found in it. */
async function captured({ world, site, clock }: Blog, postId: number): Promise<void> {
  const now = clock.now().toISOString();
  await world.db.write(async (tx) => {
    await tx.db
      .updateTable('capture')
      .set({ status: 'done', captured_at: now })
      .where('site_id', '=', site.id)
      .where('id', '=', 1)
      .execute();
    await tx.db
      .updateTable('quotation')
      .set({ capture_id: 1, stream: 'dom', stream_sha256: 'f'.repeat(64), verdict: 'exact' })
      .where('site_id', '=', site.id)
      .where('post_id', '=', postId)
      .execute();
    tx.changed(site.id, 'capture:1', `post:${postId}/quotations`);
  });
}

type Article = {
  readonly hasPart?: readonly { readonly isBasedOn: { readonly archivedAt?: string } }[];
};

/** What stands in the page for programs, and ends nothing but itself. */
function linkedData(page: string): object {
  const [, data = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(data) as object;
}

function partsOf(data: object) {
  const [article] = (data as { readonly '@graph': readonly Article[] })['@graph'];
  return article?.hasPart ?? [];
}
