import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { capturesOfSource } from '../../src/capture/read.ts';
import { requestCapture } from '../../src/capture/save.ts';
import { quotationsOfPost } from '../../src/quotation/read.ts';
import { type Blog, dialects, openBlog } from '../support/blog.ts';
import { pdfOf } from '../support/pdf.ts';
import { penOf } from '../support/pen.ts';
import { article, challenge, consentWall, openSourceSite, type SourcePage } from '../support/source-site.ts';

type SourceSite = Awaited<ReturnType<typeof openSourceSite>>;

/** Words that are quoted, and the attributes that bind them beside the address. */
type Quote = string | readonly [words: string, attributes: string];

/** So much stands about what matters that a page is one. */
const around = 'The assembly met on Monday and heard a number of reports about the year. '.repeat(8);
const pages = 'The committee then heard a number of reports. Nothing was decided about them. '.repeat(60);
const page = (words: string, lang = 'en') =>
  article(`${words}\n${lang === 'en' ? around : ''}`).replace('lang="en"', `lang="${lang}"`);

/**
 * The hard cases from end to end: a source on a site of its own, a post that quotes it, the copy that a worker
 * makes, the row that is kept of the quotation, and what readers are shown.
 */
for (const dialect of dialects)
  describe(`The hard cases of verification, from the source to the page (${dialect})`, () => {
    let blog: Blog;
    let source: SourceSite;
    let count = 0;
    before(async () => {
      blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      source = await openSourceSite();
    });
    after(async () => {
      await source.die();
      await blog.close();
    });

    /** Publishes a post that quotes a page, lets the worker work, and asks for the post as a reader. */
    async function quoted(body: SourcePage, ...quotes: readonly Quote[]) {
      const path = `/source-${++count}`;
      source.set(path, body);
      const lines = quotes.map((quote) => {
        const [words, attributes] = typeof quote === 'string' ? [quote, 'said=2026'] : quote;
        return `:::quotation{cite="${source.url(path)}" ${attributes}}\n${words}\n:::`;
      });
      const postId = await penOf(blog).post({ slug: `post-${count}`, text: lines.join('\n\n') });
      await blog.work();
      const rows = await quotationsOfPost(blog.world.db, blog.site.id, postId);
      return {
        path,
        postId,
        sourceId: rows[0]?.sourceId ?? 0,
        told: rows.map(({ verdict, reason, checked }) =>
          [verdict, reason, ...(checked?.warnings ?? [])].filter((part) => part !== null).join(' '),
        ),
        text: (await blog.get(`/2026/05/21/post-${count}/`)).text,
      };
    }

    it('1: vowelled Arabic without its vowels, and with one that turns the meaning', async () => {
      const { told, text } = await quoted(
        page('قال الوزير: كَتَبَ الوَلَدُ الدَّرْسَ فِي البَيْتِ ثُمَّ خَرَجَ.', 'ar'),
        'كتب الولد الدرس في البيت ثم خرج',
        'كُتِبَ الوَلَدُ الدَّرْسَ فِي البَيْتِ',
      );
      assert.deepEqual(told, ['orthographic', 'altered']);
      assert.match(text, /verbatim but for spelling/);
      assert.match(text, /<del>.*كُتِبَ<\/del>\s*<ins>.*كَتَبَ<\/ins>/);
    });

    it('2: Persian in Arabic letters, and the three yehs of Pashto', async () => {
      const persian = 'او گفت كه ما نمی‌خواهیم كتاب‌هاي خود را از دست بدهیم.';
      const pashto = 'هغه وویل چې دا ښه سړی دی او زموږ ملګرې ده او ډوډۍ خوري.';
      assert.deepEqual((await quoted(page(persian, 'fa'), 'ما نمیخواهیم کتابهای خود را از دست بدهیم')).told, [
        'orthographic',
      ]);
      const swapped = await quoted(
        page(pashto, 'ps'),
        'زموږ ملګرې ده او ډوډۍ خوري',
        'زموږ ملګرې ده او ډوډی خوري',
      );
      assert.deepEqual(swapped.told, ['exact', 'altered']);
    });

    it('3: Russian without its ё, and a gap that swallows «не»', async () => {
      const { told, text } = await quoted(
        page(
          'Президент заявил: всё идёт по плану, и мы не будем менять нашу позицию по этому вопросу.',
          'ru',
        ),
        'все идет по плану, и мы не будем',
        'мы <…> будем менять нашу позицию',
      );
      assert.deepEqual(told, ['orthographic', 'edited negation-in-gap']);
      assert.match(text, /What was left out contains a negation\./);
    });

    it('4: an insertion that turns what was said', async () => {
      const { told, text } = await quoted(
        page('The minister said that they will negotiate with everybody.'),
        'they will [not] negotiate with everybody',
      );
      assert.deepEqual(told, ['edited negation-inserted']);
      assert.match(text, /with marked edits[\s\S]*What was put in is a negation\./);
    });

    it('5: the speaker’s own ellipsis, one that joins pages, and one that turns the order round', async () => {
      const { told, text } = await quoted(
        page(
          `We wanted to leave, but then we thought… And so we stayed at home. ${pages}In the end we were glad.`,
        ),
        'We wanted to leave, but then we thought…',
        'And so we stayed at home. […] In the end we were glad.',
        'In the end we were glad. […] And so we stayed at home.',
      );
      assert.equal(told[0], 'exact');
      assert.match(told[1] ?? '', /^edited .*wide-gap/);
      assert.match(told[2] ?? '', /^altered/);
      assert.match(text, /More than two sentences were left out\./);
    });

    it('6: a scan, and Arabic whose letters stand in the order of the paper', async () => {
      const asPdf = (text: string | undefined) => ({
        type: 'application/pdf',
        body: pdfOf([text, text]),
      });
      const scan = await quoted(asPdf(undefined), 'حقوق الإنسان في العالم كله');
      assert.deepEqual(scan.told, ['cannot-check scan']);
      assert.match(scan.text, /could not be checked[\s\S]*The source is a scan: a picture of text\./);
      const logical =
        'لما كان الاعتراف بالكرامة المتأصلة في جميع أعضاء الأسرة البشرية\nوبحقوقهم المتساوية الثابتة هو أساس الحرية والعدل والسلام في العالم';
      const visual = logical
        .split('\n')
        .map((line) => [...line].reverse().join(''))
        .join('\n');
      const words = 'هو أساس الحرية والعدل والسلام في العالم';
      // Whichever way round letters of a line are taken to be drawn, one of the two is the wrong one.
      const ways = [await quoted(asPdf(logical), words), await quoted(asPdf(visual), words)];
      const wrong = ways.find(({ told }) => told[0]?.startsWith('cannot-check'));
      assert.deepEqual(wrong?.told, ['cannot-check visual-order']);
      assert.match(wrong.text, /stored in the order of its places on the paper/);
    });

    for (const [what, wall, reason] of [
      ['challenge', challenge, 'challenge'],
      ['consent page', consentWall, 'consent'],
    ] as const)
      it(`7: a ${what} that is answered as 200`, async () => {
        const { told, text, sourceId } = await quoted(wall, 'Words that might have stood behind the wall.');
        const [capture] = await capturesOfSource(blog.world.db, blog.site.id, sourceId);
        assert.deepEqual([capture?.status, capture?.reason], ['refused', reason]);
        assert.deepEqual(told, [`cannot-check ${reason}`]);
        assert.match(text, /The source could not be archived/);
        assert.doesNotMatch(text, /\/-\/captures\/\d/, 'there is no copy to lead to');
        const editor = await blog.as('editor');
        const desk = await editor.get(`/-/admin/captures/${capture?.id}/`);
        assert.equal(desk.status, 200);
        assert.match(desk.text, /<section class="panel" role="alert"><h2>/, 'the desk says so loudly');
      });

    it('9: a translated statement is held against the version that it is bound to, the other is offered', async () => {
      const words = 'We will defend our country with every means that we have.';
      const first = await quoted(page(words), words);
      assert.deepEqual(first.told, ['exact']);
      const { id } = (await capturesOfSource(blog.world.db, blog.site.id, first.sourceId))[0]!;
      source.set(
        first.path,
        page('Мы будем защищать нашу страну всеми имеющимися у нас средствами, сказал он. '.repeat(4), 'ru'),
      );
      await blog.world.db.write((tx) =>
        requestCapture(tx, blog.site.id, {
          address: source.url(first.path),
          sourceId: first.sourceId,
          method: 'http',
        }),
      );
      await blog.work();
      const [newer] = await capturesOfSource(blog.world.db, blog.site.id, first.sourceId);
      for (const [bound, other, verdict] of [
        [id, newer?.id, 'exact'],
        [newer?.id, id, 'not-found'],
      ] as const) {
        const postId = await penOf(blog).post({
          slug: `bound-${bound}`,
          text: `:::quotation{source=${first.sourceId} capture=${bound}}\n${words}\n:::`,
        });
        await blog.work();
        const [row] = await quotationsOfPost(blog.world.db, blog.site.id, postId);
        assert.equal(row?.verdict, verdict);
        const { text } = await blog.get(`/2026/05/21/bound-${bound}/`);
        assert.match(text, new RegExp(`The copy of <a href="/-/captures/${other}/">`));
      }
    });

    it('10: the same few words of two speakers, until it says whose', async () => {
      const body = page(
        'The minister said: we will win. An hour later the general said: we will win. Nobody else spoke.',
      );
      const { told, text } = await quoted(body, 'we will win', [
        'we will win',
        'said=2026 prefix="the general said:"',
      ]);
      assert.deepEqual(told, ['cannot-check ambiguous', 'exact']);
      assert.match(text, /These few words stand in the source more than once\./);
      assert.match(text, /general said: <mark>we will win<\/mark>/);
    });

    it('11: words of a comment, of hidden text, and of somebody whom the source quotes', async () => {
      const { told, text } = await quoted(
        article(
          `<p>${around}</p><p hidden>The plan was never going to be finished in time.</p><p>The mayor was calm. “We shall rebuild every single house,” said her deputy.</p><section id="comments" class="comments"><article class="comment">I for one do not believe a word of it.</article></section>`,
        ),
        'I for one do not believe a word of it.',
        'The plan was never going to be finished in time.',
        'We shall rebuild every single house',
      );
      assert.deepEqual(told, ['exact in-comment', 'exact hidden', 'exact quoted-speaker']);
      assert.match(text, /stand in a reader’s comment under the source/);
      assert.match(text, /stand in text that the source does not show/);
      assert.match(text, /In the source these are somebody else’s words/);
      assert.match(text, /There the source quotes[\s\S]{0,200}We shall rebuild every single house/);
    });

    // The last: time goes by.
    it('8: a page that was edited in silence: the words keep their copy, and the other says otherwise', async () => {
      const said = 'We will never negotiate about the price of bread, said the minister.';
      const { told, path, sourceId, postId } = await quoted(
        page(said),
        'We will never negotiate about the price of bread',
      );
      assert.deepEqual(told, ['exact']);
      source.set(path, page(said.replace('never', 'gladly')));
      // Links of one host are asked for one after the other.
      for (let day = 0; day < 4; day++)
        for (const pause of ['1 day', '5 minutes']) {
          blog.clock.advance(pause);
          await blog.work();
        }
      const copies = await capturesOfSource(blog.world.db, blog.site.id, sourceId);
      assert.deepEqual(
        copies.map(({ status }) => status),
        ['done', 'done'],
        'both versions are kept',
      );
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, postId);
      assert.equal(row?.verdict, 'exact');
      const { text } = await blog.get(`/2026/05/21/post-${count}/`);
      for (const { id } of copies) assert.match(text, new RegExp(`/-/captures/${id}/`), 'readers see both');
      assert.match(text, /The copy of <a[^>]*>[^<]*<\/a>: altered/);
      assert.match(text, /class="gone"/, 'and that the page says something else now');
    });
  });
