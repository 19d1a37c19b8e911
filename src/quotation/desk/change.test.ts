import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Blog, dialects, openBlog } from '../../../test/support/blog.ts';
import { assertValidHtml } from '../../../test/support/html.ts';
import { article, openSourceSite } from '../../../test/support/source-site.ts';
import { loadWrite } from '../../post/load.ts';
import { quotationsOfPost } from '../read.ts';

const quotations = '/-/admin/quotations/';
type Person = Awaited<ReturnType<Blog['as']>>;

/** The fields of a form as a browser would send them, those of the page that a person has open. */
function formOf(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const main = page.slice(page.indexOf('<main'));
  const decode = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  for (const [input] of main.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const type = /type="([^"]*)"/.exec(input)?.[1];
    if (name === undefined || (type === 'radio' && !input.includes(' checked'))) continue;
    fields[name] = decode(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  for (const [, name = '', text = ''] of main.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>\n?([^<]*)</g))
    fields[name] = decode(text);
  for (const [, name = '', options = ''] of main.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] =
      /value="([^"]*)" selected/.exec(options)?.[1] ?? /value="([^"]*)"/.exec(options)?.[1] ?? '';
  return fields;
}

async function begun(person: Person, text: string, format = 'markdown', status = 'draft'): Promise<number> {
  const made = await person.post('/-/admin/posts/new', {
    title: 'On words',
    text,
    format,
    status,
    comments: '1',
  });
  return Number(/(\d+)\/$/.exec(made.headers.location ?? '')?.[1]);
}

async function textOf(blog: Blog, id: number): Promise<string | undefined> {
  return (await loadWrite({ db: blog.world.db.read }, blog.site.id, id))?.source?.text;
}

const address = 'https://paper.example/speech';

for (const dialect of dialects) {
  describe(`Changing a quotation of a post (${dialect})`, () => {
    it('writes a version of the text in which only the quotation is another, and looks for the words', async () => {
      const blog = await openBlog({ dialect, config: { fetchAllow: ['127.0.0.1/32'] } });
      await using source = await openSourceSite({
        '/s': article('<p>We will wait for the report of the engineer.</p>', 'A decision'),
      });
      const author = await blog.as('author');
      const before =
        '__He said__:\n\n:::quotation{cite="%" said=2016}\nWe will never wait.\n:::\n\n* and left\n';
      const id = await begun(author, before.replace('%', source.url('/s')));
      await blog.work();
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.ok(row);
      assert.match(
        (await author.get(`/-/admin/posts/${id}/`)).text,
        new RegExp(`href="${quotations}${row.id}/change"`),
      );
      assert.match((await author.get(`${quotations}${row.id}/`)).text, /Change this quotation/);
      const path = `${quotations}${row.id}/change`;
      const shown = await author.get(path);
      assert.equal(shown.status, 200);
      assertValidHtml(shown.text, path);
      assert.match(shown.text, /changes the saved version of/);
      const fields = formOf(shown.text);
      assert.equal(fields.text, 'We will never wait.');
      assert.equal(fields.said, '2016');
      const saved = await author.post(path, {
        ...fields,
        do: 'save',
        text: 'We will wait for the report',
        speaker: 'Ines\0 Calloway',
        said: '2016-05',
        place: 'In the hall',
      });
      assert.equal(saved.status, 303);
      assert.equal(saved.headers.location, `${quotations}${row.id}/`);
      const text = await textOf(blog, id);
      assert.match(
        text ?? '',
        /^__He said__:\n\n:::quotation\{.*\}\nWe will wait for the report\n:::\n\n\* and left\n$/,
      );
      assert.match(text ?? '', /source=\d+.*speaker=ines-calloway.*said=2016-05.*place="In the hall"/);
      const [after] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.equal(after?.id, row.id);
      assert.equal(after.verdict, 'exact');
      assert.match(
        (await author.get(`/-/admin/posts/${id}/revisions/`)).text,
        /Changed the quotation “We will never/,
      );
      await blog.close();
    });

    it('takes a source that is looked for, and asks for a copy of one that is new', async () => {
      const blog = await openBlog({ dialect });
      const author = await blog.as('author');
      const other = await begun(author, ':quote[An old saying]{cite=https://book.example/one said=1901}');
      const id = await begun(author, `She said :quote[we *stay*]{cite=${address} said=2016}.`);
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      const [known] = await quotationsOfPost(blog.world.db, blog.site.id, other);
      assert.ok(row && known);
      const path = `${quotations}${row.id}/change`;
      const fields = formOf((await author.get(path)).text);
      const found = await author.post(path, { ...fields, do: 'find', find: 'book.\0example' });
      assert.match(found.text, new RegExp(`name="found" type="radio" value="${known.sourceId}"`));
      const taken = await author.post(path, {
        ...formOf(found.text),
        do: 'save',
        found: String(known.sourceId),
      });
      assert.equal(taken.status, 303);
      const [now] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.equal(now?.sourceId, known.sourceId);
      assert.equal(taken.headers.location, `${quotations}${now.id}/`);
      assert.match((await textOf(blog, id)) ?? '', /:quote\[we \*stay\*\]\{/);
      const again = `${quotations}${now.id}/change`;
      const newest = await author.post(again, {
        ...formOf((await author.get(again)).text),
        do: 'save',
        address: 'https://new.example/speech',
      });
      assert.equal(newest.status, 303);
      const captures = await blog.world.db.read.selectFrom('capture').select('address').execute();
      assert.ok(captures.some((capture) => capture.address === 'https://new.example/speech'));
      assert.equal((await author.post(again, { ...fields, do: 'save', address: 'nowhere' })).status, 404);
      await blog.close();
    });

    it('keeps translations apart, and says at the field what cannot be', async () => {
      const blog = await openBlog({ dialect });
      const author = await blog.as('author');
      const html = `<p class="own">A</p><blockquote cite="${address}" data-said="2016" lang="ar"><p>نبقى هنا</p></blockquote>`;
      const id = await begun(author, html, 'html');
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      const path = `${quotations}${row?.id}/change`;
      const fields = formOf((await author.get(path)).text);
      const refused = await author.post(path, {
        ...fields,
        do: 'save',
        said: 'May',
        address: 'x',
        lang: '?',
      });
      assert.equal(refused.status, 422);
      assert.equal(refused.text.match(/aria-invalid="true"/g)?.length, 3);
      const first = await author.post(path, {
        ...fields,
        do: 'save',
        translation: 'We stay here',
        translationLang: 'en',
        translator: 'Ann Roe',
      });
      assert.equal(first.status, 303);
      const more = formOf((await author.get(path)).text);
      assert.equal(more['translation-2'], '');
      await author.post(path, {
        ...more,
        do: 'save',
        'translation-2': 'Nous restons',
        'translation-lang-2': 'fr',
      });
      const [after] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      assert.deepEqual(
        after?.translations.map(({ text, lang, translator }) => [text, lang, translator]),
        [
          ['We stay here', 'en', 'Ann Roe'],
          ['Nous restons', 'fr', undefined],
        ],
      );
      assert.match((await textOf(blog, id)) ?? '', /^<p class="own">A<\/p><blockquote/);
      await blog.close();
    });

    it('unbinds, loses nothing of an open form, and is for who may change the post alone', async () => {
      const blog = await openBlog({ dialect });
      const editor = await blog.as('editor');
      const author = await blog.as('author');
      const text = `__A__\n\n:::quotation{cite="${address}" said=2016}\nWe stay.\n:::\n`;
      const id = await begun(editor, text, 'markdown', 'published');
      const [row] = await quotationsOfPost(blog.world.db, blog.site.id, id);
      const path = `${quotations}${row?.id}/change`;
      assert.equal((await author.get(path)).status, 403);
      const fields = formOf((await editor.get(path)).text);
      assert.equal((await author.post(path, { ...fields, do: 'unbind' })).status, 403);
      await editor.post(path, { ...fields, do: 'save', said: '2017' });
      const meanwhile = await editor.post(path, { ...fields, do: 'save', said: '2018' });
      assert.equal(meanwhile.status, 409);
      assert.match(meanwhile.text, /2017[\s\S]*2018/);
      const fresh = formOf((await editor.get(path)).text);
      assert.equal((await editor.post(path, { ...fresh, do: 'unbind' })).status, 303);
      assert.equal(
        await textOf(blog, id),
        '__A__\n\n> We stay.\n'
          .replace('> We', `:::quotation{cite=${address}}\nWe`)
          .replace('stay.\n', 'stay.\n:::\n'),
      );
      assert.deepEqual(await quotationsOfPost(blog.world.db, blog.site.id, id), []);
      const stale = await editor.post(`/-/admin/posts/${id}/`, {
        title: 'On words',
        text: `${text}\nAnd more.\n`,
        format: 'markdown',
        status: 'published',
        version: '1',
      });
      assert.equal(stale.status, 409);
      assert.match(stale.text, /And more\./);
      assert.equal((await editor.get(path)).status, 404);
      await blog.close();
    });
  });
}
