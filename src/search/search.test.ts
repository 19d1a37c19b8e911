import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Blog, dialects, openBlog } from '../../test/support/blog.ts';
import { penOf } from '../../test/support/pen.ts';
import { createSite } from '../site/save.ts';
import { rebuild, search } from './index.ts';
import { indexPending, markPending } from './save.ts';

/** IDs of what is found, best first. */
async function found(blog: Blog, question: string, siteId = blog.site.id): Promise<readonly number[]> {
  const { items } = await search(blog.world.db, siteId, question, { limit: 50, offset: 0 });
  return items.map(({ postId }) => postId);
}

/** In each language: a text, questions that find it, and questions that do not. */
const languages: Readonly<
  Record<string, { text: string; finds: readonly string[]; misses: readonly string[] }>
> = {
  'Arabic with and without vowel marks': {
    text: 'قَرَأَ أحمدُ كتابًا عن الإسلامِ في المدرسة، وقال المسؤولون: إنّ موسى…',
    finds: [
      'قرأ',
      'احمد',
      'إسلام',
      'الاسلام',
      'المدرسه',
      'مدرسة',
      'موسي',
      'المسئولون',
      'كتاب',
      '"قرا احمد كتابا"',
      'كـــتاب',
    ],
    misses: ['مستشفى', '"احمد قرا"'],
  },
  'Persian, however it was typed': {
    text: 'او می‌خواهد کتاب‌های فارسی را در سال ۱۴۰۳ بخواند',
    finds: ['كتابهاي', 'میخواهد', 'می خواهد', 'می‌خواهد', 'کتاب های', 'فارسي', '1403', '١٤٠٣'],
    misses: ['1404', 'عربی'],
  },
  'Russian with ё or е': {
    text: 'Ёжик в тумане; ещё раз: мой со́н',
    finds: ['ежик', 'ЁЖИК', 'еще', 'сон', 'ту*', '"мой сон"'],
    misses: ['"мои сон"', 'сна'],
  },
  'Chinese and Japanese without spaces': {
    text: '中国人民的历史很长。東京で日本語を勉強します。カタカナ',
    finds: ['人民', '中国', '历史', '民的历', '史', '東京', '日本語', 'カタカナ', 'ｶﾀｶﾅ', '"日本語を勉強"'],
    misses: ['国中', '人历', '京都', '龍'],
  },
  'Korean inside longer words, and Thai': {
    text: '학교에서 만났다. ภาษาไทยไม่มีช่องว่าง',
    finds: ['학교', '만났', 'ไทย', 'ภาษา', 'ช่องว่าง'],
    misses: ['교학', 'ลาว'],
  },
  'Hebrew with points and abbreviations': {
    text: 'שָׁלוֹם לְכֻלָּם, אמר דובר צה״ל. מלכים',
    finds: ['שלום', 'לכולם'.replace('ו', ''), 'צה"ל', 'צהל', 'מלך'],
    misses: ['מלכה'],
  },
  'Latin letters of any language': {
    text: 'Straße in Łódź, œuvre d’été, İstanbul’da ısı; Đà Nẵng — naïve coöperation',
    finds: [
      'strasse',
      'STRASSE',
      'lodz',
      'oeuvre',
      'ete',
      "d'été",
      'istanbul',
      'ISI',
      'da nang',
      'naive',
      'cooper',
    ],
    misses: ['strasze', 'oeuvres'],
  },
};

for (const dialect of dialects) {
  describe(`Search on ${dialect}`, () => {
    it('finds what was published, as soon as its job has run, and no longer what was taken back', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const id = await pen.post({ title: 'The first line', text: 'Nobody quotes the second line.' });
      await pen.post({ title: 'Not yet', text: 'Nobody reads a draft.', status: 'draft' });
      await pen.post({ title: 'For us', text: 'Nobody else.', status: 'private' });
      await blog.work();
      assert.deepEqual(await found(blog, 'nobody'), [id]);
      await pen.change(id, { text: 'Somebody does.' });
      await blog.work();
      assert.deepEqual(await found(blog, 'nobody'), []);
      assert.deepEqual(await found(blog, 'somebody'), [id]);
      await pen.change(id, { status: 'draft' });
      assert.deepEqual(await found(blog, 'somebody'), [], 'not even before the index has heard of it');
      await blog.work();
      await pen.change(id, { status: 'published' });
      await blog.work();
      assert.deepEqual(await found(blog, 'somebody'), [id]);
      await pen.delete(id);
      await blog.work();
      assert.deepEqual(await found(blog, 'somebody'), []);
      await blog.close();
    });

    it('finds a scheduled post when its hour comes, and pages like posts', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const later = await pen.post({ title: 'Tomorrow', publishedAt: '2026-05-22T12:00:00.000Z' });
      const page = await pen.post({ type: 'page', title: 'About tomorrow' });
      await blog.work();
      assert.deepEqual(await found(blog, 'tomorrow'), [page]);
      blog.clock.advance('1 day');
      await blog.work();
      assert.deepEqual((await found(blog, 'tomorrow')).toSorted(), [later, page]);
      await blog.close();
    });

    it('finds a post with a password by its title alone, and tells nothing of its text', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const id = await pen.post({ title: 'Family letters', text: 'The secret recipe.', password: 'sesame' });
      await blog.work();
      assert.deepEqual(await found(blog, 'recipe'), []);
      const { items } = await search(blog.world.db, blog.site.id, 'letters', { limit: 10, offset: 0 });
      assert.deepEqual(
        items.map(({ postId }) => postId),
        [id],
      );
      assert.equal(items[0]?.passage.toString(), '');
      const open = await pen.post({ title: 'Open letters', text: 'Another recipe.' });
      await blog.work();
      await pen.change(open, { password: 'sesame' });
      assert.deepEqual(await found(blog, 'recipe'), [], 'not even before the index has heard of it');
      await blog.close();
    });

    it('places a word in the title before one in the text, one said often before one in passing, the newer first', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const filler = 'Lorem ipsum dolor sit amet consectetur adipiscing elit. '.repeat(20);
      const at = (day: number) => ({ publishedAt: `2026-05-${String(day).padStart(2, '0')}T08:00:00.000Z` });
      const titled = await pen.post({ title: 'On lighthouses and a lighthouse', text: filler, ...at(1) });
      const often = await pen.post({
        title: 'Walks',
        text: `${'The lighthouse again. '.repeat(6)}${filler}`,
        ...at(2),
      });
      const older = await pen.post({ title: 'Trains', text: `${filler} A lighthouse far off.`, ...at(3) });
      const newer = await pen.post({ title: 'Ships', text: `${filler} A lighthouse far off.`, ...at(4) });
      const begins = await pen.post({ title: 'Keepers', text: `${filler} Lighthousekeepers.`, ...at(5) });
      await blog.work();
      assert.deepEqual(await found(blog, 'lighthouse'), [titled, often, newer, older, begins]);
      await blog.close();
    });

    it('places words that stand together before words that stand apart', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      const together = await pen.post({
        text: 'She read the minute book of the tramway.',
        publishedAt: '2026-01-01T08:00:00.000Z',
      });
      const apart = await pen.post({ text: 'A book a minute.', publishedAt: '2026-02-01T08:00:00.000Z' });
      await blog.work();
      assert.deepEqual(await found(blog, 'minute book'), [together, apart]);
      assert.deepEqual(await found(blog, '"minute book"'), [together]);
      assert.deepEqual(await found(blog, 'book -tramway'), [apart]);
      assert.deepEqual(await found(blog, '"minute boo*"'), []);
      await blog.close();
    });

    it('never takes the end of a title and the beginning of a text for a phrase', async () => {
      const blog = await openBlog({ dialect });
      await penOf(blog).post({ title: 'Old minute', text: 'Book of the tramway.' });
      await blog.work();
      assert.deepEqual(await found(blog, '"minute book"'), []);
      await blog.close();
    });

    it('finds phrases anywhere in a text of any length, between the commonest of words', async () => {
      const blog = await openBlog({ dialect });
      const sentence = 'the cat and the dog and the bird were in the garden of the house. ';
      const id = await penOf(blog).post({
        title: 'Long',
        text: `${sentence.repeat(2_000)} It was the owl and the cat.`,
      });
      await blog.work();
      assert.deepEqual(await found(blog, '"the owl and the cat"'), [id]);
      assert.deepEqual(await found(blog, '"the owl and the dog"'), []);
      assert.deepEqual(await found(blog, 'owl'), [id]);
      assert.deepEqual(await found(blog, 'owl -"the owl and"'), []);
      await blog.close();
    });

    for (const [what, { text, finds, misses }] of Object.entries(languages)) {
      it(`finds ${what}`, async () => {
        const blog = await openBlog({ dialect });
        const id = await penOf(blog).post({ title: '1', text });
        await blog.work();
        for (const question of finds) assert.deepEqual(await found(blog, question), [id], question);
        for (const question of misses) assert.deepEqual(await found(blog, question), [], question);
        await blog.close();
      });
    }

    it('keeps the posts of one site from the readers of another', async () => {
      const blog = await openBlog({ dialect });
      const { world } = blog;
      const now = world.clock.now().toISOString();
      const other = await world.db.write((tx) =>
        createSite(tx, { host: 'other.example', title: 'Other', locale: 'en' }, { now }),
      );
      assert.ok(other.ok);
      const there = { ...blog, site: { ...blog.site, id: other.id } };
      // The same ID at the same second, as when a blog is imported into two sites.
      const here = await penOf(blog).post({ title: 'Common words' });
      assert.equal(await penOf(there).post({ title: 'Common thoughts' }), here);
      await blog.work();
      assert.deepEqual(await found(blog, 'common'), [here]);
      assert.deepEqual(await found(blog, 'thoughts'), []);
      assert.deepEqual(await found(blog, 'thoughts', other.id), [here]);
      await rebuild(world.db, other.id);
      assert.deepEqual(await found(blog, 'words'), [here]);
      assert.deepEqual(await found(blog, 'common', other.id), [here]);
      await blog.close();
    });

    it('makes a lost index anew from the posts', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      for (let n = 0; n < 120; n++) await pen.post({ title: `Post ${n}`, text: 'A line.' });
      assert.deepEqual(await found(blog, 'line'), []);
      assert.equal(await rebuild(blog.world.db, blog.site.id), 120);
      assert.equal((await search(blog.world.db, blog.site.id, 'line', { limit: 1, offset: 0 })).total, 120);
      await blog.close();
    });

    it('indexes no more at a time than it was asked to, and the rest later', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      for (let n = 0; n < 60; n++) await pen.post({ title: `Post ${n}` });
      await blog.world.db.write((tx) =>
        markPending(
          tx,
          blog.site.id,
          Array.from({ length: 60 }, (_, n) => n + 1),
        ),
      );
      assert.deepEqual(await indexPending(blog.world.db, 40), { indexed: 40, waiting: true });
      assert.deepEqual(await indexPending(blog.world.db, 40), { indexed: 20, waiting: false });
      await blog.close();
    });

    it('turns the pages of what it found, each once', async () => {
      const blog = await openBlog({ dialect });
      const pen = penOf(blog);
      for (let n = 0; n < 25; n++)
        await pen.post({ title: n % 3 === 0 ? 'A line' : 'A verse', text: 'On a line.' });
      await blog.work();
      const seen: number[] = [];
      for (let offset = 0; offset < 25; offset += 10) {
        const page = await search(blog.world.db, blog.site.id, 'line', { limit: 10, offset });
        assert.equal(page.total, 25);
        assert.equal(page.capped, false);
        seen.push(...page.items.map(({ postId }) => postId));
      }
      assert.equal(new Set(seen).size, 25);
      assert.equal(seen.length, 25);
      await blog.close();
    });

    it('answers any question at all', async () => {
      const blog = await openBlog({ dialect });
      await penOf(blog).post({
        title: 'AND OR NOT NEAR',
        text: 'a "quoted\' title: (x) * ^ + - & | ! <-> \\ :* {col}',
      });
      await blog.work();
      const ask = (question: string) =>
        search(blog.world.db, blog.site.id, question, { limit: 5, offset: 0 });
      const nasty = [
        '"',
        '""',
        '*',
        '-',
        'AND',
        'NOT x',
        'title:x',
        "x'y",
        "'",
        '\\',
        "\\'",
        '^x',
        'a & !b',
        '(',
        'NEAR(a b)',
        'x:*',
        '\0',
        'a\0b',
        '\ud800',
        '%',
        '{',
        '--',
        '"a',
        '* *',
        '-"',
        '\u{10000}',
      ];
      for (const question of nasty) await ask(question);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (question) => {
          const { total, items } = await ask(question);
          assert.ok(items.length <= total);
        }),
        { numRuns: 200 },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...nasty, 'x', 'title', ' ', '中', '中国', 'كتاب'), { maxLength: 12 }),
          async (parts) => {
            await ask(parts.join(''));
          },
        ),
        { numRuns: 200 },
      );
      await blog.close();
    });
  });
}
