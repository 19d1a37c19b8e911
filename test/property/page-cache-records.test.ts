import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decide, type Visibility } from '../../src/capture/replay/decide.ts';
import { requestCapture } from '../../src/capture/save.ts';
import type { Transaction } from '../../src/kit/database/index.ts';
import { publishLog } from '../../src/log/publish.ts';
import { loadWrite } from '../../src/post/load.ts';
import { createPost, updatePost } from '../../src/post/save.ts';
import { vouch, withdraw } from '../../src/quotation/override.ts';
import { mergeSources } from '../../src/source/merge.ts';
import { ensureSource, setSourceState, updateSource } from '../../src/source/save.ts';
import type { Source } from '../../src/source/source.ts';
import { mergeSpeakers } from '../../src/speaker/merge.ts';
import { ensureSpeaker, updateSpeaker } from '../../src/speaker/save.ts';
import { type Blog, openBlog } from '../support/blog.ts';
import { compareWithFresh, visitEverything } from '../support/kept-pages.ts';
import { documentOf } from '../support/pen.ts';
import { article, openSourceSite } from '../support/source-site.ts';

const words = [
  'We will dredge the channel to nine metres before the winter comes.',
  'The old crane on the northern quay stays where it has always stood.',
  'لن نغلق المرفأ قبل أن تعود آخر السفن من الصيف الطويل.',
];

/** Something that happens to what a site quotes; numbers choose among what is there. */
type Step =
  | { readonly do: 'quote'; readonly post: Quoting }
  | { readonly do: 'rewrite'; readonly which: number; readonly post: Quoting }
  | { readonly do: 'capture'; readonly source: number; readonly says: number }
  | { readonly do: 'show'; readonly which: number; readonly as: Visibility }
  | { readonly do: 'source'; readonly source: number; readonly title: string; readonly publisher: string }
  | { readonly do: 'state'; readonly source: number; readonly as: Source['state'] }
  | { readonly do: 'speaker'; readonly speaker: number; readonly name: string; readonly slug: string }
  | { readonly do: 'vouch' | 'withdraw'; readonly which: number }
  | { readonly do: 'join'; readonly what: 'sources' | 'speakers' };

type Quoting = {
  readonly status: 'published' | 'draft' | 'private';
  readonly words: number;
  /** One word of it is another. */
  readonly altered: boolean;
  readonly source: number;
  readonly speaker: number;
  readonly said: string;
};

const one = fc.nat({ max: 1 });
const which = fc.nat({ max: 8 });
const quoting: fc.Arbitrary<Quoting> = fc.record({
  status: fc.oneof(
    { weight: 5, arbitrary: fc.constant('published' as const) },
    { weight: 1, arbitrary: fc.constantFrom('draft' as const, 'private' as const) },
  ),
  words: fc.nat({ max: words.length - 1 }),
  altered: fc.boolean(),
  source: one,
  speaker: one,
  said: fc.constantFrom('2014', '2016-05', '2016-05-21'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('quote' as const), post: quoting }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rewrite' as const), which, post: quoting }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('capture' as const), source: one, says: fc.nat({ max: 2 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('show' as const),
      which,
      as: fc.constantFrom<Visibility>('public', 'private', 'private', 'removed'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('source' as const),
      source: one,
      title: fc.constantFrom('A statement', 'بيان', '<b>Bold</b>', ''),
      publisher: fc.constantFrom('The Harbour Post', ''),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('state' as const),
      source: one,
      as: fc.constantFrom<Source['state']>('unknown', 'live', 'dead', 'drifted'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('speaker' as const),
      speaker: one,
      name: fc.constantFrom('Ines Calloway', 'إيناس', 'I. C.'),
      slug: fc.constantFrom('calloway', 'ines'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('vouch' as const, 'withdraw' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      what: fc.constantFrom('sources' as const, 'speakers' as const),
    }),
  },
);

const records = /^\/-\/(?:sources|speakers|timeline|captures|posts)\//;
const always = [
  '/',
  '/-/sources/',
  '/-/speakers/',
  '/-/timeline/',
  '/-/corrections/',
  '/-/corrections/feed/',
];

describe('After any sequence of writes to what is quoted', () => {
  it('every kept page is what a fresh rendering would be, before the work behind it is done and after', async () => {
    await using web = await openSourceSite();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
        const blog = await openBlog({ config: { fetchAllow: ['127.0.0.1/32'] } });
        try {
          const take = await prepare(blog, web);
          for (const each of steps) {
            await visitEverything(blog, always, records);
            await take(each);
            await compareWithFresh(blog, always);
            await visitEverything(blog, always, records);
            await blog.work();
            await publishLog(blog.world, { signal: new AbortController().signal });
            await compareWithFresh(blog, always);
          }
        } finally {
          await blog.close();
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

/** Two sources on a site that answers, two speakers, and a post that quotes. */
async function prepare({ world, site, clock, work }: Blog, web: Awaited<ReturnType<typeof openSourceSite>>) {
  const now = () => clock.now().toISOString();
  const address = (source: number) => web.url(`/${source}`);
  const says = (source: number, text: number) =>
    web.set(`/${source}`, article(`<p>${words[text]}</p><p>The rest stays.</p>`, `Number ${source}`));
  says(0, 0);
  says(1, 1);
  const { sources, speakers } = await world.db.write(async (tx) => ({
    sources: [
      await ensureSource(tx, site.id, { address: address(0) }, { now: now() }),
      await ensureSource(tx, site.id, { address: address(1) }, { now: now() }),
    ].map(({ id }) => id),
    speakers: [
      await ensureSpeaker(tx, site.id, { name: 'Jane Roe' }),
      await ensureSpeaker(tx, site.id, { name: 'Ines Calloway' }),
    ],
  }));
  const posts: number[] = [];
  const writeOf = ({ status, words: at, altered, source, speaker, said }: Quoting) => {
    const text = words[at] ?? '';
    const quoted = altered ? text.replace(/ \S+/, ' otherwise') : text;
    const about = `source=${sources[source]} speaker=${speakers[speaker]?.slug} said=${said}`;
    return {
      status,
      document: documentOf(`:::quotation{${about}}\n${quoted}\n:::\n\nSo they said.`),
    };
  };
  const write = async (tx: Transaction, post: Quoting) => {
    const plain = { type: 'post' as const, title: `Post ${posts.length}`, authors: [], terms: [] };
    posts.push((await createPost(tx, site, { ...plain, ...writeOf(post) }, { now: now() })).id);
  };
  const idOf = async (tx: Transaction, table: 'quotation' | 'capture', at: number) => {
    const rows = await tx.db.selectFrom(table).select('id').orderBy('id').execute();
    return rows[at % Math.max(1, rows.length)]?.id ?? 0;
  };
  const take = async (tx: Transaction, each: Step): Promise<void> => {
    switch (each.do) {
      case 'quote':
        return write(tx, each.post);
      case 'rewrite': {
        const id = posts[each.which % posts.length] ?? 0;
        const known = await loadWrite(tx, site.id, id);
        assert.ok(known);
        await updatePost(tx, site, id, { ...known, ...writeOf(each.post) }, { now: now() });
        return;
      }
      case 'capture': {
        const sourceId = sources[each.source] ?? 0;
        says(each.source, each.says);
        await requestCapture(tx, site.id, { address: address(each.source), sourceId, method: 'http' });
        return;
      }
      case 'show': {
        const decision = { state: each.as, askedBy: 'A court', ground: 'By order' };
        await decide(tx, site.id, await idOf(tx, 'capture', each.which), decision, null);
        return;
      }
      case 'source': {
        const { title, publisher } = each;
        await updateSource(tx, site.id, sources[each.source] ?? 0, { title, publisher }, { now: now() });
        return;
      }
      case 'state':
        await setSourceState(tx, site.id, sources[each.source] ?? 0, each.as);
        return;
      case 'speaker': {
        const names = [{ text: each.name, lang: 'en' }];
        const id = speakers[each.speaker]?.id ?? 0;
        await updateSpeaker(tx, site.id, id, { names, slug: each.slug }, { now: now() });
        return;
      }
      case 'vouch': {
        const by = { by: 'Ada', accountId: 1, reason: 'I was in the room' };
        await vouch(tx, site.id, await idOf(tx, 'quotation', each.which), by);
        return;
      }
      case 'withdraw':
        await withdraw(tx, site.id, await idOf(tx, 'quotation', each.which));
        return;
      case 'join':
        await (each.what === 'sources'
          ? mergeSources(tx, site.id, sources[0] ?? 0, sources[1] ?? 0, { now: now() })
          : mergeSpeakers(tx, site.id, speakers[0]?.id ?? 0, speakers[1]?.id ?? 0, { now: now() }));
    }
  };
  const first = {
    status: 'published',
    words: 0,
    altered: false,
    source: 0,
    speaker: 0,
    said: '2016',
  } as const;
  await world.db.write((tx) => write(tx, first));
  await work();
  return async (each: Step) => {
    clock.advance('1 minute');
    await world.db.write((tx) => take(tx, each));
  };
}
