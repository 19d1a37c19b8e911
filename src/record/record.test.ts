import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { article, openSourceSite } from '../../test/support/source-site.ts';
import { requestCapture } from '../capture/save.ts';
import { mergeSources } from '../source/merge.ts';
import { sourceByAddress } from '../source/read.ts';
import { ensureSource, setSourceState, updateSource } from '../source/save.ts';
import { mergeSpeakers } from '../speaker/merge.ts';
import { readSpeakersBySlug } from '../speaker/read.ts';
import { ensureSpeaker, updateSpeaker } from '../speaker/save.ts';

const now = '2026-05-21T12:00:00.000Z';
const words = 'We will dredge the channel to nine metres before the winter comes, whatever it costs.';

function open(dialect: (typeof dialects)[number]) {
  return openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
}

async function sourceAt({ world, site }: Blog, address: string) {
  const source = await sourceByAddress(world.db, site.id, address);
  assert.ok(source, `there is no source of ${address}`);
  return source;
}

function quote(address: string, text: string, more = ''): string {
  return `:::quotation{cite="${address}" ${more}}\n${text}\n:::\n`;
}

for (const dialect of dialects) {
  describe(`The records of a site, on ${dialect}`, () => {
    it('tell of a source what is quoted from it, its copies, and how to check them by hand', async () => {
      const blog = await open(dialect);
      const { world, site, clock } = blog;
      const pen = penOf(blog);
      const pages = { '/a': article(`<p>${words}</p><p>The rest stays.</p>`, 'On the channel') };
      await using web = await openSourceSite(pages);
      const address = web.url('/a');
      const post = await pen.post({
        title: 'Nine metres',
        text: quote(address, words, 'speaker="Ines Calloway" said=2016-05'),
      });
      await blog.work();
      const { id } = await sourceAt(blog, address);
      const path = `/-/sources/${id}/`;
      const page = await blog.visit(path);
      assert.match(page, /<blockquote[^>]*>We will dredge/);
      assert.match(page, /data-tone="ok" href="[^"]+#quotation-\w+">verbatim/);
      assert.match(page, /<a href="\/-\/speakers\/ines-calloway\/">/);
      assert.match(page, /May 2016/);
      assert.match(page, /Quoted in <a href="[^"]+"><bdi>Nine metres/);
      assert.match(page, /sha256sum -c[\s\S]*warcio check/);
      assert.match(page, /<code class="digest" dir="ltr">sha256:[0-9a-f]{64}/);
      assert.match(await blog.visit('/-/sources/'), new RegExp(`href="${path}"`));

      web.set(
        '/a',
        article(`<p>We will not dredge the channel at all.</p><p>The rest stays.</p>`, 'On the channel'),
      );
      clock.advance('1 day');
      await world.db.write((tx) => requestCapture(tx, site.id, { address, sourceId: id, method: 'http' }));
      await blog.work();
      const changed = await blog.visit(path);
      const [, changes = ''] =
        /href="(\/-\/sources\/\d+\/changes\/\d+\/)">its text changed/.exec(changed) ?? [];
      const difference = await blog.visit(changes);
      assert.match(difference, /<del>[\s\S]*<ins>/);
      assert.match(difference, /The rest stays/);

      await world.db.write((tx) => setSourceState(tx, site.id, id, 'dead'));
      const gone = await blog.visit(path);
      assert.match(gone, /The page is gone/);
      assert.ok(
        gone.indexOf('Archived copy of') < gone.indexOf('The address where it stood'),
        'the copy leads',
      );
      await pen.change(post, { status: 'draft' });
      assert.equal((await blog.get(path)).status, 404, 'nothing public stands on it');
      assert.doesNotMatch(await blog.visit('/-/sources/'), new RegExp(`href="${path}"`));
      await blog.close();
    });

    it('tell of a speaker what they are quoted as saying, the last said first, in a feed too', async () => {
      const blog = await open(dialect);
      const { world, site } = blog;
      const pen = penOf(blog);
      await pen.post({
        title: 'Two sayings',
        text: `${quote('https://example.org/1', 'The first of the sayings.', 'speaker="Jane Roe" said=2014')}\n${quote('https://example.org/2', 'وهذا ما قالته بعد ذلك.', 'speaker="Jane Roe" said=2016-05-21 lang=ar')}`,
      });
      await pen.post({
        title: 'Secret',
        password: 'x',
        text: quote(
          'https://example.org/3',
          'Nobody may read this yet.',
          'speaker="Secret Person" said=2015',
        ),
      });
      await blog.work();
      const roe = (await readSpeakersBySlug(world.db, site.id, ['jane-roe'])).get('jane-roe');
      assert.ok(roe);
      const names = [...roe.names, { text: 'جين رو', lang: 'ar' }];
      await world.db.write((tx) => updateSpeaker(tx, site.id, roe.id, { names, slug: 'roe' }, { now }));
      assert.equal(
        (await blog.get('/-/speakers/jane-roe/')).headers.location,
        'https://blog.example/-/speakers/roe/',
      );
      const page = await blog.visit('/-/speakers/roe/');
      assert.ok(page.indexOf('وهذا') < page.indexOf('The first of'), 'the last said first');
      assert.match(page, /<blockquote lang="ar" dir="rtl"/);
      assert.match(page, /<bdi lang="ar">جين رو<\/bdi>/);
      assert.match(page, /"@type":"Person"/);
      for (const [path, type] of [
        ['/-/speakers/roe/feed/', 'application/rss+xml'],
        ['/-/speakers/roe/feed/atom/', 'application/atom+xml'],
        ['/-/speakers/roe/feed/json/', 'application/feed+json'],
      ] as const) {
        const feed = await blog.get(path);
        assert.equal(feed.status, 200, path);
        assert.ok(feed.headers['content-type']?.startsWith(type), `${path}: ${feed.headers['content-type']}`);
        assert.match(feed.text, /The first of the sayings/);
      }
      assert.match((await blog.get('/sitemap.xml')).text, /sitemap-speakers-1\.xml/);
      const map = (await blog.get('/sitemap-speakers-1.xml')).text;
      assert.match(map, /\/-\/timeline\/[\s\S]*\/-\/speakers\/roe\//);
      assert.doesNotMatch(map, /secret-person/);
      const listed = (await blog.get('/sitemap-sources-1.xml')).text;
      assert.equal(listed.match(/<loc>https:\/\/blog\.example\/-\/sources\/\d+\//g)?.length, 2);
      const list = await blog.visit('/-/speakers/');
      assert.match(list, /Jane Roe[\s\S]*2 quotations/);
      for (const path of ['/-/speakers/', '/-/timeline/', '/-/sources/'])
        assert.doesNotMatch(await blog.visit(path), /Secret Person|Nobody may|example\.org\/3/, path);
      assert.equal((await blog.get('/-/speakers/secret-person/')).status, 404);
      assert.equal((await blog.get('/-/speakers/secret-person/feed/')).status, 404);
      await blog.close();
    });

    it('lead from the chart to a year however long ago', async () => {
      const blog = await open(dialect);
      await penOf(blog).post({
        title: 'Old and new',
        text: `${quote('https://example.org/old', 'The harbour silts up.', 'said=0950')}\n${quote('https://example.org/new', 'The harbour is dredged.', 'said=2016')}`,
      });
      await blog.work();
      const [, year = ''] = /href="(\/-\/timeline\/\?year=950)"/.exec(await blog.visit('/-/timeline/')) ?? [];
      const page = (await blog.get(year)).text;
      assert.match(page, /The harbour silts up/);
      assert.doesNotMatch(page, /The harbour is dredged/);
      await blog.close();
    });

    it('show who said what when, narrowed, by year and month, and page by page', async () => {
      const blog = await open(dialect);
      const pen = penOf(blog);
      const said = Array.from({ length: 60 }, (_, at) =>
        quote(
          'https://example.org/all',
          `Saying number ${at} of them.`,
          `speaker="${at % 2 ? 'Odd One' : 'Even One'}" said=20${10 + (at % 6)}${at % 3 === 0 ? '' : '-03'}`,
        ),
      );
      await pen.post({ title: 'All of it', text: said.join('\n') });
      await blog.work();
      const first = await blog.visit('/-/timeline/');
      assert.match(first, /<h2 id="y2015">2015<\/h2>/);
      assert.match(first, /<h3>March 2015<\/h3>/);
      assert.match(first, /Some time in the year/);
      assert.match(first, /aria-label="Quotations by year, from 2010 to 2015: 60 in all"/);
      const seen = new Set<string>();
      for (let path: string | undefined = '/-/timeline/'; path !== undefined; ) {
        const { text } = await blog.get(path);
        for (const [, words = ''] of text.matchAll(/<blockquote[^>]*>(Saying number \d+ of them\.)/g)) {
          assert.ok(!seen.has(words), words);
          seen.add(words);
        }
        path = /rel="next" href="(\/-\/timeline\/[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      }
      assert.equal(seen.size, 60);
      const odd = (await blog.get('/-/timeline/?speaker=odd-one')).text;
      assert.equal(odd.match(/<blockquote/g)?.length, 30);
      assert.doesNotMatch(odd, /Saying number 2 /);
      assert.doesNotMatch((await blog.get('/-/timeline/?year=2012')).text, /<h2 id="y201[345]"/);
      assert.match((await blog.get('/-/timeline/?verdict=exact')).text, /No quotation fits/);
      assert.match((await blog.get('/-/timeline/?speaker=nobody')).text, /No quotation fits/);
      await blog.close();
    });

    it('follow sources and speakers that become one', async () => {
      const blog = await open(dialect);
      const { world, site } = blog;
      const pen = penOf(blog);
      await pen.post({
        title: 'Merged',
        text: quote('https://example.org/old', 'These words have moved.', 'speaker="J. Roe" said=2016'),
      });
      const old = await sourceAt(blog, 'https://example.org/old');
      const { id: into } = await world.db.write((tx) =>
        ensureSource(tx, site.id, { address: 'https://example.org/new', title: 'New' }, { now }),
      );
      const speaker = await world.db.write((tx) => ensureSpeaker(tx, site.id, { name: 'Jane Roe' }));
      const before = (await readSpeakersBySlug(world.db, site.id, ['j-roe'])).get('j-roe');
      await world.db.write((tx) => mergeSources(tx, site.id, old.id, into, { now }));
      await world.db.write((tx) => mergeSpeakers(tx, site.id, before?.id ?? 0, speaker.id, { now }));
      await blog.work();
      assert.equal(
        (await blog.get(`/-/sources/${old.id}/`)).headers.location,
        `https://blog.example/-/sources/${into}/`,
      );
      assert.match(await blog.visit(`/-/sources/${into}/`), /These words have moved/);
      assert.equal(
        (await blog.get('/-/speakers/j-roe/')).headers.location,
        'https://blog.example/-/speakers/jane-roe/',
      );
      assert.match(await blog.visit('/-/speakers/jane-roe/'), /These words have moved/);
      await world.db.write((tx) => updateSource(tx, site.id, into, { title: '<i>Hostile</i>' }, { now }));
      assert.doesNotMatch(await blog.visit(`/-/sources/${into}/`), /<i>Hostile|"name":"<i/);
      await blog.close();
    });
  });
}
