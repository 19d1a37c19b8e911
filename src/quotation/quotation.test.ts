import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { article, openSourceSite } from '../../test/support/source-site.ts';
import { requestCapture } from '../capture/save.ts';
import { parseMarkdown } from '../document/index.ts';
import type { DialectName } from '../kit/database/index.ts';
import { createPost, updatePost } from '../post/save.ts';
import { checkTexts } from './check-texts.ts';
import { previewQuotations } from './preview.ts';
import { quotationsOfPost } from './read.ts';

const statement =
  'We will dredge the channel to nine metres, subject to the engineer’s report, before the winter comes. The beds in the east are not in danger.';

function open(dialect: DialectName = 'sqlite') {
  return openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
}

function documentOf(markdown: string) {
  const read = parseMarkdown(markdown, { limit: 'writer' });
  assert.ok(read.ok);
  return read.document;
}

async function publish(blog: Blog, markdown: string, id?: number): Promise<number> {
  const write = {
    type: 'post',
    status: 'published',
    title: 'The channel',
    document: documentOf(markdown),
    source: { format: 'markdown', text: markdown },
    authors: [],
    terms: [],
  } as const;
  const now = blog.clock.now().toISOString();
  const saved = await blog.world.db.write((tx) =>
    id === undefined
      ? createPost(tx, blog.site, write, { now, by: 1 })
      : updatePost(tx, blog.site, id, write, { now, by: 1 }),
  );
  assert.ok(saved.ok);
  await blog.work();
  return saved.id;
}

async function quoted(blog: Blog, id: number) {
  return quotationsOfPost(blog.world.db, blog.site.id, id);
}

async function htmlOf(blog: Blog, id: number): Promise<string> {
  const row = await blog.world.db.read
    .selectFrom('post_html')
    .select('html')
    .where('post_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.html;
}

/** What a page quotes, checked: its words, whether in a block or a line, and what is said of its source. */
async function verdictsOf(blog: Blog, markdown: string) {
  const id = await publish(blog, markdown);
  return (await quoted(blog, id)).map(({ verdict, reason, checked }) => ({
    verdict,
    reason,
    warnings: checked?.warnings ?? [],
  }));
}

for (const dialect of dialects) {
  describe(`A quotation (${dialect})`, () => {
    it('is bound when its post is saved, looked for once its source is archived, and marked for readers', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({
        '/statement': article(`<p>${statement}</p>`, 'A statement'),
      });
      const cite = source.url('/statement');
      const id = await publish(
        blog,
        `Before.\n\n:::quotation{cite="${cite}" speaker="Ines Calloway" said=2026-05-19}\nWe will dredge the channel to nine metres, subject to the engineer’s report\n:::\n\nShe added that :quote[the beds in the west are not in danger]{cite="${cite}" said=2026-05}.\n`,
      );
      const [block, line] = await quoted(blog, id);
      assert.equal(block?.verdict, 'exact');
      assert.equal(
        block.selector?.span?.exact,
        'We will dredge the channel to nine metres, subject to the engineer’s report',
      );
      assert.equal(block.saidKey, '2026-05-19T00:00:00.000Z');
      assert.ok(block.speakerId);
      assert.equal(line?.verdict, 'altered');
      const html = await htmlOf(blog, id);
      assert.match(html, /<details class="note ok"><summary>verbatim<\/summary>/);
      assert.match(html, /<a class="p-author h-card" href="\/-\/speakers\/ines-calloway\/">/);
      assert.match(html, /<time[^>]*>May 19, 2026<\/time>/);
      assert.match(
        html,
        /data-originalurl="[^"]+" data-versionurl="\/-\/captures\/1\/" data-versiondate="2026-05-21"/,
      );
      assert.match(html, /<a href="#quotation-\w+-note"[^>]*>altered: see the difference<\/a>/);
      assert.match(html, /<del>[\s\S]*west<\/del> <ins>[\s\S]*east<\/ins>/);
      const told = await blog.world.db.read
        .selectFrom('log_event')
        .select('event')
        .where('kind', '=', 'verdict')
        .execute();
      assert.deepEqual(
        told.map(({ event }) => JSON.parse(event ?? '').facts.verdict),
        ['exact', 'altered'],
      );
      await blog.close();
    });

    it('keeps its number, its key and its verdict through edits elsewhere; a copy of it is another', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({ '/s': article(`<p>${statement}</p>`) });
      const one = `:::quotation{cite="${source.url('/s')}" said=2026 key=beds}\nThe beds in the east are not in danger.\n:::\n`;
      const two = `:::quotation{cite="${source.url('/s')}" said=2026}\nWe will dredge the channel\n:::\n`;
      const id = await publish(blog, `${one}\n${two}`);
      const before = await quoted(blog, id);
      assert.equal(before[0]?.key, 'beds');
      const text = `A new beginning.\n\n${two}\n${one}\n${one}`;
      await publish(blog, text, id);
      const after = await quoted(blog, id);
      assert.deepEqual(after.map(({ id: number, key }) => [number, key]).slice(0, 2), [
        [before[1]?.id, before[1]?.key],
        [before[0]?.id, 'beds'],
      ]);
      assert.equal(after.length, 3);
      assert.notEqual(after[2]?.key, 'beds');
      assert.deepEqual(
        after.map(({ verdict }) => verdict),
        ['exact', 'exact', 'exact'],
      );
      const kept = await blog.world.db.read.selectFrom('post_source').select('text').executeTakeFirst();
      assert.equal(kept?.text, text, 'what was written stays to the letter');
      const parsed = documentOf(two.replace('We will', 'She will'));
      await publish(blog, two.replace('We will', 'She will'), id);
      const [changed] = await quoted(blog, id);
      assert.equal(changed?.key, before[1]?.key, 'words that were changed are the same quotation');
      assert.equal(changed?.verdict, 'altered');
      assert.ok(parsed);
      await blog.close();
    });

    it('is checked again with every new copy, and what was quoted before an edit stays right, with both told', async () => {
      const blog = await open(dialect);
      await using source = await openSourceSite({ '/s': article(`<p>${statement}</p>`) });
      const id = await publish(
        blog,
        `:::quotation{cite="${source.url('/s')}" said=2026}\nThe beds in the east are not in danger.\n:::\n`,
      );
      blog.clock.advance('2 days');
      source.set('/s', article(`<p>${statement.replace('not in danger', 'in danger')}</p>`));
      const [before] = await quoted(blog, id);
      assert.ok(before);
      await blog.world.db.write((tx) =>
        requestCapture(tx, blog.site.id, {
          address: source.url('/s'),
          sourceId: before.sourceId,
          method: 'http',
        }),
      );
      await blog.work();
      const [after] = await quoted(blog, id);
      assert.equal(after?.verdict, 'exact');
      assert.equal(after.selector?.captureId, before.selector?.captureId);
      assert.deepEqual(
        after.checked?.others.map(({ verdict }) => verdict),
        ['altered'],
      );
      assert.match(await htmlOf(blog, id), /The copy of <a href="\/-\/captures\/\d\/">[^<]+<\/a>: altered/);
      await blog.close();
    });
  });
}

describe('A quotation', () => {
  it('in Arabic is shown within its English source with the words around it set apart', async () => {
    const blog = await open();
    await using source = await openSourceSite({
      '/s': article('<p>The minister wrote: سننتظر تقرير المهندس قبل الشتاء, and nothing else.</p>'),
    });
    const cite = source.url('/s');
    const id = await publish(
      blog,
      `:::quotation{cite="${cite}" said=2026}\nسننتظر تقرير المهندس قبل الشتاء\n:::\n`,
    );
    assert.match(
      await htmlOf(blog, id),
      /<p class="words" dir="rtl"[^>]*>…<bdi>[^<]*The minister wrote: <\/bdi><mark>سننتظر[^<]*<\/mark><bdi>, and nothing else\./,
    );
    await blog.close();
  });

  it('whose words were changed was checked when those were, and what was found again, when it was found', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/s': article(`<p>${statement}</p>`) });
    const text = (words: string) =>
      `:::quotation{cite="${source.url('/s')}" said=2026 key=own}\n${words}\n:::\n`;
    const id = await publish(blog, text('We will dredge the channel'));
    const [first] = await quoted(blog, id);
    blog.clock.advance('2 days');
    await publish(blog, `More.\n\n${text('We will dredge the channel')}`, id);
    assert.equal((await quoted(blog, id))[0]?.checkedAt, first?.checkedAt);
    const other = text('We will never dredge the channel');
    await checkTexts(blog.world, blog.site.id, documentOf(other));
    await publish(blog, other, id);
    const [changed] = await quoted(blog, id);
    assert.equal(changed?.id, first?.id);
    assert.equal(changed?.checkedAt?.slice(0, 10), blog.clock.now().toISOString().slice(0, 10));
    await blog.close();
  });

  it('of a translated statement is checked against the copy it is bound to, and the other is offered', async () => {
    const blog = await open();
    await using source = await openSourceSite({
      '/s': article('<p>All human beings are born free and equal in dignity.</p>'),
    });
    const cite = source.url('/s');
    const id = await publish(
      blog,
      `:::quotation{cite="${cite}" said=2026}\nAll human beings are born free and equal in dignity.\n:::\n`,
    );
    source.set('/s', article('<p>Tous les êtres humains naissent libres et égaux en dignité.</p>'));
    await blog.world.db.write((tx) =>
      requestCapture(tx, blog.site.id, { address: cite, sourceId: 1, method: 'http' }),
    );
    await blog.work();
    await publish(
      blog,
      `:::quotation{source=1 capture=1}\nAll human beings are born free and equal in dignity.\n:::\n`,
      id,
    );
    const [english] = await quoted(blog, id);
    assert.equal(english?.verdict, 'exact');
    assert.equal(english.selector?.captureId, 1);
    assert.deepEqual(
      english.checked?.others.map(({ captureId }) => captureId),
      [2],
    );
    await publish(
      blog,
      `:::quotation{source=1 capture=2}\nAll human beings are born free and equal in dignity.\n:::\n`,
      id,
    );
    const [other] = await quoted(blog, id);
    assert.equal(other?.verdict, 'not-found');
    assert.deepEqual(other.checked?.others, [
      { captureId: 1, capturedAt: english.checked && '2026-05-21T12:00:00.000Z', verdict: 'exact' },
    ]);
    await blog.close();
  });

  it('of a few words that stand there twice cannot be checked until it says which', async () => {
    const blog = await open();
    await using source = await openSourceSite({
      '/s': article('<p>The mayor said: we will wait. The engineer answered: we will wait, too.</p>'),
    });
    const cite = source.url('/s');
    assert.deepEqual(
      await verdictsOf(
        blog,
        `:quote[we will wait]{cite="${cite}" said=2026} and :quote[we will wait]{cite="${cite}" said=2026 prefix="The engineer answered:"}\n`,
      ),
      [
        { verdict: 'cannot-check', reason: 'ambiguous', warnings: [] },
        { verdict: 'exact', reason: null, warnings: [] },
      ],
    );
    await blog.close();
  });

  it('of a reader’s comment, of hidden text, of somebody whom the source quotes, is found with a warning', async () => {
    const blog = await open();
    await using source = await openSourceSite({
      '/s': article(
        '<p>The council met on Monday and talked about the harbour for a long time.</p><p hidden>The plan was never going to be finished in time.</p><blockquote>Nobody ever asked the growers about the beds.</blockquote><section id="comments" class="comments"><article class="comment">I for one do not believe a word of it.</article></section>',
      ),
    });
    const cite = source.url('/s');
    const found = await verdictsOf(
      blog,
      [
        'The plan was never going to be finished in time.',
        'Nobody ever asked the growers about the beds.',
        'I for one do not believe a word of it.',
      ]
        .map((words) => `:quote[${words}]{cite="${cite}" said=2026}`)
        .join(' '),
    );
    assert.deepEqual(
      found.map(({ verdict, warnings }) => [verdict, ...warnings]),
      [
        ['exact', 'hidden'],
        ['exact', 'quoted-speaker'],
        ['exact', 'in-comment'],
      ],
    );
    await blog.close();
  });

  it('of a page that cannot be archived says so, and one without any copy too', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/gone': { status: 404, body: 'no' } });
    const [gone] = await verdictsOf(
      blog,
      `:quote[words that nobody can find]{cite="${source.url('/gone')}" said=2026}\n`,
    );
    assert.equal(gone?.verdict, 'cannot-check');
    assert.equal(gone.reason, 'not-found');
    await blog.close();
  });

  it('whose translation alone is given is not checked; beside its original, only that is', async () => {
    const blog = await open();
    await using source = await openSourceSite({
      '/s': article('<p>يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.</p>'),
    });
    const cite = source.url('/s');
    const id = await publish(
      blog,
      `:::quotation{cite="${cite}" lang=ar said=1948}\nيولد جميع الناس أحرارا متساوين\n\n:::translation{lang=en by="the United Nations"}\nAll human beings are born free.\n:::\n:::\n\nThey are :quote[born free]{cite="${cite}" said=1948 by="X" original="أحرارًا متساوين في الكرامة"} and :quote[equal]{cite="${cite}" said=1948 by=X}.\n`,
    );
    const rows = await quoted(blog, id);
    assert.deepEqual(
      rows.map(({ verdict, reason }) => [verdict, reason]),
      [
        ['orthographic', null],
        ['exact', null],
        ['cannot-check', 'translation'],
      ],
    );
    assert.equal(rows[0]?.translations[0]?.translator, 'the United Nations');
    const html = await htmlOf(blog, id);
    assert.match(html, /<blockquote class="e-content" dir="rtl" lang="ar"/);
    assert.match(html, /<div class="original">[\s\S]*<div class="translation" dir="ltr" lang="en"/);
    assert.match(html, /translation by <bdi>the United Nations<\/bdi>/);
    assert.match(html, /verbatim but for spelling/);
    await blog.close();
  });

  it('by a guest, or with an address that is none, binds nothing and asks nobody', async () => {
    const guest = parseMarkdown(
      ':::quotation{source=1 speaker=x said=2020 key=k}\nWords.\n:::\n\n:quote[a]{source=1 key=z}',
      { limit: 'guest' },
    );
    assert.ok(guest.ok);
    assert.doesNotMatch(JSON.stringify(guest.document), /attrs/);
    const blog = await open();
    const id = await publish(
      blog,
      `:quote[a]{cite="javascript:alert(1)" said=2020} :quote[b]{cite="mailto:a@example.org" key=q} :quote[c]{source=99 key=w} :quote[d]{source=${'9'.repeat(400)} said=2020}\n`,
    );
    assert.deepEqual(await quoted(blog, id), []);
    const html = await htmlOf(blog, id);
    assert.doesNotMatch(html, /javascript:/);
    const asked = await blog.world.db.read.selectFrom('capture').select('address').execute();
    assert.deepEqual(asked, [], 'nothing is fetched for it');
    await blog.close();
  });

  it('leaves feeds with the line that says whose words it is, and nothing to open', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/s': article(`<p>${statement}</p>`) });
    await publish(
      blog,
      `:::quotation{cite="${source.url('/s')}" said=2026 speaker="Ines Calloway"}\nThe beds in the east are not in danger.\n:::\n`,
    );
    const feed = (await blog.get('/feed/')).text;
    assert.match(feed, /Ines Calloway/);
    assert.doesNotMatch(feed, /&lt;details|<details/);
    await blog.close();
  });

  it('in a preview has its verdict already, and makes nothing', async () => {
    const blog = await open();
    await using source = await openSourceSite({ '/s': article(`<p>${statement}</p>`) });
    await publish(blog, `:quote[the beds in the east]{cite="${source.url('/s')}" said=2026}\n`);
    const document = documentOf(
      `:quote[We will never dredge the channel to nine metres]{source=1 said=2026} :quote[x y z]{cite="https://elsewhere.example/" said=2026}\n`,
    );
    const shown = await previewQuotations(blog.world, blog.site.id, document);
    assert.deepEqual(
      shown.map(({ verdict }) => verdict),
      ['altered', 'pending'],
    );
    const { count } = await blog.world.db.read
      .selectFrom('source')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    assert.equal(Number(count), 1);
    await blog.close();
  });
});
